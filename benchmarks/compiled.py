"""The compiled module against the same network written by hand: forward alone, and forward with backward."""

import statistics
from collections.abc import Callable

import torch
import torchvision
from torch import nn

from benchmarks.measure import Row, interleaved, median_ratio
from benchmarks.resnet import resnet
from engine import presets
from engine.compiler import compile


class LeNet(nn.Module):
    """LeNet-5 by hand, with the layers of our preset."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1, self.relu1, self.pool1 = nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2)
        self.conv2, self.relu2, self.pool2 = nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2)
        self.flat = nn.Flatten()
        self.fc1, self.relu3 = nn.Linear(400, 120), nn.ReLU()
        self.fc2, self.relu4 = nn.Linear(120, 84), nn.ReLU()
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.pool1(self.relu1(self.conv1(x)))  # (N, 6, 14, 14)
        x = self.pool2(self.relu2(self.conv2(x)))  # (N, 16, 5, 5)
        x = self.relu3(self.fc1(self.flat(x)))
        return self.fc3(self.relu4(self.fc2(x)))  # (N, 10)


def measure(quick: bool = False) -> list[Row]:
    """Rows for LeNet-5 and ResNet-18."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # what is compared is Python and autograd; a second thread adds only scatter
    try:
        rows = _compare("lenet5", LeNet(), compile(presets.make("lenet5")), (32, 1, 28, 28), 3 if quick else 400)
        if not quick:
            hand = torchvision.models.resnet18()
            rows += _compare("resnet18", hand, compile(resnet("resnet18")), (2, 3, 64, 64), 60)
        return rows
    finally:
        torch.set_num_threads(threads)


def _compare(name: str, hand: nn.Module, ours: nn.Module, shape: tuple[int, ...], repetitions: int) -> list[Row]:
    images = torch.randn(shape)
    _take_weights(ours, hand, images)
    rows = []
    for what, run in (("forward", _forward), ("forward and backward", _both)):
        a, b = interleaved(repetitions, run(ours, images), run(hand, images))
        middle, low, high = median_ratio(a, b)
        text = f"{middle:.3f} ({low:.3f} to {high:.3f})"
        what = f"compiled {name}, {what}, by hand"
        row = Row(what, statistics.median(a), statistics.median(b), "s", "includes 1.00", low <= 1 <= high, text)
        rows.append(row)
    return rows


def _take_weights(ours: nn.Module, hand: nn.Module, images: torch.Tensor) -> None:
    """Give both the same weights, and make sure that they are the same network."""
    shapes = {key: tensor.shape for key, tensor in hand.state_dict().items()}
    known = {key.replace(".", "_"): key for key in shapes}
    state = {}
    for key in ours.state_dict():
        stem, _, last = key.rpartition(".")
        state[key] = hand.state_dict()[known[f"{stem}_{last}"]]
    ours.load_state_dict(state)
    with torch.no_grad():
        torch.testing.assert_close(ours.eval()(images), hand.eval()(images))
    ours.train()
    hand.train()


def _forward(module: nn.Module, images: torch.Tensor) -> Callable[[], None]:
    def run() -> None:
        with torch.no_grad():
            module(images)

    return run


def _both(module: nn.Module, images: torch.Tensor) -> Callable[[], None]:
    def run() -> None:
        module.zero_grad()
        module(images).square().mean().backward()

    return run
