"""Whatever is done and undone, the scene stays equal to the document."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from designer.canvas.clipboard import renewed
from designer.canvas.wiring import connect_edit, why_not
from engine.document import Edge, Group, Node, new_id
from engine.edits import END, Insert, Move, Remove, Rename, SetArguments, Several
from engine.plan import Plan
from tests.designer.hands import assert_mirrors, open_view, spread

BLOCKS = ("conv2d", "relu", "add", "concat", "output", "input", "no_such_block")
STEP = st.tuples(st.sampled_from("nncccrmaxud"), st.integers(0, 999), st.integers(0, 999))


def edit_for(kind: str, a: int, b: int, group: Group):
    nodes, edges = list(group.nodes.values()), list(group.edges.values())
    if kind == "n":
        node = Node(new_id(), f"n{a}", BLOCKS[a % len(BLOCKS)], x=float(a), y=float(b))
        return Insert("main", [(min(b, len(nodes)) if b % 2 else END, node)], [])
    if not nodes:
        return None
    one, two = nodes[a % len(nodes)], nodes[b % len(nodes)]
    match kind:
        case "c" if why_not(group, Plan("test", 0), one.id, "output", two.id, "input") is None:
            return connect_edit(group, one.id, "output", two.id, "input")
        case "r":
            return Rename("main", one.id, f"r{b}")
        case "m":
            return Move("main", {one.id: (a, b), two.id: (b, a)})
        case "a":
            return SetArguments("main", one.id, {"out_channels": a})
        case "x":
            return Remove("main", [one.id], [edge.id for edge in group.edges_of({one.id})])
        case "d" if edges:
            edge = edges[a % len(edges)]
            again = replace(edge, index=b)
            return Several([Remove("main", [], [edge.id]), Insert("main", [], [(END, again)])])
    return None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=30))
def test_random_edits_and_undos(qtbot, steps):
    view = open_view(qtbot, spread(("input", "input"), ("conv1", "conv2d")))
    stack, workspace = view.workspace.undo_stack, view.workspace
    for kind, a, b in steps:
        if kind == "u":
            for _ in range(a % 4):
                stack.undo()
            for _ in range(b % 3):
                stack.redo()
        elif (edit := edit_for(kind, a, b, workspace.network)) is not None:
            workspace.push(edit, kind)
            workspace.select(list(workspace.network.nodes)[: a % 3])
        assert_mirrors(view)
    while stack.canUndo():
        stack.undo()
    assert list(workspace.network.nodes) == ["input", "conv1"]
    assert_mirrors(view)
    view.close()


@pytest.mark.parametrize(
    ("target", "input", "code"),
    [("a", "input", "same_node"), ("input", "input", "unknown_port"), ("b", "bias", "unknown_port")],
)
def test_what_cannot_be_wired_says_why(target, input, code):
    group = spread(("input", "input"), ("a", "relu"), ("b", "relu")).network
    assert why_not(group, Plan("test", 0), "a", "output", target, input).code == code


def test_renewed_parts_keep_their_wiring():
    nodes = [Node("a", "conv1", "conv2d"), Node("b", "conv1", "conv2d")]
    group = Group("main", "main", {"z": Node("z", "conv1", "conv2d")})
    made, wires = renewed((nodes, [Edge("e", "a", "b", index=2)]), group, QPointF(8, 16))
    assert [node.name for node in made] == ["conv2", "conv3"]
    assert (wires[0].source, wires[0].target, wires[0].index) == (made[0].id, made[1].id, 2)
    assert {node.id for node in made}.isdisjoint({"a", "b", "z"})
