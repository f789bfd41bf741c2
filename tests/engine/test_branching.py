"""Networks with several inputs and outputs, and blocks with several: compiled, and written as source."""

import subprocess
import sys

import pytest
import torch
from torch import nn

from engine.blocks import REGISTRY
from engine.compiler import compile
from engine.edits import SetArguments
from engine.exchange.python import to_source
from engine.planner import make_plan
from engine.recurrence import evaluated
from engine.shapes import Tensor, evaluate_block
from tests.build import network

PARTS = network(
    ("x", "input", {"shape": [4, 8, 8]}), ("parts", "chunk"), ("a", "conv2d", {"out_channels": 3, "padding": 1}),
    ("b", "batch_norm2d"), ("join", "concat"), ("y", "output"),
    edges="x>parts parts.part0>a parts.part1>b a>join b>join join>y",
)  # fmt: skip
SECTIONS = network(
    ("x", "input", {"shape": [6, 8, 8]}), ("parts", "split", {"split_size_or_sections": [1, 2, 3]}), ("act", "gelu"),
    ("one", "chunk", {"chunks": 1}), ("y", "output"), ("z", "output"),
    edges="x>parts parts.part1>act act>y parts.part2>one one.part0>z",
)  # fmt: skip
READER = network(
    ("words", "input", {"shape": [7], "dtype": "int64"}), ("start", "input", {"shape": [2, 5]}),
    ("e", "embedding", {"num_embeddings": 20, "embedding_dim": 4}), ("turn", "permute", {"dims": [1, 0, 2]}),
    ("zero", "scale", {"other": 0.0}), ("r", "lstm", {"hidden_size": 5, "bidirectional": True}),
    ("g", "gru", {"hidden_size": 3, "num_layers": 2, "dropout": 0.5}), ("back", "permute", {"dims": [1, 0, 2]}),
    ("flat", "flatten"), ("fc", "linear"), ("last", "slice", {"dim": 1, "start": -1}), ("y", "output"), ("end", "output"),
    edges="words>e e>r.input start>turn turn>r.hidden turn>zero zero>r.cell r.cell>back back>flat flat>fc fc>y "
    "r.output>g g.output>last last>end",
)  # fmt: skip
TRANSFORMER = network(
    ("image", "input", {"shape": [3, 16, 16]}), ("text", "input", {"shape": [5, 6]}),
    ("patches", "conv2d", {"out_channels": 8, "kernel_size": 4, "stride": 4}), ("row", "flatten", {"start_dim": 2}),
    ("turn", "permute", {"dims": [0, 2, 1]}), ("place", "parameter", {"shape": [1, 16, 8], "init": "normal"}),
    ("sum", "add"), ("look", "multihead_attention", {"num_heads": 2, "need_weights": True}),
    ("cross", "multihead_attention", {"num_heads": 4, "dropout": 0.1}),
    ("layer", "transformer_encoder_layer", {"nhead": 2, "dim_feedforward": 16}), ("norm", "layer_norm"),
    ("mean", "mean", {"dim": [1]}), ("fc", "linear", {"out_features": 3}), ("y", "output"), ("weights", "output"),
    edges="image>patches patches>row row>turn turn>sum place>sum sum>look.query look.output>cross.query text>cross.key "
    "cross>layer layer>norm norm>mean mean>fc fc>y look.weights>weights",
)  # fmt: skip
GATES = network(
    ("x", "input", {"shape": [6, 9, 9]}), ("like", "input", {"shape": [6, 9, 9]}), ("edge", "crop", {"top": 0}),
    ("wide", "pad", {"pad": [1, 1, 1, 0], "value": 0.5}), ("mean", "mean", {"keepdim": True}), ("gate", "sigmoid"),
    ("times", "multiply"), ("se", "squeeze_excitation", {"reduction": 2, "activation": "SiLU"}),
    ("depth", "stochastic_depth"), ("minus", "subtract"), ("heads", "unflatten", {"unflattened_size": [2, 3]}),
    ("again", "reshape", {"shape": [3, -1]}), ("flip", "permute", {"dims": [0, 2, 1]}), ("dot", "matmul"),
    ("both", "stack"), ("y", "output"), ("z", "output"),
    edges="x>edge edge>wide wide>mean mean>gate gate>times wide>times times>se se>depth depth>minus.input "
    "like>minus.other minus>heads heads>again again>flip again>dot.input flip>dot.other dot>y like>both minus>both both>z",
)  # fmt: skip
NETWORKS = {"parts": PARTS, "sections": SECTIONS, "reader": READER, "transformer": TRANSFORMER, "gates": GATES}


def _inputs(document):
    """Random tensors for the Inputs, in their order."""
    nodes = [node for node in document.network.nodes.values() if node.block == "input"]
    shapes = [(node.arguments["shape"], node.arguments.get("dtype", "float32")) for node in nodes]
    return [torch.randint(0, 20, (3, *s)) if dtype == "int64" else torch.randn(3, *s) for s, dtype in shapes]


@pytest.mark.parametrize("name", NETWORKS)
def test_compiled_and_written_are_the_same(name, tmp_path):
    document = NETWORKS[name]
    plan = make_plan(document)
    assert [p.message for p in plan.problems if p.severity != "note"] == []
    module, source, namespace = compile(document), to_source(document), {}
    exec(source, namespace)
    written = namespace["TestNet"]()
    assert list(written.state_dict()) == list(module.state_dict())
    written.load_state_dict(module.state_dict())
    inputs = _inputs(document)
    for mode in (True, False):
        answers = []
        for net in (module, written):
            torch.manual_seed(1)
            answer = net.train(mode)(*[x.clone() for x in inputs])
            answers.append(answer if isinstance(answer, dict) else {"y": answer})
        assert list(answers[0]) == list(answers[1])
        for key, ours in answers[0].items():
            assert torch.equal(ours, answers[1][key]), key
            assert tuple(ours.shape) == (3, *plan.nodes[key].input_shapes["input"][0][1:])
    path = tmp_path / "written.py"
    path.write_text(source)
    for command in (["check", "--isolated", "--select", "E,F,I,W,B"], ["format", "--diff", "--isolated"]):
        done = subprocess.run([sys.executable, "-m", "ruff", *command, path], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_what_nobody_reads_is_written_as_a_line():
    assert "_, x, y = torch.split(x, (1, 2, 3), dim=1)" in to_source(SECTIONS)
    assert "(y,) = torch.chunk(y, 1, dim=1)" in to_source(SECTIONS)
    assert "(_, start) = self.r(" in to_source(READER)
    assert "self.look(image, image, image)" in to_source(TRANSFORMER)
    assert "nn.MultiheadAttention(8, 2, batch_first=True)" in to_source(TRANSFORMER)
    assert "nn.MultiheadAttention(\n            8, 4, dropout=0.1, kdim=6, vdim=6, batch_first=True\n" in to_source(
        TRANSFORMER
    )
    assert "ops.SqueezeExcitation(6, 3, activation=nn.SiLU)" in to_source(GATES)


class HandWritten(nn.Module):
    """READER as a person would have written it."""

    def __init__(self):
        super().__init__()
        self.e = nn.Embedding(20, 4)
        self.r = nn.LSTM(4, 5, batch_first=True, bidirectional=True)
        self.g = nn.GRU(10, 3, num_layers=2, dropout=0.5, batch_first=True)
        self.fc = nn.Linear(10, 10)

    def forward(self, words, start):
        start = start.transpose(0, 1)
        told, (_, cell) = self.r(self.e(words), (start, torch.zeros_like(start)))
        return {"y": self.fc(cell.transpose(0, 1).flatten(1)), "end": self.g(told)[0][:, -1:]}


def test_states_go_where_a_person_would_have_put_them():
    ours, theirs = compile(READER).eval(), HandWritten().eval()
    theirs.load_state_dict(ours.state_dict())
    inputs = _inputs(READER)
    answer, expected = ours(*inputs), theirs(*inputs)
    assert list(answer) == list(expected)
    assert all(torch.equal(answer[key], expected[key]) for key in answer)


def test_channels_of_maps_are_normalized_between_two_permutes():
    document = network(
        ("x", "input", {"shape": [6, 5, 4]}), ("last", "permute"), ("norm", "layer_norm"),
        ("back", "permute", {"dims": [0, 3, 1, 2]}), ("y", "output"),
    )  # fmt: skip
    x = torch.randn(3, 6, 5, 4)
    expected = (x - x.mean(1, keepdim=True)) / torch.sqrt(x.var(1, correction=0, keepdim=True) + 1e-5)
    torch.testing.assert_close(compile(document)(x), expected, rtol=1e-4, atol=1e-4)


def test_frames_of_a_film_go_through_a_network_for_images_and_come_back_as_films():
    document = network(
        ("x", "input", {"shape": [5, 3, 8, 8]}), ("images", "flatten", {"start_dim": 0, "end_dim": 1}),
        ("c", "conv2d", {"out_channels": 4}), ("films", "unflatten", {"dim": 0, "unflattened_size": [-1, 5]}),
        ("y", "output"),
    )  # fmt: skip
    plan = make_plan(document)
    assert (plan.shape_of("images"), plan.shape_of("films")) == (("5N", 3, 8, 8), ("N", 5, 4, 6, 6))
    module, x = compile(document), torch.randn(2, 5, 3, 8, 8)
    assert torch.equal(module(x), torch.stack([module.c(film) for film in x]))


@pytest.mark.parametrize("block", ["lstm", "gru"])
@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize("more", [{}, *({"num_layers": n, "bidirectional": True, "dropout": 0.3} for n in (2, 6))])
def test_costs_of_long_sequences_and_many_layers_are_those_of_unrolling_it(block, batch_first, more):
    block = REGISTRY[block]
    arguments = {argument.name: argument.default for argument in block.arguments}
    arguments |= {"input_size": 3, "hidden_size": 4, "batch_first": batch_first, **more}
    sizes = [(n, 9, 3) if batch_first else (9, n, 3) for n in (2, 3)]
    inputs = {port.name: [] for port in block.inputs} | {"input": [Tensor(tuple(sizes), "float32", True)]}
    assert evaluated(block, arguments, inputs, False) == evaluate_block(block, arguments, inputs, False)


def test_what_is_only_suggested_may_be_anything():
    """MobileNetV3 squeezes 120 channels to 32, which no reduction gives."""
    document = network(("x", "input", {"shape": [120, 4, 4]}), ("se", "squeeze_excitation"), ("y", "output"))
    assert make_plan(document).nodes["se"].arguments["squeeze_channels"] == 7
    document.apply(SetArguments("main", "se", {"squeeze_channels": 32}))
    assert compile(document).se.fc1.weight.shape == (32, 120, 1, 1)
    assert make_plan(document).ok
