"""Which way each wire takes: ahead, over cards in its way, or back to another row, apart from siblings."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from designer.canvas.curves import CLIMB, Point, Wire, arch, forward, loop
from designer.canvas.geometry import GAP, HEIGHT, WIDTH, Box
from designer.canvas.obstacles import Obstacles

CLEAR = 20.0  # between a lane and the cards it passes
_CROWD = 400  # cards between two ends: through so many there is no way worth looking for
_NEAR = 7.0  # a wire is in the way of a card that it would pass closer than this
_BACKWARD = -24.0  # targets further left than this are reached by a loop
_SPREAD = math.radians(50)
_APART = math.radians(24)
_STEP = 10.0  # between the lanes of wires that leave one port


@dataclass(slots=True)
class Course:
    """The way chosen for one wire, before it is told how to part from the others of its port."""

    start: Point
    end: Point
    kind: Literal["forward", "arch", "loop"]
    lane: float = 0.0
    tilt: float = 0.0
    bulge: float = 0.0

    def wire(self) -> Wire:
        match self.kind:
            case "arch":
                return arch(self.start, self.end, self.lane, self.tilt)
            case "loop":
                return loop(self.start, self.end, self.lane, self.tilt, self.bulge)
        return forward(self.start, self.end, self.tilt)

    @property
    def bearing(self) -> float:
        """The direction in which the wire sets out, in radians; down is positive."""
        if self.kind == "forward":
            return math.atan2(self.end[1] - self.start[1], max(self.end[0] - self.start[0], 1.0))
        return math.copysign(math.radians(70 if self.kind == "arch" else 55), self.lane - self.start[1])


def courses(ends: Sequence[tuple[Point, Point]], obstacles: Obstacles) -> list[Course]:
    """The courses of the wires that leave one port, parting at once."""
    found = [_course(start, end, obstacles) for start, end in ends]
    if len(found) > 1:
        _part_loops(found)
        _part(found)
    return found


def route(start: Point, end: Point, obstacles: Obstacles | None = None) -> Wire:
    """The course of a wire alone, such as the one that is being drawn."""
    return _course(start, end, obstacles or Obstacles()).wire()


def _course(start: Point, end: Point, obstacles: Obstacles) -> Course:
    if end[0] - start[0] < _BACKWARD:
        return Course(start, end, "loop", _loop_lane(start, end, obstacles))
    if end[0] - start[0] >= 2 * CLIMB:
        lane = _arch_lane(start, end, obstacles)
        if lane is not None:
            return Course(start, end, "arch", lane)
    return Course(start, end, "forward")


def _arch_lane(start: Point, end: Point, obstacles: Obstacles) -> float | None:
    """The level that passes the cards in the way; None where nothing is in the way."""
    left, right = start[0] + 2, end[0] - 2
    area = (left, min(start[1], end[1]) - _NEAR, right, max(start[1], end[1]) + _NEAR)
    near = obstacles.boxes(area, _CROWD)
    if not near or len(near) >= _CROWD or not _hits(forward(start, end), near):
        return None
    above, below = min(box[1] for box in near), max(box[3] for box in near)
    # The longer the arch, the further out: so arches within arches stay apart.
    clear = CLEAR + 8.0 * min(len(near) - 1, 3)
    levels = [
        _free(above - clear, left, right, obstacles, -1),
        _free(below + clear, left, right, obstacles, 1),
    ]
    # Loops back to another row mostly pass below, so an arch passes above where that is not much further.
    costs = [abs(level - start[1]) + abs(level - end[1]) for level in levels]
    return levels[0] if costs[0] <= costs[1] + 48 else levels[1]


def _free(level: float, left: float, right: float, obstacles: Obstacles, direction: int) -> float:
    """`level`, or the next one outwards at which no card is in the way."""
    for _ in range(4):
        near = obstacles.boxes((left, level - _NEAR, right, level + _NEAR), _CROWD)
        if not near:
            break
        level = min(b[1] for b in near) - CLEAR if direction < 0 else max(b[3] for b in near) + CLEAR
    return level


def _loop_lane(start: Point, end: Point, obstacles: Obstacles) -> float:
    (sx, sy), (ex, ey) = start, end
    (top, bottom), (end_top, end_bottom) = _extent(sx - 2, sy, obstacles), _extent(ex + 2, ey, obstacles)
    below, above = max(bottom, end_bottom) + CLEAR, min(top, end_top) - CLEAR
    levels = [below, above]
    # From the edge of one card to that of the other: between two rows there is room to pass.
    first, last = (bottom, end_top) if ey > sy else (top, end_bottom)
    if abs(last - first) >= 24 and (last > first) == (ey > sy):
        inset = math.copysign(CLEAR + 6, last - first)
        levels = [(first + last) / 2, last - inset, first + inset, below, above]
    # Loops from different columns pass through one gap side by side, not over each other.
    aside = 6.0 * (round(sx / (WIDTH - GAP)) % 3 - 1)
    for level in (round(level + aside) for level in levels):
        if not obstacles.boxes((ex - 20, level - _NEAR, sx + 20, level + _NEAR), most=1):
            return level
    return levels[0]


def _extent(x: float, y: float, obstacles: Obstacles) -> tuple[float, float]:
    """Top and bottom of the card that has a port at this height."""
    if found := obstacles.boxes((x, y, x, y)):
        _, top, _, bottom = min(found)
        return top, bottom
    return y - HEIGHT / 2, y + HEIGHT / 2


def _part_loops(found: list[Course]) -> None:
    """Give loops of one port lanes of their own: the one that goes furthest back takes the innermost."""
    for down in (True, False):
        loops = [c for c in found if c.kind == "loop" and (c.lane > c.start[1]) == down]
        loops.sort(key=lambda c: (round(abs(c.lane - c.start[1]) / HEIGHT), c.end[0]))
        for place, course in enumerate(loops):
            offset = _STEP * (place - (len(loops) - 1) / 2)
            course.lane += offset if down else -offset
            course.bulge = 8.0 * place


def _part(found: list[Course]) -> None:
    """Fan the directions in which wires leave, in the order of where they go."""
    # Of two loops the inner one turns first, so that they do not cross.
    order = sorted(found, key=lambda c: (c.bearing, -c.bulge if c.lane > c.start[1] else c.bulge))
    apart = min(_APART, 2 * _SPREAD / (len(order) - 1))
    tilts = [max(-_SPREAD, min(_SPREAD, course.bearing * 0.8)) for course in order]
    for place in range(1, len(tilts)):
        tilts[place] = max(tilts[place], tilts[place - 1] + apart)
    tilts[-1] = min(tilts[-1], _SPREAD)
    for place in range(len(tilts) - 2, -1, -1):
        tilts[place] = min(tilts[place], tilts[place + 1] - apart)
    for course, tilt in zip(order, tilts, strict=True):
        course.tilt = tilt


def _hits(wire: Wire, boxes: Sequence[Box]) -> bool:
    points = wire.points[1:-1]
    return any(
        box[0] - _NEAR < x < box[2] + _NEAR and box[1] - _NEAR < y < box[3] + _NEAR for box in boxes for x, y in points
    )
