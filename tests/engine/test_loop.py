"""The training loop: it learns, is the same every time, resumes to the bit, and does what it is told."""

import itertools
import math
import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader

from engine.compiler import compile
from engine.data import catalogue
from engine.data.datasets import Dataset, open_dataset
from engine.errors import UserError
from engine.training import checkpoints, devices
from engine.training.controls import Controls
from engine.training.loop import (
    Bunch,
    Listener,
    begin,
    epoch_batches,
    fit,
    steps_per_epoch,
    train_step,
    validate,
)
from engine.training.optimization import make_optimizer, rate_at
from engine.training.recipe import Recipe, resolve
from tests.build import network

CPU = torch.device("cpu")


def small(data: Dataset, train: int, val: int = 100) -> Dataset:
    """The first images of a dataset, spread over its classes."""
    dice = torch.Generator().manual_seed(1)
    chosen = torch.randperm(len(data.train_labels), generator=dice)[:train]
    held = torch.randperm(len(data.val_labels), generator=dice)[:val]
    return replace(
        data,
        train_images=data.train_images[chosen],
        train_labels=data.train_labels[chosen],
        val_images=data.val_images[held],
        val_labels=data.val_labels[held],
    )


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return small(open_dataset("mnist5k"), 300)


def dropout_net():
    """A small network with everything that has a state or draws lots: BatchNorm and dropout."""
    return network(
        ("input", "input"),
        ("conv1", "conv2d", {"out_channels": 4, "kernel_size": 3, "stride": 2}),
        ("bn1", "batch_norm2d"),
        ("relu1", "relu"),
        ("flat1", "flatten"),
        ("drop1", "dropout", {"p": 0.3}),
        ("fc1", "linear", {"out_features": 10}),
        ("output", "output"),
    )


def linear_net():
    """The smallest network that can be trained."""
    return network(
        ("input", "input"),
        ("flat1", "flatten"),
        ("fc1", "linear", {"out_features": 10}),
        ("output", "output"),
    )


class LikeTorchvision(torch.utils.data.Dataset):
    """Images one by one and through transforms, as torchvision's MNIST gives them."""

    def __init__(self, data: Dataset):
        from torchvision import transforms

        self.images, self.labels = data.train_images[:, 0], data.train_labels
        self.transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = Image.fromarray(self.images[index].numpy())
        return self.transform(image), int(self.labels[index])


class Recording(Listener):
    def __init__(self):
        self.losses: list[float] = []
        self.epochs = []

    def taken(self, points):
        self.losses += points.loss.tolist()

    def epoch_ended(self, metrics):
        self.epochs.append(metrics)


class StopAt(Recording):
    """Stops the run after a number of steps."""

    def __init__(self, controls: Controls, steps: int):
        super().__init__()
        self.controls, self.steps = controls, steps

    def step_ended(self, bunch):
        self.steps -= 1
        if self.steps == 0:
            self.controls.stop()


def start(document, recipe: Recipe, data: Dataset):
    return begin(compile(document, seed=recipe.seed), recipe, data, CPU)


def weights(training) -> dict[str, torch.Tensor]:
    return {key: value.clone() for key, value in training.module.state_dict().items()}


def same(one, other) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[key], other[key]) for key in one)


def test_two_runs_of_one_recipe_are_the_same_to_the_bit(digits):
    recipe = resolve({"epochs": 2, "batch_size": 32})
    results = []
    for _ in range(2):
        training, listener = start(dropout_net(), recipe, digits), Recording()
        torch.rand(17)  # what was drawn before does not matter
        assert fit(training, recipe, digits, Controls(), listener)
        results.append((weights(training), listener.losses))
    assert same(results[0][0], results[1][0]) and results[0][1] == results[1][1]
    other = start(dropout_net(), replace(recipe, seed=1), digits)
    fit(other, replace(recipe, seed=1), digits, Controls(), Listener())
    assert not same(weights(other), results[0][0])


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "adamw"])
@pytest.mark.parametrize("schedule", ["constant", "cosine", "one_cycle"])
def test_resuming_is_bit_identical_from_any_step(digits, tmp_path, optimizer, schedule):
    recipe = resolve({"epochs": 2, "batch_size": 32, "optimizer": optimizer, "schedule": schedule})
    whole, heard = start(dropout_net(), recipe, digits), Recording()
    fit(whole, recipe, digits, Controls(), heard)
    steps = steps_per_epoch(whole.module, recipe, digits)
    for number in (steps, steps + 3):  # the end of an epoch, and the middle of one
        controls = Controls()
        first, before = start(dropout_net(), recipe, digits), StopAt(controls, number)
        assert not fit(first, recipe, digits, controls, before)
        assert first.step == number
        folder = tmp_path / str(number)
        folder.mkdir()
        checkpoints.save(folder, first, 1, "hash")
        second, after = start(dropout_net(), recipe, digits), Recording()
        checkpoints.restore(folder, second)
        assert fit(second, recipe, digits, Controls(), after)
        assert same(weights(second), weights(whole))
        assert before.losses + after.losses == heard.losses
        last, expected = after.epochs[-1], heard.epochs[-1]
        assert (last.train_loss, last.val_loss) == (expected.train_loss, expected.val_loss)


def test_the_loop_is_the_one_that_anybody_would_write(digits):
    recipe = resolve({"epochs": 1, "batch_size": 50, "schedule": "constant", "learning_rate": 0.02})
    document = linear_net()
    training, heard = start(document, recipe, digits), Recording()
    fit(training, recipe, digits, Controls(), heard)
    module = compile(document, seed=0)
    optimizer = torch.optim.SGD(
        module.parameters(), lr=0.02, momentum=0.9, nesterov=True, weight_decay=recipe.weight_decay
    )
    images = (digits.train_images.float() / 255 - 0.1307) / 0.3081
    losses = []
    for index in epoch_batches(module, recipe, digits, 0):
        loss = cross_entropy(module(images[index]), digits.train_labels[index])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert np.allclose(heard.losses, losses, rtol=1e-3)
    (epoch,) = heard.epochs
    assert math.isclose(epoch.train_loss, np.mean(losses), rel_tol=1e-3)
    module.load_state_dict(training.module.state_dict())
    answers = module((digits.val_images.float() / 255 - 0.1307) / 0.3081)
    assert math.isclose(epoch.val_loss, cross_entropy(answers, digits.val_labels).item(), rel_tol=1e-4)
    accuracy = (answers.argmax(1) == digits.val_labels).float().mean().item()
    assert math.isclose(epoch.val_accuracy, accuracy, rel_tol=1e-6)


def test_every_image_is_seen_once_an_epoch_in_an_order_of_its_own(digits):
    recipe = resolve({"batch_size": 64})
    module = compile(dropout_net())
    epochs = [torch.cat(list(epoch_batches(module, recipe, digits, epoch))) for epoch in range(3)]
    assert all(torch.equal(order.sort().values, torch.arange(300)) for order in epochs)
    assert not torch.equal(epochs[0], epochs[1]) and not torch.equal(epochs[1], epochs[2])
    assert torch.equal(epochs[0], torch.cat(list(epoch_batches(module, recipe, digits, 0))))


@pytest.mark.parametrize(
    ("images", "norm", "sizes"),
    [
        (65, True, [33, 32]),
        (65, False, [32, 32, 1]),
        (66, True, [32, 32, 2]),
        (1, True, [1]),
        (64, True, [32, 32]),
    ],
)
def test_a_single_image_at_the_end_joins_the_batch_before_where_batch_norm_needs_it(digits, images, norm, sizes):
    data, recipe = small(digits, images), resolve({"batch_size": 32})
    module = compile(dropout_net() if norm else linear_net())
    batches = list(epoch_batches(module, recipe, data, 0))
    assert sorted(map(len, batches)) == sorted(sizes)
    assert len(batches) == steps_per_epoch(module, recipe, data)
    assert torch.equal(torch.cat(batches).sort().values, torch.arange(images))


def test_training_on_the_smallest_data_and_batches(digits):
    data = small(digits, 3)
    for batch_size in (1, 2, 65_536):
        recipe = resolve({"epochs": 1, "batch_size": batch_size})
        assert fit(start(dropout_net(), recipe, data), recipe, data, Controls(), Listener())


@pytest.mark.parametrize("steps", [4, 7, 71, 710])
def test_one_cycle_is_pytorch_s_own(steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    theirs = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1.0, total_steps=steps, cycle_momentum=False)
    for step in range(steps):
        assert math.isclose(theirs.get_last_lr()[0], rate_at("one_cycle", steps, step), rel_tol=1e-9, abs_tol=1e-12)
        optimizer.step()
        if step < steps - 1:
            theirs.step()


def test_schedules_are_sane_for_any_number_of_steps():
    for steps in range(1, 30):
        for schedule in ("constant", "cosine", "one_cycle"):
            rates = [rate_at(schedule, steps, step) for step in range(steps + 1)]
            assert all(0 <= rate <= 1 for rate in rates)
    assert [rate_at("cosine", 4, step) for step in (0, 2, 4)] == pytest.approx([1, 0.5, 0])
    assert rate_at("constant", 4, 3) == 1


def test_nesterov_without_momentum_is_the_plain_step():
    module = torch.nn.Linear(2, 2)
    optimizer = make_optimizer(module, resolve({"momentum": 0, "nesterov": True}))
    assert optimizer.defaults["nesterov"] is False
    assert make_optimizer(module, resolve({})).defaults["nesterov"] is True


def test_a_loss_that_explodes_is_a_sentence(digits):
    recipe = resolve({"epochs": 3, "learning_rate": 100, "schedule": "constant", "batch_size": 16})
    training, listener = start(linear_net(), recipe, digits), Recording()
    with pytest.raises(UserError, match=r"became infinite at step \d+.*Lower the learning rate"):
        fit(training, recipe, replace(digits, std=1e-30), Controls(), listener)
    assert not listener.epochs


def test_a_bunch_names_the_first_bad_step():
    bunch = Bunch()
    for step, loss in enumerate([1.0, 2.0, math.inf, math.nan]):
        bunch.add(step, 0.5, torch.tensor([loss, 0.0]))
    with pytest.raises(UserError, match=r"infinite at step 2, with learning rate 0\.5"):
        bunch.take()
    assert len(bunch.take().step) == 0


def test_validation_leaves_batch_norm_and_the_random_numbers_alone(digits):
    module = compile(dropout_net())
    before, state = {k: v.clone() for k, v in module.state_dict().items()}, torch.get_rng_state()
    assert validate(module, digits) == validate(module, digits)
    assert same(before, module.state_dict()) and torch.equal(state, torch.get_rng_state())
    assert module.training


# Controls


class Counting(Listener):
    def __init__(self):
        self.steps, self.pauses = 0, 0

    def step_ended(self, bunch):
        self.steps += 1

    def idle(self):
        self.pauses += 1


def wait_until(condition, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


def test_pause_step_resume_and_stop_from_another_thread(digits):
    recipe = resolve({"epochs": 100_000, "batch_size": 64})
    controls, listener, ended = Controls(paused=True), Counting(), []
    training = start(dropout_net(), recipe, digits)
    thread = threading.Thread(target=lambda: ended.append(fit(training, recipe, digits, controls, listener)))
    thread.start()
    wait_until(lambda: listener.pauses)
    assert listener.steps == 0
    for number in (1, 2, 3):
        controls.step()
        wait_until(lambda number=number: listener.steps == number)
    time.sleep(0.05)
    assert listener.steps == 3
    pauses = listener.pauses
    controls.wake()  # somebody wants an answer; no step is made
    wait_until(lambda: listener.pauses > pauses)
    assert listener.steps == 3
    controls.resume()
    wait_until(lambda: listener.steps > 20)
    controls.pause()
    time.sleep(0.2)
    steps = listener.steps
    time.sleep(0.1)
    assert listener.steps == steps
    controls.stop()
    thread.join(10)
    assert ended == [False] and training.step == listener.steps == steps


def test_a_run_that_is_stopped_before_it_begins_makes_no_step(digits):
    controls, listener = Controls(), Counting()
    controls.stop()
    recipe = resolve({})
    assert not fit(start(dropout_net(), recipe, digits), recipe, digits, controls, listener)
    assert listener.steps == 0


# Devices


def test_devices():
    there = devices.available()
    assert there[0] == "cpu"
    assert devices.resolve("cpu") == CPU
    assert str(devices.resolve("auto")) == (there[1] if len(there) > 1 else "cpu")
    with pytest.raises(UserError, match=r"no device cuda:99 on this computer.*cpu"):
        devices.resolve("cuda:99")
    for nonsense in ("gpu", "", "cuda:", "cuda:-1", "cuda:0x", "meta", "cpu:0"):
        with pytest.raises(UserError, match=r"is no device.*cpu"):
            devices.resolve(nonsense)


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
def test_training_on_cuda(digits, tmp_path):
    recipe = resolve({"epochs": 3, "batch_size": 32})
    training = begin(compile(dropout_net()), recipe, digits, devices.resolve("cuda"))
    listener = Recording()
    assert fit(training, recipe, digits, Controls(), listener)
    assert listener.epochs[-1].train_loss < listener.epochs[0].train_loss
    checkpoints.save(tmp_path, training, 3, "")
    back = begin(compile(dropout_net()), recipe, digits, CPU)
    checkpoints.restore(tmp_path, back)
    assert back.step == training.step


# How well, and how fast


def test_lenet_learns_the_included_digits(lenet):
    recipe = resolve({"epochs": 3})
    listener = Recording()
    data = open_dataset("mnist5k")
    fit(start(lenet, recipe, data), recipe, data, Controls(), listener)
    assert listener.epochs[-1].val_accuracy >= 0.95
    assert [epoch.epoch for epoch in listener.epochs] == [1, 2, 3]


@pytest.mark.slow  # a measurement: it means something only on a machine that does nothing else
def test_a_step_is_much_faster_than_a_data_loader_loop(lenet):
    """The target is a third; PyTorch's own kernels are in both, so a slow machine comes out higher."""
    data = open_dataset("mnist5k")
    recipe = resolve({})
    training = start(lenet, recipe, data)
    module = compile(lenet)
    optimizer = torch.optim.SGD(module.parameters(), lr=0.01, momentum=0.9, nesterov=True)
    loader = DataLoader(LikeTorchvision(data), batch_size=recipe.batch_size, shuffle=True)

    def theirs(steps: int) -> float:
        began = time.perf_counter()
        for images, labels in itertools.islice(loader, steps):
            optimizer.zero_grad()
            cross_entropy(module(images), labels).backward()
            optimizer.step()
        return (time.perf_counter() - began) / steps

    def ours(steps: int) -> float:
        batches = epoch_batches(training.module, recipe, data, 0)
        began = time.perf_counter()
        for index in batches[:steps]:
            train_step(training, data, index, 0, Bunch())
        return (time.perf_counter() - began) / steps

    theirs(5), ours(5)
    times = [(ours(10), theirs(10)) for _ in range(16)]
    mine, other = (min(column) for column in zip(*times, strict=True))
    print(f"\n{mine * 1e3:.2f} ms a step, against {other * 1e3:.2f} ms by a DataLoader: {mine / other:.2f}")
    assert mine < 0.6 * other


@pytest.mark.slow
def test_lenet_on_all_of_mnist(lenet, monkeypatch):
    """99.2 % on average over five seeds; CONVCANVAS_MNIST_DIR says where the files of MNIST are."""
    from engine.data.fetching import fetch

    source = os.environ.get("CONVCANVAS_MNIST_DIR")
    if not source:
        pytest.skip("all of MNIST is needed: set CONVCANVAS_MNIST_DIR to a folder with its four files")
    fetch("mnist", source, lambda *_: None, lambda: False)
    assert catalogue.is_available("mnist") and Path(source).is_dir()
    data = open_dataset("mnist")
    accuracies = []
    for seed in range(5):
        recipe = resolve({"data": "mnist", "epochs": 12, "batch_size": 128, "seed": seed})
        listener, began = Recording(), time.perf_counter()
        fit(start(lenet, recipe, data), recipe, data, Controls(), listener)
        accuracies.append(listener.epochs[-1].val_accuracy)
        print(f"\nseed {seed}: {accuracies[-1]:.2%} in {time.perf_counter() - began:.0f} s", end="")
    print(f"\nmean {np.mean(accuracies):.3%}")
    assert np.mean(accuracies) >= 0.992
