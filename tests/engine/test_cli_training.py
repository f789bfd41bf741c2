"""The command line trains, goes on and predicts; bad input and full disks are told in one line."""

import errno
import json
import os
import signal

import pytest
from PIL import Image

from engine import files
from engine.data.datasets import open_dataset
from engine.training import run_folder
from tests.build import network
from tests.engine.commands import broken, program

# train and predict


def test_train_then_predict(run, quick, tmp_path):
    folder = tmp_path / "run"
    status, out, error = run("train", quick, "--run", folder, "--json", "--set", "recipe.seed=5")
    epochs = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and error == ""
    assert [epoch["epoch"] for epoch in epochs] == [1, 2]
    names = "epoch train_loss train_accuracy val_loss val_accuracy learning_rate seconds"
    assert set(epochs[0]) == set(names.split())
    assert run_folder.read_recipe(folder).seed == 5
    assert run_folder.read_state(folder).status == "finished"
    data = open_dataset("mnist5k")
    images = [tmp_path / f"{number}.png" for number in range(3)]
    for number, path in enumerate(images):
        Image.fromarray(data.val_images[number * 60, 0].numpy()).save(path)
    status, out, _ = run("predict", quick, "--weights", folder, *images, "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and [entry["image"] for entry in found] == list(map(str, images))
    for entry in found:
        chances = [each["probability"] for each in entry["classes"]]
        assert chances == sorted(chances, reverse=True) and sum(chances) == pytest.approx(1, abs=1e-4)
        assert {each["class"] for each in entry["classes"]} == set("0123456789")
    weights = folder / "checkpoints" / "weights.safetensors"
    status, out, _ = run("predict", quick, "--weights", weights, images[0])
    assert status == 0 and out.startswith(f"{images[0]}  {found[0]['classes'][0]['class']} ")


def test_train_without_a_folder_makes_one(run, quick):
    status, out, _ = run("train", quick)
    (info,) = run_folder.list_runs()
    assert status == 0 and str(info.folder) in out.splitlines()[0] and info.title == "Test net"
    assert len(out.splitlines()) == 4


def test_going_on_with_a_run(run, refused, quick, saved, tmp_path):
    folder = tmp_path / "run"
    assert run("train", quick, "--run", folder)[0] == 0
    assert "holds a run already. Add --resume" in refused("train", quick, "--run", folder)
    assert "has finished its 2 epochs" in refused("train", quick, "--run", folder, "--resume")
    assert "is not the network that the run" in refused("train", saved, "--run", folder, "--resume")
    assert "not recipe.seed" in refused("train", quick, "--run", folder, "--resume", "--set", "recipe.seed=1")
    status, out, _ = run("train", quick, "--run", folder, "--resume", "--set", "recipe.epochs=3", "--json")
    assert status == 0 and [json.loads(line)["epoch"] for line in out.splitlines()] == [3]
    assert [e["epoch"] for e in run_folder.read_metrics(folder) if e["kind"] == "epoch"] == [1, 2, 3]
    assert "holds no run to go on with" in refused("train", quick, "--run", tmp_path / "none", "--resume")
    assert "holds no run to go on with" in refused("train", quick, "--resume")


def test_ctrl_c_stops_with_a_checkpoint_and_the_run_goes_on(quick, tmp_path, run):
    folder = tmp_path / "run"
    process = program("train", quick, "--run", folder, "--set", "recipe.epochs=100000", "--json")
    first = process.stdout.readline()
    assert json.loads(first)["epoch"] == 1
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=60)
    assert process.returncode == 130 and error == ""
    state = run_folder.read_state(folder)
    assert state.status == "stopped" and (folder / "checkpoints" / "last.pt").exists()
    made = len([line for line in run_folder.read_metrics(folder) if line["kind"] == "epoch"])
    assert made == 1 + len(out.splitlines())
    status, out, _ = run("train", quick, "--run", folder, "--resume", "--set", f"recipe.epochs={made + 1}", "--json")
    assert status == 0 and json.loads(out.splitlines()[-1])["epoch"] == made + 1


def test_bad_training_input(run, refused, quick, saved, tmp_path):
    assert "no device cuda:99" in refused("train", quick, "--device", "cuda:99")
    assert "is no device" in refused("train", quick, "--device", "toaster")
    assert "no setting called recipe.epoch. Choose one of: recipe.data, recipe.epochs" in refused(
        "train", quick, "--set", "recipe.epoch=3"
    )
    assert "no setting called classes" in refused("new", "lenet5", "--set", "classes=4", "-o", tmp_path / "x.json")
    assert "has no value" in refused("train", quick, "--set", "recipe.epochs")
    assert "recipe's epochs cannot be 0" in refused("train", quick, "--set", "recipe.epochs=0")
    assert "recipe's epochs cannot be many" in refused("train", quick, "--set", "recipe.epochs=many")
    assert "MNIST is not on this computer" in refused("train", quick, "--set", "recipe.data=mnist")
    other = broken(input={"shape": [3, 32, 32]}, conv1={"padding": 0})
    other.title = "conv net"
    files.save(other, tmp_path / "other.json")
    assert refused("train", tmp_path / "other.json") == (
        "input takes 3×32×32, and the images of the recipe's data are 1×28×28. Set its shape to 1×28×28."
    )
    files.save(broken(fc3={"out_features": 7}), tmp_path / "other.json")
    assert "output is given 7 numbers for an image, and the recipe's data has 10 classes" in refused(
        "train", tmp_path / "other.json"
    )
    flat = network(("input", "input"), ("relu1", "relu"), ("output", "output"))
    files.save(flat, tmp_path / "other.json")
    assert "output is given 1×28×28 for an image" in refused("train", tmp_path / "other.json")
    (tmp_path / "file").write_text("")
    assert refused("train", quick, "--run", tmp_path / "file" / "run")


def test_bad_prediction_input(run, refused, quick, saved, tmp_path):
    folder = tmp_path / "run"
    assert run("train", quick, "--run", folder, "--set", "recipe.epochs=1")[0] == 0
    image = tmp_path / "digit.png"
    Image.new("L", (28, 28)).save(image)
    (tmp_path / "text.png").write_text("no image")
    predict = ("predict", quick, "--weights")
    assert "is not an image" in refused(*predict, folder, tmp_path / "text.png")
    assert "is not there" in refused(*predict, folder, tmp_path / "missing.png")
    assert "is not there" in refused(*predict, tmp_path / "missing.pt", image)
    assert "cannot be read as weights" in refused(*predict, tmp_path / "text.png", image)
    assert "of another network" in refused("predict", saved, "--weights", folder, image)
    assert "holds no weights yet" in refused(*predict, tmp_path, image)


def test_a_disk_that_fills_up_while_training(run, monkeypatch, tmp_path, quick):
    """The run says so, and its folder keeps what it had."""
    from engine.training import checkpoints

    fsync, calls = os.fsync, []

    def filling(descriptor):
        if (tmp_path / "run" / "checkpoints").exists():
            calls.append(descriptor)
            if len(calls) == 1:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", filling)
    status, out, error = run("train", quick, "--run", tmp_path / "run")
    assert status == 2 and calls and len(out.splitlines()) == 3  # the line of the first epoch had been printed
    assert error.startswith("convcanvas: The disk is full") and error.count("\n") == 1
    state = run_folder.read_state(tmp_path / "run")
    assert state.status == "failed" and state.sentence.startswith("The disk is full")
    assert not checkpoints.last_of(tmp_path / "run").exists()
