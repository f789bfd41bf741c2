"""A training step of LeNet on MNIST's images: ours, a DataLoader with transforms for every image, a plain loop."""

import statistics
from collections.abc import Callable
from typing import Any

import torch
from PIL import Image
from torch import nn
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader
from torch.utils.data import Dataset as TorchDataset
from torchvision.transforms import Compose, Normalize, ToTensor

from benchmarks.compiled import LeNet
from benchmarks.measure import Row, interleaved
from engine import presets
from engine.compiler import compile
from engine.data.datasets import Dataset, open_dataset
from engine.training.loop import Bunch, begin, epoch_batches, train_step
from engine.training.recipe import Recipe, resolve

TARGET = 1 / 3
Loop = Callable[[], None]


class _Pictures(TorchDataset[Any]):
    """The images just as torchvision.datasets.MNIST gives them: one at a time, by PIL and transforms."""

    def __init__(self, data: Dataset) -> None:
        self._images, self._labels = data.train_images[:, 0], data.train_labels  # (N, 28, 28), (N,)
        self._transform = Compose([ToTensor(), Normalize((data.mean,), (data.std,))])

    def __len__(self) -> int:
        return len(self._labels)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        return self._transform(Image.fromarray(self._images[index].numpy())), int(self._labels[index])


def measure(quick: bool = False) -> list[Row]:
    """Rows with PyTorch's own number of threads and with one, which suffers less where others are busy."""
    own = torch.get_num_threads()
    rows = []
    try:
        for threads in dict.fromkeys((1,) if quick else (own, 1)):
            torch.set_num_threads(threads)
            rows += _rows(f"training step of lenet5, {threads} threads", quick)
    finally:
        torch.set_num_threads(own)
    return rows


def _rows(what: str, quick: bool) -> list[Row]:
    """A row for each peer; the DataLoader with the better of no and two worker processes."""
    data, recipe, steps = open_dataset("mnist5k"), resolve({}), 3 if quick else 71
    loops = {"ours": _ours(data, recipe, steps), "plain loop on tensors": _plain(data, recipe, steps)}
    for workers in (0,) if quick else (0, 2):
        loops[f"DataLoader, {workers} workers"] = _loader(data, recipe, steps, workers)
    times = interleaved(1 if quick else 7, *loops.values())
    medians = {name: statistics.median(each) / steps for name, each in zip(loops, times, strict=True)}
    ours, plain = medians.pop("ours"), medians.pop("plain loop on tensors")
    best = min(medians, key=medians.__getitem__)
    ok = ours <= TARGET * medians[best]
    return [
        Row(f"{what}, {best}", ours, medians[best], "s", "≤ 0.33 of peer", ok),
        Row(f"{what}, plain loop on tensors", ours, plain, "s", "", None),
    ]


def _ours(data: Dataset, recipe: Recipe, steps: int) -> Loop:
    module = compile(presets.make("lenet5"))
    training = begin(module, recipe, data, torch.device("cpu"))

    def loop() -> None:
        bunch = Bunch()
        for index in epoch_batches(module, recipe, data, 0)[:steps]:
            train_step(training, data, index, recipe.seed, bunch)
        bunch.take()

    return loop


def _optimizer(module: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    """As a tutorial has it, with our numbers."""
    return torch.optim.SGD(
        module.parameters(), recipe.learning_rate, recipe.momentum, 0, recipe.weight_decay, nesterov=True
    )


def _step(module: nn.Module, optimizer: torch.optim.Optimizer, images: torch.Tensor, labels: torch.Tensor) -> float:
    optimizer.zero_grad()
    loss = cross_entropy(module(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def _plain(data: Dataset, recipe: Recipe, steps: int) -> Loop:
    module = LeNet()
    optimizer = _optimizer(module, recipe)
    images = data.normalised(data.train_images)  # (4500, 1, 28, 28)

    def loop() -> None:
        for index in torch.randperm(len(images)).split(recipe.batch_size)[:steps]:
            _step(module, optimizer, images[index], data.train_labels[index])

    return loop


def _loader(data: Dataset, recipe: Recipe, steps: int, workers: int) -> Loop:
    module = LeNet()
    optimizer = _optimizer(module, recipe)
    loader: DataLoader[Any] = DataLoader(
        _Pictures(data), recipe.batch_size, shuffle=True, num_workers=workers, persistent_workers=workers > 0
    )

    def loop() -> None:
        for number, (images, labels) in enumerate(loader):
            if number == steps:
                break
            _step(module, optimizer, images, labels)

    return loop
