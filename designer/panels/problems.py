"""The problems of the document: a row each, with what is wrong, why it matters, and a button for every repair."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.flow_layout import FlowLayout
from designer.panels.problem_list import ProblemList
from designer.panels.problem_row import ProblemRow
from designer.settings import Settings
from designer.theme import icon, theme
from designer.words import translate
from designer.workspace import Workspace
from engine.problem import Problem, Severity

MAXIMUM_ROWS = 200  # what is mended makes room for the rest
_ORDER: tuple[Severity, ...] = ("error", "warning", "note")
_USUAL = "error warning"  # notes are shown when asked for: a tool that nags is turned off
_SETTING = "problems_shown"


class ProblemsPanel(QWidget):
    """Follows the plan of the workspace while it is seen. What is filtered out is remembered between starts."""

    node_requested = Signal(list)  # node ids to be selected and shown
    fix_requested = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._workspace: Workspace | None = None
        self._stale = True
        shown = settings.text(_SETTING, _USUAL).split()
        bar = FlowLayout(spacing=4)
        bar.setContentsMargins(8, 6, 8, 4)
        self.filters: dict[Severity, QToolButton] = {}
        for severity in _ORDER:
            button = self.filters[severity] = QToolButton()
            button.setCheckable(True)
            button.setChecked(severity in shown)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.toggled.connect(self._filter)
            bar.addWidget(button)
        self._empty, self._more = QLabel(), QLabel()
        for label in (self._empty, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._more.setContentsMargins(8, 4, 8, 8)
        self.list = ProblemList()
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.itemClicked.connect(self._go)
        self.list.walked.connect(self._go)
        self.list.acted.connect(self._mend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._more)
        theme().changed.connect(self._rebuild)
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
        found = self._workspace.plan.problems if self._workspace else ()
        shown = {severity for severity, button in self.filters.items() if button.isChecked()}
        return sorted((p for p in found if p.severity in shown), key=lambda problem: _ORDER.index(problem.severity))

    # Following --------------------------------------------------------------------------------------------------

    def _filter(self) -> None:
        shown = [severity for severity, button in self.filters.items() if button.isChecked()]
        self._settings.set_text(_SETTING, " ".join(shown))
        self._refresh()

    def _rebuild(self) -> None:
        """Make every row anew: colours or words have changed."""
        self.list.clear()
        self._refresh()

    def _refresh(self, *_: object) -> None:
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        problems = self.problems()
        rows = [self.list.row_at(row) for row in range(self.list.count())]
        shown = problems[:MAXIMUM_ROWS]
        if len(rows) == len(shown) and all(row.says_the_same_as(p) for row, p in zip(rows, shown, strict=True)):
            for row, problem in zip(rows, shown, strict=True):
                row.renew(problem)
        else:
            self._fill(shown)
        self.list.setVisible(bool(problems))
        self._empty.setVisible(not problems)
        self._more.setVisible(len(problems) > MAXIMUM_ROWS)
        self._tell(len(problems))

    def _fill(self, problems: list[Problem]) -> None:
        current = self.list.currentRow()
        self.list.clear()
        for problem in problems:
            row = ProblemRow(problem)
            row.fix_requested.connect(self.fix_requested)
            self.list.add(row, f"{self._word(problem.severity)}: {problem.sentence(translate)}")
        self.list.setCurrentRow(min(current, self.list.count() - 1))

    def _tell(self, listed: int) -> None:
        """How many there are of each kind, and what an empty list means."""
        found = self._workspace.plan.problems if self._workspace else ()
        tokens = theme().tokens
        colours = {"error": tokens.error, "warning": tokens.warning, "note": tokens.dim}
        for severity, button in self.filters.items():
            count = sum(problem.severity == severity for problem in found)
            button.setIcon(icon(severity, colours[severity] if count else tokens.faint))
            button.setText(f"{self._plural(severity)} {count}")
        hidden = len(found) - listed
        if not found:
            self._empty.setText(self.tr("No problems: the network can be built and trained."))
        else:
            self._empty.setText(self.tr("Nothing of the chosen kinds. Hidden: {count}.").format(count=hidden))
        rest = max(listed - MAXIMUM_ROWS, 0)
        self._more.setText(self.tr("… and {count} more").format(count=rest))

    def _word(self, severity: Severity) -> str:
        return {"error": self.tr("Error"), "warning": self.tr("Warning"), "note": self.tr("Note")}[severity]

    def _plural(self, severity: Severity) -> str:
        return {"error": self.tr("Errors"), "warning": self.tr("Warnings"), "note": self.tr("Notes")}[severity]

    # Acting -----------------------------------------------------------------------------------------------------

    def _go(self, item: QListWidgetItem) -> None:
        """Show where the problem is."""
        problem = self.list.row_of(item).problem
        if problem.paths:
            self.node_requested.emit(list(problem.paths))

    def _mend(self, item: QListWidgetItem) -> None:
        """The first repair, where there is one; else show where the problem is."""
        fixes = self.list.row_of(item).problem.fixes
        if fixes:
            self.fix_requested.emit(fixes[0])
        else:
            self._go(item)

    def _menu(self, position: QPoint) -> None:
        item = self.list.itemAt(position)
        if item is None:
            return
        problem = self.list.row_of(item).problem
        menu = QMenu(self)
        if problem.paths:
            show = QAction(self.tr("Show the node"), menu)
            show.triggered.connect(lambda: self._go(item))
            menu.addAction(show)
        for fix in problem.fixes:
            action = QAction(fix.label(translate), menu)
            action.triggered.connect(lambda _=False, fix=fix: self.fix_requested.emit(fix))
            menu.addAction(action)
        menu.exec(self.list.viewport().mapToGlobal(position))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The menu key opens the repairs of the current row."""
        if event.key() == Qt.Key.Key_Menu and self.list.currentItem():
            self._menu(self.list.visualItemRect(self.list.currentItem()).center())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    # Words ------------------------------------------------------------------------------------------------------

    def _retranslate(self) -> None:
        tips = {
            "error": self.tr("Show what keeps the network from being built"),
            "warning": self.tr("Show what is probably not meant so"),
            "note": self.tr("Show what might be better, or is good to know"),
        }
        for severity, button in self.filters.items():
            button.setToolTip(tips[severity])
        self.list.setAccessibleName(self.tr("Problems"))
        self._tell(0)
        self._rebuild()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
