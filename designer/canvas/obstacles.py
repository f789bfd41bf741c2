"""Which cards lie near a place, found through coarse cells, so that no question looks at every node."""

from designer.canvas.geometry import WIDTH, Box

_CELL = 256.0


class Obstacles:
    """The cards of a scene by place."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], set[str]] = {}
        self._boxes: dict[str, Box] = {}

    def put(self, id: str, x: float, y: float, height: float) -> None:
        """Take in a card, or tell that it has moved or grown."""
        box = (x, y, x + WIDTH, y + height)
        if self._boxes.get(id) == box:
            return
        self.remove(id)
        self._boxes[id] = box
        for cell in _cells(box):
            self._cells.setdefault(cell, set()).add(id)

    def remove(self, id: str) -> None:
        box = self._boxes.pop(id, None)
        if box is None:
            return
        for cell in _cells(box):
            held = self._cells[cell]
            held.discard(id)
            if not held:
                del self._cells[cell]

    def box(self, id: str) -> Box | None:
        return self._boxes.get(id)

    def near(self, area: Box) -> list[tuple[str, Box]]:
        """The cards that touch `area`."""
        left, top, right, bottom = area
        ids: set[str] = set()
        columns = int((right - left) / _CELL) + 2
        if columns * (int((bottom - top) / _CELL) + 2) > len(self._boxes):
            ids.update(self._boxes)
        else:
            for cell in _cells(area):
                ids.update(self._cells.get(cell, ()))
        found = [(id, self._boxes[id]) for id in sorted(ids)]
        return [(id, b) for id, b in found if b[0] < right and b[2] > left and b[1] < bottom and b[3] > top]


def _cells(box: Box) -> list[tuple[int, int]]:
    left, top, right, bottom = (int(edge // _CELL) for edge in box)
    return [(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)]
