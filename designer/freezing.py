"""Freezing nodes: their parameters stay as they are in training."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from designer.workspace import Workspace
from engine.edits import Freeze


@dataclass(frozen=True, slots=True)
class Freezing:
    """What can be frozen among some nodes: those that have parameters, as far as the plan knows, or are frozen."""

    workspace: Workspace
    nodes: tuple[str, ...]

    @classmethod
    def of(cls, workspace: Workspace, ids: Iterable[str] | None = None) -> "Freezing":
        """Of these nodes, or of those that are selected, in the order of definition."""
        chosen, network = set(workspace.selected_nodes if ids is None else ids), workspace.network
        nodes = (node for node in network.nodes.values() if node.id in chosen) if chosen else ()
        return cls(workspace, tuple(node.id for node in nodes if node.frozen or _learns(workspace, node.id)))

    @property
    def frozen(self) -> bool | None:
        """Whether they are frozen; None where some are and some are not."""
        found = {self.workspace.network.nodes[id].frozen for id in self.nodes}
        return None if len(found) > 1 else True in found

    def toggle(self) -> None:
        """Freeze them all, or where they all are, let them learn again."""
        self.set(self.frozen is not True)

    def set(self, frozen: bool) -> None:
        """Freeze them all or let them all learn, as one step that can be undone."""
        nodes = self.workspace.network.nodes
        changes = {id: frozen for id in self.nodes if nodes[id].frozen != frozen}
        if not changes:
            return
        if len(changes) == 1:
            what = nodes[next(iter(changes))].name
        else:
            what = QCoreApplication.translate("Freezing", "{count} nodes").format(count=len(changes))
        if frozen:
            words = QCoreApplication.translate("Freezing", "Freeze {what}")
        else:
            words = QCoreApplication.translate("Freezing", "Unfreeze {what}")
        self.workspace.push(Freeze(self.workspace.scope, changes), words.format(what=what))


def _learns(workspace: Workspace, id: str) -> bool:
    plan = workspace.node_plan(id)
    return plan is not None and plan.parameters > 0
