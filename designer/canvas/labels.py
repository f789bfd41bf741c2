"""Finds a place for a shape beside the wires that carry it: over no card, no other label and no wire."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF

from designer.canvas.curves import Point, Wire
from designer.canvas.geometry import HEIGHT, PORT
from designer.canvas.label_item import PILL_X, PILL_Y

Spot = tuple[QPointF, bool]  # the middle, and whether it stands in a pill on the wire
_AIR = 4.0  # between words and the wire below them
_STEP = 12.0
_WIRES, _PLACES = 8, 200  # how many are looked at: wires of an output, and places on each


class Surroundings(Protocol):
    """What a label must keep clear of."""

    def is_free(self, area: QRectF, but: Sequence[Wire]) -> bool:
        """Whether no card, no label, and no wire other than `but` touches `area`."""
        ...


def find_spot(
    width: float, height: float, wires: Sequence[Wire], around: Surroundings, only: bool = True
) -> Spot | None:
    """Where words of this size can stand; None where there is no room (the shape is in the tooltip too).

    Unless these wires leave the `only` output of a card, words high above them could be of any of its outputs.
    Where a great many wires leave it, only the first ones are looked at.
    """
    wires = wires[:_WIRES]
    for wire in wires:
        if len(wire.cubics) == 1 and (spot := _above(width, height, wire, wires, around)):
            return spot, False
    for wire in sorted(wires, key=lambda wire: wire.lane is None):
        if spot := _on(width + 2 * PILL_X, height + 2 * PILL_Y, wire, around):
            return spot, True
    for wire in wires if only else ():
        if len(wire.cubics) == 1 and (spot := _over_gap(width, height, wire, around)):
            return spot, False
    return None


def _above(width: float, height: float, wire: Wire, wires: Sequence[Wire], around: Surroundings) -> QPointF | None:
    """Words above the start of a wire that runs fairly level, or below where a sibling rises."""
    (sx, sy), (ex, _) = wire.cubics[0][0], wire.cubics[-1][3]
    if width > ex - sx - 4:
        return None
    room = ex - sx - 2 * PORT
    middle = (sx + ex) / 2 if width + 12 > room else sx + PORT + width / 2
    if room < 3 * width:
        middle = (sx + ex) / 2
    left, right = middle - width / 2, middle + width / 2
    nearby = [y for each in wires for y in _heights(each, left - 2, right + 2)] or [sy]
    clear = PORT / 2 + 1.5 if left - sx < PORT or ex - right < PORT else _AIR
    for up in (True, False):
        edge = min(*nearby, sy - clear + _AIR) - _AIR if up else max(*nearby, sy + clear - _AIR) + _AIR
        if abs(edge - sy) > HEIGHT / 2 - 4:
            continue
        area = QRectF(left, edge - height if up else edge, width, height)
        if around.is_free(area.adjusted(-1, -1.5, 1, 1.5), wires):
            return area.center()
    return None


def _on(width: float, height: float, wire: Wire, around: Surroundings) -> QPointF | None:
    """A pill on a long wire, as near to its start as there is room and the wire is level."""
    points = wire.points
    if wire.lane is not None:
        start = wire.cubics[wire.lane][0]
        points = points[points.index(start) :]
    places: list[tuple[float, QRectF]] = []
    for point in _walk(points, width / 2 + 4):
        area = QRectF(point[0] - width / 2, point[1] - height / 2, width, height)
        places.append((_slope(points, point, width), area))
    for least, most in pairwise((-1.0, 0.25, 0.8, 9.0)):
        for slope, area in places:
            if least < slope <= most and around.is_free(area.adjusted(-3, -3, 3, 3), (wire,)):
                return area.center()
    return None


def _over_gap(width: float, height: float, wire: Wire, around: Surroundings) -> QPointF | None:
    """Words too wide for the gap between two cards, above the tops of both."""
    (sx, sy), (ex, ey) = wire.cubics[0][0], wire.cubics[-1][3]
    bottom = min(sy, ey) - HEIGHT / 2 - 5
    area = QRectF((sx + ex) / 2 - width / 2, bottom - height, width, height)
    return area.center() if around.is_free(area.adjusted(-2, -2, 2, 2), ()) else None


def _heights(wire: Wire, left: float, right: float) -> Iterable[float]:
    """The heights of a wire between two places along x, both included."""
    for (ax, ay), (bx, by) in pairwise(wire.points):
        low, high = min(ax, bx), max(ax, bx)
        if high < left or low > right:
            continue
        if high == low:
            yield from (ay, by)
            continue
        for x in (max(low, left), min(high, right)):
            yield ay + (by - ay) * (x - ax) / (bx - ax)


def _walk(points: Sequence[Point], skip: float) -> Iterable[Point]:
    """Points every few pixels along a line, none nearer than `skip` to its ends."""
    total = sum(_length(a, b) for a, b in pairwise(points))
    step = max(_STEP, total / _PLACES)
    wanted, gone = skip, 0.0
    for a, b in pairwise(points):
        length = _length(a, b)
        while length and wanted <= gone + length and wanted <= total - skip:
            share = (wanted - gone) / length
            yield a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
            wanted += step
        gone += length


def _length(a: Point, b: Point) -> float:
    return abs(b[0] - a[0]) + abs(b[1] - a[1])  # near enough, and cheap


def _slope(points: Sequence[Point], point: Point, width: float) -> float:
    """How far the line strays from level within a pill around `point`, against the pill's half width."""
    near = [y for x, y in points if abs(x - point[0]) <= width and abs(y - point[1]) <= width]
    return max((abs(y - point[1]) for y in near), default=0.0) / width


def crosses(wire: Wire, area: QRectF) -> bool:
    """Whether a wire touches a rectangle."""
    left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
    for (ax, ay), (bx, by) in pairwise(wire.points):
        if max(ax, bx) < left or min(ax, bx) > right or max(ay, by) < top or min(ay, by) > bottom:
            continue
        if _segment_hits(ax, ay, bx - ax, by - ay, left, top, right, bottom):
            return True
    return False


def _segment_hits(
    x: float, y: float, dx: float, dy: float, left: float, top: float, right: float, bottom: float
) -> bool:
    """Liang and Barsky: whether anything of the segment is left once it is cut at the four edges."""
    first, last = 0.0, 1.0
    for step, room in ((-dx, x - left), (dx, right - x), (-dy, y - top), (dy, bottom - y)):
        if step == 0:
            if room < 0:
                return False
            continue
        share = room / step
        if step < 0:
            first = max(first, share)
        else:
            last = min(last, share)
        if first > last:
            return False
    return True
