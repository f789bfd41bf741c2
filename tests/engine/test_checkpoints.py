"""Checkpoints and weights: plain data, whole or not there, and explained where they do not fit."""

import errno
import os
import pickle
from collections import OrderedDict

import pytest
import safetensors
import safetensors.torch
import torch
from torch import nn

from engine.compiler import compile
from engine.data.datasets import open_dataset
from engine.errors import UserError
from engine.training import checkpoints
from engine.training.loop import begin
from engine.training.recipe import resolve
from tests.build import network


@pytest.fixture
def training(lenet_bn):
    recipe = resolve({"optimizer": "adam"})
    made = begin(compile(lenet_bn, seed=3), recipe, open_dataset("mnist5k"), torch.device("cpu"))
    made.module(torch.randn(4, 1, 28, 28)).sum().backward()
    made.optimizer.step()
    made.step = 142
    return made


@pytest.fixture
def saved(tmp_path, training):
    checkpoints.save(tmp_path, training, 2, "a1b2")
    return tmp_path


def test_both_files_are_plain_data(saved, training):
    raw = torch.load(checkpoints.last_of(saved), weights_only=True)
    assert (raw["epoch"], raw["step"], raw["graph"]) == (2, 142, "a1b2")
    assert raw.keys() >= {"model", "optimizer", "scheduler"}
    with safetensors.safe_open(checkpoints.weights_of(saved), "pt") as file:
        assert file.metadata() == {"format": "1", "graph": "a1b2", "epoch": "2", "step": "142"}
        assert set(file.keys()) == set(training.module.state_dict())
    assert sorted(path.name for path in (saved / "checkpoints").iterdir()) == [
        "last.pt",
        "weights.safetensors",
    ]


@pytest.mark.parametrize("which", ["folder", "weights.safetensors", "last.pt", "plain.pt", "wrapped.pth"])
def test_weights_load_from_everywhere(saved, training, lenet_bn, which):
    state = training.module.state_dict()
    path = saved if which == "folder" else saved / "checkpoints" / which
    if which == "plain.pt":
        torch.save(OrderedDict(state), path)
    elif which == "wrapped.pth":
        torch.save({"state_dict": state, "epoch": 9}, path)
    module = compile(lenet_bn, seed=8)
    found = checkpoints.load_weights(path, module)
    assert all(torch.equal(value, module.state_dict()[key]) for key, value in state.items())
    if which in ("folder", "weights.safetensors", "last.pt"):
        assert found == checkpoints.Weights("a1b2", 2, 142)


def fault(path, module) -> str:
    before = {key: value.clone() for key, value in module.state_dict().items()}
    with pytest.raises(UserError) as caught:
        checkpoints.load_weights(path, module)
    assert all(torch.equal(before[key], value) for key, value in module.state_dict().items())
    return str(caught.value)


def test_weights_of_another_network_are_explained(saved, lenet):
    def net(**settings):
        layers = ("conv1", "conv2d", {"out_channels": 6, "kernel_size": 5, "padding": 2, **settings})
        return compile(network(("input", "input"), layers, ("output", "output")))

    path = saved / "other.safetensors"
    safetensors.torch.save_file(dict(net(out_channels=8).state_dict()), path)
    assert "conv1.weight is 8×1×5×5 there and 6×1×5×5 here" in fault(path, net())
    safetensors.torch.save_file(dict(net(bias=False).state_dict()), path)
    assert "they lack conv1.bias." in fault(path, net())
    safetensors.torch.save_file(dict(net().state_dict()), path)
    assert "they have conv1.bias, which this one lacks" in fault(path, net(bias=False))
    assert "they lack conv1.bias, conv2.bias." in fault(saved, compile(lenet))


class Evil:
    def __reduce__(self):
        return (os.mkdir, ("/tmp/convcanvas-was-here",))


def test_broken_and_foreign_files_are_explained(saved, lenet_bn):
    module = compile(lenet_bn)
    whole = checkpoints.last_of(saved).read_bytes()
    weights = checkpoints.weights_of(saved).read_bytes()
    contents = {
        "cut.pt": whole[: len(whole) // 2],
        "empty.pt": b"",
        "text.pth": b"these are not weights",
        "evil.pt": pickle.dumps(Evil()),
        "cut.safetensors": weights[: len(weights) // 2],
        "empty.safetensors": b"",
        "huge.safetensors": b"\xff" * 100,
    }
    for name, content in contents.items():
        path = saved / name
        path.write_bytes(content)
        assert "cannot be read as weights" in fault(path, module), name
    assert not os.path.exists("/tmp/convcanvas-was-here")
    torch.save(nn.Linear(2, 2), saved / "module.pt")
    assert "cannot be read as weights" in fault(saved / "module.pt", module)
    torch.save([1, 2, 3], saved / "list.pt")
    assert "holds no weights by name" in fault(saved / "list.pt", module)
    assert "is not there" in fault(saved / "nowhere.safetensors", module)
    assert "is not there" in fault(saved / "nowhere.pt", module)
    (saved / "fresh").mkdir()
    assert "holds no weights yet" in fault(saved / "fresh", module)


def test_a_broken_checkpoint_is_not_gone_on_from(saved, training):
    path = checkpoints.last_of(saved)
    raw = torch.load(path, weights_only=True)
    for broken in (
        {**raw, "format": 2},
        {**raw, "step": "x"},
        {**raw, "optimizer": {}},
        {"model": raw["model"]},
    ):
        torch.save(broken, path)
        with pytest.raises(UserError, match="cannot be read as weights"):
            checkpoints.restore(saved, training)


def test_a_full_disk_leaves_the_old_checkpoint(saved, training, monkeypatch):
    before = {path: path.read_bytes() for path in (saved / "checkpoints").iterdir()}

    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        training.step = 500
        with pytest.raises(UserError, match=r"The disk is full: .*last.pt was not saved"):
            checkpoints.save(saved, training, 3, "a1b2")
    assert {path: path.read_bytes() for path in (saved / "checkpoints").iterdir()} == before


def test_a_longer_run_goes_on_with_the_longer_schedule(saved, training, lenet_bn):
    data = open_dataset("mnist5k")
    longer = resolve({"optimizer": "adam", "epochs": 20})
    second = begin(compile(lenet_bn), longer, data, torch.device("cpu"))
    checkpoints.restore(saved, second)
    fresh = begin(compile(lenet_bn), longer, data, torch.device("cpu"))
    for _ in range(142):
        fresh.optimizer.step()
        fresh.scheduler.step()
    assert second.scheduler.get_last_lr() == fresh.scheduler.get_last_lr()
    second.optimizer.step()
    second.scheduler.step()
    fresh.scheduler.step()
    assert second.optimizer.param_groups[0]["lr"] == fresh.optimizer.param_groups[0]["lr"]
