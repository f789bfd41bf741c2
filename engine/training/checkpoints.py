"""Checkpoints: what a run goes on from, and weights for others. Both are plain data: reading runs no code."""

import io
import pickle
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch
from torch import nn

from engine import files
from engine.errors import UserError
from engine.training.loop import Training

FORMAT = 1
_BROKEN = (RuntimeError, ValueError, KeyError, TypeError, AttributeError, EOFError, IndexError)
_BROKEN_FILE = (*_BROKEN, pickle.UnpicklingError, AssertionError, safetensors.SafetensorError)
_MISSING = "The weights in {path} are of another network: they lack {keys}. Choose the weights of this network."
_SURPLUS = (
    "The weights in {path} are of another network: they have {keys}, which this one lacks. Choose the "
    "weights of this network."
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Where weights come from: the hash of their graph (empty: unknown), and how long they were trained."""

    graph: str
    epoch: int
    step: int


def last_of(folder: Path) -> Path:
    """The file that a run goes on from."""
    return folder / "checkpoints" / "last.pt"


def weights_of(folder: Path) -> Path:
    """The weights of a run, for everybody else."""
    return folder / "checkpoints" / "weights.safetensors"


def save(folder: Path, training: Training, epoch: int, graph: str) -> None:
    """Write both files of the run in `folder`. Raises UserError; the old files stay where that happens."""
    try:
        (folder / "checkpoints").mkdir(exist_ok=True)
    except OSError as error:
        raise files.cannot_write(last_of(folder), error) from error
    weights = {key: tensor.detach().cpu().contiguous() for key, tensor in training.module.state_dict().items()}
    buffer = io.BytesIO()
    torch.save(
        {
            "format": FORMAT,
            "graph": graph,
            "epoch": epoch,
            "step": training.step,
            "model": weights,
            "optimizer": training.optimizer.state_dict(),
            "scheduler": training.scheduler.state_dict(),
            "sums": training.sums.cpu(),
        },
        buffer,
    )
    files.write_atomically(last_of(folder), buffer.getvalue())
    about = {"format": str(FORMAT), "graph": graph, "epoch": str(epoch), "step": str(training.step)}
    files.write_atomically(weights_of(folder), safetensors.torch.save(weights, about))


def restore(folder: Path, training: Training) -> None:
    """Bring `training` to where the run in `folder` was. Raises UserError."""
    path = last_of(folder)
    raw = _read_torch(path)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT or not isinstance(raw.get("step"), int):
        raise _broken(path)
    _fit(path, raw.get("model"), training.module)
    try:
        training.optimizer.load_state_dict(raw["optimizer"])
        training.sums.copy_(raw["sums"])
        training.step = raw["step"]
        _move(training, training.step)
    except _BROKEN as error:
        raise _broken(path) from error


def _move(training: Training, step: int) -> None:
    """Set the schedule to `step`; it may be a longer one now than when the checkpoint was made."""
    scheduler = training.scheduler
    scheduler.last_epoch = step
    for group, base, factor in zip(
        training.optimizer.param_groups, scheduler.base_lrs, scheduler.lr_lambdas, strict=True
    ):
        group["lr"] = base * factor(step)
    scheduler._last_lr = [group["lr"] for group in training.optimizer.param_groups]


def load_weights(path: Path, module: nn.Module) -> Weights:
    """Put weights into `module`: from a run's folder, a .safetensors file, or a .pt or .pth state_dict.

    Raises UserError where the file is broken or its weights are not those of this network, and says which.
    """
    if path.is_dir():
        if not weights_of(path).exists():
            raise UserError(
                "{folder} holds no weights yet. Train the network first, or choose another run.",
                {"folder": str(path)},
            )
        path = weights_of(path)
    about: dict[str, Any] = {}
    if path.suffix == ".safetensors":
        state, about = _read_safetensors(path)
    else:
        raw = _read_torch(path)
        if isinstance(raw, dict) and isinstance(raw.get("model"), dict):
            state, about = raw["model"], raw
        else:
            state = raw["state_dict"] if isinstance(raw, dict) and "state_dict" in raw else raw
    _fit(path, state, module)
    return Weights(str(about.get("graph", "")), _whole(about.get("epoch")), _whole(about.get("step")))


def _read_safetensors(path: Path) -> tuple[dict[str, torch.Tensor], dict[str, str]]:
    _check_readable(path)
    try:
        with safetensors.safe_open(path, "pt") as file:
            return {key: file.get_tensor(key) for key in file.keys()}, file.metadata() or {}  # noqa: SIM118
    except OSError as error:
        raise files.cannot_read(path, error) from error
    except _BROKEN_FILE as error:
        raise _broken(path) from error


def _read_torch(path: Path) -> Any:
    _check_readable(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what PyTorch thinks of a file that it then refuses
            return torch.load(path, map_location="cpu", weights_only=True)
    except OSError as error:
        raise files.cannot_read(path, error) from error
    except _BROKEN_FILE as error:
        raise _broken(path) from error


def _check_readable(path: Path) -> None:
    try:
        with open(path, "rb"):
            return
    except OSError as error:
        raise files.cannot_read(path, error) from error


def _fit(path: Path, state: Any, module: nn.Module) -> None:
    """Load `state` strictly, or say what does not fit."""
    if not isinstance(state, dict) or not all(isinstance(value, torch.Tensor) for value in state.values()):
        raise UserError(
            "{path} holds no weights by name (a state_dict). Choose a file with the weights alone.",
            {"path": str(path)},
        )
    wanted = module.state_dict()
    missing = [key for key in wanted if key not in state]
    surplus = [str(key) for key in state if key not in wanted]
    for key, tensor in wanted.items():
        if key in state and state[key].shape != tensor.shape:
            raise UserError(
                "The weights in {path} are of another network: {key} is {there} there and {here} here. "
                "Choose the weights of this network.",
                {"path": str(path), "key": key, "there": _shape(state[key]), "here": _shape(tensor)},
            )
    for keys, sentence in ((missing, _MISSING), (surplus, _SURPLUS)):
        if keys:
            raise UserError(sentence, {"path": str(path), "keys": keys[:3] + ["…"] * (len(keys) > 3)})
    module.load_state_dict(state)


def _shape(tensor: torch.Tensor) -> str:
    return "×".join(map(str, tensor.shape)) or "a single number"


def _whole(value: Any) -> int:
    text = str(value)
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _broken(path: Path) -> UserError:
    return UserError(
        "{path} cannot be read as weights: it is damaged, or not a file of weights. Choose another file.",
        {"path": str(path)},
    )
