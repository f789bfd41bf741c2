"""Problems of a network as a whole that keep it from being one, with their repairs: no ends, and loops."""

from collections.abc import Iterator

from engine.block import Block, Port, Value
from engine.blocks import REGISTRY
from engine.document import Edge, Group, Node
from engine.ordering import order_of
from engine.problem import Fix, Problem
from engine.problems import wire_fix
from engine.surgery import CARD_WIDTH, GAP, Step, Surgery

BESIDE = CARD_WIDTH + GAP
SMALL_LOOP = 50  # nodes; in larger ones it is not looked for wires whose removal breaks them


def end_problems(group: Group) -> Iterator[Problem]:
    """That there is no Input, or no Output."""
    blocks = {node.block for node in group.nodes.values()}
    if "input" not in blocks:
        yield Problem("no_input", "error", (), fixes=tuple(_input_before(group)))
    if "output" not in blocks:
        yield Problem("no_output", "error", (), fixes=tuple(_output_after(group)))


def _input_before(group: Group) -> Iterator[Fix]:
    """An Input for the first node that takes maps and has no wire."""
    fed = {(edge.target, edge.input) for edge in group.edges.values()}
    for node, block in _known(group):
        ports = block.inputs_for(node.arguments)
        if ports and (node.id, ports[0].name) not in fed and _takes_images(ports[0]):
            surgery = Surgery(group)
            made = surgery.add(Step("input"), node.x - BESIDE, node.y, before=next(iter(group.nodes)))
            surgery.connect(made.id, node.id, input=ports[0].name)
            yield Fix("fix_add_input", {"node": node.name}, surgery.edit)
            return


def _output_after(group: Group) -> Iterator[Fix]:
    """An Output for the last node that nobody reads."""
    read = {edge.source for edge in group.edges.values()}
    for node, block in reversed(list(_known(group))):
        ports = block.outputs_for(node.arguments)
        if ports and node.id not in read and block.kind not in ("input", "parameter"):
            surgery = Surgery(group)
            made = surgery.add(Step("output"), node.x + BESIDE, node.y)
            surgery.connect(node.id, made.id, ports[0].name)
            yield Fix("fix_add_output", {"node": node.name}, surgery.edit)
            return


def _known(group: Group) -> Iterator[tuple[Node, Block]]:
    for node in group.nodes.values():
        if (block := REGISTRY.get(node.block)) is not None:
            yield node, block


def _takes_images(port: Port) -> bool:
    return (not port.ranks or 4 in port.ranks) and "float32" in port.dtypes


def loop_problem(group: Group, loop: tuple[str, ...]) -> Problem:
    """That these nodes feed one another."""
    inside = set(loop)
    edges = [edge for edge in group.edges.values() if edge.source in inside and edge.target in inside]
    names: Value = [group.nodes[node_id].name for node_id in loop]
    fixes = tuple(_breaking(group, loop, edges)) if len(loop) <= SMALL_LOOP else ()
    return Problem("cycle", "error", loop, {"names": names}, tuple(edge.id for edge in edges), fixes)


def _breaking(group: Group, loop: tuple[str, ...], edges: list[Edge]) -> Iterator[Fix]:
    """Wires without which there is no loop, and no input without a wire."""
    nodes = {node_id: group.nodes[node_id] for node_id in loop}
    for edge in edges:
        if len(group.edges_into(edge.target, edge.input)) < 2:
            continue
        rest = {other.id: other for other in edges if other is not edge}
        if not order_of(Group(group.id, group.name, nodes, rest)).loops:
            names = {"source": group.nodes[edge.source].name, "target": group.nodes[edge.target].name}
            fix = wire_fix("fix_remove_wire_between", group.id, [edge])
            yield Fix(fix.code, {**names}, fix.edit)
