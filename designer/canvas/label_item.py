"""The shape that leaves a port, written once beside its wires."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QStaticText
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.canvas.node_item import DETAIL
from designer.canvas.style import LabelFace, style

PILL_X, PILL_Y = 7.0, 3.0  # what a pill adds around its words


class LabelItem(QGraphicsItem):
    """Draws a shape where it was placed; nowhere when there is no room."""

    def __init__(self, node: str, port: str) -> None:
        super().__init__()
        self.node, self.port = node, port
        self.text = ""
        self.pill = False
        self.setZValue(1.5)
        self.setVisible(False)
        self._static = QStaticText()
        self._bounds = QRectF()

    def set_text(self, text: str) -> bool:
        """Say `text`; True where that is something new."""
        if text == self.text:
            return False
        self.text = text
        self._static = QStaticText(text)
        self._static.setTextFormat(Qt.TextFormat.PlainText)
        self._static.prepare(font=self._face.font)
        return True

    @property
    def _face(self) -> LabelFace:
        """Long shapes are a little smaller, so that they fit between two cards."""
        return style().label_face if len(self.text) < 8 else style().small_face

    def renew(self) -> None:
        """Lay the words out again: the fonts are new."""
        text, self.text = self.text, ""
        self.set_text(text)
        self.update()

    @property
    def size(self) -> QSizeF:
        """How much room the words take: figures have no descenders, so less than a line is high."""
        return QSizeF(self._static.size().width(), self._face.height)

    def place(self, middle: QPointF | None, pill: bool) -> None:
        """Stand around `middle`, or nowhere."""
        self.setVisible(middle is not None)
        if middle is None:
            return
        self.prepareGeometryChange()
        self.pill = pill
        size = self.size
        width, height = size.width() / 2 + pill * PILL_X, size.height() / 2 + pill * PILL_Y
        self._bounds = QRectF(-width - 1, -height - 1, 2 * width + 2, 2 * height + 2)
        self.setPos(middle)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if painter.worldTransform().m11() < DETAIL:
            return
        look = style()
        if self.pill:
            painter.setPen(look.border)
            painter.setBrush(look.pill)
            rect = self._bounds.adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setPen(look.dim)
        face = self._face
        painter.setFont(face.font)
        painter.drawStaticText(QPointF(-self._static.size().width() / 2, face.height / 2 - face.ascent), self._static)
