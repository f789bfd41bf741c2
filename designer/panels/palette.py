"""The palette: every block by category, searched by typing, dragged or added by double-click or Enter."""

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QTreeView, QVBoxLayout, QWidget

from designer.block_search import BlockSearch
from designer.canvas.mime import BLOCK_MIME
from designer.settings import Settings
from designer.theme import CATEGORY_COLOURS, icon, theme
from designer.used_blocks import UsedBlocks
from designer.words import translate
from engine.block import CATEGORY_TITLES, Block
from engine.blocks import REGISTRY

_BLOCK, _SECTION = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_OFTEN, _MOST = "often", 6
_WALKING = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


class PalettePanel(QWidget):
    """Search field and tree. `add_requested` carries the id of a block to be added where it fits.

    Sections open and close, and stay so in the settings. While something is searched for, what is found stands in one
    list, best first.
    """

    add_requested = Signal(str)

    def __init__(self, settings: Settings, used: UsedBlocks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._used = settings, used
        self._index = BlockSearch(REGISTRY, translate)
        self._open = set(settings.text("palette_open", _OFTEN).split())
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.tree = _Tree()
        self._model = QStandardItemModel(self)
        self.tree.setModel(self._model)
        self.tree.activated.connect(self._add)
        self.tree.typed.connect(self._type)
        self.tree.expanded.connect(lambda index: self._remember(index, True))
        self.tree.collapsed.connect(lambda index: self._remember(index, False))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 0)  # the tree goes to the edges, the field does not
        row.addWidget(self.search)
        layout.addLayout(row)
        layout.addWidget(self.tree)
        theme().changed.connect(self._fill)
        used.changed.connect(self._renew_often)
        self._retranslate()

    # What is in the tree -----------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Build the tree: sections, or what is found. Icons are in the colours of the categories."""
        self.tree.ensurePolished()  # rows are as high as the style wants them when they are laid out
        self._model.clear()
        text = self.search.text().strip()
        if text:
            self._fill_found(text)
        else:
            self._fill_sections()

    def _fill_found(self, text: str) -> None:
        found = self._index.find(text, self._used.counts)
        for item in map(_item, found):
            self._model.appendRow(item)
        if found:
            self.tree.setCurrentIndex(self._model.index(0, 0))
        else:
            self._model.appendRow(_nothing(self.tr("No block is called that")))

    def _fill_sections(self) -> None:
        often = _section(_OFTEN, self.tr("Often used"))
        often.appendRows([_item(REGISTRY[id]) for id in self._used.often(_MOST)])
        self._model.appendRow(often)
        for category, title in CATEGORY_TITLES.items():
            section = _section(category, translate("categories", title))
            section.appendRows([_item(block) for block in REGISTRY if block.category == category])
            if section.rowCount():
                self._model.appendRow(section)
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            self.tree.setExpanded(index, index.data(_SECTION) in self._open)
            self._mark(index)

    def _renew_often(self) -> None:
        """Let the blocks that are used most take the places of those that are not; the others stay where they are."""
        often = self._model.item(0)
        if often is None or often.data(_SECTION) != _OFTEN:
            return
        ids = self._used.often(_MOST)
        shown = [often.child(row).data(_BLOCK) for row in range(often.rowCount())]
        come = iter(id for id in ids if id not in shown)
        for row in (row for row, id in enumerate(shown) if id not in ids):
            often.setChild(row, _item(REGISTRY[next(come)]))

    def _mark(self, index: QModelIndex) -> None:
        """A section's icon says whether it is open."""
        id = index.data(_SECTION)
        colour = CATEGORY_COLOURS.get(id, theme().tokens.dim)
        name = "chevron_down" if self.tree.isExpanded(index) else "chevron_right"
        self._model.itemFromIndex(index).setIcon(icon(name, colour))

    def _remember(self, index: QModelIndex, is_open: bool) -> None:
        if section := index.data(_SECTION):
            self._open = self._open | {section} if is_open else self._open - {section}
            self._settings.set_text("palette_open", " ".join(sorted(self._open)))
            self._mark(index)

    # Hands -------------------------------------------------------------------------------------------------------

    def _add(self, index: QModelIndex) -> None:
        if block_id := index.data(_BLOCK):
            self.add_requested.emit(block_id)

    def _type(self, text: str) -> None:
        """Whoever types over the tree searches."""
        self.search.setFocus()
        self.search.insert(text)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """From the search field, Enter adds what is found and the arrows walk through it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._add(self.tree.currentIndex())
                self.search.selectAll()  # the next word takes its place
                return True
            if key == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if key in _WALKING:
                if not self.search.text().strip():
                    self.tree.setFocus()
                self.tree.keyPressEvent(event)
                return True
        return False

    # Qt ----------------------------------------------------------------------------------------------------------

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search blocks"))
        self.search.setAccessibleName(self.tr("Search blocks"))
        self.tree.setAccessibleName(self.tr("Blocks"))
        self._index = BlockSearch(REGISTRY, translate)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, 480)


class _Tree(QTreeView):
    """`typed` carries what is typed over it. A click on a section opens or closes it, as Enter and the arrows do."""

    typed = Signal(str)

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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.clicked.connect(self._toggle)

    def _toggle(self, index: QModelIndex) -> None:
        if index.data(_SECTION):
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current, text = self.currentIndex(), event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.data(_SECTION):
            self._toggle(current)
        elif text.strip() and text.isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing searches all blocks, not the rows that are open."""

    def startDrag(self, actions: Qt.DropAction) -> None:
        block_id = self.currentIndex().data(_BLOCK)
        if not block_id:
            return
        data = QMimeData()
        data.setData(BLOCK_MIME, block_id.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


def _item(block: Block) -> QStandardItem:
    item = QStandardItem(icon(block.id, CATEGORY_COLOURS[block.category]), block.title)
    item.setData(block.id, _BLOCK)
    item.setToolTip(f"{block.title}\n{translate('blocks', block.help)}")
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
    return item


def _section(id: str, title: str) -> QStandardItem:
    item = QStandardItem(title)
    item.setData(id, _SECTION)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setToolTip(title)  # a narrow panel shortens it
    font = item.font()
    font.setPixelSize(11)
    font.setWeight(font.Weight.DemiBold)
    item.setFont(font)
    item.setForeground(QColor(theme().tokens.dim))
    return item


def _nothing(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setToolTip(text)
    return item
