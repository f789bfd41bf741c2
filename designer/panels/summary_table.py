"""The table of the summary: names that stay at the left, columns that can be hidden, and totals that stay beneath."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QMenu,
    QScrollBar,
    QTableView,
    QWidget,
)

from designer.panels.summary_cells import PAD, ROW, Cells, Totals
from designer.panels.summary_model import IDS, SummaryModel, SummaryOrder
from designer.settings import Settings
from designer.theme import monospaced
from designer.words import translate
from engine.summary import COLUMNS

_HIDDEN = ("dtype", "trainable", "buffers")  # at first
_WIDTHS = {"name": 120, "block": 124, "output": 108, "receptive_field": 112}
_MEMORY = f"summary_columns_{len(COLUMNS)}"  # in the settings; with other columns it begins anew
_NAME, _FIRST = 0, 1  # the column of names, and the first of the others


class SummaryTable(QWidget):
    """Two views of the same rows with one selection: `names`, and `view` with all else, which scrolls sideways."""

    def __init__(self, model: SummaryModel, settings: Settings) -> None:
        super().__init__()
        self._settings, self.order = settings, SummaryOrder(model)
        self.names, self.view = QTableView(), QTableView()
        for each in (self.names, self.view):
            self._set_up(each)
        for section in range(_FIRST, len(COLUMNS)):
            self.names.setColumnHidden(section, True)
        self.view.setColumnHidden(_NAME, True)
        self.totals = Totals(self.names, model), Totals(self.view, model)
        self._bar = QScrollBar(Qt.Orientation.Horizontal)
        self._join()
        self._set_up_headers()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for column, each, totals in ((0, self.names, self.totals[0]), (2, self.view, self.totals[1])):
            grid.addWidget(each, 0, column)
            grid.addWidget(totals, 1, column)
        grid.addWidget(_line(), 0, 1, 2, 1)
        grid.addWidget(self._bar, 2, 2)
        grid.setColumnStretch(2, 1)

    def _set_up(self, view: QTableView) -> None:
        view.setModel(self.order)
        view.setItemDelegate(Cells(view))
        view.setFrameShape(QTableView.Shape.NoFrame)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setCornerButtonEnabled(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it stands below the totals
        view.setMinimumHeight(3 * ROW)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        view.horizontalHeader().setSortIndicatorClearable(True)  # a third click brings back the order of execution

    def _join(self) -> None:
        """Make the two views scroll, select and sort as one."""
        self.names.setSelectionModel(self.view.selectionModel())
        self.names.setFocusProxy(self.view)
        self.names.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left, right = self.names.verticalScrollBar(), self.view.verticalScrollBar()
        left.valueChanged.connect(right.setValue)
        right.valueChanged.connect(left.setValue)
        inner = self.view.horizontalScrollBar()
        self._bar.valueChanged.connect(inner.setValue)
        inner.valueChanged.connect(self._bar.setValue)
        inner.valueChanged.connect(self.totals[1].update)
        inner.rangeChanged.connect(self._fit_bar)
        self._fit_bar()
        self.view.selectionModel().currentChanged.connect(self._lead_keys)

    def _lead_keys(self) -> None:
        """The keyboard belongs to the view that scrolls, and moves in columns that it shows."""
        current, header = self.view.currentIndex(), self.view.horizontalHeader()
        if current.column() == _NAME and (section := header.logicalIndex(self._first_shown())) >= _FIRST:
            index = self.order.index(current.row(), section)
            self.view.selectionModel().setCurrentIndex(index, self.view.selectionModel().SelectionFlag.NoUpdate)

    def _first_shown(self) -> int:
        """The place of the first column of `view` that is not hidden; -1 where all are."""
        header = self.view.horizontalHeader()
        places = range(header.count())
        return next((place for place in places if not header.isSectionHidden(header.logicalIndex(place))), -1)

    def _fit_bar(self, *_: object) -> None:
        inner = self.view.horizontalScrollBar()
        self._bar.setRange(inner.minimum(), inner.maximum())
        self._bar.setPageStep(inner.pageStep())
        self._bar.setSingleStep(inner.singleStep())
        self._bar.setVisible(inner.maximum() > inner.minimum())

    # Columns -------------------------------------------------------------------------------------------------------

    def _set_up_headers(self) -> None:
        names, header = self.names.horizontalHeader(), self.view.horizontalHeader()
        names.sectionResized.connect(lambda section, _, size: self.names.setFixedWidth(size) if size else None)
        header.setSectionsMovable(True)
        for each in (names, header):
            each.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            each.customContextMenuRequested.connect(lambda at, each=each: self._menu(each.mapToGlobal(at)))
        usual = QFontMetrics(monospaced()).horizontalAdvance("00.0 MB") + 2 * PAD
        for section, column in enumerate(COLUMNS):
            self._header(section).resizeSection(section, _WIDTHS.get(column.id, usual))
        self.make_room()
        for id in _HIDDEN:
            header.setSectionHidden(IDS.index(id), True)
        header.restoreState(self._settings.bytes(_MEMORY))
        for each, other in ((names, header), (header, names)):
            each.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            each.sortIndicatorChanged.connect(_clearing(other))
        for view in (self.names, self.view):
            view.setSortingEnabled(True)
        for changed in (header.sectionMoved, header.sectionResized):
            changed.connect(self._remember)

    def _header(self, section: int) -> QHeaderView:
        return (self.names if section == _NAME else self.view).horizontalHeader()

    def make_room(self) -> None:
        """Widen the columns that are too narrow for their heading."""
        for section, column in enumerate(COLUMNS):
            header = self._header(section)
            need = QFontMetrics(header.font()).horizontalAdvance(translate("summary", column.title)) + 2 * PAD + 2
            if not header.isSectionHidden(section) and header.sectionSize(section) < need:
                header.resizeSection(section, need)

    def _remember(self, *_: object) -> None:
        self._settings.set_bytes(_MEMORY, self.view.horizontalHeader().saveState())

    def _menu(self, place: QPoint) -> None:
        """Which columns are shown; the name always is."""
        menu = QMenu(self)
        for section, column in enumerate(COLUMNS[_FIRST:], _FIRST):
            action = menu.addAction(translate("summary", column.title))
            action.setCheckable(True)
            action.setChecked(not self.view.isColumnHidden(section))
            action.toggled.connect(lambda on, section=section: self.show_column(section, on))
        menu.exec(place)
        menu.deleteLater()

    def show_column(self, section: int, shown: bool) -> None:
        """Show or hide a column, now and at the next start."""
        self.view.setColumnHidden(section, not shown)
        self.make_room()
        self._remember()
        self.totals[1].update()

    def sort_by(self, id: str) -> None:
        """Put the rows with the most of a column first, and bring it into sight."""
        section = IDS.index(id)
        self.show_column(section, True)
        self.view.sortByColumn(section, Qt.SortOrder.DescendingOrder)
        self.view.scrollTo(self.order.index(0, section))

    def update_sums(self) -> None:
        """The totals are others, and with them all shares."""
        for widget in (self.view.viewport(), *self.totals):
            widget.update()


def _line() -> QFrame:
    line = QFrame()
    line.setFixedWidth(1)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    return line


def _clearing(header: QHeaderView) -> Callable[[int], None]:
    """What takes the arrow from one header when the other gets it; rows are sorted already."""

    def clear(section: int) -> None:
        if section >= 0 and header.sortIndicatorSection() >= 0:
            header.blockSignals(True)
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.blockSignals(False)
            header.viewport().update()

    return clear
