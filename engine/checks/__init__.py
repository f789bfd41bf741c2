"""What is doubtful in a network as a whole, beyond the single node: each module here holds checks of one kind."""

from collections.abc import Callable, Iterable

from engine.checks.connections import unnamed_outputs, unused
from engine.checks.data import misfits, softmax_before_loss
from engine.checks.in_place import overwritten
from engine.checks.maps import linear_on_maps
from engine.checks.memory import too_much
from engine.checks.normalization import bias_before_norm, small_batches
from engine.checks.sampling import checkerboard, skipped_pixels
from engine.checks.survey import Survey
from engine.checks.unpooling import strange_places
from engine.network import Network
from engine.plan import Totals
from engine.problem import Problem

Check = Callable[[Survey], Iterable[Problem]]
CHECKS: tuple[Check, ...] = (
    unused,
    unnamed_outputs,
    overwritten,
    linear_on_maps,
    strange_places,
    checkerboard,
    skipped_pixels,
    bias_before_norm,
    small_batches,
    misfits,
    softmax_before_loss,
    too_much,
)


def problems_of_network(network: Network, totals: Totals, memory_limit: int | None) -> list[Problem]:
    """All that the checks find, in their order. `memory_limit`: bytes that the device has, where that is known."""
    survey = Survey(network, totals, memory_limit)
    return [problem for check in CHECKS for problem in check(survey)]
