"""The camera: which part of the canvas the view shows, and how it gets there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QPoint, QPointF, QRectF, QVariantAnimation, Signal
from PySide6.QtGui import QTransform

from designer.theme import reduced_motion

if TYPE_CHECKING:
    from designer.canvas.view import CanvasView

LEAST, MOST = 0.05, 4.0
_MARGIN = 48  # pixels around what is fitted
_DURATION = 120  # ms


class Camera(QObject):
    """Pans and zooms a view; far moves take an eased 120 ms, or none where less motion is wanted."""

    changed = Signal()
    zoom_changed = Signal(float)

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._zoom = 1.0
        self._flight = QVariantAnimation(self)
        self._flight.setDuration(_DURATION)
        self._flight.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flight.setStartValue(0.0)
        self._flight.setEndValue(1.0)
        self._flight.valueChanged.connect(self._fly)
        self._from = self._to = (QPointF(), 1.0)

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def centre(self) -> QPointF:
        """The middle of what is shown, in the scene."""
        size = self._view.viewport().size()
        place = self._view.viewportTransform().inverted()[0].map(QPointF(size.width() / 2, size.height() / 2))
        return QPointF(place)

    @property
    def visible(self) -> QRectF:
        """The part of the scene that is shown."""
        return self._view.viewportTransform().inverted()[0].mapRect(QRectF(self._view.viewport().rect()))

    def look(self, centre: QPointF, zoom: float) -> None:
        """Show `centre` in the middle, at once."""
        zoom = max(LEAST, min(MOST, zoom))
        if zoom != self._zoom:
            self._zoom = zoom
            self._view.setTransform(QTransform.fromScale(zoom, zoom))
            self.zoom_changed.emit(zoom)
        self._view.centerOn(centre)
        self.changed.emit()

    def pan(self, by: QPoint) -> None:
        """Move what is shown by pixels of the screen."""
        self._flight.stop()
        horizontal, vertical = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        horizontal.setValue(horizontal.value() - by.x())
        vertical.setValue(vertical.value() - by.y())
        self.changed.emit()

    def zoom_at(self, pointer: QPointF, factor: float) -> None:
        """Zoom by `factor`; what is under the pointer (in the viewport) stays there."""
        self._flight.stop()
        zoom = max(LEAST, min(MOST, self._zoom * factor))
        fixed = self._view.viewportTransform().inverted()[0].map(pointer)
        size = self._view.viewport().size()
        middle = QPointF(size.width() / 2, size.height() / 2)
        self.look(fixed - (pointer - middle) / zoom, zoom)

    def fly(self, centre: QPointF, zoom: float, animated: bool = True) -> None:
        """Move to `centre` and `zoom`."""
        self._flight.stop()
        if not animated or reduced_motion() or not self._view.isVisible():
            self.look(centre, zoom)
            return
        self._from, self._to = (self.centre, self._zoom), (centre, max(LEAST, min(MOST, zoom)))
        self._flight.start()

    def _fly(self, share: float) -> None:
        (a, before), (b, after) = self._from, self._to
        zoom = before * (after / before) ** share
        # The middle moves with the zoom, so that the picture neither swings nor jumps.
        part = share if before == after else (1 / before - 1 / zoom) / (1 / before - 1 / after)
        self.look(a + (b - a) * part, zoom)

    def fit(self, area: QRectF, animated: bool = True) -> None:
        """Show all of `area`, no larger than it is."""
        if area.isEmpty():
            self.fly(QPointF(0, 0), 1.0, animated)
            return
        size = self._view.viewport().size()
        width, height = max(size.width() - 2 * _MARGIN, 50), max(size.height() - 2 * _MARGIN, 50)
        self.fly(area.center(), min(width / area.width(), height / area.height(), 1.0), animated)

    def reveal(self, area: QRectF) -> None:
        """Bring `area` into view where it is not."""
        if not self.visible.contains(area):
            self.fly(area.center(), self._zoom)
