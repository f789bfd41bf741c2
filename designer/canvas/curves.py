"""The curves of wires: calm Béziers forwards, arches over cards in the way, loops back to another row."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from PySide6.QtGui import QPainterPath

Point = tuple[float, float]
Cubic = tuple[Point, Point, Point, Point]

CLIMB = 52.0  # the way along x in which an arch reaches its lane: less than the gap between two cards
_HANDLE = 28.0


@dataclass(frozen=True)
class Wire:
    """A curve from an output to an input; `lane` is the index of the cubic that runs level, if any."""

    cubics: tuple[Cubic, ...]
    lane: int | None = None

    def path(self) -> QPainterPath:
        """The curve as Qt draws it."""
        path = QPainterPath()
        path.moveTo(*self.cubics[0][0])
        for _, (ax, ay), (bx, by), (x, y) in self.cubics:
            path.cubicTo(ax, ay, bx, by, x, y)
        return path

    @cached_property
    def points(self) -> list[Point]:
        """Points close enough together to stand for the curve, from start to end."""
        found = [self.cubics[0][0]]
        for cubic in self.cubics:
            found.extend(_along(cubic))
        return found

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of all control points: never smaller than the curve."""
        xs = [x for cubic in self.cubics for x, _ in cubic]
        ys = [y for cubic in self.cubics for _, y in cubic]
        return min(xs), min(ys), max(xs), max(ys)

    def distance(self, x: float, y: float) -> float:
        """How far (x, y) is from the curve."""
        points = self.points
        return min(_distance(x, y, a, b) for a, b in pairwise(points))


def forward(start: Point, end: Point, tilt: float = 0.0) -> Wire:
    """One Bézier to a target on the right, leaving at `tilt` (radians, down is positive)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    reach = max(abs(dx) * 0.5, min(abs(dy) * 0.45, 56.0), 12.0)
    reach = min(reach, 240.0)
    return Wire(((start, _away(start, tilt, reach), (end[0] - reach, end[1]), end),))


def arch(start: Point, end: Point, lane: float, tilt: float = 0.0) -> Wire:
    """Up (or down) to the level `lane`, along it over whatever stands between, and back to the target."""
    (sx, _), (ex, ey) = start, end
    climb = min(CLIMB, (ex - sx) / 2)
    left, right = (sx + climb, lane), (ex - climb, lane)
    return Wire(
        (
            (start, _away(start, tilt, _HANDLE), (left[0] - _HANDLE, lane), left),
            _level(left, right),
            (right, (right[0] + _HANDLE, lane), (ex - _HANDLE, ey), end),
        ),
        lane=1,
    )


def loop(start: Point, end: Point, lane: float, tilt: float = 0.0, bulge: float = 0.0) -> Wire:
    """Round the source's right to the level `lane`, back along it, and round into a target on the left."""
    (sx, sy), (ex, ey) = start, end
    out = min(max(abs(lane - sy) * 0.7, 26.0), 44.0) + bulge
    back = min(max(abs(lane - ey) * 0.7, 26.0), 44.0) + bulge
    inset = min(10.0, (sx - ex) / 4)
    right, left = (sx - inset, lane), (ex + inset, lane)
    return Wire(
        (
            (start, _away(start, tilt, out), (sx + out, right[1]), right),
            _level(right, left),
            (left, (ex - back, left[1]), (ex - back, ey), end),
        ),
        lane=1,
    )


def _away(point: Point, angle: float, length: float) -> Point:
    return point[0] + length * math.cos(angle), point[1] + length * math.sin(angle)


def _level(a: Point, b: Point) -> Cubic:
    third = (b[0] - a[0]) / 3
    return a, (a[0] + third, a[1]), (b[0] - third, b[1]), b


def _along(cubic: Cubic) -> list[Point]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = cubic
    steps = max(3, min(32, int((abs(bx - ax) + abs(by - ay) + abs(dx - cx) + abs(dy - cy) + abs(dx - ax)) / 14)))
    found = []
    for step in range(1, steps + 1):
        t = step / steps
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        found.append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
    return found


def _distance(x: float, y: float, a: Point, b: Point) -> float:
    (ax, ay), (bx, by) = a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / length))
    return math.hypot(x - ax - t * dx, y - ay - t * dy)
