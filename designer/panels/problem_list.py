"""The list of problems: rows of widgets that are as tall as their words need, and its keys."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from designer.panels.problem_row import ProblemRow


class ProblemList(QListWidget):
    """Rows that are as tall as their words need. Arrow keys walk, and Enter acts."""

    walked = Signal(QListWidgetItem)  # an arrow key has made it the current one
    acted = Signal(QListWidgetItem)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add(self, row: ProblemRow, spoken: str) -> None:
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.addItem(item)
        self.setItemWidget(item, row)
        self._measure(item)

    def row_at(self, index: int) -> ProblemRow:
        return self.row_of(self.item(index))

    def row_of(self, item: QListWidgetItem) -> ProblemRow:
        row = self.itemWidget(item)
        assert isinstance(row, ProblemRow)
        return row

    def _measure(self, item: QListWidgetItem) -> None:
        width = self.viewport().width()
        item.setSizeHint(QSize(width, self.row_of(item).heightForWidth(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            for item in map(self.item, range(self.count())):
                if self.itemWidget(item):  # a row that is just being added has none yet
                    self._measure(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentRow()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.acted.emit(self.currentItem())
            return
        super().keyPressEvent(event)
        if self.currentRow() != before and self.currentItem():
            self.walked.emit(self.currentItem())
