"""The training loop, in plain PyTorch.

Every step is a function of the seed, its number and the state before it: the order of images comes from the
seed and the epoch, and all other chance (dropout) is seeded anew at each step. A run that goes on from a
checkpoint is therefore the same, to the bit, as one that was never interrupted; looking at it cannot change
it either.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy
from torch.optim.lr_scheduler import LambdaLR

from engine.compiler import key_seed
from engine.data.datasets import Dataset
from engine.errors import UserError
from engine.inspection.batch_norm import BatchNorm
from engine.messages import EpochMetrics
from engine.training.controls import Controls
from engine.training.optimization import make_optimizer, make_scheduler
from engine.training.recipe import Recipe

VALIDATION_BATCH = 500


@dataclass(slots=True, eq=False)
class Training:
    """All that training changes: what a checkpoint keeps. `module` and the rest are on `device`."""

    module: nn.Module
    optimizer: torch.optim.Optimizer
    scheduler: LambdaLR
    device: torch.device
    sums: torch.Tensor  # (3,) float64: of this epoch so far, the losses, the right answers, the images
    step: int = 0  # steps made since the first epoch began


@dataclass(frozen=True, slots=True)
class Points:
    """Steps that were made, as they are drawn: `step` int64, the others float32, all (n,)."""

    step: np.ndarray
    loss: np.ndarray
    accuracy: np.ndarray
    learning_rate: np.ndarray


@dataclass(slots=True)
class Bunch:
    """What steps came to, left on the device until it is fetched: fetching at each step would be slow."""

    steps: list[int] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    results: list[torch.Tensor] = field(default_factory=list)  # each (2,): loss and accuracy

    def add(self, step: int, rate: float, result: torch.Tensor) -> None:
        """Remember one step."""
        self.steps.append(step)
        self.rates.append(rate)
        self.results.append(result)

    def take(self) -> Points:
        """Fetch all that has been added since the last time. Raises UserError where a loss is not finite."""
        fetched = torch.stack(self.results).cpu().numpy() if self.results else np.zeros((0, 2), np.float32)
        steps, rates = np.array(self.steps, np.int64), np.array(self.rates, np.float32)
        self.steps, self.rates, self.results = [], [], []
        wrong = ~np.isfinite(fetched[:, 0])
        if wrong.any():
            raise _exploded(int(steps[wrong][0]), float(rates[wrong][0]))
        return Points(steps, fetched[:, 0], fetched[:, 1], rates)


class Listener:
    """What may happen while the loop runs. This one does nothing; all is called from the training thread."""

    def idle(self) -> None:
        """The loop is about to wait, since training is paused; again whenever it is woken."""

    def step_begins(self, step: int, once: bool) -> None:
        """Step number `step` is next; `once`: it is a single one, and a pause follows."""

    def step_ended(self, bunch: Bunch) -> None:
        """A step was made; `bunch` holds it and may be taken."""

    def taken(self, points: Points) -> None:
        """The loop took what was left in the bunch, at the end of an epoch or of the run."""

    def epoch_ended(self, metrics: EpochMetrics) -> None:
        """An epoch was made and the held-out images were looked at."""


def begin(module: nn.Module, recipe: Recipe, data: Dataset, device: torch.device) -> Training:
    """Training that has not begun: the module on its device, a fresh optimizer, step 0."""
    module.to(device)
    optimizer = make_optimizer(module, recipe)
    steps = recipe.epochs * steps_per_epoch(module, recipe, data)
    scheduler = make_scheduler(optimizer, recipe, steps)
    return Training(module, optimizer, scheduler, device, torch.zeros(3, dtype=torch.float64, device=device))


def fit(training: Training, recipe: Recipe, data: Dataset, controls: Controls, listener: Listener) -> bool:
    """Train from where `training` is to the end of the recipe's epochs; False where it was stopped before."""
    data = data.to(training.device)
    steps = steps_per_epoch(training.module, recipe, data)
    while training.step < recipe.epochs * steps:
        began = time.perf_counter()
        epoch, position = divmod(training.step, steps)
        bunch = Bunch()
        ended = True
        for index in epoch_batches(training.module, recipe, data, epoch)[position:]:
            turn = controls.turn(listener.idle)
            if turn == "stop":
                ended = False
                break
            listener.step_begins(training.step, turn == "once")
            train_step(training, data, index, recipe.seed, bunch)
            listener.step_ended(bunch)
        listener.taken(bunch.take())
        if not ended:
            return False
        listener.epoch_ended(_end_epoch(training, data, epoch, began))
    return True


def train_step(training: Training, data: Dataset, index: torch.Tensor, seed: int, bunch: Bunch) -> None:
    """One step on the images at `index` (n,)."""
    _seed(training.device, key_seed(seed, f"step {training.step}"))  # what dropout will draw
    images = data.normalised(data.train_images[index])  # (n, C, H, W)
    labels = data.train_labels[index]  # (n,)
    training.optimizer.zero_grad()
    answers = training.module(images)  # (n, classes)
    loss = cross_entropy(answers, labels)
    loss.backward()  # type: ignore[no-untyped-call]
    rate = training.scheduler.get_last_lr()[0]
    training.optimizer.step()
    training.scheduler.step()
    with torch.no_grad():
        result = torch.stack([loss.detach(), (answers.argmax(1) == labels).float().mean()])  # (2,)
        training.sums += torch.cat([result, result.new_ones(1)]) * len(index)
    bunch.add(training.step, float(rate), result)
    training.step += 1


def validate(module: nn.Module, data: Dataset) -> tuple[float, float]:
    """Loss and accuracy on the held-out images, in eval mode."""
    module.eval()
    sums = torch.zeros(2, dtype=torch.float64, device=data.val_images.device)
    with torch.inference_mode():
        parts = (torch.split(whole, VALIDATION_BATCH) for whole in (data.val_images, data.val_labels))
        for images, labels in zip(*parts, strict=True):
            answers = module(data.normalised(images))  # (n, classes)
            right = (answers.argmax(1) == labels).sum()
            sums += torch.stack([cross_entropy(answers, labels, reduction="sum"), right])
    module.train()
    loss, accuracy = (sums / len(data.val_labels)).tolist()
    return loss, accuracy


def epoch_batches(module: nn.Module, recipe: Recipe, data: Dataset, epoch: int) -> Sequence[torch.Tensor]:
    """The batches of one epoch as indices into the training images: every image once, in an order of its own.

    The last batch is kept also where it is smaller. Only where it would be a single image and the network has
    BatchNorm, which cannot normalise one image by itself, the image joins the batch before.
    """
    dice = torch.Generator().manual_seed(key_seed(recipe.seed, f"epoch {epoch}"))
    order = torch.randperm(len(data.train_labels), generator=dice).to(data.train_labels.device)
    batches = list(torch.split(order, recipe.batch_size))
    if len(batches) > steps_per_epoch(module, recipe, data):
        batches[-2:] = [torch.cat(batches[-2:])]
    return batches


def steps_per_epoch(module: nn.Module, recipe: Recipe, data: Dataset) -> int:
    """How many batches `epoch_batches` makes."""
    images = len(data.train_labels)
    whole, rest = divmod(images, recipe.batch_size)
    joins = rest == 1 and whole > 0 and any(isinstance(m, BatchNorm) for m in module.modules())
    return whole + (rest > 0 and not joins)


def _end_epoch(training: Training, data: Dataset, epoch: int, began: float) -> EpochMetrics:
    train_loss, train_right, images = training.sums.tolist()
    training.sums.zero_()
    val_loss, val_accuracy = validate(training.module, data)
    rate = float(training.scheduler.get_last_lr()[0])
    if not math.isfinite(val_loss):
        raise _exploded(training.step - 1, rate)
    return EpochMetrics(
        epoch=epoch + 1,
        step=training.step,
        train_loss=train_loss / images,
        train_accuracy=train_right / images,
        val_loss=val_loss,
        val_accuracy=val_accuracy,
        learning_rate=rate,
        seconds=time.perf_counter() - began,
    )


def _seed(device: torch.device, seed: int) -> None:
    """What `torch.manual_seed` does, for the one device in use: it visits all kinds of devices, in 0.1 ms."""
    torch.default_generator.manual_seed(seed)
    if device.type == "cuda":
        torch.cuda.manual_seed(seed)


def _exploded(step: int, rate: float) -> UserError:
    return UserError(
        "The loss became infinite at step {step}, with learning rate {rate}. Lower the learning rate, or "
        "choose another optimizer.",
        {"step": step, "rate": rate},
    )
