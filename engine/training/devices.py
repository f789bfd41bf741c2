"""The devices that training can run on, and the one that a person means."""

import os
import re
import warnings
from functools import cache

import torch

from engine.errors import UserError


def available() -> list[str]:
    """The devices of this computer: `cpu`, then `cuda:0`, `cuda:1`, …"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a driver that is too old makes CUDA absent, and that is all
        count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    return ["cpu", *(f"cuda:{index}" for index in range(count))]


@cache
def memory_limit() -> int | None:
    """The bytes of memory of the device on which training runs by itself; None where the system does not say."""
    if len(available()) > 1:
        return int(torch.cuda.get_device_properties(0).total_memory)
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows
        return None


def resolve(text: str) -> torch.device:
    """The device called `text`: auto, cpu, cuda or cuda:N. Raises UserError where it is not there."""
    there = available()
    if text == "auto":
        text = there[1] if len(there) > 1 else "cpu"
    elif text == "cuda":
        text = "cuda:0"
    if text in there:
        return torch.device(text)
    values = {"device": text, "devices": there}
    if not re.fullmatch(r"cpu|cuda:\d+", text):
        raise UserError("“{device}” is no device. Choose auto, or one of: {devices}.", values)
    raise UserError("There is no device {device} on this computer. Choose auto, or one of: {devices}.", values)
