"""The ghost of a card: where a block that is being dragged would land."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.canvas.geometry import HEIGHT, RADIUS, SPINE, WIDTH
from designer.canvas.style import style
from designer.theme import CATEGORY_COLOURS, paint_icon
from engine.block import Block

_CARD = QRectF(0, 0, WIDTH, HEIGHT)


class GhostItem(QGraphicsItem):
    """A pale card with the block's title."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block = block
        self.setZValue(9)
        self.setOpacity(0.75)

    def boundingRect(self) -> QRectF:
        return _CARD.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        look, category = style(), self.block.category
        painter.setBrush(look.card)
        painter.setPen(look.ghost)
        painter.drawRoundedRect(_CARD, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.category(category))
        painter.drawRoundedRect(QRectF(0, 9, SPINE, HEIGHT - 18), 2, 2)
        paint_icon(painter, category, QRectF(12, 20, 14, 14), CATEGORY_COLOURS[category])
        painter.setPen(look.text)
        painter.setFont(look.title_font)
        painter.drawText(_CARD.adjusted(31, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, self.block.title)
