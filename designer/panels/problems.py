"""The problems of the document: a row each; a click selects the node, and fixes stand in the context menu."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from designer.theme import icon, theme
from designer.words import translate
from designer.workspace import Workspace
from engine.problem import Problem

_ORDER = {"error": 0, "warning": 1, "note": 2}
_PROBLEM = Qt.ItemDataRole.UserRole


class ProblemsPanel(QWidget):
    """Follows the plan of the workspace. Notes are hidden unless asked for."""

    node_requested = Signal(list)  # node ids to be selected and shown
    fix_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self._notes = QCheckBox()
        self._notes.toggled.connect(self._refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._notes)
        theme().changed.connect(self._refresh)
        self._retranslate()

    def set_workspace(self, workspace: Workspace | None) -> None:
        """Show the problems of this document from now on."""
        if self._workspace:
            self._workspace.plan_changed.disconnect(self._refresh)
        self._workspace = workspace
        if workspace:
            workspace.plan_changed.connect(self._refresh)
        self._refresh()

    def problems(self) -> list[Problem]:
        """What is listed, errors first."""
        if self._workspace is None:
            return []
        found = sorted(self._workspace.plan.problems, key=lambda problem: _ORDER[problem.severity])
        return [problem for problem in found if problem.severity != "note" or self._notes.isChecked()]

    def _refresh(self, *_: object) -> None:
        problems, tokens = self.problems(), theme().tokens
        colours = {"error": tokens.error, "warning": tokens.warning, "note": tokens.dim}
        words = {"error": self.tr("Error"), "warning": self.tr("Warning"), "note": self.tr("Note")}
        row = self.list.currentRow()
        self.list.clear()
        for problem in problems:
            item = QListWidgetItem(icon(problem.severity, colours[problem.severity]), problem.sentence(translate))
            item.setData(_PROBLEM, problem)
            item.setToolTip(problem.reason(translate) or problem.sentence(translate))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{words[problem.severity]}: {problem.sentence(translate)}",
            )
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.setVisible(bool(problems))
        self._empty.setVisible(not problems)
        notes = sum(p.severity == "note" for p in self._workspace.plan.problems) if self._workspace else 0
        self._notes.setText(self.tr("Show notes ({count})").format(count=notes))
        self._notes.setVisible(notes > 0)

    def _go(self, item: QListWidgetItem) -> None:
        problem: Problem = item.data(_PROBLEM)
        if problem.paths:
            self.node_requested.emit(list(problem.paths))

    def _menu(self, position: QPoint) -> None:
        item = self.list.itemAt(position)
        if item is None:
            return
        problem: Problem = item.data(_PROBLEM)
        menu = QMenu(self)
        if problem.paths:
            show = QAction(self.tr("Show the node"), menu)
            show.triggered.connect(lambda: self._go(item))
            menu.addAction(show)
        for fix in problem.fixes:
            action = QAction(fix.label(translate), menu)
            action.triggered.connect(lambda _=False, fix=fix: self.fix_requested.emit(fix))
            menu.addAction(action)
        menu.exec(self.list.mapToGlobal(position))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The menu key opens the fixes of the current row."""
        if event.key() == Qt.Key.Key_Menu and self.list.currentItem():
            self._menu(self.list.visualItemRect(self.list.currentItem()).center())
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self._empty.setText(self.tr("No problems: the network can be built and trained."))
        self.list.setAccessibleName(self.tr("Problems"))
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
