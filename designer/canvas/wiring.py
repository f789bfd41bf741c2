"""What may be wired to what, and the edits that do it. No Qt here: the caller words a refusal."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.block import Port, Value
from engine.blocks import REGISTRY
from engine.document import Edge, Group, new_id
from engine.edits import END, Edit, Insert, Remove, Several
from engine.plan import Plan, shape_text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two ports cannot be connected: a code, and the values of its sentence."""

    code: str  # "same_node", "loop", "unknown_port", "rank" or "dtype"
    values: dict[str, Value] = field(default_factory=dict)


def why_not(
    group: Group,
    plan: Plan,
    source: str,
    output: str,
    target: str,
    input: str,
    before: frozenset[str] | None = None,
) -> Reason | None:
    """Why no wire can lead from an output to an input, or None where it can.

    `before` are the nodes that lead to `source`, for a caller that asks about many targets.
    """
    if source not in group.nodes or target not in group.nodes:
        return Reason("unknown_port", {"node": "?", "port": output})
    if source == target:
        return Reason("same_node", {"node": group.nodes[source].name})
    for node_id, port, side in ((source, output, "outputs_for"), (target, input, "inputs_for")):
        node = group.nodes[node_id]
        block = REGISTRY.get(node.block)
        if block is not None and all(known.name != port for known in getattr(block, side)(node.arguments)):
            return Reason("unknown_port", {"node": node.name, "port": port})
    if target in (leading_to(group, source) if before is None else before):
        return Reason("loop", {"source": group.nodes[source].name, "target": group.nodes[target].name})
    return _why_not_taken(group, plan, source, output, target, input)


def _why_not_taken(group: Group, plan: Plan, source: str, output: str, target: str, input: str) -> Reason | None:
    """What the port has against the tensor that would arrive, as far as that is known."""
    port, planned = _port(group, target, input), plan.nodes.get(source)
    shape = planned.output_shapes.get(output) if planned else None
    if port is None or planned is None or shape is None:
        return None
    if port.ranks and len(shape) not in port.ranks:
        values: dict[str, Value] = {"node": group.nodes[target].name, "shape": shape_text(shape)}
        return Reason("rank", values | {"ranks": list(port.ranks)})
    dtype = planned.dtypes.get(output, "float32")
    if dtype not in port.dtypes:
        return Reason("dtype", {"node": group.nodes[target].name, "dtype": dtype, "wanted": port.dtypes[0]})
    return None


def leading_to(group: Group, node: str) -> frozenset[str]:
    """The nodes from which wires lead to `node`, near and far."""
    return _reached(node, ((edge.target, edge.source) for edge in group.edges.values()))


def following(group: Group, node: str) -> frozenset[str]:
    """The nodes to which wires lead from `node`, near and far."""
    return _reached(node, ((edge.source, edge.target) for edge in group.edges.values()))


def _reached(start: str, steps: Iterable[tuple[str, str]]) -> frozenset[str]:
    beside: dict[str, list[str]] = {}
    for here, there in steps:
        beside.setdefault(here, []).append(there)
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for node in beside.get(waiting.pop(), ()):
            if node not in found:
                found.add(node)
                waiting.append(node)
    return frozenset(found)


def without_edge(group: Group, edge: str | None) -> Group:
    """The group as it is while one of its wires is in the hand."""
    if edge is None:
        return group
    edges = {id: each for id, each in group.edges.items() if id != edge}
    return Group(group.id, group.name, group.nodes, edges)


def connect_edit(
    group: Group, source: str, output: str, target: str, input: str, *, instead_of: str | None = None
) -> Edit | None:
    """The edit that wires two ports; None where they are so already.

    A single input that is taken gives up its old wire. `instead_of` is a wire picked up to be put here.
    """
    into = group.edges_into(target, input)
    port = _port(group, target, input)
    variadic = port is None or port.variadic
    same = [edge for edge in into if (edge.source, edge.output) == (source, output)]
    if same and (not variadic or any(edge.id == instead_of for edge in same)):
        return None
    leaving = [] if variadic else [edge.id for edge in into]
    if instead_of is not None and instead_of in group.edges and instead_of not in leaving:
        leaving.append(instead_of)
    index = max((edge.index for edge in into), default=-1) + 1 if variadic else 0
    edge = Edge(new_id(), source, target, output, input, index)
    insert = Insert(group.id, [], [(END, edge)])
    return Several([Remove(group.id, [], leaving), insert]) if leaving else insert


def first_fitting_input(group: Group, plan: Plan, source: str, output: str, target: str) -> str | None:
    """The input of `target` that takes this wire: a free one before one whose wire would be replaced."""
    node = group.nodes[target]
    block = REGISTRY.get(node.block)
    if block is None:
        return None
    fitting = [
        p for p in block.inputs_for(node.arguments) if why_not(group, plan, source, output, target, p.name) is None
    ]
    free = [port for port in fitting if port.variadic or not group.edges_into(target, port.name)]
    return (free or fitting)[0].name if fitting else None


def first_fitting_output(group: Group, plan: Plan, source: str, target: str, input: str) -> str | None:
    """The output of `source` that this input takes."""
    node = group.nodes[source]
    block = REGISTRY.get(node.block)
    outputs = block.outputs_for(node.arguments) if block else ()
    return next((p.name for p in outputs if why_not(group, plan, source, p.name, target, input) is None), None)


def _port(group: Group, node: str, input: str) -> Port | None:
    block = REGISTRY.get(group.nodes[node].block)
    ports = block.inputs_for(group.nodes[node].arguments) if block else ()
    return next((port for port in ports if port.name == input), None)
