"""Whatever does not fit: each repair that is offered mends it, and undo brings the document back as it was."""

import copy
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import presets
from engine.compiler import compile
from engine.edits import SetArguments
from engine.files import to_bytes
from engine.planner import make_plan
from engine.surgery import Step, Surgery, ancestors
from tests.build import network

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Y = ("y", "output")


def errors(document):
    return {(problem.code, problem.paths) for problem in make_plan(document).problems if problem.severity == "error"}


def check_fixes(document):
    """How many repairs the errors of a document have; each must mend its own error, and leave no other in its place."""
    count, before = 0, to_bytes(document)
    for problem in make_plan(document).problems:
        if problem.severity != "error":
            continue
        for fix in problem.fixes:
            count += 1
            inverse = document.apply(fix.edit)
            assert errors(document) == set(), (fix.label(), [p.message for p in make_plan(document).problems])
            document.apply(inverse)
            assert to_bytes(document) == before
    return count


# Merging --------------------------------------------------------------------------------------------------------------

SIZES = st.integers(1, 12)
MAPS = st.tuples(st.integers(1, 4), SIZES, SIZES)
SHAPES = st.one_of(
    st.lists(MAPS, min_size=2, max_size=3),
    st.lists(st.tuples(st.integers(1, 4), SIZES, SIZES, SIZES), min_size=2, max_size=2),
    st.lists(st.tuples(SIZES), min_size=2, max_size=3),
    st.lists(st.one_of(MAPS, st.tuples(st.integers(1, 4))), min_size=2, max_size=3),
)


def merging(block, shapes, arguments=None):
    """Branches of these shapes, the later ones behind more nodes, that meet at a node."""
    layers, edges = [], []
    for number, shape in enumerate(shapes):
        layers += [(f"x{number}", "input", {"shape": list(shape)}), (f"r{number}", "relu"), (f"q{number}", "tanh")]
        edges += [f"x{number}>r{number}", f"r{number}>q{number}", f"{'q' if number else 'r'}{number}>s"]
    return network(*layers, ("s", block, arguments or {}), Y, edges=" ".join([*edges, "s>y"]))


@QUICK
@given(SHAPES, st.sampled_from(["add", "multiply", "stack", "concat"]))
def test_tensors_that_do_not_fit_together(shapes, block):
    document = merging(block, shapes)
    count = check_fixes(document)
    maps = all(len(shape) == 3 for shape in shapes)
    if errors(document) and maps and block in ("add", "stack"):
        assert count, "maps can always be projected or resized"


@QUICK
@given(st.integers(4, 12), st.integers(1, 12), st.integers(1, 3))
def test_a_shortcut_is_projected_as_in_a_resnet(side, channels, stride):
    """The projection of a shortcut has the stride and the channels of the way past it (He et al. 2015, option B)."""
    document = network(
        ("x", "input", {"shape": [3, side, side]}),
        ("c", "conv2d", {"out_channels": 3 + channels, "stride": stride, "padding": 1}), ("s", "add"), Y,
        edges="x>c c>s x>s s>y",
    )  # fmt: skip
    [problem] = [problem for problem in make_plan(document).problems if problem.code == "add_shapes"]
    document.apply(problem.fixes[0].edit)
    [new] = [node for node in document.network.nodes.values() if node.id not in "xcsy"]
    assert (new.block, new.arguments["kernel_size"], new.arguments["out_channels"]) == ("conv2d", 1, 3 + channels)
    plan = make_plan(document)
    assert plan.ok
    assert plan.shape_of(new.id) == plan.shape_of("c") == plan.shape_of("s")
    compile(document)


# Windows and arguments ------------------------------------------------------------------------------------------------

WINDOWS = {
    "conv2d": st.fixed_dictionaries(
        {
            "kernel_size": st.integers(1, 12), "stride": st.integers(1, 3), "dilation": st.integers(1, 3),
            "padding": st.one_of(st.integers(0, 9), st.just("same")), "groups": st.integers(1, 4),
            "padding_mode": st.sampled_from(["zeros", "reflect", "circular"]),
        }
    ),
    "max_pool2d": st.fixed_dictionaries(
        {
            "kernel_size": st.integers(1, 12), "stride": st.integers(1, 3), "padding": st.integers(0, 6),
            "dilation": st.integers(1, 3), "ceil_mode": st.booleans(),
        }
    ),
    "conv_transpose2d": st.fixed_dictionaries(
        {"kernel_size": st.integers(1, 4), "padding": st.integers(0, 9), "output_padding": st.integers(0, 4)}
    ),
    "pad": st.fixed_dictionaries(
        {
            "pad": st.lists(st.integers(-6, 6), min_size=1, max_size=6),
            "mode": st.sampled_from(["constant", "reflect", "replicate"]),
        }
    ),
    "crop": st.fixed_dictionaries({name: st.integers(0, 9) for name in ("top", "bottom", "left", "right")}),
    "chunk": st.fixed_dictionaries({"chunks": st.integers(1, 9), "dim": st.integers(0, 4)}),
    "slice": st.fixed_dictionaries({"start": st.integers(-9, 9), "dim": st.integers(0, 4)}),
    "flatten": st.fixed_dictionaries({"start_dim": st.integers(1, 5), "end_dim": st.integers(-4, 5)}),
    "upsample": st.fixed_dictionaries(
        {
            "size": st.one_of(st.none(), st.integers(1, 9), st.lists(st.integers(1, 9), min_size=1, max_size=3)),
            "scale_factor": st.one_of(st.none(), st.floats(0.01, 3)),
            "mode": st.sampled_from(["nearest", "linear", "bilinear", "trilinear"]),
            "align_corners": st.sampled_from([None, True, False]),
        }
    ),
}  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(sorted(WINDOWS)))
def test_arguments_that_do_not_go_together_are_mended_one_by_one(data, block):
    """Where several things are wrong, each repair makes one of them right, until there is nothing left to say."""
    document = network(
        ("x", "input", {"shape": [4, data.draw(SIZES), data.draw(SIZES)]}), ("p", "max_pool2d", {"kernel_size": 1}),
        ("w", block, data.draw(WINDOWS[block])), Y,
        edges=f"x>p p>w w{'.part0' if block == 'chunk' else ''}>y",
    )  # fmt: skip
    first = make_plan(document).problems
    for problem in (problem for problem in first if problem.severity == "error"):
        for fix in problem.fixes:
            changed = copy.deepcopy(document)
            inverse = changed.apply(fix.edit)
            assert (problem.code, problem.paths) not in errors(changed), fix.label()
            changed.apply(inverse)
            assert to_bytes(changed) == to_bytes(document)


# Presets, broken by hand ----------------------------------------------------------------------------------------------


@QUICK
@given(st.data(), st.sampled_from(presets.names()))
def test_a_preset_with_wrong_arguments(data, name):
    document = presets.make(name)
    nodes = [
        n for n in document.network.nodes.values() if n.block in ("conv2d", "max_pool2d", "linear", "batch_norm2d")
    ]
    for node in data.draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=2, unique_by=lambda node: node.id)):
        values = {
            "conv2d": {"kernel_size": st.integers(0, 30), "out_channels": st.integers(0, 40), "in_channels": st.integers(1, 9)},
            "max_pool2d": {"kernel_size": st.integers(1, 30), "padding": st.integers(0, 3)},
            "linear": {"out_features": st.integers(0, 20), "in_features": st.integers(1, 9)},
            "batch_norm2d": {"num_features": st.integers(1, 9)},
        }[node.block]  # fmt: skip
        argument = data.draw(st.sampled_from(sorted(values)))
        document.apply(SetArguments("main", node.id, {**node.arguments, argument: data.draw(values[argument])}))
    before = to_bytes(document)
    for problem in make_plan(document).problems:
        for fix in problem.fixes:
            inverse = document.apply(fix.edit)
            told = {(each.code, each.paths) for each in make_plan(document).problems}
            assert (problem.code, problem.paths) not in told, fix.label()
            document.apply(inverse)
            assert to_bytes(document) == before


# Surgery --------------------------------------------------------------------------------------------------------------


def test_a_node_is_put_on_a_wire_and_taken_out_again():
    document = network(("x", "input"), ("c", "conv2d"), ("s", "concat"), Y, edges="x>s x>c c>s s>y")
    before = _wires(document)
    surgery = Surgery(document.network)
    [made] = surgery.insert(document.network.edges["e0"], Step("tanh"))
    document.apply(surgery.edit)
    group = document.network
    assert list(group.nodes) == ["x", "c", made.id, "s", "y"], "before its target in the order of definition"
    assert [group.nodes[edge.source].name for edge in group.edges_into("s", "input")] == [made.name, "c"]
    surgery = Surgery(group)
    surgery.take_out(made.id)
    document.apply(surgery.edit)
    assert _wires(document) == before


def _wires(document):
    """All edges in the order of definition, but for their ids."""
    return [replace(edge, id="") for edge in document.network.edges.values()]


def test_wires_heal_in_their_places():
    """All that read a removed node read what it read, and a join keeps its order, also where indices say nothing."""
    document = network(
        ("x", "input"), ("a", "relu"), ("b", "tanh"), ("s", "concat"), ("t", "concat"), Y, ("z", "output"),
        edges="x>a x>b a>s b>s a>t b>t s>y t>z",
    )  # fmt: skip
    surgery = Surgery(document.network)
    surgery.take_out("a")
    document.apply(surgery.edit)
    assert [edge.source for edge in document.network.edges_into("s", "input")] == ["x", "b"]
    assert [edge.source for edge in document.network.edges_into("t", "input")] == ["x", "b"]
    assert errors(document) == set()


def test_a_row_makes_room_and_undo_moves_it_back():
    document = network(("x", "input"), ("c", "conv2d"), ("l", "linear"), Y)
    before = to_bytes(document)
    surgery = Surgery(document.network)
    made = surgery.insert(document.network.edges["e1"], Step("tanh"), Step("flatten"))
    inverse = document.apply(surgery.edit)
    places = [(node.x, node.y) for node in document.network.nodes.values()]
    assert places == sorted(places), "in a row, from the left to the right"
    assert {y for _, y in places} == {0.0}
    assert all(b - a >= 168 for (a, _), (b, _) in zip(places, places[1:], strict=False))
    assert [node.name for node in made] == ["tanh1", "flat1"]
    document.apply(inverse)
    assert to_bytes(document) == before


def test_what_leads_to_a_node():
    group = network(("x", "input"), ("a", "relu"), ("b", "relu"), ("s", "add"), Y, edges="x>a x>b a>s b>s s>y").network
    assert ancestors(group, "s") == {"x", "a", "b", "s"}
    assert ancestors(group, "x") == {"x"}
