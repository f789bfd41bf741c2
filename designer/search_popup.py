"""Adding a block by name: a field over the canvas and what it finds, Enter adds, Escape gives up."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from designer.block_search import BlockSearch
from designer.canvas.view import CanvasView
from designer.theme import CATEGORY_COLOURS, icon
from designer.used_blocks import UsedBlocks
from designer.words import translate
from engine.blocks import REGISTRY

_BLOCK = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 9, Qt.Key.Key_PageUp: -9}


class SearchPopup(QFrame):
    """`chosen` carries a block's id. The popup closes by itself when the keyboard goes elsewhere."""

    chosen = Signal(str)

    def __init__(self, window: QWidget, used: UsedBlocks) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._index, self._uses = BlockSearch(REGISTRY, translate), used.counts
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.field, self.list = QLineEdit(), QListWidget()
        self.field.setPlaceholderText(self.tr("Add a block"))
        self.field.setAccessibleName(self.tr("Add a block"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setIconSize(QSize(16, 16))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        """What may be meant, best first; with nothing typed, what is used most comes first."""
        self.list.clear()
        for block in self._index.find(text, self._uses):
            item = QListWidgetItem(icon(block.id, CATEGORY_COLOURS[block.category]), block.title)
            item.setData(_BLOCK, block.id)
            item.setToolTip(f"{block.title}\n{translate('blocks', block.help)}")
            self.list.addItem(item)
        if not self.list.count():
            item = QListWidgetItem(self.tr("No block is called that"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        block_id = item.data(_BLOCK) if item is not None else None
        if block_id is None:
            return
        self.close()
        self.chosen.emit(block_id)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentItem())
                return True
            if step := _STEPS.get(Qt.Key(event.key())):
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
        return False
