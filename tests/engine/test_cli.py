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

import pytest

from engine import cli, files, presets
from engine.block import CATEGORY_TITLES
from engine.blocks import REGISTRY
from engine.document import Edge
from engine.edits import Freeze
from tests.build import network
from tests.engine.commands import MAIN, broken, program

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
