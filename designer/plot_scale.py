"""How numbers become ticks, texts and a bearable number of points; needs no pyqtgraph and loads at once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from designer.late_numpy import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

THIN_SPACE = "\u2009"
MOST_TICKS = 5


def nice_ticks(low: float, high: float, most: int = MOST_TICKS, whole: bool = False) -> tuple[list[float], float]:
    """Round values from `low` to `high`, at most so many, and the distance between them."""
    span = high - low
    if not (span > 0 and math.isfinite(span)):
        return [], 1.0
    power = math.floor(math.log10(span)) - 1
    for exponent in range(power, power + 3):
        for digit in (1.0, 2.0, 2.5, 5.0):
            step = digit * 10.0**exponent
            first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
            if last - first < most and not (whole and step != round(step)):
                return [round(index * step, 12) for index in range(first, last + 1)], step
    return [low], span


def log_ticks(low: float, high: float, most: int = MOST_TICKS) -> list[float]:
    """Values for an axis that runs from 10**low to 10**high."""
    decades = range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1)
    if len(decades) > 1:
        return [10.0**power for power in decades[:: math.ceil(len(decades) / most)]]
    wide = range(math.floor(low), math.ceil(high) + 1)
    found = [digit * 10.0**power for power in wide for digit in (1, 2, 5)]
    found = [value for value in found if low - 1e-9 <= math.log10(value) <= high + 1e-9]
    return found[:most] if len(found) > 1 else nice_ticks(10.0**low, 10.0**high, most)[0]


def number_text(value: float, step: float) -> str:
    """A number with the decimals that distances of `step` deserve, and thin spaces in thousands."""
    if value and (abs(value) >= 1e7 or step < 1e-5):
        return f"{value:.3g}".replace("-", "\u2212")
    decimals = max(0, math.ceil(-math.log10(step) - 1e-9)) if step > 0 else 2
    if abs(round(step, decimals) - step) > 1e-6 * step:
        decimals += 1  # 0.25
    text = f"{value:,.{decimals}f}" if abs(value) >= 10_000 else f"{value:.{decimals}f}"
    return text.replace(",", THIN_SPACE).replace("-", "\u2212")


def roomy(value: float, limit: float | None) -> float:
    """An end of an axis not far beyond `value`, so that the axis stands still while a curve grows."""
    if value <= 0:
        return limit or 1.0
    scale = 10.0 ** math.floor(math.log10(value))
    end = next(scale * step for step in (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if value <= scale * step * 1.000001)
    return min(end, limit) if limit is not None and limit >= value else end


def thin(x: Array, y: Array, low: float, high: float, pixels: int, peaks: bool = True) -> tuple[Array, Array]:
    """What is seen of a curve between `low` and `high`: about two points a pixel, its peaks or its average.

    Buckets have the size of a power of two and start at its multiples: a growing curve does not shimmer.
    """
    start = max(int(np.searchsorted(x, low)) - 1, 0)
    stop = min(int(np.searchsorted(x, high, "right")) + 1, len(x))
    if stop - start <= 2 * pixels or pixels < 1:
        return x[start:stop], y[start:stop]
    size = 2 ** math.ceil(math.log2((stop - start) / pixels))
    start -= start % size
    if y.ndim == 2:  # many lines at once are smooth ones: every so many rows will do
        rows = np.append(np.arange(start, stop - 1, size), stop - 1)
        return x[rows], y[rows]
    edges = np.arange(start, stop, size)
    middle = x[np.minimum(edges + size // 2, stop - 1)]
    if not peaks:
        sums = np.add.reduceat(y[:stop], edges)
        return np.append(middle, x[stop - 1]), np.append(sums / np.diff(np.append(edges, stop)), y[stop - 1])
    both = np.stack([np.fmin.reduceat(y[:stop], edges), np.fmax.reduceat(y[:stop], edges)], axis=1)
    middle[-1], both[-1] = x[stop - 1], y[stop - 1]  # a curve ends where it ends
    return np.repeat(middle, 2), both.ravel()


@dataclass(slots=True)
class Scale:
    """How one axis counts."""

    name: str = ""
    percent: bool = False
    log: bool = False
    whole: bool = False
    limit: float | None = None  # the axis need not go beyond it

    def ticks(self, low: float, high: float, most: int) -> list[tuple[float, str]]:
        """Where ticks stand (in what the view counts in) and what they say."""
        if self.log:
            return [(math.log10(value), f"{value:.6g}") for value in log_ticks(low, high, most)]
        factor = 100.0 if self.percent else 1.0
        values, step = nice_ticks(low * factor, high * factor, most, self.whole)
        unit = f"{THIN_SPACE}%" if self.percent else ""
        return [(value / factor, number_text(value, step) + unit) for value in values]

    def text(self, value: float) -> str:
        """A value as the crosshair tells it."""
        if not math.isfinite(value):
            return "\u2013"
        if self.percent:
            return f"{100 * value:.1f}{THIN_SPACE}%"
        return f"{value:.4g}".replace("-", "\u2212")
