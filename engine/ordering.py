"""The order in which a network is computed: topological, and among equals by position in the definition."""

from dataclasses import dataclass

import networkx as nx

from engine.document import Group


@dataclass(frozen=True, slots=True)
class Order:
    """`nodes` in order of execution, without those in `loops`; `live` are the nodes that lead to an output."""

    nodes: tuple[str, ...]
    loops: tuple[tuple[str, ...], ...]
    live: frozenset[str]


def order_of(group: Group) -> Order:
    """Order the nodes of `group`; loops are set aside, so that all else can still be planned."""
    graph = nx.DiGraph()
    graph.add_nodes_from(group.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in group.edges.values())
    position = {node: index for index, node in enumerate(group.nodes)}
    outputs = [node.id for node in group.nodes.values() if node.block == "output"]
    live = set(outputs)
    waiting = list(outputs)
    while waiting:
        for source in graph.predecessors(waiting.pop()):
            if source not in live:
                live.add(source)
                waiting.append(source)
    loops: list[tuple[str, ...]] = []
    try:
        nodes = _sorted(graph, position)
    except nx.NetworkXUnfeasible:  # only now are loops looked for: few networks have any
        loops = _loops(graph, position)
        graph.remove_nodes_from([node for loop in loops for node in loop])
        nodes = _sorted(graph, position)
    return Order(nodes, tuple(loops), frozenset(live))


def _sorted(graph: nx.DiGraph, position: dict[str, int]) -> tuple[str, ...]:
    return tuple(nx.lexicographical_topological_sort(graph, key=position.__getitem__))


def _loops(graph: nx.DiGraph, position: dict[str, int]) -> list[tuple[str, ...]]:
    loops = [
        tuple(sorted(part, key=position.__getitem__))
        for part in nx.strongly_connected_components(graph)
        if len(part) > 1 or any(graph.has_edge(node, node) for node in part)
    ]
    return sorted(loops, key=lambda loop: position[loop[0]])
