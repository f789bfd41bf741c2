"""The heat of cost: what each card shows of the parameters, the work or the memory that its node takes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from designer.words import bytes_text, short
from engine.summary import Column, column, counted, number_of

if TYPE_CHECKING:
    from designer.canvas.scene import CanvasScene

MEASURES = ("parameters", "macs", "output_bytes", "kept_bytes")  # columns of the summary


def figure(number: int, measure: Column) -> str:
    """A number of a measure in three figures: `1.24 M`, `3.4 MB`."""
    return bytes_text(number) if measure.kind == "bytes" else short(number)


class Heat(QObject):
    """Tells the cards of a scene their share of the largest cost there; none while no measure is chosen.

    What is shown is the wish of the person who looks, the same for all documents: it is kept in the settings.
    """

    changed = Signal()

    def __init__(self, scene: "CanvasScene") -> None:
        super().__init__(scene)
        self._scene = scene
        self.measure: Column | None = None
        self.largest = 0

    def show(self, id: str) -> None:
        """Show this measure (one of MEASURES) from now on, or with any other text nothing."""
        measure = column(id) if id in MEASURES else None
        if measure is not self.measure:
            self.measure, self.largest = measure, 0
            self._tell(set(self._scene.nodes))

    def follow(self, ids: set[str]) -> None:
        """The plan of these nodes has changed; all others change with them where the largest cost does."""
        if self.measure is not None:
            self._tell(ids)

    def _tell(self, ids: set[str]) -> None:
        items, plan, measure = self._scene.nodes, self._scene.workspace.plan, self.measure
        if measure is None:
            for id in ids & items.keys():
                items[id].show_heat(None)
            self.changed.emit()
            return
        batch, inside = plan.totals.memory.batch, counted(plan)
        largest = max((number_of(plan.nodes[path], measure, batch) for path in inside), default=0)
        if largest != self.largest:
            self.largest, ids = largest, set(items)
        for id in ids & items.keys():
            number = number_of(plan.nodes[id], measure, batch) if id in inside else 0
            items[id].show_heat(number / largest if number else 0.0, figure(number, measure) if number else "")
        self.changed.emit()
