"""Starting a run as a process of its own, and connecting to one that is there. Loads no torch."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from engine import files
from engine.channel import Channel, OnClosed, OnMessage
from engine.channel import connect as connect_to
from engine.errors import UserError
from engine.process import program, started_at
from engine.training import run_folder
from engine.training.run_folder import State

if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
else:
    _FLAGS = 0


def start_detached(folder: Path, device: str = "auto", *, paused: bool = False, resume: bool = False) -> int:
    """Train what `folder` holds in a process that outlives this one; its id, at once. Raises UserError."""
    command = [*program(), "run", str(folder), "--device", device]
    command += ["--paused"] * paused + ["--resume"] * resume
    run_folder.check_free(folder)
    run_folder.remove_key(folder)  # of an earlier process
    run_folder.write_state(folder, State(heartbeat=time.time()))
    try:
        with open(folder / "log.txt", "ab") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
                creationflags=_FLAGS,
            )
    except OSError as error:
        raise files.cannot_write(folder / "log.txt", error) from error
    # Long before the process has imported torch and reports by itself: whoever looks can tell whether it lives.
    run_folder.write_state(folder, State(pid=process.pid, started=started_at(process.pid), heartbeat=time.time()))
    # Somebody must wait for a child, or its entry stays in the system's table as long as this process lives.
    threading.Thread(target=process.wait, daemon=True, name="run's end").start()
    return process.pid


def connect(folder: Path, on_message: OnMessage, on_closed: OnClosed, seconds: float = 0.0) -> Channel:
    """Connect to the run in `folder`, waiting up to `seconds` for it to listen. Raises UserError. Blocks."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            address, key = run_folder.read_key(folder)
            return connect_to(address, key, on_message, on_closed)
        except (UserError, OSError) as error:
            state = run_folder.read_state(folder)
            if time.monotonic() >= deadline or not run_folder.is_alive(state):
                raise UserError(
                    "The run in {folder} does not listen: it is {status}. Start it again to go on.",
                    {"folder": str(folder), "status": state.status if state.ended else "not running"},
                ) from error
        time.sleep(0.05)
