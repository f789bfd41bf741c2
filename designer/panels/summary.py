"""The summary: a row a node with all that the plan tells of it, totals, and fields to try other sizes."""

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from designer.panels.summary_fields import SummaryFields
from designer.panels.summary_model import SummaryModel
from designer.panels.summary_table import SummaryTable
from designer.plot_parts import TextLine
from designer.settings import Settings
from designer.theme import icon, theme
from designer.words import bytes_text, grouped, short, translate
from designer.workspace import Workspace
from engine.plan import Plan
from engine.summary import COLUMNS, FLOPS_PER_MAC, column

_SET = QItemSelectionModel.SelectionFlag


class SummaryPanel(QWidget):
    """Follows plan and selection while it can be seen, and does nothing while it cannot."""

    node_requested = Signal(str)  # a node to be brought into the middle of the canvas
    export_requested = Signal(str)  # csv, markdown, or copy

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._touched: set[str] | None = None  # nodes that changed and are still to be shown; None: all of them
        self._stale, self._mirrors, self._heat = True, False, ""
        self.model = SummaryModel(self)
        self.table = SummaryTable(self.model, settings)
        self.search, self.heat, self.fields, self.words = QLineEdit(), QPushButton(), SummaryFields(), TextLine()
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._buttons = {kind: QToolButton() for kind in ("csv", "markdown", "copy")}
        for kind, button in self._buttons.items():
            button.clicked.connect(lambda _=False, kind=kind: self.export_requested.emit(kind))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.table.view.selectionModel().selectionChanged.connect(self._choose)
        for view in (self.table.names, self.table.view):
            view.activated.connect(lambda index: self.node_requested.emit(self.table.order.path(index.row())))
        self._lay_out()
        theme().changed.connect(self._retheme)
        self._retheme()
        self._retranslate()

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(4)
        self.search.setMaximumWidth(360)
        above.addWidget(self.search, 1)
        above.addStretch(0)
        above.addWidget(self.heat)
        for button in self._buttons.values():
            above.addWidget(button)
        below.setSpacing(12)
        below.addWidget(self.fields)
        below.addWidget(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 4)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addLayout(below)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty, 1)

    def set_workspace(self, workspace: Workspace | None) -> None:
        """Show this document from now on."""
        if self._workspace:
            self._workspace.plan_changed.disconnect(self._on_plan)
            self._workspace.changed.disconnect(self._on_changed)
            self._workspace.selection_changed.disconnect(self._mirror)
        self._workspace = workspace
        if workspace:
            workspace.plan_changed.connect(self._on_plan)
            workspace.changed.connect(self._on_changed)
            workspace.selection_changed.connect(self._mirror)
        self._touched = None
        self.fields.set_workspace(workspace)
        self._refresh()

    def set_heat(self, id: str, menu: QMenu) -> None:
        """Which cost the canvas shows (a column, or nothing), and the menu in which another is chosen."""
        self._heat = id
        self.heat.setMenu(menu)
        self._show_heat()

    def sort_by(self, id: str) -> None:
        """Put the nodes with the most of a column first."""
        self.table.sort_by(id)

    # Following -----------------------------------------------------------------------------------------------------

    @property
    def _is_seen(self) -> bool:
        # A dock behind another tab is visible to Qt, but nothing of it can be seen.
        return self.isVisible() and not self.visibleRegion().isEmpty()

    def _on_plan(self, touched: set[str]) -> None:
        if self._touched is not None:
            self._touched |= touched
        self._refresh()

    def _on_changed(self, edit: object) -> None:
        if self._is_seen:
            self.fields.refresh()
        else:
            self._stale = True

    def _refresh(self) -> None:
        self._stale = not self._is_seen
        if self._stale:
            return
        workspace = self._workspace
        self._mirrors = True  # rows that come and go take their selection with them: nobody has chosen anything
        if workspace is None:
            self.model.clear()
        else:
            self.model.take(workspace.plan, self._touched)
            self._touched = set()
        self._mirrors = False
        self.fields.refresh()
        self._show_words()
        self.table.update_sums()
        self._mirror()

    def paintEvent(self, event: QPaintEvent) -> None:
        """It comes into sight: what was left undone meanwhile is done now."""
        if self._stale:
            QTimer.singleShot(0, self, self._refresh)
        super().paintEvent(event)

    def _show_words(self) -> None:
        plan = self._workspace.plan if self._workspace else None
        filled = bool(self.model.rows)
        self.table.setVisible(filled)
        self._empty.setVisible(not filled)
        waits = plan is not None and plan.revision < 0
        self._empty.setText(
            self.tr("The engine is at work.") if waits else self.tr("There is nothing here yet. Add a block.")
        )
        for button in self._buttons.values():
            button.setEnabled(filled)
        self.words.set_text(self._totals(plan) if plan and filled else "")

    def _totals(self, plan: Plan) -> str:
        totals, memory = plan.totals, plan.totals.memory
        words = [
            self.tr("training {memory}").format(memory=bytes_text(memory.training)),
            self.tr("inference {memory}").format(memory=bytes_text(memory.inference)),
            self.tr("{count} parameters").format(count=grouped(totals.parameters)),
            self.tr("{count} trainable").format(count=grouped(totals.trainable)),
            self.tr("{count} MACs").format(count=short(totals.macs)),
            self.tr("{count} FLOPs").format(count=short(FLOPS_PER_MAC * totals.macs)),
            self.tr("depth {count}").format(count=totals.depth),
        ]
        return " · ".join(words)

    # Selecting -----------------------------------------------------------------------------------------------------

    def _choose(self, selected: QItemSelection) -> None:
        """A person selects rows: the canvas selects their nodes, and goes to the one that was meant."""
        workspace, order = self._workspace, self.table.order
        if workspace is None or self._mirrors:
            return
        paths = [order.path(index.row()) for index in self.table.view.selectionModel().selectedRows()]
        meant = order.path(selected.first().top()) if not selected.isEmpty() else None
        workspace.select(paths, current=meant)
        if meant is not None:
            self.node_requested.emit(meant)

    def _mirror(self) -> None:
        """Select the rows of the nodes that are selected on the canvas."""
        workspace, order, view = self._workspace, self.table.order, self.table.view
        if workspace is None or not self._is_seen:
            self._stale = True
            return
        rows = sorted(row for id in workspace.selected_nodes if (row := order.place(id)) is not None)
        if rows == sorted(index.row() for index in view.selectionModel().selectedRows()):
            return
        last, selection, start = order.columnCount() - 1, QItemSelection(), None
        for place, row in enumerate(rows):
            start = row if start is None else start
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                selection.select(order.index(start, 0), order.index(row, last))
                start = None
        self._mirrors = True
        view.selectionModel().select(selection, _SET.ClearAndSelect)
        current = order.place(workspace.current.id) if workspace.current else None
        if current is not None:
            view.selectionModel().setCurrentIndex(order.index(current, 0), _SET.NoUpdate)
            view.scrollTo(order.index(current, max(view.columnAt(0), 0)))
        self._mirrors = False

    def _search(self, text: str) -> None:
        self._mirrors = True
        self.table.order.search(text)
        self._mirrors = False
        self._mirror()

    # Words ---------------------------------------------------------------------------------------------------------

    def _show_heat(self) -> None:
        measure = column(self._heat) if self._heat else None
        self.heat.setText(translate("summary", measure.title) if measure else self.tr("Show on canvas"))

    def _retheme(self) -> None:
        self.heat.setIcon(icon("heat"))
        for kind, button in self._buttons.items():
            button.setIcon(icon(kind))
            button.setIconSize(QSize(16, 16))

    def _retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search nodes"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setToolTip(self.search.placeholderText() + "\n" + self.tr("By name or by block"))
        self.heat.setToolTip(self.tr("Show what each node costs on its card"))
        for kind, text in {
            "csv": self.tr("Export as CSV: exact numbers, memory for one sample"),
            "markdown": self.tr("Export as Markdown"),
            "copy": self.tr("Copy as Markdown"),
        }.items():
            self._buttons[kind].setToolTip(text)
            self._buttons[kind].setAccessibleName(text)
        for view in (self.table.names, self.table.view):
            view.setAccessibleName(self.tr("Summary of the network"))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.table.make_room()
        self._show_heat()
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
