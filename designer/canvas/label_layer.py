"""The labels of a scene: one for every output that has wires and a known shape, placed a few at a time."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer

from designer.canvas.curves import Wire
from designer.canvas.edge_item import EdgeItem
from designer.canvas.finding import NEARBY
from designer.canvas.label_item import LabelItem
from designer.canvas.labels import crosses, find_spot
from engine.plan import shape_text

if TYPE_CHECKING:
    from designer.canvas.scene import CanvasScene

Output = tuple[str, str]  # a node and one of its outputs
_EFFORT = 2000  # for one label, in items looked at: among thousands of wires there is no room for words
_SECONDS = 0.008  # for which labels are placed at a time, so that a large document opens at once


class LabelLayer:
    """Makes, names and places labels. What is stale is placed when nothing else is to be done."""

    def __init__(self, scene: "CanvasScene") -> None:
        self._scene = scene
        self.items: dict[Output, LabelItem] = {}
        self._stale: dict[Output, None] = {}
        self._effort = 0
        self._timer = QTimer(scene, singleShot=True, interval=0)
        self._timer.timeout.connect(self._place_some)

    def refresh(self, output: Output) -> None:
        """The shape at an output, or one of its wires, has changed."""
        shape = self._scene.workspace.plan.shape_of(*output)
        label = self.items.get(output)
        if shape is None or not self._wires(output):
            if label is not None:
                self._scene.removeItem(self.items.pop(output))
            return
        if label is None:
            label = self.items[output] = LabelItem(*output)
            self._scene.addItem(label)
        label.set_text(shape_text(shape))
        self.disturb(output)

    def disturb(self, output: Output) -> None:
        """Something near a label has changed: look for its place again."""
        if output in self.items:
            self._stale[output] = None
            if not self._timer.isActive():
                self._timer.start()

    def renew(self) -> None:
        """Fonts or colours have changed."""
        for output, label in self.items.items():
            label.renew()
            self.disturb(output)

    def settle(self) -> None:
        """Place every label now, as a picture needs it."""
        while self._stale:
            self._place_some()

    def _wires(self, output: Output) -> list[Wire]:
        edges = self._scene.edges
        return [wire for edge in self._scene.leaving(output) if (wire := edges[edge.id].wire) is not None]

    def _place_some(self) -> None:
        late = time.monotonic() + _SECONDS
        while self._stale and time.monotonic() < late:
            output = next(iter(self._stale))
            del self._stale[output]
            self._effort = _EFFORT
            label, wires = self.items.get(output), self._wires(output)
            if label is None or not wires:
                continue
            label.setVisible(False)  # it does not stand in its own way
            socket = self._scene.nodes[output[0]].socket("output", output[1])
            only = socket is None or not socket.named
            spot = find_spot(label.size.width(), label.size.height(), wires, self, only)
            label.place(*(spot or (None, False)))
        if self._stale:
            self._timer.start()

    def is_free(self, area: QRectF, but: Sequence[Wire]) -> bool:
        """Whether no card, no label and no wire other than `but` touches `area`."""
        if self._effort <= 0 or self._scene.obstacles.boxes((area.left(), area.top(), area.right(), area.bottom())):
            return False
        items = self._scene.items(area, NEARBY)
        self._effort -= 10 + len(items)
        for item in items:
            if isinstance(item, LabelItem):
                return False
            if not isinstance(item, EdgeItem) or item.wire is None or any(item.wire is wire for wire in but):
                continue
            if crosses(item.wire, area):
                return False
        return True
