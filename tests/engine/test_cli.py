"""The command line: what it prints, its exit status, and one plain line for every kind of bad input."""

import csv
import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from engine import cli, files, presets
from engine.block import CATEGORY_TITLES
from engine.blocks import REGISTRY
from engine.data.datasets import open_dataset
from engine.document import Edge
from engine.edits import Freeze
from engine.training import run_folder
from tests.build import network

MAIN = Path(__file__).resolve().parents[2] / "main.py"


@pytest.fixture
def run(capsys):
    """Carry out a command: its exit status and what it printed."""

    def call(*arguments):
        status = cli.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def refused(run):
    """The one line on standard error of a command that gets bad input."""

    def call(*arguments):
        status, out, error = run(*arguments)
        assert status == 2, (status, out, error)
        assert out == "" and error.startswith("convcanvas: ") and error.count("\n") == 1
        assert "Traceback" not in error and "Error" not in error
        return error.removeprefix("convcanvas: ").strip()

    return call


@pytest.fixture
def saved(tmp_path, lenet):
    """A document in a file."""
    path = tmp_path / "lenet.json"
    files.save(lenet, path)
    return path


@pytest.fixture
def quick(tmp_path):
    """A document that trains in a moment."""
    document = network(
        ("input", "input"),
        ("flat1", "flatten"),
        ("fc1", "linear", {"out_features": 10}),
        ("output", "output"),
    )
    document.recipe.update(epochs=2, batch_size=500)
    path = tmp_path / "quick.json"
    files.save(document, path)
    return path


def program(*arguments, **settings):
    """The program as a process."""
    return subprocess.Popen(
        [sys.executable, MAIN, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **settings,
    )


# What there is


def test_presets_and_blocks(run):
    status, out, _ = run("presets")
    assert status == 0 and [line.split()[0] for line in out.splitlines()] == list(presets.names())
    assert [entry["name"] for entry in json.loads(run("presets", "--json")[1])] == list(presets.names())
    status, out, _ = run("blocks")
    assert status == 0 and "conv2d" in out and "out_channels, kernel_size" in out
    blocks = {block["id"]: block for block in json.loads(run("blocks", "--json")[1])}
    assert blocks["conv2d"]["target"] == "torch.nn.Conv2d"
    kernel = next(a for a in blocks["conv2d"]["arguments"] if a["name"] == "kernel_size")
    assert kernel["kind"] == "size" and kernel["help"]


def test_the_page_of_blocks_is_what_the_registry_gives(run):
    """Where this fails: python main.py blocks --markdown > docs/blocks.md"""
    status, out, _ = run("blocks", "--markdown")
    assert status == 0
    assert (MAIN.parent / "docs" / "blocks.md").read_text(encoding="utf-8") == out


def test_the_page_of_blocks_tells_all_of_every_block(run):
    page = run("blocks", "--markdown")[1]
    parts = dict(part.split("\n", 1) for part in page.split("\n### ")[1:])
    assert len(parts) == len(list(REGISTRY))
    anchors = re.findall(r"\]\(#([^)]+)\)", page)
    for block, anchor in zip(
        sorted(REGISTRY, key=lambda b: list(CATEGORY_TITLES).index(b.category)), anchors, strict=True
    ):
        text = parts[f"{block.title} · `{block.id}`"]
        assert anchor == f"{block.title} · {block.id}".lower().replace("·", "").replace(" ", "-")
        assert block.help in text and f"]({block.url})" in text
        assert all(f"`{port.name}`" in text for port in (*block.inputs, *block.outputs))
        rows = [line for line in text.splitlines() if line.startswith("| `")]
        assert [row.split("`")[1] for row in rows] == [argument.name for argument in block.arguments]
        for row, argument in zip(rows, block.arguments, strict=True):
            assert row.replace("\\|", "").count("|") == 5
            assert argument.help.replace("|", "\\|") in row and (argument.derived or "") in row
    assert f"All {len(parts)} blocks" in page


def test_listing_loads_nothing_heavy():
    script = (
        "import sys; from engine.cli import main; main(['presets']); main(['data']); main(['blocks', '--markdown']);"
        "print([m for m in ('torch', 'numpy', 'pydantic', 'PySide6', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=MAIN.parent, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.splitlines()[-1] == "[]", done


def test_the_first_argument_decides_between_window_and_command_line():
    assert cli.takes(["train", "x.json"]) and cli.takes(["--help"]) and cli.takes(["engine"])
    assert not cli.takes([]) and not cli.takes(["x.json"])


def test_new_makes_a_document_of_its_own(run, tmp_path):
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    assert run("new", "lenet5", "-o", one)[0] == 0
    assert run("new", "lenet5", "-o", two, "--set", "recipe.epochs=3", "--set", "recipe.optimizer=adam")[0] == 0
    first, second = files.load(one), files.load(two)
    assert first.id != second.id and first.network == second.network
    assert first.recipe == {} and second.recipe == {"epochs": 3, "optimizer": "adam"}


# check


def test_check_prints_a_table(run, saved):
    status, out, _ = run("check", saved)
    assert status == 0
    lines = out.splitlines()
    assert re.split(r"  +", lines[0]) == [
        *("name", "block", "output", "receptive field", "parameters", "MACs", "kept for backward"),
    ]
    conv1 = next(line for line in lines if line.startswith("conv1"))
    assert conv1.split()[:3] == ["conv1", "conv2d", "6×28×28"] and "  156  117,600" in conv1
    total = next(line for line in lines if line.startswith("total"))
    assert total.split()[1:3] == ["61,706", "416,520"]
    facts = (
        "61,706 parameters, 61,706 of them trainable; 0 buffers; 416,520 MACs, 833,040 FLOPs for one sample; depth 5"
    )
    assert facts in lines
    assert any(re.fullmatch(r"memory with a batch of \d+: .*B in training, .*B in inference", line) for line in lines)


def test_check_as_json(run, saved):
    status, out, _ = run("check", saved, "--json")
    found = json.loads(out)
    assert status == 0 and found["ok"] is True
    assert (found["parameters"], found["macs"], found["problems"]) == (61_706, 416_520, [])
    assert (found["trainable"], found["buffers"], found["flops"], found["depth"]) == (61_706, 0, 833_040, 5)
    assert found["memory"].keys() == {
        *("batch", "weights", "gradients", "optimizer", "activations", "training", "inference"),
    }
    conv1 = next(node for node in found["nodes"] if node["name"] == "conv1")
    kept, field = conv1.pop("kept_bytes"), conv1.pop("receptive_field")
    assert conv1 == {
        "name": "conv1",
        "block": "conv2d",
        "status": "ok",
        "output_shapes": [["N", 6, 28, 28]],
        "dtypes": ["float32"],
        "parameters": 156,
        "trainable": 156,
        "buffers": 0,
        "macs": 117_600,
        "flops": 235_200,
        "output_bytes": 6 * 28 * 28 * 4,
        "depth": 1,
    }
    assert isinstance(kept, int)
    assert field is None or field.keys() == {"input", "size", "stride", "offset", "whole"}


def test_check_as_csv_and_as_markdown(run, refused, saved):
    status, out, _ = run("check", saved, "--csv")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(out))}
    assert status == 0 and (rows["conv1"]["parameters"], rows["conv1"]["output"]) == ("156", "Nx6x28x28")
    status, out, _ = run("check", saved, "--markdown")
    assert status == 0 and out.startswith("| name | block | output |") and "| **61,706** |" in out.splitlines()[-1]
    assert "not allowed with" in refused("check", saved, "--csv", "--json")


def test_check_tells_what_is_frozen(run, saved):
    document = files.load(saved)
    document.apply(Freeze("main", {"conv1": True}))
    files.save(document, saved)
    found = json.loads(run("check", saved, "--json")[1])
    trainable = {node["name"]: node["trainable"] for node in found["nodes"]}
    assert trainable["conv1"] == 0 and trainable["conv2"] == 2416 and found["trainable"] == 61_706 - 156


def test_check_with_another_input(run, refused, saved, tmp_path):
    found = json.loads(run("check", saved, "--json", "--input", "7x3x40x40")[1])
    shapes = {node["name"]: node["output_shapes"] for node in found["nodes"]}
    assert shapes["input"] == [[7, 3, 40, 40]] and shapes["conv1"] == [[7, 6, 40, 40]]
    assert files.load(saved).network.nodes["input"].arguments == {}  # the file is as it was
    problems = [
        json.loads(run("check", saved, "--json", *more)[1])["problems"] for more in ([], ["--input", "1x1x28x28"])
    ]
    assert problems[0] == problems[1]  # the batch in front is for memory: nobody trains with it
    assert run("check", saved, "--input", "123456789x1x28x28")[0] == 0  # more than any recipe may have
    status, out, _ = run("check", saved, "--input", "1x1x8x8")
    assert status == 1 and "error: conv2: a kernel that spans 5×5 does not fit a map of 4×4" in out
    for text in ("big", "1", "1x0x3", "1x-3x4", "x", "1x3.5x4"):
        assert "is no input shape. Write it as 1x3x224x224" in refused("check", saved, "--input", text)
    document = network(("a", "input"), ("b", "input"), ("s", "add"), ("output", "output"), edges="a>s b>s s>output")
    files.save(document, tmp_path / "two.json")
    assert "has 2" in refused("check", tmp_path / "two.json", "--input", "1x1x4x4")


def broken(**changes):
    """LeNet-5 with one fault."""
    document = presets.make("lenet5")
    group = document.network
    for name, arguments in changes.items():
        group.nodes[name].arguments.update(arguments)
    return document


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("cycle", "form a loop"),
        ("missing_input", "relu2 has no wire at its input. Draw one"),
        ("argument_range", "kernel_size is 0, and must be"),
        ("channels", "out_channels is 1000000000000, and must be"),
        ("unknown_block", "teleport"),
    ],
)
def test_a_broken_network_is_told_with_status_1(run, refused, tmp_path, code, text):
    document = broken()
    group = document.network
    if code == "cycle":
        group.nodes["add"] = network(("add", "add")).network.nodes["add"]
        for number, (source, target) in enumerate([("relu1", "add"), ("add", "add")]):
            group.edges[f"new{number}"] = Edge(f"new{number}", source, target)
        edge = group.edges["relu1-pool1"]
        group.edges["relu1-pool1"] = Edge(edge.id, "add", "pool1")
    elif code == "missing_input":
        del group.edges["conv2-relu2"]
    elif code == "argument_range":
        document = broken(conv2={"kernel_size": 0})
    elif code == "channels":
        document = broken(conv2={"out_channels": 10**12})
    else:
        group.nodes["relu2"] = network(("relu2", "teleport")).network.nodes["relu2"]
    path = tmp_path / "broken.json"
    files.save(document, path)
    before = path.read_bytes()
    status, out, error = run("check", path)
    assert status == 1 and error == ""
    assert any(line.startswith("error: ") and text in line for line in out.splitlines()), out
    status, out, _ = run("check", path, "--json")
    found = json.loads(out)
    assert status == 1 and found["ok"] is False
    problem = next(problem for problem in found["problems"] if problem["severity"] == "error")
    assert text in problem["message"] and problem["nodes"] and problem["code"]
    assert text in refused("export", path, "--to", "python", "-o", "-")
    assert text in refused("train", path, "--run", tmp_path / "run")
    assert path.read_bytes() == before


# export


def test_export_to_a_file_and_to_standard_output(run, saved, tmp_path):
    assert run("export", saved, "--to", "python", "-o", tmp_path / "net.py")[0] == 0
    status, out, _ = run("export", saved, "--to", "python", "-o", "-")
    assert status == 0 and out == (tmp_path / "net.py").read_text()
    assert out.startswith("from torch import nn\n") and "class LeNet5(nn.Module):" in out


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


# data


def test_data(run, refused, tmp_path):
    status, out, _ = run("data")
    assert status == 0 and [line.split()[0] for line in out.splitlines()] == ["mnist5k", "mnist"]
    entries = [json.loads(line) for line in run("data", "--json")[1].splitlines()]
    assert [entry["available"] for entry in entries] == [True, False]
    assert "has no file train-images" in refused("data", "mnist", "--from", tmp_path)
    assert "no dataset called cifar" in refused("data", "cifar", "--download")
    assert "Say which dataset" in refused("data", "--download")
    assert run("data", "mnist5k", "--download")[0] == 0  # it comes with the program


# Bad input of any kind


def test_wrong_arguments_are_one_line(refused, saved):
    assert "COMMAND" in refused()
    assert "juggle" in refused("juggle")
    assert "--shiny" in refused("check", saved, "--shiny")
    assert "output" in refused("new", "lenet5")
    assert "onnx" in refused("export", saved, "--to", "onnx", "-o", "-")
    assert refused("new", "lenet99", "-o", "x.json").startswith("There is no preset called lenet99. Choose one of: ")


def test_files_that_cannot_be_read(refused, saved, tmp_path):
    whole = saved.read_bytes()
    contents = {
        "cut off": whole[: whole.rindex(b"\n", 0, len(whole) // 2)],
        "newer ConvCanvas": whole.replace(b'["convcanvas", 1, 0]', b'["convcanvas", 2, 0]'),
        "not a ConvCanvas document": b'{"cells": [], "nbformat": 4}',
        "is empty": b"",
        "not text": b"\x89PNG\r\n\x1a\n\x00\x00",
        "no node “nowhere”": whole.replace(b'"target": "relu1"', b'"target": "nowhere"'),
        "is broken at": whole.replace(b'"block": "relu"', b'"block": 5'),
        "nested too deeply": b"[" * 100_000 + b"]" * 100_000,
    }
    for text, content in contents.items():
        path = tmp_path / "document.json"
        path.write_bytes(content)
        for command in (("check",), ("export", "--to", "python", "-o", "-"), ("train",)):
            assert text in refused(*command, path)
    assert "is not there" in refused("check", tmp_path / "nothing.json")
    assert "is a folder" in refused("check", tmp_path)


def test_a_full_disk(refused, monkeypatch, tmp_path, quick):
    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    target = tmp_path / "new.json"
    assert "The disk is full" in refused("new", "lenet5", "-o", target)
    assert "The disk is full" in refused("export", quick, "--to", "python", "-o", target)
    assert "The disk is full" in refused("train", quick, "--run", tmp_path / "run")
    assert not target.exists() and not list(tmp_path.glob(".*"))


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


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_output_that_cannot_be_written(saved):
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, MAIN, "check", saved], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2 and done.stderr.count("\n") == 1, done.stderr
    assert "disk is full" in done.stderr


def test_a_reader_that_has_seen_enough_is_no_fault():
    process = program("blocks", "--json")
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(30) == 0
    process.stderr.close()


def test_ctrl_c_while_loading_is_quiet(saved):
    process = program("check", saved)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=60)
    assert (process.returncode, error) in ((130, ""), (0, "")) and "Traceback" not in out


def test_help_and_version(capsys):
    for arguments, text in (
        (["--help"], "predict"),
        (["train", "--help"], "--resume"),
        (["--version"], "convcanvas 0."),
    ):
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        assert ended.value.code == 0 and text in capsys.readouterr().out
