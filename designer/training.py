"""Runs as the window sees them: starting one, steering it, losing it, and finding it again."""

import subprocess
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from designer.engine_client import EngineClient
from designer.run_record import RunRecord
from designer.settings import Settings
from designer.workspace import Workspace
from engine import messages as m
from engine.channel import Channel, connect
from engine.errors import UserError
from engine.training import run_folder
from engine.training.launching import start_detached
from engine.training.recipe import resolve

POLL = 50  # milliseconds between looks into the folder of a run that is starting
ENDED = ("stopped", "finished", "failed")


class Training(QObject):
    """At most one run is steered at a time. `record` is what is known of the newest one, also after it has ended."""

    state_changed = Signal()
    record_changed = Signal(object)
    told = Signal(str)
    failed = Signal(object)
    _connected = Signal(object, object)
    _message = Signal(object, object)
    _closed = Signal(object)

    def __init__(self, engine: EngineClient, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._settings = engine, settings
        self.record: RunRecord | None = None
        self.folder: Path | None = None
        self.document_id: str | None = None
        self.is_active = False
        self.is_paused = False
        self._channel: Channel | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._connecting = False
        self._timer = QTimer(self)
        self._timer.setInterval(POLL)
        self._timer.timeout.connect(self._look_for_run)
        self._connected.connect(self._on_connected)
        self._message.connect(self._on_message)
        self._closed.connect(self._on_closed)

    # What can be done --------------------------------------------------------------------------------------------

    @property
    def can_start(self) -> bool:
        return not self.is_active

    @property
    def can_step(self) -> bool:
        return not self.is_active or self.is_paused

    @property
    def can_go_on(self) -> bool:
        """Whether the newest run stopped before its end and left a checkpoint."""
        return not self.is_active and self.folder is not None and run_folder.can_resume(self.folder)

    @property
    def device(self) -> str:
        return self._settings.text("device", "auto")

    def set_device(self, device: str) -> None:
        self._settings.set_text("device", device)
        self.state_changed.emit()

    # Steering ----------------------------------------------------------------------------------------------------

    def start(self, workspace: Workspace | None, paused: bool = False) -> None:
        """Train this document in a process of its own."""
        if workspace is None or self.is_active:
            return
        try:
            self._check(workspace)
            folder = run_folder.new_run_folder(workspace.document.title)
            run_folder.prepare(folder, workspace.document)
        except UserError as error:
            self.failed.emit(error)
            return
        self._settings.set_text("run_document", str(workspace.path or ""))
        self._launch(folder, workspace.document.id, paused=paused)

    def go_on(self) -> None:
        """Go on with the newest run from its last checkpoint."""
        if self.can_go_on and self.folder and self.document_id:
            self._launch(self.folder, self.document_id, resume=True)

    def pause_or_resume(self) -> None:
        self._control("resume" if self.is_paused else "pause")

    def step(self, workspace: Workspace | None) -> None:
        """Train on one batch and pause; begins a run where none is going on."""
        if self.is_active:
            self._control("step")
        else:
            self.start(workspace, paused=True)

    def stop(self) -> None:
        self._control("stop")

    def send(self, message: m.Message) -> bool:
        """Send a message to the run; whether there is one to take it."""
        return self._channel is not None and self._channel.send(message)

    def show_folder(self) -> None:
        """Open the folder of runs in the system's file manager."""
        folder = self.folder or run_folder.runs_folder()
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def leave(self) -> None:
        """The window goes; the run goes on."""
        self._timer.stop()
        channel, self._channel = self._channel, None
        if channel:
            channel.flush(1.0)
        if self._process:
            self._process.poll()
            self._process.returncode = self._process.returncode or 0  # it outlives us on purpose: no warning

    def wait_for_end(self, seconds: float) -> None:
        """After `stop`: wait until the process has written its last checkpoint and ended, but no longer than this."""
        end = time.monotonic() + seconds
        while self.folder and run_folder.is_alive(self.folder) and time.monotonic() < end:
            if self._process:
                self._process.poll()
            time.sleep(0.02)

    def find_again(self) -> Path | None:
        """Connect to a run that goes on from before this start; its folder, or None."""
        for folder in run_folder.list_runs():
            if run_folder.is_alive(folder):
                self._follow(folder, run_folder.document_id(folder))
                return folder
        return None

    # Finding and losing it ---------------------------------------------------------------------------------------

    def _check(self, workspace: Workspace) -> None:
        if not workspace.plan_is_current:
            raise UserError("The network is still being looked at. Press Train again in a moment.")
        if not workspace.plan.ok:
            count = sum(problem.severity == "error" for problem in workspace.plan.problems)
            raise UserError("The network has errors ({count}). Mend what Problems lists first.", {"count": count})
        recipe = resolve(workspace.document.recipe)
        if recipe.data not in self._engine.data:
            raise UserError(
                "The data set {name} is not on this computer. Choose “Download all of MNIST” or “Take MNIST from a "
                "folder” in the Train menu, or train on the 5,000 digits that come with ConvCanvas.",
                {"name": recipe.data},
            )

    def _launch(self, folder: Path, document_id: str, *, paused: bool = False, resume: bool = False) -> None:
        try:
            self._process = start_detached(folder, self.device, paused=paused, resume=resume)
        except OSError as error:
            self.failed.emit(UserError("The run could not be started: {fault}.", {"fault": str(error)}))
            return
        self._follow(folder, document_id, keep_record=resume)

    def _follow(self, folder: Path, document_id: str, keep_record: bool = False) -> None:
        self.folder, self.document_id = folder, document_id
        if not keep_record or self.record is None:
            self.record = RunRecord(self)
            self.record_changed.emit(self.record)
        self.is_active, self.is_paused = True, False
        self.state_changed.emit()
        self._timer.start()

    def _look_for_run(self) -> None:
        """Until the run listens: look into its folder, or notice that it has died first."""
        assert self.folder is not None
        if self._connecting:
            return
        address = run_folder.address(self.folder)
        if address:
            self._connecting = True
            threading.Thread(target=self._connect, args=(self.folder, *address), daemon=True, name="connect").start()
        elif self._process is not None and self._process.poll() is not None:
            self._end()

    def _connect(self, folder: Path, address: str, key: bytes) -> None:
        """In a thread, since connecting waits."""
        try:
            channel = connect(
                address, key, lambda channel, message: self._message.emit(channel, message), self._closed.emit
            )
        except OSError:
            channel = None
        self._connected.emit(folder, channel)

    def _on_connected(self, folder: Path, channel: Channel | None) -> None:
        self._connecting = False
        if folder != self.folder or not self.is_active:
            if channel:
                channel.close()
        elif channel is None:
            if not run_folder.is_alive(folder):
                self._end()
        else:
            self._timer.stop()
            self._channel = channel
            self.state_changed.emit()

    def _on_message(self, channel: Channel, message: m.Message) -> None:
        if self.record is None or (self._channel is not None and channel is not self._channel):
            return
        self.record.take(message)
        if isinstance(message, m.RunProgress):
            paused = message.state == "paused"
            if paused != self.is_paused:
                self.is_paused = paused
                self.state_changed.emit()
            if message.state in ENDED:
                self._end(message)

    def _on_closed(self, channel: Channel) -> None:
        if channel is self._channel:
            self._end()

    def _end(self, progress: m.RunProgress | None = None) -> None:
        """The run has ended, by itself or by force: say which, and keep what it left."""
        if not self.is_active:
            return
        self._timer.stop()
        self.is_active = self.is_paused = False
        channel, self._channel = self._channel, None
        if channel:
            channel.close()
        process, self._process = self._process, None
        if process:
            threading.Thread(target=process.wait, daemon=True, name="reap").start()
        assert self.folder is not None
        state = progress or run_folder.final_progress(self.folder)
        if self.record and state and progress is None:
            self.record.take(state)
        self._tell_end(state)
        self.state_changed.emit()

    def _tell_end(self, state: m.RunProgress | None) -> None:
        if state is None or state.state not in ENDED:
            self.failed.emit(
                UserError(
                    "The run ended unexpectedly; your network is untouched. What it had learnt until its last "
                    "checkpoint is kept: “Go on with the run” in the Train menu continues there. Its log is {path}.",
                    {"path": str(self.folder / "log.txt") if self.folder else ""},
                )
            )
        elif state.state == "failed":
            self.failed.emit(UserError(state.sentence or "The run failed.", state.values))
        elif state.state == "finished":
            self.told.emit(self.tr("The run is finished."))
        else:
            self.told.emit(self.tr("The run is stopped."))

    def _control(self, action: str) -> None:
        if self._channel:
            self._channel.send(m.Control(action))  # type: ignore[arg-type]
