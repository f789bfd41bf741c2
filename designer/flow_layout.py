"""A layout that puts widgets beside one another, and goes on in the next row where there is no more room."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Each widget is as wide as it likes, and never wider than there is room: then it may grow in height."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        around = self.contentsMargins()
        places = self._places(width - around.left() - around.right())
        return max((place.y() + place.height() for place in places), default=0) + around.top() + around.bottom()

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        area = area.marginsRemoved(self.contentsMargins())
        for item, place in zip(self._items, self._places(area.width()), strict=True):
            item.setGeometry(place.translated(area.topLeft()))

    def _places(self, width: int) -> list[QRect]:
        """Where each item goes, row by row."""
        places: list[QRect] = []
        x = y = row = 0
        for item in self._items:
            wide = min(item.sizeHint().width(), width)
            tall = item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()
            if x and x + wide > width:
                x, y, row = 0, y + row + self.spacing(), 0
            places.append(QRect(x, y, wide, tall))
            x, row = x + wide + self.spacing(), max(row, tall)
        return places
