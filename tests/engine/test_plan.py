"""Plans agree with torch and torchinfo, and a broken graph keeps numbers on its valid part."""

import copy

import pytest
import torch
import torchinfo
from torch.utils.flop_counter import FlopCounterMode

from engine import presets
from engine.compiler import compile
from engine.document import Edge, Node
from engine.edits import END, Insert, Remove, SetArguments
from engine.files import to_bytes
from engine.planner import make_plan
from tests.build import network

CONV, BN, RELU, POOL = "conv2d", "batch_norm2d", "relu", "max_pool2d"


@pytest.mark.parametrize("preset", presets.names())
def test_presets_agree_with_torchinfo_and_the_flop_counter(preset):
    document = presets.make(preset)
    plan = make_plan(document)
    assert plan.problems == ()
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
PROBLEMS = {
    "unknown_block": (
        network(X, ("t", "teleport"), Y),
        "t is a “teleport”, a block that this version does not know. It is kept as it is; update ConvCanvas or replace the node.",
    ),
    "name_invalid": (
        network(X, ("a b", RELU), Y),
        "“a b” cannot be a name. Use letters, digits and _, not beginning with a digit unless it is a number, and no Python keyword.",
    ),
    "name_reserved": (
        network(X, ("train", RELU), Y),
        "No node can be called train: PyTorch's modules use that word themselves. Choose another name.",
    ),
    "missing_input": (
        network(X, ("r", RELU), Y, edges="r>y"),
        "r has no wire at its input. Draw one from an output to it.",
    ),
    "too_many_edges": (
        network(X, ("r", RELU), Y, edges="x>r x>r r>y"),
        "2 wires end at the input of r, which takes one. Remove all but one.",
    ),
    "unknown_port": (
        network(X, ("r", RELU), Y, edges="x>r.side x>r r>y"),
        "A wire uses side of r, which is not there. Remove the wire.",
    ),
    "cycle": (
        network(X, ("a", "add"), ("r", RELU), Y, edges="x>a a>r r>a r>y"),
        "a, r form a loop. A network runs one way: remove one of their wires.",
    ),
    "no_output": (
        network(X, ("r", RELU)),
        "The network has no Output. Add one and connect what the network should answer.",
    ),
    "argument_type": (
        network(X, ("c", CONV, {"out_channels": "many"}), Y),
        "c: out_channels cannot be many; it must be a whole number.",
    ),
    "argument_range": (
        network(X, ("c", CONV, {"kernel_size": 0}), Y),
        "c: kernel_size is 0, and must be from 1 to 65536.",
    ),
    "channels": (
        network(X, ("c", CONV, {"out_channels": 10**12}), Y),
        "c: out_channels is 1000000000000, and must be from 1 to 1000000.",
    ),
    "argument_choice": (
        network(X, ("u", "upsample", {"mode": "magic"}), Y),
        "u: mode cannot be magic. Choose one of: nearest, nearest-exact, linear, bilinear, bicubic, trilinear.",
    ),
    "pinned": (
        network(X, ("c", CONV, {"in_channels": 4}), Y),
        "c expects in_channels = 4 and its input has 3. Take it from the input?",
    ),
    "rank": (
        network(X, ("f", "flatten"), ("c", CONV), Y),
        "c takes maps of channels×height×width (4 dimensions with the batch), and gets 192.",
    ),
    "kernel_too_large": (
        network(X, ("c", CONV, {"kernel_size": 5, "dilation": 3}), Y),
        "c: a kernel that spans 13×13 does not fit a map of 8×8 with padding 0. Make the kernel smaller, pad more, or pool less before it.",
    ),
    "pool too large": (
        network(X, ("p", POOL, {"kernel_size": 9}), Y),
        "p: a kernel that spans 9×9 does not fit a map of 8×8 with padding 0. Make the kernel smaller, pad more, or pool less before it.",
    ),
    "padding_too_large": (
        network(X, ("p", POOL, {"padding": 2}), Y),
        "p: padding 2 is more than half of the kernel 2. Use at most 1.",
    ),
    "groups": (
        network(X, ("c", CONV, {"groups": 2}), Y),
        "c: groups = 2 must divide both the channels in (3) and out (16).",
    ),
    "same_stride": (
        network(X, ("c", CONV, {"padding": "same", "stride": 2}), Y),
        "c: padding “same” needs stride 1, and stride is 2. Give the padding in numbers.",
    ),
    "padding_mode_same": (
        network(X, ("c", CONV, {"padding": 8, "padding_mode": "reflect"}), Y),
        "c: padding is wider than the map of 8×8 that “reflect” padding copies from. Use at most 7, or zeros.",
    ),
    "add_shapes": (
        network(X, ("p", POOL), ("s", "add"), Y, edges="x>p p>s x>s s>y"),
        "s cannot add 3×4×4, 3×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
    ),
    "concat_shapes": (
        network(X, ("p", POOL), ("s", "concat"), Y, edges="x>p p>s x>s s>y"),
        "s cannot join 3×4×4, 3×8×8 along dimension 1: the other dimensions must be equal.",
    ),
    "concat_ranks": (
        network(X, ("f", "flatten"), ("s", "concat"), Y, edges="x>f f>s x>s s>y"),
        "s cannot join 192, 3×8×8: they have different numbers of dimensions.",
    ),
    "dimension": (
        network(X, ("s", "softmax", {"dim": 4}), Y),
        "s: dim is 4, and its input has dimensions -4 to 3.",
    ),
    "dimension_order": (
        network(X, ("f", "flatten", {"start_dim": 3, "end_dim": 1}), Y),
        "f: start_dim comes after end_dim. Exchange them.",
    ),
    "size_or_scale": (
        network(X, ("u", "upsample", {"size": 9}), Y),
        "u: give either size or scale_factor, not both and not neither.",
    ),
    "align_corners": (
        network(X, ("u", "upsample", {"align_corners": True}), Y),
        "u: align_corners has no meaning with mode nearest. Clear it, or choose one of: bilinear, bicubic.",
    ),
    "vanishes": (
        network(X, ("u", "upsample", {"scale_factor": 0.1}), Y),
        "u makes a map of 0×0: nothing is left. Use a larger scale_factor.",
    ),
    "too_large": (
        network(X, ("c", CONV, {"out_channels": 10**6, "kernel_size": 60, "padding": 60}), Y),
        "c would need 10,800,000,000 numbers in one tensor; the limit is 8,589,934,592. Use smaller values.",
    ),
    "batch_lost": (
        network(X, ("f", "flatten", {"start_dim": 0}), Y),
        "y is given 192N, in which the images of a batch are mixed. Flatten from dimension 1 on.",
    ),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_a_problem_is_found_and_told(case):
    document, sentence = PROBLEMS[case]
    before = to_bytes(document)
    assert _only(document).message == sentence
    assert to_bytes(document) == before


@pytest.mark.parametrize("case", PROBLEMS)
def test_fixes_mend_and_undo_restores(case):
    document = copy.deepcopy(PROBLEMS[case][0])
    problem, before = _only(document), to_bytes(document)
    for fix in problem.fixes:
        inverse = document.apply(fix.edit)
        assert problem.code not in [p.code for p in make_plan(document).problems], fix.label()
        document.apply(inverse)
        assert to_bytes(document) == before


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
    assert {(p.code, p.severity) for p in plan.problems} == {("unused", "note"), ("missing_input", "warning")}
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
