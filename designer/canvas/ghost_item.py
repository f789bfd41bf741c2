"""The ghost of a card: where a block that is being dragged would land."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.canvas.geometry import HEIGHT, RADIUS, SPINE, WIDTH, height_of, sockets_of
from designer.canvas.style import style
from designer.theme import CATEGORY_COLOURS, paint_icon
from engine.block import Block
from engine.document import Node


class GhostItem(QGraphicsItem):
    """A pale card with the block's title, as tall as the node will be."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block = block
        self.card = QRectF(0, 0, WIDTH, height_of(sockets_of(Node("", "", block.id), [])))
        self.setZValue(9)
        self.setOpacity(0.75)

    def boundingRect(self) -> QRectF:
        return self.card.adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        look, category = style(), self.block.category
        painter.setBrush(look.card)
        painter.setPen(look.ghost)
        painter.drawRoundedRect(self.card, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.category(category))
        painter.drawRoundedRect(QRectF(0, 9, SPINE, self.card.height() - 18), 2, 2)
        paint_icon(painter, category, QRectF(12, 20, 14, 14), CATEGORY_COLOURS[category])
        painter.setPen(look.text)
        words = QRectF(31, 0, WIDTH - 39, HEIGHT)
        painter.setFont(look.title(self.block.title, words.width())[0])
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.block.title)
