"""What an empty canvas says: what to do in one line, presets as pictures, and the files opened last."""

from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from designer.settings import Settings
from designer.theme import CATEGORY_COLOURS, theme
from designer.words import translate
from engine import presets
from engine.blocks import REGISTRY
from engine.document import Document


class Welcome(QWidget):
    """Lies over an empty canvas; what is dropped on it falls through to the canvas."""

    preset_requested = Signal(str)
    file_requested = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._hint, self._recent_title = QLabel(), QLabel()
        for label in (self._hint, self._recent_title):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        font = self._hint.font()
        font.setPixelSize(15)
        self._hint.setFont(font)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addStretch(1)
        for name in presets.names()[:3]:
            card = PresetCard(presets.make(name))
            card.clicked.connect(lambda _=False, name=name: self.preset_requested.emit(name))
            cards.addWidget(card)
        cards.addStretch(1)
        self._files = QVBoxLayout()
        self._files.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        layout.addWidget(self._hint)
        layout.addLayout(cards)
        layout.addWidget(self._recent_title)
        layout.addLayout(self._files)
        layout.addStretch(3)
        theme().changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word and colour; list the files that are still there."""
        self._hint.setText(self.tr("Drag blocks here, press Tab to add one by name, or begin with a network:"))
        self._hint.setStyleSheet(f"color: {theme().tokens.dim}")
        self._recent_title.setText(self.tr("Opened before"))
        self._recent_title.setStyleSheet(f"color: {theme().tokens.dim}")
        while self._files.count():
            if widget := self._files.takeAt(0).widget():
                widget.deleteLater()
        recent = self._settings.recent[:5]
        self._recent_title.setVisible(bool(recent))
        for path in recent:
            self._files.addWidget(self._file_button(path), 0, Qt.AlignmentFlag.AlignHCenter)

    def _file_button(self, path: Path) -> QPushButton:
        button = QPushButton(path.name)
        button.setFlat(True)
        button.setToolTip(str(path))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.file_requested.emit(path))
        return button

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class PresetCard(QAbstractButton):
    """A button with a small picture of a network, and its title."""

    SIZE = QSize(184, 140)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._retranslate()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def _retranslate(self) -> None:
        self.setText(translate("presets", self._document.title))
        self.setAccessibleName(self.text())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return self.SIZE

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.underMouse() or self.hasFocus() or self.isDown()
        painter.setPen(QPen(QColor(tokens.accent if active else tokens.line), 1))
        painter.setBrush(QColor(tokens.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9)
        paint_network(painter, self._document, QRectF(12, 12, self.width() - 24, self.height() - 56))
        painter.setPen(QColor(tokens.text))
        below = self.rect().adjusted(8, self.height() - 40, -8, -6)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.text())


def paint_network(painter: QPainter, document: Document, area: QRectF) -> None:
    """A network in miniature: cards in the colours of their categories, and wires."""
    nodes = document.network.nodes
    if not nodes:
        return
    left, top = min(n.x for n in nodes.values()), min(n.y for n in nodes.values())
    width = max(n.x for n in nodes.values()) - left + 168
    height = max(n.y for n in nodes.values()) - top + 54
    scale = min(area.width() / (width + 80), area.height() / height)
    painter.save()
    painter.translate(area.center() - QPointF(width, height) * scale / 2)
    painter.scale(scale, scale)
    painter.translate(-left, -top)
    pen = QPen(QColor(theme().tokens.faint), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for edge in document.network.edges.values():
        source, target = nodes[edge.source], nodes[edge.target]
        start, end = QPointF(source.x + 168, source.y + 27), QPointF(target.x, target.y + 27)
        painter.drawPath(_wire(start, end))
    painter.setPen(Qt.PenStyle.NoPen)
    for node in nodes.values():
        block = REGISTRY.get(node.block)
        painter.setBrush(QColor(CATEGORY_COLOURS[block.category if block else "shape"]))
        painter.drawRoundedRect(QRectF(node.x, node.y, 168, 54), 12, 12)
    painter.restore()


def _wire(start: QPointF, end: QPointF) -> QPainterPath:
    """A wire to the right, or round the end of a row and back between the rows."""
    path = QPainterPath(start)
    if end.x() > start.x():
        bend = QPointF((end.x() - start.x()) / 2, 0)
        path.cubicTo(start + bend, end - bend, end)
        return path
    lane, out = (start.y() + end.y()) / 2, QPointF(40, 0)
    right, left = QPointF(start.x(), lane), QPointF(end.x(), lane)
    path.cubicTo(start + out, right + out, right)
    path.lineTo(left)
    path.cubicTo(left - out, end - out, end)
    return path
