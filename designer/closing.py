"""What is asked when the window is closed: at most once about a run that goes on, and once a changed document."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from designer.documents import Documents
from designer.file_dialogs import FileDialogs
from designer.training import Training


class Closing(QObject):
    """Asks, and carries out what is answered."""

    def __init__(self, documents: Documents, files: FileDialogs, training: Training, window: QWidget) -> None:
        super().__init__(window)
        self._documents, self._files, self._training, self._window = documents, files, training, window

    def may_close(self) -> bool:
        """Whether the window can go; the run has then been stopped or left to itself, as was wished."""
        if not all(self._files.may_close(workspace) for workspace in list(self._documents)):
            return False
        if self._training.is_active and not self._ask_about_run():
            return False
        self._training.leave()
        for workspace in list(self._documents):
            workspace.undo_stack.setClean()
            self._documents.forget_journal(workspace)
        return True

    def _ask_about_run(self) -> bool:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("A run is going on. Stop it?"))
        box.setInformativeText(self.tr("If it goes on by itself, you find it here at the next start."))
        stop = box.addButton(self.tr("Stop it"), QMessageBox.ButtonRole.DestructiveRole)
        leave = box.addButton(self.tr("Let it go on"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(leave)
        box.exec()
        if box.clickedButton() is stop:
            self._training.stop()
            self._training.wait_for_end(5.0)
            return True
        return box.clickedButton() is leave
