"""The order in which a network is computed: topological, and among equals by position in the definition."""

import heapq
from collections import defaultdict
from dataclasses import dataclass

from engine.document import Group


@dataclass(frozen=True, slots=True)
class Order:
    """`nodes` in order of execution, without those in `loops`; `live` are the nodes that lead to an output."""

    nodes: tuple[str, ...]
    loops: tuple[tuple[str, ...], ...]
    live: frozenset[str]


def order_of(group: Group) -> Order:
    """Order the nodes of `group`; loops are set aside, so that all else can still be planned."""
    after: dict[str, list[str]] = defaultdict(list)
    before: dict[str, list[str]] = defaultdict(list)
    for edge in group.edges.values():
        after[edge.source].append(edge.target)
        before[edge.target].append(edge.source)
    live = [node.id for node in group.nodes.values() if node.block == "output"]
    known = set(live)
    for node_id in live:  # grows while it is walked, against the wires
        for source in before[node_id]:
            if source not in known:
                known.add(source)
                live.append(source)
    nodes = _sorted(list(group.nodes), after)
    loops: list[tuple[str, ...]] = []
    if len(nodes) < len(group.nodes):  # only now are loops looked for: few networks have any
        loops = _loops(group)
        aside = {node_id for loop in loops for node_id in loop}
        nodes = _sorted([node_id for node_id in group.nodes if node_id not in aside], after)
    return Order(tuple(nodes), tuple(loops), frozenset(known))


def _sorted(nodes: list[str], after: dict[str, list[str]]) -> list[str]:
    """These nodes, each after what it takes from; those in a loop or behind one are missing.

    networkx can do it (`lexicographical_topological_sort`), but took half of the time of planning again.
    """
    position = {node_id: index for index, node_id in enumerate(nodes)}
    missing = dict.fromkeys(nodes, 0)  # how many of the wires that arrive come from what is not in order yet
    for node_id in nodes:
        for target in after.get(node_id, ()):
            if target in missing:
                missing[target] += 1
    ready = [index for index, node_id in enumerate(nodes) if not missing[node_id]]  # sorted, so it is a heap
    order: list[str] = []
    while ready:
        node_id = nodes[heapq.heappop(ready)]
        order.append(node_id)
        for target in after.get(node_id, ()):
            if target in missing:
                missing[target] -= 1
                if not missing[target]:
                    heapq.heappush(ready, position[target])
    return order


def _loops(group: Group) -> list[tuple[str, ...]]:
    """The sets of nodes that feed one another."""
    import networkx as nx  # a fifth of a second, for a mistake that is rarely made

    graph = nx.DiGraph((edge.source, edge.target) for edge in group.edges.values())
    position = {node_id: index for index, node_id in enumerate(group.nodes)}
    loops = [
        tuple(sorted(part, key=position.__getitem__))
        for part in nx.strongly_connected_components(graph)
        if len(part) > 1 or any(graph.has_edge(node_id, node_id) for node_id in part)
    ]
    return sorted(loops, key=lambda loop: position[loop[0]])
