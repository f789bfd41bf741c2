"""Plans agree with torch and torchinfo, and a broken graph keeps numbers on its valid part."""

import pytest
import torch
import torchinfo
from torch.utils.flop_counter import FlopCounterMode

from engine import presets
from engine.compiler import compile
from engine.document import Edge, Node
from engine.edits import END, Insert, Remove, SetArguments
from engine.planner import make_plan
from tests.build import network

CONV, BN, RELU, POOL = "conv2d", "batch_norm2d", "relu", "max_pool2d"


@pytest.mark.parametrize("preset", presets.names())
def test_presets_agree_with_torchinfo_and_the_flop_counter(preset):
    document = presets.make(preset)
    plan = make_plan(document)
    assert [problem.message for problem in plan.problems if problem.severity != "note"] == []
    module = compile(document, plan).eval()
    shape = (1, *document.network.nodes["input"].arguments.get("shape", [1, 28, 28]))
    summary = torchinfo.summary(module, input_size=shape, verbose=0)
    assert plan.parameters == summary.total_params
    with FlopCounterMode(display=False) as counter:
        module(torch.zeros(shape))
    assert plan.macs == counter.get_total_flops() / 2
    assert plan.totals.parameter_bytes == 4 * plan.parameters


def test_lenet_has_the_published_numbers(lenet):
    """61,706 parameters: LeCun et al. 1998 with all of conv2's maps connected to all of pool1's."""
    plan = make_plan(lenet)
    assert (plan.parameters, plan.macs, plan.totals.depth) == (61_706, 416_520, 5)


def test_the_batch_is_told_from_sizes_that_happen_to_be_equal():
    document = network(("x", "input", {"shape": [2, 3, 3]}), ("f", "flatten", {"start_dim": 0}), ("y", "output"))
    plan = make_plan(document)
    assert plan.shape_of("x") == ("N", 2, 3, 3)
    assert plan.shape_of("f") == ("18N",)
    assert [p.message for p in plan.problems] == [
        "y is given 18N, in which the images of a batch are mixed. Flatten from dimension 1 on."
    ]


def test_order_is_by_position_in_the_definition():
    document = network(
        ("x", "input"), ("b", RELU), ("a", RELU), ("s", "add"), ("y", "output"), edges="x>a x>b b>s a>s s>y"
    )
    assert make_plan(document).order == ("x", "b", "a", "s", "y")


def test_order_survives_delete_and_undo():
    document = network(
        ("x", "input"), ("a", RELU), ("b", RELU), ("s", "add"), ("y", "output"), edges="x>a x>b a>s b>s s>y"
    )
    before = make_plan(document).order
    inverse = document.apply(Remove("main", ["a"], ["e0", "e2"]))
    document.apply(inverse)
    assert make_plan(document).order == before


def _only(document, severity="error"):
    found = [problem for problem in make_plan(document).problems if problem.severity == severity]
    assert len(found) == 1, [problem.message for problem in found]
    return found[0]


X, Y = ("x", "input", {"shape": [3, 8, 8]}), ("y", "output")


def test_names_that_are_taken():
    document = network(X, ("r", RELU), Y)
    document.apply(Insert("main", [(END, Node("second", "r", RELU))], [(END, Edge("e9", "x", "second"))]))
    problem = _only(document, "warning")
    assert problem.message == "2 nodes are called r. Give each a name of its own; it becomes the key of its weights."
    document.apply(problem.fixes[0].edit)
    assert document.network.nodes["second"].name == "r1"


def test_a_broken_graph_keeps_its_valid_part():
    document = network(
        X, ("c1", CONV), ("bad", CONV, {"kernel_size": 0}), ("c2", CONV), ("side", CONV), Y,
        edges="x>c1 c1>bad bad>c2 c2>y c1>side",
    )  # fmt: skip
    plan = make_plan(document)
    assert plan.shape_of("c1") == ("N", 16, 6, 6)
    assert plan.shape_of("side") == ("N", 16, 4, 4)
    status = {path: node.status for path, node in plan.nodes.items()}
    assert status == {"x": "ok", "c1": "ok", "bad": "wrong", "c2": "waiting", "y": "waiting", "side": "ok"}
    assert plan.parameters == 3 * 16 * 9 + 16


def test_a_loop_does_not_hide_the_rest():
    document = network(
        X,
        ("a", "add"),
        ("r", RELU),
        ("c", CONV),
        ("y", "output"),
        ("z", "output"),
        edges="x>a a>r r>a r>y x>c c>z",
    )
    plan = make_plan(document)
    assert plan.shape_of("c") == ("N", 16, 6, 6)
    assert plan.nodes["y"].status == "waiting"


def test_what_leads_nowhere_is_left_out_and_only_noted():
    document = network(X, ("r", RELU), ("spare", CONV), ("loose", CONV), Y, edges="x>r r>y x>spare")
    plan = make_plan(document)
    assert plan.ok
    assert {(p.code, p.severity) for p in plan.problems} == {
        ("unused", "note"), ("missing_input", "warning"), ("other_data", "note"),
    }  # fmt: skip
    assert plan.nodes["spare"].parameters == 448
    assert plan.parameters == 0
    assert list(compile(document, plan).state_dict()) == []


def test_arguments_of_a_newer_version_are_kept_and_told():
    document = network(X, ("r", RELU, {"slope": 3}), Y)
    problem = _only(document, "warning")
    assert problem.message == "r: ReLU has no argument slope. It is kept, and does nothing."


def test_derived_arguments_follow_the_input():
    document = network(X, ("c", CONV, {"out_channels": 5}), ("b", BN), ("f", "flatten"), ("l", "linear"), Y)
    plan = make_plan(document)
    assert plan.nodes["b"].arguments["num_features"] == 5
    assert plan.nodes["l"].arguments["in_features"] == 5 * 6 * 6
    document.apply(SetArguments("main", "c", {"out_channels": 7}))
    assert make_plan(document).nodes["l"].arguments["in_features"] == 7 * 6 * 6


def test_in_place_and_merging_with_broadcasting():
    document = network(X, ("g", "adaptive_avg_pool2d"), ("s", "add"), Y, edges="x>g x>s g>s s>y")
    assert make_plan(document).shape_of("s") == ("N", 3, 8, 8)
