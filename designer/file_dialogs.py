"""Asking a person for files: open, save, save as, export, and what to do with unsaved changes."""

from pathlib import Path

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from designer.documents import Documents
from designer.settings import Settings
from designer.words import translate
from designer.workspace import Workspace
from engine.errors import UserError
from engine.files import write_atomically
from engine.source import class_name, source_of
from engine.summary import summary_of
from engine.summary_files import as_csv, as_markdown


class FileDialogs(QObject):
    """`told` carries a sentence for the status bar; failures are told in a dialog, since work may be at stake."""

    told = Signal(str)

    def __init__(self, documents: Documents, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._documents, self._settings, self._window = documents, settings, window

    def ask_open(self) -> None:
        """Choose files and open them."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Open"),
            self._folder(),
            self.tr("ConvCanvas documents (*.json);;All files (*)"),
        )
        for name in names:
            self.open(Path(name))

    def open(self, path: Path) -> bool:
        """Open a file; whether that worked. Otherwise the person has been told."""
        try:
            self._documents.open(path)
        except UserError as error:
            self.complain(error)
            return False
        self._settings.set_text("folder", str(path.parent))
        return True

    def save(self, workspace: Workspace | None) -> bool:
        """Save under its own name, or ask for one; whether it is saved."""
        if workspace is None:
            return False
        return self._save(workspace, workspace.path) if workspace.path else self.save_as(workspace)

    def save_as(self, workspace: Workspace | None) -> bool:
        """Ask for a name and save; whether it is saved."""
        if workspace is None:
            return False
        stem = workspace.path.name if workspace.path else f"{class_name(workspace.document.title).lower()}.json"
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save as"),
            str(Path(self._folder()) / stem),
            self.tr("ConvCanvas documents (*.json);;All files (*)"),
        )
        if not name:
            return False
        path = Path(name)
        return self._save(workspace, path if path.suffix else path.with_suffix(".json"))

    def _save(self, workspace: Workspace, path: Path) -> bool:
        try:
            self._documents.save(workspace, path)
        except UserError as error:
            self.complain(error)
            return False
        self._settings.set_text("folder", str(path.parent))
        self.told.emit(self.tr("Saved {path}").format(path=QDir.toNativeSeparators(str(path))))
        return True

    def export_source(self, workspace: Workspace | None) -> None:
        """Ask for a name and write the network as PyTorch source."""
        if workspace is None or not workspace.plan.ok or not workspace.plan_is_current:
            return
        stem = f"{class_name(workspace.document.title).lower()}.py"
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export as PyTorch source"),
            str(Path(self._folder()) / stem),
            self.tr("Python files (*.py);;All files (*)"),
        )
        if not name:
            return
        try:
            write_atomically(Path(name), source_of(workspace.document, workspace.plan).encode())
        except UserError as error:
            self.complain(error)
        else:
            self.told.emit(self.tr("Exported {path}").format(path=QDir.toNativeSeparators(name)))

    def export_summary(self, workspace: Workspace | None, kind: str) -> None:
        """Ask for a name and write the summary, as csv or as markdown."""
        if workspace is None or not workspace.plan.nodes:
            return
        titles = {"csv": self.tr("Export the summary as CSV"), "markdown": self.tr("Export the summary as Markdown")}
        filters = {"csv": self.tr("CSV files (*.csv)"), "markdown": self.tr("Markdown files (*.md)")}
        ending = ".csv" if kind == "csv" else ".md"
        stem = f"{class_name(workspace.document.title).lower()}{ending}"
        start = str(Path(self._folder()) / stem)
        anything = self.tr("All files (*)")  # by itself: lupdate does not look into f-strings
        name, _ = QFileDialog.getSaveFileName(self._window, titles[kind], start, f"{filters[kind]};;{anything}")
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(name).with_suffix(ending)
        write = as_csv if kind == "csv" else as_markdown
        try:
            write_atomically(path, write(summary_of(workspace.plan)).encode())
        except UserError as error:
            self.complain(error)
        else:
            self.told.emit(self.tr("Exported {path}").format(path=QDir.toNativeSeparators(str(path))))

    def close(self, workspace: Workspace | None) -> bool:
        """Close a document, after asking what to do with changes; whether it is closed."""
        if workspace is None or not self.may_close(workspace):
            return False
        self._documents.close(workspace)
        return True

    def may_close(self, workspace: Workspace) -> bool:
        """Whether the document can be closed: it is saved, or the person gives the changes up."""
        if not workspace.is_modified:
            return True
        self._documents.set_current(workspace)
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        name = workspace.name or self.tr("Untitled")
        box.setText(self.tr("Save the changes to {name}?").format(name=name))
        box.setInformativeText(self.tr("Without saving they are lost."))
        Button = QMessageBox.StandardButton
        box.setStandardButtons(Button.Save | Button.Discard | Button.Cancel)
        box.setDefaultButton(Button.Save)
        choice = box.exec()
        if choice == Button.Save:
            return self.save(workspace)
        return choice == Button.Discard

    def complain(self, error: UserError) -> None:
        """Tell what went wrong and what to do."""
        QMessageBox.warning(self._window, self.tr("ConvCanvas"), error.text(translate))

    def _folder(self) -> str:
        return self._settings.text("folder") or QDir.homePath()
