"""How the summary's cells are painted: numbers in figures of one width before a bar of their share, and the totals."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QToolTip, QWidget

from designer.panels.summary_model import IDS, SHARE, SummaryModel, alignment, amount, exact
from designer.theme import monospaced, theme
from engine.summary import COLUMNS, Kind

ROW, PAD = 22, 8
_ICON = 12
_IN_WORDS: tuple[Kind, ...] = ("name", "block", "problems")  # all else is set in figures of one width
Index = QModelIndex | QPersistentModelIndex


class Cells(QStyledItemDelegate):
    """Paints one cell. The longest bar of a column is as wide as the cell: it has the largest share."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self._figures = monospaced()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column = COLUMNS[index.column()]
        self.initStyleOption(option, index)
        widget = option.widget
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        place = QRect(option.rect)
        if share := index.data(SHARE):
            bar = QRectF(place).adjusted(2, 3, -2, -3)
            bar.setWidth(max(bar.width() * share, 1.0))
            colour = QColor(theme().tokens.accent)
            colour.setAlphaF(0.3 if theme().is_dark else 0.22)
            painter.fillRect(bar, colour)
        if column.kind == "problems" and not option.icon.isNull():
            icon = QRect(place.left() + PAD, place.center().y() - _ICON // 2 + 1, _ICON, _ICON)
            option.icon.paint(painter, icon, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal)
            place.setLeft(icon.right() - PAD + 5)
        font = option.font if column.kind in _IN_WORDS else self._figures
        elide = Qt.TextElideMode.ElideMiddle if column.kind == "name" else Qt.TextElideMode.ElideRight
        _write(painter, place, font, option.palette.text().color(), option.text, alignment(column), elide)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW)


class Totals(QWidget):
    """The sums beneath the rows, in the columns of a view, wherever these are."""

    def __init__(self, view: QTableView, model: SummaryModel) -> None:
        super().__init__()
        self._view, self._model, self._figures = view, model, monospaced()
        self._figures.setWeight(QFont.Weight.DemiBold)
        self.setFixedHeight(ROW + 2)
        header = view.horizontalHeader()
        for changed in (header.sectionResized, header.sectionMoved, header.geometriesChanged):
            changed.connect(self.update)
        theme().changed.connect(self.update)

    def text(self, id: str) -> str:
        """What stands in a column."""
        column = COLUMNS[IDS.index(id)]
        if column.kind == "name":
            return self.tr("total")
        return amount(column, self._model.totals[id]) if id in self._model.totals else ""

    def place(self, id: str) -> QRect:
        """Where it stands."""
        header, section = self._view.horizontalHeader(), IDS.index(id)
        return QRect(header.sectionViewportPosition(section), 1, header.sectionSize(section), self.height() - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme().tokens
        painter.setPen(QPen(QColor(tokens.line)))
        painter.drawLine(0, 0, self.width(), 0)
        words = QFont(self.font())
        words.setWeight(QFont.Weight.DemiBold)
        for section, column in enumerate(COLUMNS):
            if not self._view.isColumnHidden(section) and (text := self.text(column.id)):
                font = words if column.kind in _IN_WORDS else self._figures
                _write(painter, self.place(column.id), font, QColor(tokens.text), text, alignment(column))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._told(event.pos()), self)
            return True
        return bool(super().event(event))

    def _told(self, at: QPoint) -> str:
        section = self._view.horizontalHeader().logicalIndexAt(at.x())
        id = IDS[section] if section >= 0 else ""
        return exact(COLUMNS[section], self._model.totals[id]) if id in self._model.totals else ""


def _write(
    painter: QPainter,
    place: QRect,
    font: QFont,
    colour: QColor,
    text: str,
    side: Qt.AlignmentFlag,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Words in a cell, shortened where they must be."""
    inside = place.adjusted(PAD, 0, -PAD, 0)
    painter.setFont(font)
    painter.setPen(colour)
    text = QFontMetrics(font).elidedText(text, elide, inside.width())
    painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
