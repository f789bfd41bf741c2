"""What is said of in-place blocks is what happens: autograd raises, or the result is not that of the same network out of
place, exactly where a problem says so."""

import copy
from dataclasses import replace

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import nn

from benchmarks.resnet import resnet
from engine.compiler import compile
from engine.edits import SetArguments
from engine.planner import make_plan
from tests.build import network

IN_PLACE = ("relu", "leaky_relu", "elu", "silu", "hardswish", "relu6")
SIDE = 5
MAPS, SEQUENCES = (4, SIDE, SIDE), (4, SIDE * SIDE)  # the two shapes that the random networks are made of
ONE = {  # by block: arguments, and the shapes it takes and gives
    "conv2d": ({"out_channels": 4, "padding": 1}, {MAPS: MAPS}),
    "conv1d": ({"out_channels": 4, "padding": 1}, {SEQUENCES: SEQUENCES}),
    "batch_norm2d": ({}, {MAPS: MAPS}),
    "max_pool2d": ({"kernel_size": 3, "stride": 1, "padding": 1}, {MAPS: MAPS}),
    "flatten": ({"start_dim": 2}, {MAPS: SEQUENCES}),
    "unflatten": ({"dim": 2, "unflattened_size": [SIDE, SIDE]}, {SEQUENCES: MAPS}),
    **{block: ({}, {MAPS: MAPS, SEQUENCES: SEQUENCES}) for block in ("sigmoid", "tanh", "identity", "dropout")},
    **{block: ({}, {MAPS: MAPS, SEQUENCES: SEQUENCES}) for block in (*IN_PLACE, "add", "multiply")},
}


@st.composite
def networks(draw):
    """Small random networks in which tensors have several readers, and activations write in place or not."""
    layers, edges, shapes = [("x", "input", {"shape": list(MAPS)})], [], {"x": MAPS}
    for number in range(draw(st.integers(2, 8))):
        source = draw(st.sampled_from(list(shapes)))
        block = draw(st.sampled_from([block for block, (_, takes) in ONE.items() if shapes[source] in takes]))
        arguments, takes = ONE[block]
        if block in IN_PLACE or block == "dropout":
            arguments = {**arguments, "inplace": draw(st.booleans())}
        name = f"{block}_{number}"
        edges.append(f"{source}>{name}")
        if block in ("add", "multiply"):
            others = [other for other, shape in shapes.items() if shape == shapes[source]]
            edges.append(f"{draw(st.sampled_from(others))}>{name}")
        layers.append((name, block, arguments))
        shapes[name] = takes[shapes[source]]
    read = {edge.split(">")[0] for edge in edges}
    answers = [name for name in shapes if name not in read]
    answers += draw(st.lists(st.sampled_from(list(shapes)[1:]), max_size=1))
    for number, name in enumerate(dict.fromkeys(answers)):
        layers.append((f"y{number}", "output"))
        edges.append(f"{name}>y{number}")
    order = draw(st.permutations(layers))  # which decides what is executed first, where wires do not
    return network(*order, edges=" ".join(edges))


class Shifted(nn.Module):
    """An activation that always changes what it is given: no luck with numbers that are positive already."""

    def __init__(self, activation: nn.Module, inplace: bool) -> None:
        super().__init__()
        self.activation, self.inplace = activation, inplace

    def forward(self, x):
        return self.activation(x.sub_(0.5) if self.inplace else x - 0.5)


def out_of_place(document):
    """The same network, with nothing written in place."""
    document = copy.deepcopy(document)
    for node in list(document.network.nodes.values()):
        if node.arguments.get("inplace"):
            document.apply(SetArguments("main", node.id, {**node.arguments, "inplace": False}))
    return document


def built(document):
    """The module, also where the plan has errors."""
    return compile(document, replace(make_plan(document), problems=()))


def shift(module, names):
    """Let these activations of it shift what they are given."""
    for name in names:
        activation = module.get_submodule(name)
        setattr(module, name, Shifted(activation, activation.inplace))


def outcome(module, training):
    """Outputs, and in training gradients; None where autograd raises."""
    module.train(training).zero_grad()
    torch.manual_seed(5)
    answers = module(torch.randn(3, *MAPS))
    answers = list(answers.values()) if isinstance(answers, dict) else [answers]
    found = [answer.detach().clone() for answer in answers]
    if training and any(answer.requires_grad for answer in answers):
        weights = [torch.linspace(0.5, 1.5, answer.numel()).view_as(answer) for answer in answers]
        try:
            sum((answer * weight).sum() for answer, weight in zip(answers, weights, strict=True)).backward()
        except RuntimeError as error:
            assert "inplace operation" in str(error)
            return None
        found += [weight.grad for weight in module.parameters() if weight.grad is not None]
    return found


def goes_wrong(module, other):
    """Whether autograd raises, or outputs or gradients are not those of the other one, in training or in eval mode."""
    for training in (True, False):
        ours, right = outcome(module, training), outcome(other, training)
        if ours is None or any(not torch.allclose(a, b, atol=1e-5) for a, b in zip(ours, right, strict=True)):
            return True
    return False


def is_told(document):
    return any(problem.code.startswith("in_place_") for problem in make_plan(document).problems)


def check(document):
    """What is told is what happens; with functions that change everything, exactly that."""
    module, other = built(document), built(out_of_place(document))
    told = is_told(document)
    assert told or not goes_wrong(module, other)
    names = [node.name for node in document.network.nodes.values() if node.block in IN_PLACE]
    names = [name for name in names if module.get_submodule(name).inplace]
    shift(module, names)
    shift(other, names)
    assert told == goes_wrong(module, other)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(networks())
def test_a_problem_is_told_exactly_where_something_goes_wrong(document):
    check(document)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(networks())
def test_a_problem_is_told_exactly_where_something_goes_wrong_in_many_networks(document):
    check(document)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(networks())
def test_the_repairs_lead_to_a_network_in_which_nothing_goes_wrong(document):
    original = copy.deepcopy(document)
    for _ in range(10):
        problems = [p for p in make_plan(document).problems if p.code.startswith("in_place_")]
        if not problems:
            break
        document.apply(problems[0].fixes[0].edit)
    assert not is_told(document)
    assert not goes_wrong(built(document), built(out_of_place(original)))


X, C, Y = ("x", "input", {"shape": list(MAPS)}), ("c", "conv2d", {"out_channels": 4}), ("y", "output")
R = ("r", "relu", {"inplace": True})


@pytest.mark.parametrize(
    ("layers", "edges", "code"),
    [
        ([X, C, R, Y], "", None),
        ([X, C, ("b", "batch_norm2d"), R, Y], "", None),
        ([X, C, ("m", "max_pool2d"), R, Y], "", None),
        ([X, C, ("s", "sigmoid"), R, Y], "", "in_place_kept"),
        ([X, C, ("f", "flatten"), R, ("a", "add"), Y], "x>c c>f f>r r>a f>a a>y", "in_place_read"),
        ([X, C, R, Y, ("z", "output")], "x>c c>r r>y c>z", "in_place_read"),
        ([X, C, Y, R, ("z", "output")], "x>c c>r c>y r>z", "in_place_read"),  # an Output is read at the end
        ([X, C, ("d", "conv2d"), R, Y, ("z", "output")], "x>c c>d c>r d>y r>z", "in_place_kept"),
        ([X, C, R, ("q", "relu", {"inplace": True}), Y], "", "in_place_kept"),
        ([X, C, ("u", "interpolate_like"), R, ("k", "concat"), ("v", "interpolate_like"), Y],
         "x>u c>u.like x>c c>r r>v x>v.like u>k v>k k>y", None),  # of which only the size is read
        ([X, C, ("d", "dropout"), R, ("a", "add"), Y], "x>c c>d d>r r>a c>a a>y", "in_place_read"),  # in eval mode
        ([X, C, ("k", "chunk"), R, ("j", "concat"), Y], "x>c c>k k.part0>r r>j k.part1>j j>y", "in_place_part"),
        ([X, ("k", "chunk"), R, ("j", "concat"), Y], "x>k k.part0>r r>j k.part1>j j>y", None),  # no gradient is wanted
        ([X, ("p", "parameter", {"shape": [4, 1, 1]}), R, ("a", "add"), Y], "p>r r>a x>a a>y", "in_place_held"),
        ([X, ("p", "constant", {"shape": [4, 1, 1]}), R, ("a", "add"), Y], "p>r r>a x>a a>y", "in_place_held"),
    ],
)  # fmt: skip
def test_who_shares_memory_with_whom(layers, edges, code):
    found = [problem.code for problem in make_plan(network(*layers, edges=edges)).problems]
    assert [each for each in found if each.startswith("in_place_")] == ([code] if code else [])


def test_resnets_write_in_place_and_nothing_goes_wrong():
    document = resnet("resnet18")
    assert sum(node.arguments.get("inplace", False) for node in document.network.nodes.values()) == 17
    assert not is_told(document)
