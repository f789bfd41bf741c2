"""The palette: every block by category, searched by typing, dragged or added by double-click or Enter."""

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QKeyEvent, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QTreeView, QVBoxLayout, QWidget

from designer.canvas.mime import BLOCK_MIME
from designer.theme import CATEGORY_COLOURS, icon, theme
from designer.words import translate
from engine.block import CATEGORY_TITLES, Block
from engine.blocks import REGISTRY

_BLOCK = Qt.ItemDataRole.UserRole


class PalettePanel(QWidget):
    """Search field and tree. `add_requested` carries the id of a block to be added where it fits."""

    add_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.tree = _Tree()
        self.tree.activated.connect(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 0, 0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 8, 0)  # the tree's scroll bar goes to the edge, the field does not
        row.addWidget(self.search)
        layout.addLayout(row)
        layout.addWidget(self.tree)
        theme().changed.connect(self._fill)
        self._fill()
        self._retranslate()

    def _fill(self) -> None:
        """Build the tree; icons are in the colours of the categories."""
        model = QStandardItemModel(self)
        for category, title in CATEGORY_TITLES.items():
            colour = CATEGORY_COLOURS[category]
            blocks = [block for block in REGISTRY if block.category == category]
            if not blocks:
                continue
            parent = QStandardItem(_square(colour, self.devicePixelRatioF()), translate("categories", title))
            parent.setFlags(Qt.ItemFlag.ItemIsEnabled)
            parent.setToolTip(parent.text())  # a narrow panel shortens it
            font = parent.font()
            font.setWeight(font.Weight.DemiBold)
            parent.setFont(font)
            parent.setForeground(QColor(theme().tokens.dim))
            for block in blocks:
                parent.appendRow(self._item(block, colour))
            model.appendRow(parent)
        self.tree.setModel(model)
        self.tree.expandAll()
        self._filter(self.search.text())

    def _item(self, block: Block, colour: str) -> QStandardItem:
        item = QStandardItem(icon(block.id, colour), block.title)
        item.setData(block.id, _BLOCK)
        item.setToolTip(translate("blocks", block.help))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags)
        return item

    def _filter(self, text: str) -> None:
        words = text.lower().split()
        model = self.tree.model()
        first: QModelIndex | None = None
        for row in range(model.rowCount()):
            category = model.index(row, 0)
            shown = 0
            for child in range(model.rowCount(category)):
                index = model.index(child, 0, category)
                block = REGISTRY[index.data(_BLOCK)]
                help = translate("blocks", block.help)
                where = f"{block.title} {block.id} {category.data()} {help}".lower()
                matches = all(word in where for word in words)
                self.tree.setRowHidden(child, category, not matches)
                shown += matches
                if matches and first is None:
                    first = index
            self.tree.setRowHidden(row, QModelIndex(), shown == 0)
        if words and first is not None:
            self.tree.setCurrentIndex(first)

    def _add(self, index: QModelIndex) -> None:
        if block_id := index.data(_BLOCK):
            self.add_requested.emit(block_id)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """From the search field, Enter adds what is found and the arrows walk through it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._add(self.tree.currentIndex())
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.tree.setFocus()
                self.tree.keyPressEvent(event)
                return True
        return False

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search blocks"))
        self.search.setAccessibleName(self.tr("Search blocks"))
        self.tree.setAccessibleName(self.tr("Blocks"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, 480)


class _Tree(QTreeView):
    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(8)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setExpandsOnDoubleClick(False)

    def startDrag(self, actions: Qt.DropAction) -> None:
        block_id = self.currentIndex().data(_BLOCK)
        if not block_id:
            return
        data = QMimeData()
        data.setData(BLOCK_MIME, block_id.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


def _square(colour: str, ratio: float) -> QPixmap:
    """The little square before a category's title."""
    pixmap = QPixmap(QSize(16, 16) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colour))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(4, 4, 8, 8, 2, 2)
    painter.end()
    return pixmap
