"""Runs as the window sees them: starting one, steering it, losing it, and finding it again."""

import contextlib
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from designer.engine_client import EngineClient
from designer.run_record import RunRecord
from designer.settings import Settings
from designer.workspace import Workspace
from engine import messages as m
from engine.block import Value
from engine.channel import Channel
from engine.errors import UserError
from engine.training import run_folder
from engine.training.launching import connect, start_detached
from engine.training.recipe import resolve

PATIENCE = 120.0  # seconds for a run to import torch and listen, on a slow and busy machine


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
        self._stepping = False  # until it is told to resume or to pause
        self._owes_step = False  # a step was asked for before there was a run to make it
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
        if self.is_active or self.folder is None or not (self.folder / "checkpoints" / "last.pt").is_file():
            return False
        return self._state() is None or self._state().status != "finished"

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
            self._owes_step = self.is_active

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
        channel, self._channel = self._channel, None
        self.is_active = False
        if channel:
            channel.flush(1.0)

    def wait_for_end(self, seconds: float) -> None:
        """After `stop`: wait until the process has written its last checkpoint and ended, but no longer than this."""
        end = time.monotonic() + seconds
        while (state := self._state()) and run_folder.is_alive(state) and time.monotonic() < end:
            time.sleep(0.02)

    def find_again(self) -> Path | None:
        """Connect to a run that goes on from before this start; its folder, or None."""
        for info in run_folder.list_runs():
            try:
                alive = run_folder.is_alive(run_folder.read_state(info.folder))
            except UserError:
                continue  # a folder that is half written or half deleted
            if alive:
                self._follow(info.folder, info.document)
                return info.folder
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
            start_detached(folder, self.device, paused=paused, resume=resume)
        except UserError as error:
            self.failed.emit(error)
            return
        self._follow(folder, document_id, keep_record=resume)

    def _follow(self, folder: Path, document_id: str, keep_record: bool = False) -> None:
        self.folder, self.document_id = folder, document_id
        if not keep_record or self.record is None:
            self.record = RunRecord(self)
            self.record_changed.emit(self.record)
        self.is_active, self.is_paused = True, False
        self._stepping = self._owes_step = False
        self.state_changed.emit()
        threading.Thread(target=self._connect, args=(folder,), daemon=True, name="connect").start()

    def _connect(self, folder: Path) -> None:
        """In a thread, since the run is a while in coming."""
        channel: Channel | None = None
        with contextlib.suppress(UserError):  # it died first: `_on_connected` reads why in its folder
            channel = connect(
                folder, lambda channel, message: self._message.emit(channel, message), self._closed.emit, PATIENCE
            )
        self._connected.emit(folder, channel)

    def _on_connected(self, folder: Path, channel: Channel | None) -> None:
        if folder != self.folder or not self.is_active:
            if channel:
                channel.close()
        elif channel is None or channel.is_closed:
            self._end()
        else:
            self._channel = channel
            if self._owes_step:
                self._control("step")
            self._owes_step = False
            self.state_changed.emit()

    def _state(self) -> run_folder.State | None:
        """How the run goes, as its folder tells."""
        try:
            return run_folder.read_state(self.folder) if self.folder else None
        except UserError:
            return None

    def _on_message(self, channel: Channel, message: m.Message) -> None:
        if self.record is None or (self._channel is not None and channel is not self._channel):
            return
        self.record.take(message)
        if isinstance(message, m.RunProgress):
            # While a person goes step by step, the run is paused as far as they are concerned.
            paused = message.state == "paused" or self._stepping
            if paused != self.is_paused:
                self.is_paused = paused
                self.state_changed.emit()
            if message.state in ("stopped", "finished", "failed"):
                self._end(message)

    def _on_closed(self, channel: Channel) -> None:
        if channel is self._channel:
            self._end()

    def _end(self, last: m.RunProgress | None = None) -> None:
        """The run has ended, by itself or by force: say which, and keep what it left."""
        if not self.is_active:
            return
        self.is_active = self.is_paused = False
        channel, self._channel = self._channel, None
        if channel:
            channel.close()
        state = self._state()
        if last:
            self._tell_end(last.state, last.sentence, last.values)
        elif state and state.ended:
            self._tell_end(state.status, state.sentence, state.values)
        else:
            self._tell_end("", "", {})
        self.state_changed.emit()

    def _tell_end(self, status: str, sentence: str, values: dict[str, Value]) -> None:
        if status == "failed":
            self.failed.emit(UserError(sentence or "The run failed.", values))
        elif status == "finished":
            self.told.emit(self.tr("The run is finished."))
        elif status == "stopped":
            self.told.emit(self.tr("The run is stopped."))
        else:
            self.failed.emit(
                UserError(
                    "The run ended unexpectedly; your network is untouched. What it had learnt until its last "
                    "checkpoint is kept: “Go on with the run” in the Train menu continues there. Its log is {path}.",
                    {"path": str(self.folder / "log.txt") if self.folder else ""},
                )
            )

    def _control(self, action: str) -> None:
        self._stepping = action == "step"
        if self._channel:
            self._channel.send(m.Control(action))  # type: ignore[arg-type]
