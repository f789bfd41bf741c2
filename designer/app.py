"""Builds the application: everything is made here, once, and given to what needs it."""

import faulthandler
import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from designer.engine_client import EngineClient, log_folder
from designer.language import Language
from designer.main_window import MainWindow
from designer.settings import Settings
from designer.theme import icon, theme

log = logging.getLogger(__name__)


def main(argv: list[str]) -> int:
    """Show the window, with the files named in `argv` open, until it is closed."""
    application = make_application(argv)
    window = make_window()
    files = [Path(name) for name in argv]
    if not files:
        fill(window)  # so that the window is painted once, with what it is to show
    window.show()
    # The window is painted before anything that takes time begins.
    QTimer.singleShot(0, lambda: begin(window, files))
    return application.exec()


def make_application(argv: list[str]) -> QApplication:
    """The one QApplication, named, themed, and with every message of Qt's in the log."""
    _start_log()
    QGuiApplication.setDesktopFileName("convcanvas")
    application = QApplication(["convcanvas", *argv])
    application.setApplicationName("convcanvas")
    application.setApplicationDisplayName("ConvCanvas")
    application.setWindowIcon(icon("app"))
    return application


def make_window() -> MainWindow:
    """The main window with its settings and language, and an engine that is not started yet."""
    settings = Settings()
    theme().set_mode(settings.text("theme", "system"))  # type: ignore[arg-type]
    return MainWindow(EngineClient(), settings, Language(settings))


def fill(window: MainWindow) -> None:
    """Bring back unsaved work; where there is none, begin an empty document."""
    recovered = window.documents.recover()
    if recovered:
        untitled = QCoreApplication.translate("MainWindow", "Untitled")
        text = QCoreApplication.translate("MainWindow", "Brought back what was not saved: {names}")
        window.tell(text.format(names=", ".join(workspace.name or untitled for workspace in recovered)))
    elif not len(window.documents):
        window.documents.new()


def begin(window: MainWindow, files: list[Path]) -> None:
    """Start the engine, open files, find a run that goes on."""
    window.engine.start()
    for path in files:
        window.files.open(path)
    if files or not len(window.documents):
        fill(window)
    if folder := window.training.find_again():
        window.open_run_document(folder)


def _start_log() -> None:
    """Crashes, exceptions and Qt's messages go to a file that a person can send us."""
    folder = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.FileHandler(folder / "window.log", mode="w", encoding="utf-8")
        # Kept open for as long as the process lives, since a crash writes to it.
        crash = open(folder / "crash.log", "w")  # noqa: SIM115
        faulthandler.enable(crash)
    except OSError:
        handler = logging.StreamHandler()
    logging.basicConfig(
        level=logging.INFO, handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    sys.excepthook = _on_exception
    qInstallMessageHandler(_on_qt_message)


def _on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An exception in a slot is our mistake: it is written down, and the window goes on."""
    log.critical("unexpected", exc_info=(kind, error, trace))
    traceback.print_exception(kind, error, trace)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
        QtMsgType.QtCriticalMsg: logging.ERROR,
        QtMsgType.QtFatalMsg: logging.CRITICAL,
    }
    log.log(levels.get(kind, logging.WARNING), "Qt: %s", text)
