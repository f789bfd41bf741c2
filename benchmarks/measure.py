"""What a benchmark finds, and how times are taken: interleaved with the peer, so that both meet the same weather."""

import gc
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `ok` is None where there is no target. `text` stands for `ratio` where it is set."""

    what: str
    ours: float
    peer: float | None
    unit: str
    target: str
    ok: bool | None
    text: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours as a multiple of the peer's."""
        return self.ours / self.peer if self.peer else None


def seconds(call: Callable[[], object]) -> float:
    """How long one call takes, with no garbage collection in it."""
    gc.disable()
    try:
        began = time.perf_counter()
        call()
        return time.perf_counter() - began
    finally:
        gc.enable()


def interleaved(repetitions: int, *calls: Callable[[], object]) -> list[list[float]]:
    """Seconds of each call, in turn and `repetitions` times; a first round only warms up.

    Every second round goes backwards, so that nobody is always the one that comes after the slow one.
    """
    found: list[list[float]] = [[] for _ in calls]
    for call in calls:
        call()
    for repetition in range(repetitions):
        order = list(zip(calls, found, strict=True))
        for call, times in order[:: -1 if repetition % 2 else 1]:
            times.append(seconds(call))
    return found


def median_ratio(ours: Sequence[float], peer: Sequence[float]) -> tuple[float, float, float]:
    """The median of the paired ratios and its 95 % confidence interval, whatever their distribution."""
    ratios = sorted(a / b for a, b in zip(ours, peer, strict=True))
    count = len(ratios)
    reach = 0.98 * math.sqrt(count)  # 1.96 standard deviations of a binomial with p = ½
    low, high = math.floor(count / 2 - reach), math.ceil(count / 2 + reach)
    return statistics.median(ratios), ratios[max(low, 0)], ratios[min(high, count - 1)]
