"""The open documents: opening, saving and closing them, with a journal each so that nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from designer.engine_client import EngineClient
from designer.settings import Settings
from designer.workspace import Workspace
from engine import presets
from engine.document import Document, new_id
from engine.edits import Edit
from engine.files import load, save
from engine.journal import Journal, Recovered, recover


class Documents(QObject):
    """A list of workspaces, one of them current. Every method that touches files raises UserError."""

    opened = Signal(object)
    closed = Signal(object)
    current_changed = Signal(object)

    def __init__(self, engine: EngineClient, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._settings = engine, settings
        self._open: list[Workspace] = []
        self._journals: dict[str, Journal] = {}
        self.current: Workspace | None = None

    def __iter__(self) -> Iterator[Workspace]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)

    def set_current(self, workspace: Workspace | None) -> None:
        """Make this the document that the panels show."""
        if workspace is not self.current:
            self.current = workspace
            self.current_changed.emit(workspace)

    def new(self) -> Workspace:
        """An empty document."""
        return self._add(Document(), None)

    def open(self, path: Path) -> Workspace:
        """Open a file, or go to it where it is open already."""
        path = path.absolute()
        for workspace in self._open:
            if workspace.path == path:
                self.set_current(workspace)
                return workspace
        document = load(path)
        if any(workspace.document.id == document.id for workspace in self._open):
            document = replace(document, id=new_id())  # a copy of an open file: two documents from here on
        self._settings.add_recent(path)
        return self._add(document, path)

    def open_preset(self, preset: str) -> Workspace:
        """A new document that begins as a preset."""
        return self._add(presets.make(preset), None)

    def open_copy(self, path: Path) -> Workspace:
        """Open a file without making it the document's own: saving asks for a name."""
        return self._add(load(path), None)

    def recover(self) -> list[Workspace]:
        """Open what a process that died had not saved."""
        return [self._take_over(recovered) for recovered in recover()]

    def save(self, workspace: Workspace, path: Path | None = None) -> None:
        """Save a document, at its own path or at another, which becomes its own."""
        target = (path or workspace.path or Path()).absolute()
        save(workspace.document, target)
        workspace.mark_saved(target)
        self._journals[workspace.document.id].begin_again(workspace.document, target)
        self._settings.add_recent(target)

    def close(self, workspace: Workspace) -> None:
        """Close a document; whether to save it has been asked before."""
        index = self._open.index(workspace)
        self._open.remove(workspace)
        self._engine.detach(workspace)
        self._journals.pop(workspace.document.id).end()
        if self.current is workspace:
            self.set_current(self._open[min(index, len(self._open) - 1)] if self._open else None)
        self.closed.emit(workspace)
        workspace.deleteLater()

    def forget_journal(self, workspace: Workspace) -> None:
        """The window is closing and nothing of this document is to be brought back."""
        self._journals[workspace.document.id].end()

    def _add(self, document: Document, path: Path | None, *, unsaved: bool = False) -> Workspace:
        workspace = Workspace(document, path, self)
        if unsaved:
            workspace.mark_unsaved()
        journal = self._journals[document.id] = Journal(document, path, unsaved=unsaved)
        workspace.changed.connect(lambda edit: self._write(journal, edit))
        self._open.append(workspace)
        self._engine.attach(workspace)
        self.opened.emit(workspace)
        self.set_current(workspace)
        return workspace

    def _take_over(self, recovered: Recovered) -> Workspace:
        if any(workspace.document.id == recovered.document.id for workspace in self._open):
            recovered = replace(recovered, document=replace(recovered.document, id=new_id()))
        workspace = self._add(recovered.document, recovered.path, unsaved=True)
        recovered.forget()
        return workspace

    @staticmethod
    def _write(journal: Journal, edit: Edit) -> None:
        journal.write(edit)
