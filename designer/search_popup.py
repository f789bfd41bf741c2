"""Adding a block by name: a field over the canvas and what it finds, Enter adds, Escape gives up."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from designer.canvas.view import CanvasView
from designer.theme import CATEGORY_COLOURS, icon
from designer.words import translate
from engine.blocks import REGISTRY

_BLOCK = Qt.ItemDataRole.UserRole


class SearchPopup(QFrame):
    """`chosen` carries a block's id. The popup closes by itself when the keyboard goes elsewhere."""

    chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.field, self.list = QLineEdit(), QListWidget()
        self.field.setPlaceholderText(self.tr("Add a block"))
        self.field.setAccessibleName(self.tr("Add a block"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setIconSize(QSize(16, 16))
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self._filter("")

    def open_over(self, canvas: CanvasView, position: QPointF | None) -> None:
        """Show at a place of the canvas, or in its middle."""
        self.resize(260, 300)
        place = canvas.mapFromScene(position) if position is not None else canvas.viewport().rect().center()
        point = canvas.viewport().mapToGlobal(place)
        screen = canvas.screen().availableGeometry()
        point.setX(max(screen.left(), min(point.x(), screen.right() - self.width())))
        point.setY(max(screen.top(), min(point.y(), screen.bottom() - self.height())))
        self.move(point)
        self.show()
        self.field.setFocus()

    def _filter(self, text: str) -> None:
        """Blocks whose title or id has the words come first, then those whose help has them."""
        words = text.lower().split()
        self.list.clear()
        near, far = [], []
        for block in REGISTRY:
            name = f"{block.title} {block.id} {block.category}".lower()
            if all(word in name for word in words):
                near.append(block)
            elif all(word in f"{name} {translate('blocks', block.help).lower()}" for word in words):
                far.append(block)
        for block in near + far:
            item = QListWidgetItem(icon(block.id, CATEGORY_COLOURS[block.category]), block.title)
            item.setData(_BLOCK, block.id)
            item.setToolTip(translate("blocks", block.help))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        block_id = item.data(_BLOCK)
        self.close()
        self.chosen.emit(block_id)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentItem())
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
        return False
