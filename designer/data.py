"""Getting data sets: by download or from a folder, with progress that can be cancelled."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

from designer.engine_client import EngineClient
from designer.words import bytes_text, translate
from engine import messages as m
from engine.data.catalogue import DATASETS
from engine.errors import UserError


class Data(QObject):
    """The engine fetches; this asks, shows how far it is, and says how it ended."""

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, engine: EngineClient, window: QWidget) -> None:
        super().__init__(window)
        self._engine, self._window = engine, window
        self._dialog: QProgressDialog | None = None
        self._name = ""
        engine.data_progress.connect(self._progress)
        engine.data_ready.connect(self._ready)
        engine.refused.connect(self._refused)
        engine.died.connect(self._finish)

    def download(self, name: str) -> None:
        """Ask, since it uses the network, then download."""
        if name in self._engine.data:
            self.told.emit(self.tr("{name} is on this computer already.").format(name=_title(name)))
            return
        question = self.tr("Download {name} (11 MB) from the internet?").format(name=_title(name))
        Button = QMessageBox.StandardButton
        if QMessageBox.question(self._window, self.tr("Download"), question) == Button.Yes:
            self._fetch(name, None)

    def ask_folder(self, name: str) -> None:
        """Take the files from a folder."""
        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("Folder with the files of {name}").format(name=_title(name))
        )
        if folder:
            self._fetch(name, folder)

    def _fetch(self, name: str, folder: str | None) -> None:
        if self._engine.state != "ready":
            self.failed.emit(UserError("The engine is not ready yet. Try again in a moment."))
            return
        self._name = name
        self._dialog = QProgressDialog(self._window)
        self._dialog.setAutoClose(False)
        self._dialog.setLabelText(self.tr("Getting {name}…").format(name=_title(name)))
        self._dialog.setCancelButtonText(self.tr("Cancel"))
        self._dialog.setRange(0, 0)
        self._dialog.canceled.connect(self._cancel)
        self._dialog.show()
        self._engine.send(m.FetchData(name, folder))

    def _cancel(self) -> None:
        self._engine.send(m.CancelFetch(self._name))
        self._finish()

    def _progress(self, message: m.DataProgress) -> None:
        if self._dialog and message.total:
            self._dialog.setRange(0, message.total)
            self._dialog.setValue(min(message.done, message.total - 1))
            self._dialog.setLabelText(
                self.tr("Getting {name}: {done} of {total}").format(
                    name=_title(message.name), done=bytes_text(message.done), total=bytes_text(message.total)
                )
            )

    def _ready(self, name: str) -> None:
        self._finish()
        self.told.emit(self.tr("{name} is ready to train on.").format(name=_title(name)))

    def _refused(self, message: m.Refused) -> None:
        if message.request == "FetchData":
            cancelled = self._dialog is None
            self._finish()
            if not cancelled:
                self.failed.emit(UserError(message.sentence, message.values))

    def _finish(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog:
            dialog.blockSignals(True)
            dialog.close()
            dialog.deleteLater()


def _title(name: str) -> str:
    return translate("data", DATASETS[name].title)
