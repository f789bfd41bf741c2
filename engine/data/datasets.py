"""Datasets as tensors in memory: a batch is an index into them, so no image is decoded while training."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch

from engine.data.catalogue import Facts, data_folder, facts, is_available, stored_at
from engine.errors import UserError

SPLIT_SEED = 5000  # which 500 of the 5,000 digits are held out


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Images and labels, split into those to learn from and those held out, all on one device."""

    id: str
    train_images: torch.Tensor  # uint8 (N, C, H, W)
    train_labels: torch.Tensor  # int64 (N,)
    val_images: torch.Tensor  # uint8 (M, C, H, W)
    val_labels: torch.Tensor  # int64 (M,)
    classes: tuple[str, ...]
    mean: float
    std: float

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width of one image."""
        _, channels, height, width = self.train_images.shape
        return channels, height, width

    def to(self, device: torch.device) -> "Dataset":
        """The same, with its tensors on `device`."""
        if self.train_images.device == device:
            return self
        names = ("train_images", "train_labels", "val_images", "val_labels")
        return replace(self, **{name: getattr(self, name).to(device) for name in names})

    def normalised(self, pixels: torch.Tensor) -> torch.Tensor:
        """uint8 pixels as the network takes them: float32, mean 0 and standard deviation 1 over the set."""
        scale = 1.0 / (255.0 * self.std)
        return pixels.to(torch.float32).mul_(scale).sub_(self.mean / self.std)


_opened: dict[str, Dataset] = {}
_opening = threading.Lock()


def open_dataset(name: str) -> Dataset:
    """The dataset called `name`, on the CPU; read once a process. Raises UserError where it is missing."""
    known = facts(name)
    with _opening:
        if name not in _opened:
            if not is_available(name):
                raise _missing(known)
            try:
                _opened[name] = _READERS[name](known)
            except (OSError, ValueError, KeyError, AssertionError, RuntimeError, EOFError) as error:
                raise UserError(
                    "The files of {title} in {folder} are damaged. Remove them and fetch the data again.",
                    {"title": known.title, "folder": str(stored_at(name))},
                ) from error
        return _opened[name]


def _missing(known: Facts) -> UserError:
    if known.included:
        return UserError(
            "{path}, which comes with ConvCanvas, is not there. Install ConvCanvas again.",
            {"path": str(stored_at(known.id))},
        )
    return UserError(
        "{title} is not on this computer. Fetch it with “python main.py data {name} --download”, or from a "
        "folder that has it with “--from FOLDER”, or in the window's Data menu.",
        {"title": known.title, "name": known.id},
    )


def _read_mnist5k(known: Facts) -> Dataset:
    """The digits that come with the program: 50 of each class, chosen by a fixed seed, are held out."""
    with np.load(stored_at(known.id), allow_pickle=False) as archive:
        images = torch.from_numpy(archive["x"]).unsqueeze(1)  # (5000, 1, 28, 28)
        labels = torch.from_numpy(archive["y"].astype(np.int64))  # (5000,)
    dice = torch.Generator().manual_seed(SPLIT_SEED)
    each = known.held_out // len(known.classes)
    held_out = torch.zeros(len(labels), dtype=torch.bool)
    for digit in range(len(known.classes)):
        members = (labels == digit).nonzero().flatten()
        held_out[members[torch.randperm(len(members), generator=dice)[:each]]] = True
    rest = ~held_out
    return Dataset(
        known.id,
        images[rest].contiguous(),
        labels[rest],
        images[held_out].contiguous(),
        labels[held_out],
        known.classes,
        known.mean,
        known.std,
    )


def _read_mnist(known: Facts) -> Dataset:
    """All of MNIST, through torchvision; its official 10,000 test images are the held-out ones."""
    from torchvision.datasets import MNIST  # two seconds, and needed for this set only

    train, test = (MNIST(data_folder(), train=which, download=False) for which in (True, False))
    if train.data.shape != (known.train, 28, 28) or test.data.shape != (known.held_out, 28, 28):
        raise ValueError("the files hold another number of images")
    return Dataset(
        known.id,
        train.data.unsqueeze(1).contiguous(),  # (60000, 1, 28, 28)
        train.targets.to(torch.int64),
        test.data.unsqueeze(1).contiguous(),  # (10000, 1, 28, 28)
        test.targets.to(torch.int64),
        known.classes,
        known.mean,
        known.std,
    )


_READERS: dict[str, Callable[[Facts], Dataset]] = {"mnist5k": _read_mnist5k, "mnist": _read_mnist}
