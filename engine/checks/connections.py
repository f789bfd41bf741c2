"""Parts that nothing comes of."""

from collections.abc import Iterator

from engine.network import Network
from engine.plan import Totals
from engine.problem import Problem


def unused(network: Network, totals: Totals, memory_limit: int | None) -> Iterator[Problem]:
    """Nodes that can be computed and lead to no Output."""
    if len(network.counted) == len(network.evaluations):
        return
    for path in network.evaluations:
        if path not in network.order.live:
            yield Problem("unused", "note", (path,), {"node": network.nodes[path].key})
