"""What is doubtful in a network as a whole, beyond the single node: each module here holds checks of one kind."""

from collections.abc import Callable, Iterable

from engine.checks import connections
from engine.network import Network
from engine.plan import Totals
from engine.problem import Problem

Check = Callable[[Network, Totals, int | None], Iterable[Problem]]
CHECKS: tuple[Check, ...] = (connections.unused,)


def problems_of_network(network: Network, totals: Totals, memory_limit: int | None) -> list[Problem]:
    """All that the checks find, in their order. `memory_limit`: bytes that the device has, where that is known."""
    return [problem for check in CHECKS for problem in check(network, totals, memory_limit)]
