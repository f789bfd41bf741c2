"""Receptive fields: what a pixel of a node's output sees of the network's input, composed forwards from each Input.

After Araujo, Norris & Sim, Computing Receptive Fields of Convolutional Neural Networks, Distill 2019, sections on
single-path and multi-path networks; where maps grow again, neighbours differ, and a whole period of them is followed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, gcd, lcm
from typing import TYPE_CHECKING

from engine.plan import Field
from engine.reach import PIXEL, All, Bins, Placed, Seen, Window
from engine.sights import Sight

if TYPE_CHECKING:
    from engine.network import Network

LONGEST_PERIOD = 256  # pixels after which what they see repeats; longer ones are told by bounds
LOOKED_AT = 1024  # outputs at each end of a long map
REMEMBERED = 20_000

Number = int | Fraction
EMPTY = 1 << 60  # of a pixel that sees nothing: its first is this, its last the negative


@dataclass(frozen=True, slots=True)
class _Steps:
    """Of one dimension: pixel r + n·period sees from firsts[r] + n·step to lasts[r] + n·step, 0 ≤ r < period."""

    period: int
    step: Number
    firsts: tuple[Number, ...]
    lasts: tuple[Number, ...]

    @property
    def slope(self) -> Number:
        return self.step if self.period == 1 else Fraction(self.step) / self.period

    @property
    def size(self) -> int:
        if self.period == 1:
            return ceil(self.lasts[0] - self.firsts[0]) + 1
        return max(floor(last - first) + 1 for first, last in zip(self.firsts, self.lasts, strict=True))

    @property
    def offset(self) -> float | Fraction:
        """The middle of what the first pixel sees; of the first that sees anything, taken back to the first."""
        if self.period == 1:
            return (self.firsts[0] + self.lasts[0]) / 2
        place = next(index for index, first in enumerate(self.firsts) if first != EMPTY)
        return Fraction(self.firsts[place] + self.lasts[place]) / 2 - place * self.slope


START = _Steps(1, 1, (0,), (0,))
_Dims = tuple[_Steps | None, ...]  # None: of this dimension, all is seen


class _State:
    """What the pixels of a tensor see of the Input at the path `source`, of size `whole`; nothing where that is empty.

    `after` remembers what follows of it by the next node's sight; `ports` are those of the outputs of one node, where
    they see differently.
    """

    __slots__ = ("after", "dims", "field", "ports", "source", "whole")

    def __init__(
        self, source: str, whole: tuple[int, ...], dims: _Dims, ports: "dict[str, _State] | None" = None
    ) -> None:
        self.source, self.whole, self.dims, self.ports = source, whole, dims, ports
        self.after: dict[Sight, _State] = {}
        self.field: Field | None = None  # until the state is a node's

    @property
    def extent(self) -> int:
        """How many pixels of the input a pixel sees."""
        extent = 1
        for steps, size in zip(self.dims, self.whole, strict=True):
            extent *= size if steps is None else steps.size
        return extent


def _finished(state: _State) -> _State:
    """The state of a node: with its field, where there is one."""
    if state.field is None and state.source:
        if all(steps is None for steps in state.dims):
            state.field = Field(state.source, whole=True)
        else:
            known = list(zip(state.dims, state.whole, strict=True))
            sizes = tuple([size if steps is None else steps.size for steps, size in known])
            strides = tuple([0 if steps is None else _plain(steps.slope) for steps, _ in known])
            offsets = tuple([(size - 1) / 2 if steps is None else _plain(steps.offset) for steps, size in known])
            state.field = Field(state.source, sizes, strides, offsets)
    return state


_NOTHING = _State("", (), ())
_inputs: dict[tuple[str, tuple[int, ...]], _State] = {}
_joined: dict[tuple[Sight, tuple[_State, ...]], _State] = {}


def forget_fields() -> None:
    """Work everything out again."""
    _inputs.clear()
    _joined.clear()
    _NOTHING.after.clear()
    _composed.cache_clear()


def fields_of(network: "Network") -> dict[str, Field]:
    """The receptive field of each node that has one, by path, in pixels of an Input.

    The size is that of the pixel that sees most, where neighbours differ. Padding counts as if the input went on, and
    so does what lies beyond a map's edges where it is resampled.

    Where branches meet whose fields move in the same steps, the field is what encloses them all. Where they move in
    different steps, nothing of one size does: then it moves with the widest, and is large enough to enclose all of
    them at every pixel of the map. A node that several Inputs lead to has the field of the Input of which it sees
    most pixels; of the one whose branch arrives first, among equals.
    """
    states: dict[str, _State] = {}
    fields: dict[str, Field] = {}
    into = network.into
    for path, sight in network.sights.items():
        edges = into[path]
        if len(edges) == 1:
            edge = edges[0]
            before = states[edge.source]
            if before.ports is not None:
                before = before.ports[edge.output]
            state = before if sight.through else before.after.get(sight) or _followed(sight, before)
        elif edges:
            arriving = tuple(states[edge.source] for edge in edges)
            if any(state.ports for state in arriving):
                arriving = tuple(s.ports[e.output] if s.ports else s for s, e in zip(arriving, edges, strict=True))
            state = _joined.get((sight, arriving)) or _met(sight, arriving)
        elif network.nodes[path].block == "input":
            state = _inputs.get((path, sight.size)) or _begun(path, sight.size)
        else:
            state = _NOTHING
        states[path] = state
        if state.field is not None:
            fields[path] = state.field
    return fields


def _begun(path: str, size: tuple[int, ...]) -> _State:
    if len(_inputs) > REMEMBERED:
        forget_fields()
    state = _inputs[path, size] = _finished(_State(path, size, (START,) * len(size)))
    return state


def _followed(sight: Sight, before: _State) -> _State:
    """What a node makes of the one thing that arrives at it."""
    if len(before.after) > REMEMBERED:
        before.after.clear()
    state = before.after[sight] = _by_port(sight, (before,))
    return state


def _met(sight: Sight, arriving: tuple[_State, ...]) -> _State:
    """What a node makes of several things that arrive at it."""
    if len(_joined) > REMEMBERED:
        _joined.clear()
    state = _joined[sight, arriving] = _by_port(sight, arriving)
    return state


def _by_port(sight: Sight, arriving: Sequence[_State]) -> _State:
    if sight.ports is None:
        return _finished(_joint(sight, arriving))
    ports = {name: _finished(_joint(part, arriving)) for name, part in sight.ports.items()}
    first = next(iter(ports.values()))
    return _finished(_State(first.source, first.whole, first.dims, ports=ports))


def _joint(sight: Sight, arriving: Sequence[_State]) -> _State:
    """What is seen by way of all that arrives: of the Input of which most is seen."""
    branches = [_seen(way, state) for way, state in zip(sight.seen, arriving, strict=True)]
    found = [state for state in branches if state.source]
    if not found:
        return _NOTHING
    widest = found[0] if len(found) == 1 else max(found, key=lambda state: state.extent)
    same = [state for state in found if state.source == widest.source]
    if len(same) == 1:
        return widest
    if any(len(state.dims) != len(sight.size) for state in same):  # all was seen, where there are no places any more
        return _State(widest.source, widest.whole, (None,) * len(widest.whole))
    dims = (_enclosing(sizes, size) for *sizes, size in zip(*(state.dims for state in same), sight.size, strict=True))
    return _State(widest.source, widest.whole, tuple(dims))


def _seen(way: Seen, state: _State) -> _State:
    """What is seen by one way of what `state` sees."""
    if way == "nothing" or not state.source:
        return _NOTHING
    if way is None or len(way) != len(state.dims):
        return _State(state.source, state.whole, (None,) * len(state.whole))
    if all(axis is PIXEL for axis in way):
        return state
    dims: list[_Steps | None] = []
    for axis, steps in zip(way, state.dims, strict=True):
        if steps is None or isinstance(axis, All) or (isinstance(axis, Bins) and axis.size_out == 1):
            dims.append(None)
            continue
        composed = _composed(axis, steps)
        if all(first == EMPTY for first in composed.firsts):
            return _NOTHING
        dims.append(composed)
    return _State(state.source, state.whole, tuple(dims))


# ---- one dimension


@lru_cache(REMEMBERED)
def _composed(axis: Placed, steps: _Steps) -> _Steps:
    """What is seen through `axis` of pixels that see `steps`."""
    if isinstance(axis, Window) and steps.period == 1:
        first = steps.firsts[0] - axis.padding * steps.step
        last = steps.lasts[0] + ((axis.kernel - 1) * axis.dilation - axis.padding) * steps.step
        return _Steps(1, steps.step * axis.stride, (first,), (last,))
    outputs, inputs = axis.period
    rounds = steps.period // gcd(inputs, steps.period)
    if outputs * rounds > LONGEST_PERIOD:
        return _bounded(axis, steps)
    ends = [_ends(axis.sees(output), steps) for output in range(outputs * rounds)]
    step = steps.step * (rounds * inputs // steps.period)
    return _Steps(outputs * rounds, step, tuple(first for first, _ in ends), tuple(last for _, last in ends))


def _ends(places: Sequence[int], steps: _Steps) -> tuple[Number, Number]:
    """The first and the last that is seen by way of these places."""
    period, step = steps.period, steps.step
    if isinstance(places, range) and len(places) > 2 * period:  # further in, it only repeats itself
        places = [*places[:period], *places[-period:]]
    first: Number = EMPTY
    last: Number = -EMPTY
    for place in places:
        rounds, index = divmod(place, period)
        if steps.firsts[index] != EMPTY:
            first = min(first, steps.firsts[index] + rounds * step)
            last = max(last, steps.lasts[index] + rounds * step)
    return first, last


def _bounded(axis: Placed, steps: _Steps) -> _Steps:
    """Steps of one size that enclose what is seen, where it does not repeat itself soon enough."""
    outputs, inputs = axis.period
    through = Fraction(inputs, outputs)
    # A scale such as 1.2345678 repeats itself after millions of pixels, of which the map has few.
    there: Sequence[int] = range(min(outputs, getattr(axis, "size_out", outputs)))
    beyond = 0
    if len(there) > 2 * LOOKED_AT:  # what is seen is rounded to whole pixels: between, it is off by less than one
        there, beyond = [*there[:LOOKED_AT], *there[-LOOKED_AT:]], outputs
    seen = [(output, places) for output in there if (places := axis.sees(output))]
    least = Fraction(min(places[0] * outputs - output * inputs for output, places in seen) - beyond, outputs)
    most = Fraction(max(places[-1] * outputs - output * inputs for output, places in seen) + beyond, outputs)
    ((first, last),) = _line(steps, range(steps.period), steps.slope)
    return _Steps(1, steps.slope * through, (first + least * steps.slope,), (last + most * steps.slope,))


def _line(steps: _Steps, pixels: Sequence[int], slope: Number) -> list[tuple[Number, Number]]:
    """How far before and after slope·pixel these pixels see, at the most; none where they see nothing."""
    ends = [(pixel, *_ends((pixel,), steps)) for pixel in pixels]
    seen = [(first - pixel * slope, last - pixel * slope) for pixel, first, last in ends if first != EMPTY]
    return [(min(first for first, _ in seen), max(last for _, last in seen))] if seen else []


def _enclosing(branches: Sequence[_Steps | None], size: int) -> _Steps | None:
    """What encloses all branches at each of `size` pixels."""
    found = list(dict.fromkeys(steps for steps in branches if steps is not None))
    if len(found) < len(set(branches)):
        return None
    if len(found) == 1:
        return found[0]
    step = found[0].step
    if all(steps.period == 1 and steps.step == step for steps in found):
        first, last = min(steps.firsts[0] for steps in found), max(steps.lasts[0] for steps in found)
        return _Steps(1, step, (first,), (last,))
    widest = max(found, key=lambda steps: steps.size)
    period = lcm(*(steps.period for steps in found))
    if all(steps.slope == widest.slope for steps in found) and period <= LONGEST_PERIOD:
        ends = [[_ends((pixel,), steps) for steps in found] for pixel in range(period)]
        firsts, lasts = (tuple(pick(end[i] for end in at) for at in ends) for i, pick in ((0, min), (1, max)))
        return _Steps(period, widest.step * (period // widest.period), firsts, lasts)
    pixels: Sequence[int] = range(size)
    if size > 2 * LONGEST_PERIOD:  # the most is at an end of the map
        pixels = [*pixels[:LONGEST_PERIOD], *pixels[-LONGEST_PERIOD:]]
    lines = [line for steps in found for line in _line(steps, pixels, widest.slope)]
    if not lines:  # none of these few pixels sees anything
        return widest
    return _Steps(1, widest.slope, (min(first for first, _ in lines),), (max(last for _, last in lines),))


def _plain(number: Number | float) -> float:
    """A whole number as one."""
    whole = int(number)
    return whole if number == whole else float(number)
