"""The window's side of the engine process: starts it, keeps it informed, and starts it again when it has died."""

import contextlib
import logging
import os
import subprocess
import time
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject, QTimer, Signal

from designer.workspace import Workspace
from engine import messages as m
from engine.channel import Channel, Server, new_key
from engine.edits import Edit
from engine.files import to_json
from engine.process import program

log = logging.getLogger(__name__)
MAXIMUM_CRASHES = 3  # within CRASH_SECONDS; after that, starting it again waits for the person
CRASH_SECONDS = 30.0


def log_folder() -> Path:
    """Where the processes write their logs."""
    return Path(os.environ.get("CONVCANVAS_STATE_DIR") or platformdirs.user_state_dir("convcanvas")) / "logs"


class EngineClient(QObject):
    """One engine process for all open documents. Its answers arrive as signals, in the window's thread."""

    state_changed = Signal(str)  # starting, ready, restarting, stopped
    died = Signal()
    plan_arrived = Signal(object)
    maps_arrived = Signal(object)
    refused = Signal(object)
    data_progress = Signal(object)
    data_ready = Signal(str)
    _connected = Signal(object)
    _message = Signal(object, object)
    _closed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = "stopped"
        self.devices: list[str] = ["cpu"]
        self.data: set[str] = {"mnist5k"}
        self._workspaces: dict[str, Workspace] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None
        self._server: Server | None = None
        self._key = new_key()
        self._crashes: list[float] = []
        self._connected.connect(self._on_connected)
        self._message.connect(self._on_message)
        self._closed.connect(self._on_closed)

    # The process -----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the engine process; it connects when it runs and announces itself when torch is loaded."""
        if self._server is None:
            self._server = Server(
                self._key,
                self._connected.emit,
                lambda channel, message: self._message.emit(channel, message),
                self._closed.emit,
            )
        self._set_state("restarting" if self._crashes else "starting")
        log_folder().mkdir(parents=True, exist_ok=True)
        with (log_folder() / "engine.log").open("wb") as output:
            self._process = subprocess.Popen(
                [*program(), "engine", self._server.address],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
            )
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it died at once; `_check_process` notices
            self._process.stdin.write(self._key.hex().encode() + b"\n")
            self._process.stdin.flush()
        QTimer.singleShot(1000, self._check_process)

    def restart(self) -> None:
        """Start the engine again on a person's wish, after it died too often."""
        self._crashes.clear()
        if self.state == "stopped":
            self.start()

    def close(self) -> None:
        """End the engine process for good."""
        channel, self._channel = self._channel, None
        if channel:
            channel.close()
        if self._server:
            self._server.close()
            self._server = None
        if self._process:
            _close_input(self._process)
            try:
                self._process.wait(2)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    @property
    def process_id(self) -> int | None:
        """The engine's process id, while it runs."""
        return self._process.pid if self._process else None

    def _check_process(self) -> None:
        """A process that died before it could connect closes no channel."""
        if self._process is None or self._channel is not None:
            return
        if self._process.poll() is not None:
            self._has_died()
        else:
            QTimer.singleShot(500, self._check_process)

    def _on_connected(self, channel: Channel) -> None:
        self._channel = channel
        for workspace in self._workspaces.values():
            self._send_whole(workspace)

    def _on_closed(self, channel: Channel) -> None:
        if channel is self._channel:
            self._has_died()

    def _has_died(self) -> None:
        self._channel = None
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            _close_input(process)
        log.warning("the engine process has ended with status %s", process.returncode if process else "unknown")
        now = time.monotonic()
        self._crashes = [crash for crash in self._crashes if now - crash < CRASH_SECONDS] + [now]
        self.died.emit()
        if len(self._crashes) > MAXIMUM_CRASHES:
            self._set_state("stopped")
        else:
            self.start()

    def _set_state(self, state: str) -> None:
        self.state = state
        self.state_changed.emit(state)

    # Messages --------------------------------------------------------------------------------------------------

    def send(self, message: m.Message) -> None:
        """Send a request; where the engine is not there yet, only documents are remembered, and sent later."""
        if self._channel:
            self._channel.send(message)

    def attach(self, workspace: Workspace) -> None:
        """Keep the engine's replica of this document up to date from now on."""
        self._workspaces[workspace.document.id] = workspace
        workspace.changed.connect(lambda edit: self._send_edit(workspace, edit))
        self._send_whole(workspace)

    def detach(self, workspace: Workspace) -> None:
        """The document has been closed."""
        self._workspaces.pop(workspace.document.id, None)
        self.send(m.CloseDocument(workspace.document.id))

    def _send_whole(self, workspace: Workspace) -> None:
        self.send(m.OpenDocument(to_json(workspace.document), workspace.document.revision))

    def _send_edit(self, workspace: Workspace, edit: Edit) -> None:
        if workspace.document.id in self._workspaces:
            self.send(m.ApplyEdit(workspace.document.id, workspace.document.revision, edit))

    def _on_message(self, channel: Channel, message: m.Message) -> None:
        if channel is not self._channel:
            return  # the last words of an engine that has been given up
        match message:
            case m.EngineReady():
                self.devices, self.data = message.devices, set(message.data)
                self._set_state("ready")
            case m.PlanChanged():
                workspace = self._workspaces.get(message.document)
                if workspace and not workspace.take_plan(message):
                    self._send_whole(workspace)
                self.plan_arrived.emit(message)
            case m.SendAgain():
                if workspace := self._workspaces.get(message.document):
                    self._send_whole(workspace)
            case m.Maps():
                self.maps_arrived.emit(message)
            case m.Refused():
                self.refused.emit(message)
            case m.DataProgress():
                self.data_progress.emit(message)
            case m.DataReady():
                self.data.add(message.name)
                self.data_ready.emit(message.name)


def _close_input(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(BrokenPipeError):
        if process.stdin:
            process.stdin.close()
