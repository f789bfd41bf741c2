"""The datasets that there are: facts about them, where they are stored, and whether they are there."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from engine.errors import UserError

RESOURCES = Path(__file__).resolve().parents[2] / "resources"

MNIST_FILES = {
    "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
}
"""The four files of MNIST, unpacked, and their MD5 sums."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a dataset without opening it.

    `mean` and `std` are of the pixels as fractions of 1; images are normalised as (pixel - mean) / std.
    """

    id: str
    title: str
    shape: tuple[int, int, int]  # channels, height, width
    classes: tuple[str, ...]
    train: int
    held_out: int
    included: bool  # it comes with the program
    mean: float
    std: float


# The mean and standard deviation of MNIST's 60,000 training images, as PyTorch's own MNIST example gives them
# (github.com/pytorch/examples, mnist/main.py). The 5,000 are a sample of those images.
_MNIST_MEAN, _MNIST_STD = 0.1307, 0.3081
_DIGITS = tuple("0123456789")

DATASETS: dict[str, Facts] = {
    facts.id: facts
    for facts in (
        Facts("mnist5k", "5,000 digits", (1, 28, 28), _DIGITS, 4_500, 500, True, _MNIST_MEAN, _MNIST_STD),
        Facts("mnist", "MNIST", (1, 28, 28), _DIGITS, 60_000, 10_000, False, _MNIST_MEAN, _MNIST_STD),
    )
}


def facts(name: str) -> Facts:
    """The facts of one dataset. Raises UserError where there is none of that name."""
    if name not in DATASETS:
        raise UserError(
            "There is no dataset called {name}. Choose one of: {names}.",
            {"name": name, "names": list(DATASETS)},
        )
    return DATASETS[name]


def data_folder() -> Path:
    """Where datasets that do not come with the program are kept."""
    folder = os.environ.get("CONVCANVAS_DATA_DIR")
    return Path(folder) if folder else Path(platformdirs.user_data_dir("convcanvas", False)) / "data"


def stored_at(name: str) -> Path:
    """The file or folder that holds the dataset called `name`, whether it is there or not."""
    if facts(name).included:
        return RESOURCES / "data" / "mnist5k" / "mnist_5k.npz"
    return data_folder() / "MNIST" / "raw"


def is_available(name: str) -> bool:
    """Whether the dataset called `name` can be opened now."""
    place = stored_at(name)
    return place.is_file() if facts(name).included else all((place / file).is_file() for file in MNIST_FILES)
