"""The minimap: the whole network in a corner, with what the view shows of it outlined."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from designer.canvas.geometry import HEIGHT, WIDTH
from designer.canvas.style import style
from designer.theme import theme

if TYPE_CHECKING:
    from designer.canvas.view import CanvasView

_WIDTH, _MOST, _LEAST = 168, 120, 48
_PAD, _CORNER, _LARGEST = 8, 16, 0.1  # a small network is not blown up


class Minimap(QWidget):
    """Lies over the view, which follows a press or drag in it. Hidden while the view shows everything."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._cards: QPixmap | None = None  # drawn anew only when cards have changed
        self._area = QRectF()  # of the scene
        self._late = QTimer(self, singleShot=True, interval=30)
        self._late.timeout.connect(self._refresh)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        view.canvas.moved.connect(self._late.start)
        view.canvas.heat.changed.connect(self._late.start)
        view.camera.changed.connect(self._follow_camera)
        theme().changed.connect(self._refresh)
        view.viewport().installEventFilter(self)
        self._retranslate()
        self._refresh()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Overview of the network"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return False

    def _refresh(self) -> None:
        """The cards have changed: measure and draw them anew."""
        canvas = self._view.canvas
        self._area = canvas.area(canvas.nodes).adjusted(-WIDTH / 4, -HEIGHT, WIDTH / 4, HEIGHT)
        self._cards = None
        self._settle()

    def _follow_camera(self) -> None:
        self._settle()

    def _settle(self) -> None:
        """Stand in the corner, or hide where there is nothing to find."""
        shown = bool(self._view.canvas.nodes) and not self._view.camera.visible.contains(
            self._area.adjusted(WIDTH / 4, HEIGHT, -WIDTH / 4, -HEIGHT)
        )
        self.setVisible(shown)
        if not shown:
            return
        inner = _WIDTH - 2 * _PAD
        height = max(_LEAST, min(_MOST, round(self._area.height() * inner / self._area.width()) + 2 * _PAD))
        if self.height() != height or self.width() != _WIDTH:
            self._cards = None
        self.resize(QSize(_WIDTH, height))
        view = self._view.viewport().geometry()
        self.move(view.right() - _WIDTH - _CORNER + 1, view.bottom() - height - _CORNER + 1)
        self.update()

    @property
    def _scale(self) -> float:
        inner_width, inner_height = self.width() - 2 * _PAD, self.height() - 2 * _PAD
        return min(inner_width / self._area.width(), inner_height / self._area.height(), _LARGEST)

    def _origin(self) -> QPointF:
        """Where the corner of the area lies in the widget, so that the network is in its middle."""
        size = self._area.size() * self._scale
        return QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)

    def _to_map(self, rect: QRectF) -> QRectF:
        scale, origin = self._scale, self._origin()
        corner = (rect.topLeft() - self._area.topLeft()) * scale + origin
        return QRectF(corner, rect.size() * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._cards is None or self._cards.devicePixelRatio() != self.devicePixelRatioF():
            self._cards = self._draw_cards()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._cards)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        shown = self._to_map(self._view.camera.visible).intersected(inside)
        painter.setPen(style().view_edge)
        painter.setBrush(style().band)
        painter.drawRoundedRect(shown, 3, 3)

    def _draw_cards(self) -> QPixmap:
        look = style()
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.border)
        painter.setBrush(look.minimap)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        for item in self._view.canvas.nodes.values():
            rect = self._to_map(item.card.translated(item.pos()))
            painter.setBrush(item.far_brush(look))
            painter.drawRoundedRect(rect.adjusted(0, 0, 0, max(0.0, 1.5 - rect.height())), 1.5, 1.5)
        painter.end()
        return picture

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _go(self, at: QPointF) -> None:
        self._view.camera.look((at - self._origin()) / self._scale + self._area.topLeft(), self._view.zoom)
