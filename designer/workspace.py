"""One open document: its undo stack, its selection, and the newest plan that the engine has sent of it.

Views keep nothing of their own: they read from here, and follow the signals.
"""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from designer.undo import EditCommand
from engine.document import Document, Group, Node
from engine.edits import Edit
from engine.messages import PlanChanged
from engine.plan import NodePlan, Plan
from engine.problem import Problem


class Workspace(QObject):
    """The document that a canvas and the panels show. Change it through `push` alone."""

    changed = Signal(object)  # the Edit that has just been applied, by push, undo or redo
    plan_changed = Signal(object)  # the set of node ids whose NodePlan or problems changed
    selection_changed = Signal()
    path_changed = Signal()

    def __init__(self, document: Document, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.path = path
        self.plan = Plan(document.id, -1)
        self.undo_stack = QUndoStack(self)
        self._nodes: frozenset[str] = frozenset()
        self._edges: frozenset[str] = frozenset()
        self._current: str | None = None
        self._unsaved = False
        self._planned_from = document.revision  # a plan of this revision or a later one is about the present graph
        self._fixes_from = document.revision  # and its repairs about the present recipe, too

    @property
    def plan_is_current(self) -> bool:
        """Whether the plan is about the graph as it stands now; layout may have changed since."""
        return self.plan.revision >= self._planned_from

    @property
    def fixes_are_current(self) -> bool:
        """Whether the repairs that the plan offers are edits of the document as it stands now."""
        return self.plan.revision >= self._fixes_from

    @property
    def network(self) -> Group:
        """The group that is shown: the root."""
        return self.document.network

    @property
    def scope(self) -> str:
        """The id of the group that is shown, for edits."""
        return self.document.root

    @property
    def is_modified(self) -> bool:
        """Whether there is something that has not been saved."""
        return self._unsaved or not self.undo_stack.isClean()

    @property
    def name(self) -> str:
        """What the tab and the window's title call it: the file's name, else the title."""
        return self.path.name if self.path else self.document.title

    def mark_saved(self, path: Path | None) -> None:
        """The document as it is now is in this file (None: and nobody wants it kept)."""
        self.path, self._unsaved = path, False
        self.undo_stack.setClean()
        self.path_changed.emit()

    def mark_unsaved(self) -> None:
        """The document as it was opened is in no file: it was brought back after a crash."""
        self._unsaved = True

    def push(self, edit: Edit, text: str, merge_key: str = "") -> None:
        """Apply `edit` as one undoable step called `text` ("connect conv1 to bn1", translated by the caller)."""
        self.undo_stack.push(EditCommand(edit, text, self._carry_out, merge_key))

    def _carry_out(self, edit: Edit) -> Edit:
        inverse = self.document.apply(edit)
        if edit.touches() & {"graph"}:
            self._planned_from = self.document.revision
        if edit.touches() & {"graph", "recipe"}:
            self._fixes_from = self.document.revision
        self._forget_removed()
        self.changed.emit(edit)
        return inverse

    # Selection -------------------------------------------------------------------------------------------------

    @property
    def selected_nodes(self) -> frozenset[str]:
        return self._nodes

    @property
    def selected_edges(self) -> frozenset[str]:
        return self._edges

    @property
    def current(self) -> Node | None:
        """The node that the panels are about: the one selected last."""
        return self.network.nodes.get(self._current) if self._current else None

    def select(self, nodes: Iterable[str] = (), edges: Iterable[str] = (), current: str | None = None) -> None:
        """Select these nodes and edges and nothing else."""
        chosen, wires = frozenset(nodes), frozenset(edges)
        if current is None:
            current = self._current if self._current in chosen else next(iter(sorted(chosen)), None)
        if (chosen, wires, current) != (self._nodes, self._edges, self._current):
            self._nodes, self._edges, self._current = chosen, wires, current
            self.selection_changed.emit()

    def _forget_removed(self) -> None:
        nodes = self._nodes & self.network.nodes.keys()
        edges = self._edges & self.network.edges.keys()
        self.select(nodes, edges)

    # Plan ------------------------------------------------------------------------------------------------------

    def take_plan(self, news: PlanChanged) -> bool:
        """Take in what the engine has found out; False where it does not follow what is known (ask for all of it)."""
        if news.revision < self.plan.revision or news.revision > self.document.revision:
            return True  # stale; a newer one is on its way
        if news.since is not None and news.since != self.plan.revision:
            return False
        before, removed = self.plan, set(news.removed)
        nodes = {} if news.since is None else {k: v for k, v in before.nodes.items() if k not in removed}
        nodes.update(news.nodes)
        self.plan = Plan(
            document=before.document,
            revision=news.revision,
            order=before.order if news.order is None else tuple(news.order),
            nodes=nodes,
            problems=tuple(news.problems),
            totals=news.totals,
        )
        touched = set(news.nodes) | set(news.removed)
        for problem in (*before.problems, *news.problems):
            touched.update(problem.paths)
        self.plan_changed.emit(touched)
        return True

    def node_plan(self, node_id: str) -> NodePlan | None:
        """What the engine knows of a node; None while it has not seen it."""
        return self.plan.nodes.get(node_id)

    def problems_of(self, node_id: str) -> list[Problem]:
        """The problems at a node, errors first."""
        order = {"error": 0, "warning": 1, "note": 2}
        found = [problem for problem in self.plan.problems if node_id in problem.paths]
        return sorted(found, key=lambda problem: order[problem.severity])
