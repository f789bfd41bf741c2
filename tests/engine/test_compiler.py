"""Compiled modules are what a person would have written by hand, and first weights depend on seed and key alone."""

import subprocess
import sys

import pytest
import torch
from torch import fx, nn

from engine import presets
from engine.compiler import compile
from engine.edits import Insert, Rename
from engine.errors import UserError
from engine.exchange.python import to_source
from tests.build import network


class HandWritten(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.relu1 = nn.ReLU()
        self.pool1 = nn.MaxPool2d(2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.relu2 = nn.ReLU()
        self.pool2 = nn.MaxPool2d(2)
        self.flat1 = nn.Flatten()
        self.fc1 = nn.Linear(400, 120)
        self.relu3 = nn.ReLU()
        self.fc2 = nn.Linear(120, 84)
        self.relu4 = nn.ReLU()
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool1(self.relu1(self.conv1(x)))
        x = self.flat1(self.pool2(self.relu2(self.conv2(x))))
        return self.fc3(self.relu4(self.fc2(self.relu3(self.fc1(x)))))


def test_lenet_is_the_hand_written_lenet(lenet):
    ours, theirs = compile(lenet), HandWritten()
    assert isinstance(ours, fx.GraphModule)
    assert list(ours.state_dict()) == list(theirs.state_dict())
    theirs.load_state_dict(ours.state_dict())
    images = torch.randn(4, 1, 28, 28)
    assert torch.equal(ours(images), theirs(images))


@pytest.mark.parametrize("preset", presets.names())
def test_exported_source_needs_only_torch_and_is_the_same(preset, tmp_path):
    """A process that cannot see this project executes the source, with the weights that we give it."""
    document = presets.make(preset)
    module = compile(document).eval()
    images = torch.randn(3, 1, 28, 28)
    path, weights = tmp_path / "exported.py", tmp_path / "weights.pt"
    path.write_text(to_source(document))
    torch.save({"state": module.state_dict(), "images": images}, weights)
    script = (
        "import sys, torch; sys.path[:] = [p for p in sys.path if p]; import exported\n"
        f"data = torch.load({str(weights)!r}, weights_only=True)\n"
        "cls = next(v for v in vars(exported).values() if isinstance(v, type) and issubclass(v, torch.nn.Module))\n"
        "net = cls().eval(); assert list(net.state_dict()) == list(data['state']), 'keys differ'\n"
        "net.load_state_dict(data['state']); assert 'engine' not in sys.modules\n"
        f"torch.save(net(data['images']), {str(tmp_path / 'out.pt')!r})\n"
    )
    environment = {"PYTHONPATH": str(tmp_path), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert torch.equal(torch.load(tmp_path / "out.pt", weights_only=True), module(images))


@pytest.mark.parametrize("preset", presets.names())
def test_exported_source_is_formatted_and_clean(preset, tmp_path):
    path = tmp_path / "exported.py"
    path.write_text(to_source(presets.make(preset)))
    for command in (["check", "--isolated", "--select", "E,F,I,W,B"], ["format", "--check", "--isolated"]):
        done = subprocess.run([sys.executable, "-m", "ruff", *command, path], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


BRANCHES = network(
    ("image", "input", {"shape": [3, 8, 8]}), ("other", "input", {"shape": [4, 8, 8]}),
    ("0", "conv2d", {"out_channels": 4, "padding": [1, 1], "kernel_size": [3, 3], "padding_mode": "reflect", "bias": False}),
    ("bn", "batch_norm2d"), ("relu", "relu"), ("join", "add"), ("cat", "concat"), ("drop", "dropout"),
    ("small", "adaptive_avg_pool2d"), ("up", "upsample", {"mode": "bicubic", "scale_factor": 1.5, "align_corners": False}),
    ("main_out", "output"), ("aux", "output"),
    edges="image>0 0>bn bn>relu relu>join other>join 0>join join>cat relu>cat cat>drop drop>up up>main_out drop>small small>aux",
)  # fmt: skip


def test_branches_several_inputs_and_outputs(tmp_path):
    module = compile(BRANCHES)
    source = to_source(BRANCHES)
    namespace: dict[str, object] = {}
    exec(source, namespace)
    exported = namespace["TestNet"]()
    exported.load_state_dict(module.state_dict())
    assert list(exported.state_dict()) == list(module.state_dict())
    image, other = torch.randn(2, 3, 8, 8), torch.randn(2, 4, 8, 8)
    outputs = []
    for network_ in (module, exported):
        torch.manual_seed(3)
        outputs.append(network_(image, other))
    assert list(outputs[0]) == list(outputs[1]) == ["main_out", "aux"]
    assert all(torch.equal(outputs[0][key], outputs[1][key]) for key in outputs[0])
    path = tmp_path / "exported.py"
    path.write_text(source)
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--diff", "--isolated", path], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_weights_depend_on_seed_and_key_alone():
    small = network(("x", "input"), ("c", "conv2d"), ("y", "output"))
    large = network(("x", "input"), ("first", "conv2d", {"out_channels": 1}), ("c", "conv2d"), ("y", "output"))
    torch.manual_seed(123)
    one = compile(small, seed=5).state_dict()["c.weight"]
    state = torch.get_rng_state()
    assert torch.equal(one, compile(large, seed=5).state_dict()["c.weight"])
    assert not torch.equal(one, compile(small, seed=6).state_dict()["c.weight"])
    assert torch.equal(state, torch.get_rng_state()), "compiling must not use up the caller's random numbers"


def test_a_network_with_errors_is_refused_in_a_sentence():
    document = network(("x", "input"), ("c", "conv2d", {"kernel_size": 0}), ("y", "output"))
    for refuse in (compile, to_source):
        with pytest.raises(UserError, match="c: kernel_size is 0, and must be from 1 to 65536"):
            refuse(document)


def test_renaming_changes_the_keys_and_nothing_else(lenet):
    before = compile(lenet)
    lenet.apply(Rename("main", "conv1", "stem"))
    after = compile(lenet)
    renamed = [key.replace("conv1.", "stem.") for key in before.state_dict()]
    assert list(after.state_dict()) == renamed


def test_an_input_straight_to_the_output():
    document = network(("x", "input"), ("y", "output"))
    images = torch.randn(2, 1, 28, 28)
    assert torch.equal(compile(document)(images), images)
    namespace: dict[str, object] = {}
    exec(to_source(document), namespace)
    assert torch.equal(namespace["TestNet"]()(images), images)


def test_empty_edit_changes_no_output(lenet):
    images = torch.randn(2, 1, 28, 28)
    before = compile(lenet)(images)
    lenet.apply(Insert("main"))
    assert torch.equal(before, compile(lenet)(images))
