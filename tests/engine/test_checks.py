"""What the checks of a network say is what PyTorch does: which pixels are met how often, what a norm takes away."""

import copy

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.functional import conv2d, conv_transpose2d

from engine import presets
from engine.checks.memory import too_much
from engine.checks.survey import Survey
from engine.compiler import compile
from engine.edits import Freeze, SetRecipe
from engine.plan import Memory, Totals
from engine.planner import make_plan
from engine.training.devices import memory_limit
from tests.build import network

SIDE = 24
MAPS, Y = ("x", "input", {"shape": [2, SIDE, SIDE]}), ("y", "output")
HEAD = (("f", "flatten"), ("l", "linear"), Y)


def codes(document, memory=None):
    return {problem.code for problem in make_plan(document, memory).problems}


def problem_of(document, code):
    return next((problem for problem in make_plan(document).problems if problem.code == code), None)


# Windows and pixels ----------------------------------------------------------------------------------------------------

WINDOW = st.fixed_dictionaries(
    {"kernel_size": st.integers(1, 6), "stride": st.integers(1, 4), "dilation": st.integers(1, 3)}
)


@settings(max_examples=60, deadline=None)
@given(WINDOW)
def test_a_checkerboard_is_where_pixels_are_painted_unequally_often(window):
    ones = torch.ones(1, 1, SIDE, SIDE)
    weights = torch.ones(1, 1, window["kernel_size"], window["kernel_size"])
    painted = conv_transpose2d(ones, weights, stride=window["stride"], dilation=window["dilation"])
    inside = painted[..., 20:44, 20:44] if window["stride"] > 1 else painted[..., 15:20, 15:20]  # far from the edge
    document = network(MAPS, ("u", "conv_transpose2d", {**window, "out_channels": 2}), Y)
    problem = problem_of(document, "checkerboard")
    assert (problem is not None) == (inside.unique().numel() > 1)
    size = make_plan(document).shape_of("u")
    for fix in problem.fixes if problem else ():
        changed = copy.deepcopy(document)
        changed.apply(fix.edit)
        assert "checkerboard" not in codes(changed)
        before = next(edge.source for edge in changed.network.edges.values() if edge.target == "y")
        assert make_plan(changed).shape_of(before) == size, "the size stays as it was"


@settings(max_examples=60, deadline=None)
@given(WINDOW, st.sampled_from(["conv2d", "max_pool2d"]))
def test_pixels_are_skipped_where_none_of_them_can_change_the_result(window, block):
    x = torch.ones(1, 1, SIDE, SIDE, requires_grad=True)
    weights = torch.ones(1, 1, window["kernel_size"], window["kernel_size"])
    conv2d(x, weights, stride=window["stride"], dilation=window["dilation"]).sum().backward()
    reach = window["dilation"] * (window["kernel_size"] - 1) + 1
    last = (SIDE - reach) // window["stride"] * window["stride"]  # where the last window begins
    inside = x.grad[0, 0, reach - 1 : last + 1, reach - 1 : last + 1]
    document = network(MAPS, ("w", block, window), Y)
    found = {"skipped_pixels", "skipped_dilated"} & codes(document)
    if inside.numel() >= window["stride"] ** 2:
        assert bool(found) == bool((inside == 0).any())
    size = make_plan(document).shape_of("w")
    for fix in problem_of(document, found.pop()).fixes if found else ():
        changed = copy.deepcopy(document)
        changed.apply(fix.edit)
        assert not {"skipped_pixels", "skipped_dilated"} & codes(changed)
        assert make_plan(changed).shape_of("w") == size


def test_one_window_that_sees_all_there_is_skips_nothing():
    small = ("x", "input", {"shape": [2, 2, 2]})
    assert "skipped_pixels" not in codes(network(small, ("c", "conv2d", {"kernel_size": 2, "stride": 5}), Y))


# Normalization --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([("c", "conv2d"), ("n", "batch_norm2d")], True),
        ([("c", "conv2d"), ("n", "instance_norm2d")], True),
        ([("c", "depthwise_conv2d"), ("n", "batch_norm2d")], True),
        ([("c", "separable_conv2d"), ("n", "batch_norm2d")], True),
        ([("c", "conv_transpose2d"), ("n", "batch_norm2d")], True),
        ([("f", "flatten"), ("c", "linear"), ("n", "batch_norm1d")], True),
        ([("c", "conv2d"), ("n", "layer_norm", {"dims": 3})], False),
        ([("c", "conv2d", {"out_channels": 4}), ("n", "group_norm", {"num_groups": 2})], False),
        ([("c", "conv2d"), ("r", "relu"), ("n", "batch_norm2d")], False),
    ],
)
def test_a_bias_is_superfluous_where_the_norm_takes_it_away(layers, expected):
    document = network(MAPS, *layers, Y)
    assert ("bias_before_norm" in codes(document)) == expected
    module = compile(document).train()
    x = torch.randn(4, 2, SIDE, SIDE)
    before = module(x)
    layer = module.get_submodule("c")
    bias = (layer[-1] if isinstance(layer, torch.nn.Sequential) else layer).bias
    bias.data += torch.randn_like(bias)
    assert torch.allclose(module(x), before, atol=1e-4) == expected


def test_a_bias_that_somebody_else_reads_or_that_is_frozen_is_left_alone():
    layers = MAPS, ("c", "conv2d"), ("n", "batch_norm2d"), ("a", "add"), Y
    assert "bias_before_norm" not in codes(network(*layers, edges="x>c c>n n>a c>a a>y"))
    document = network(*layers, edges="x>c c>n n>a a>y")
    assert "bias_before_norm" in codes(document)
    document.apply(Freeze("main", {"c": True}))
    assert "bias_before_norm" not in codes(document)


def test_all_superfluous_biases_go_at_once():
    document = network(MAPS, ("c1", "conv2d"), ("n1", "batch_norm2d"), ("c2", "conv2d"), ("n2", "batch_norm2d"), *HEAD)
    problem = problem_of(document, "bias_before_norm")
    assert [fix.label() for fix in problem.fixes] == ["Turn bias of c1 off", "Turn bias off in all 2 of them"]
    document.apply(problem.fixes[1].edit)
    assert "bias_before_norm" not in codes(document)


@pytest.mark.parametrize("size", [1, 2])
@pytest.mark.parametrize(
    "layers",
    [
        [("g", "adaptive_avg_pool2d"), ("n", "batch_norm2d")],
        [("g", "adaptive_avg_pool2d", {"output_size": [1, 2]}), ("n", "batch_norm2d")],
        [("f", "flatten"), ("n", "batch_norm1d")],
        [("f", "flatten", {"start_dim": 2}), ("n", "batch_norm1d")],
    ],
)
def test_a_norm_is_alone_where_pytorch_refuses(layers, size):
    document = network(MAPS, *layers, Y)
    document.apply(SetRecipe({"batch_size": size}))
    module = compile(document).train()
    try:
        module(torch.randn(size, 2, SIDE, SIDE))
        refused = False
    except ValueError as error:
        assert "more than 1 value per channel" in str(error)
        refused = True
    assert ("norm_alone" in codes(document)) == refused


# Linear layers --------------------------------------------------------------------------------------------------------

LAST = ("p", "permute", {"dims": [0, 2, 3, 1]})


@pytest.mark.parametrize(
    ("layers", "told"),
    [
        ([("c", "conv2d"), ("l", "linear")], True),
        ([("c", "conv2d"), ("r", "relu"), ("d", "dropout"), ("l", "linear")], True),
        ([("l", "linear")], True),
        ([("c", "conv2d"), ("n", "batch_norm2d"), ("g", "gelu"), ("l", "linear")], True),
        ([("c", "conv2d"), ("f", "flatten"), ("l", "linear")], False),
        ([("c", "conv2d"), LAST, ("n", "layer_norm"), ("l", "linear")], False),  # ConvNeXt
        ([("c", "conv2d"), LAST, ("l", "linear"), ("g", "gelu"), ("m", "linear")], False),
        ([("c", "conv2d"), ("f", "flatten", {"start_dim": 2}), ("l", "linear")], False),
    ],
)
def test_linear_layers_on_maps_are_those_whose_columns_come_last(layers, told):
    assert ("linear_on_maps" in codes(network(MAPS, *layers, Y))) == told


def test_a_pinned_number_of_inputs_does_not_stand_in_the_way():
    document = network(MAPS, ("l", "linear", {"in_features": SIDE}), Y)
    for fix in problem_of(document, "linear_on_maps").fixes:
        changed = copy.deepcopy(document)
        changed.apply(fix.edit)
        assert make_plan(changed).ok


# Memory ---------------------------------------------------------------------------------------------------------------

PEAK = st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 100)), min_size=1, max_size=5)


@given(PEAK, st.integers(0, 500), st.integers(1, 512), st.integers(1, 60_000))
def test_the_batch_that_is_proposed_fits_however_the_peak_comes_about(parts, optimizer, batch, limit):
    """The peak is the largest of several sums of something that stays and something for every image."""
    fixed = max(stays for stays, _ in parts)

    def needed(size):
        return optimizer + max(stays + each * size for stays, each in parts)

    memory = Memory(batch=batch, weights=fixed, optimizer=optimizer, training=needed(batch))
    survey = _survey(memory, limit)
    problems = list(too_much(survey))
    assert bool(problems) == (needed(batch) > limit)
    for fix in (fix for problem in problems for fix in problem.fixes):
        assert needed(fix.edit.recipe["batch_size"]) <= limit
    if problems and not problems[0].fixes:
        assert needed(1) > limit or optimizer + fixed + (needed(batch) - optimizer - fixed) / batch > limit


def _survey(memory, limit):
    class Empty:
        counted, nodes, group, document = (), {}, None, network(MAPS, Y)

    return Survey(Empty(), Totals(memory=memory), limit)


def test_the_device_says_how_much_memory_it_has():
    assert memory_limit() > 2**28


@pytest.mark.parametrize("preset", presets.names())
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.99])
def test_the_proposed_batch_fits_by_the_plans_own_account(preset, share):
    document = presets.make(preset)
    limit = int(make_plan(document).totals.memory.training * share)
    [problem] = [problem for problem in make_plan(document, limit).problems if problem.code == "memory"]
    for fix in problem.fixes:
        document.apply(fix.edit)
        assert make_plan(document).totals.memory.training <= limit
    assert problem.fixes or share == 0.2
