"""Which cards lie near a place, found through coarse cells, so that no question looks at every node."""

from collections.abc import Iterable

from designer.canvas.geometry import WIDTH, Box

_CELL = 256.0


class Obstacles:
    """The cards of a scene by place."""

    def __init__(self) -> None:
        self._boxes: dict[str, Box] = {}
        self._stacks: dict[Box, set[str]] = {}  # thousands may lie at one place, in a file without places
        self._cells: dict[tuple[int, int], set[Box]] = {}

    def put(self, id: str, x: float, y: float, height: float) -> None:
        """Take in a card, or tell that it has moved or grown."""
        box = (x, y, x + WIDTH, y + height)
        if self._boxes.get(id) == box:
            return
        self.remove(id)
        self._boxes[id] = box
        self._stacks.setdefault(box, set()).add(id)
        for cell in _cells(box):
            self._cells.setdefault(cell, set()).add(box)

    def remove(self, id: str) -> None:
        box = self._boxes.pop(id, None)
        if box is None:
            return
        self._stacks[box].discard(id)
        if self._stacks[box]:
            return
        del self._stacks[box]
        for cell in _cells(box):
            held = self._cells[cell]
            held.discard(box)
            if not held:
                del self._cells[cell]

    def box(self, id: str) -> Box | None:
        return self._boxes.get(id)

    def near(self, area: Box) -> list[tuple[str, Box]]:
        """The cards that touch `area`."""
        return sorted((id, box) for box in self.boxes(area) for id in self._stacks[box])

    def boxes(self, area: Box, most: int | None = None) -> list[Box]:
        """Where there are cards that touch `area`: each place once, however many lie there.

        Whoever needs to know `most` is given at least that many where there are more, not all of them.
        """
        left, top, right, bottom = area
        found: dict[Box, None] = {}
        for held in self._held_around(area):
            for b in held:
                if b[0] < right and b[2] > left and b[1] < bottom and b[3] > top:
                    found[b] = None
            if most is not None and len(found) >= most:
                break
        return list(found)

    def _held_around(self, area: Box) -> Iterable[Iterable[Box]]:
        left, top, right, bottom = area
        columns, rows = int((right - left) / _CELL) + 2, int((bottom - top) / _CELL) + 2
        if columns * rows > len(self._cells):
            return self._cells.values()
        return (self._cells.get(cell, ()) for cell in _cells(area))


def _cells(box: Box) -> list[tuple[int, int]]:
    left, top, right, bottom = (int(edge // _CELL) for edge in box)
    return [(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)]
