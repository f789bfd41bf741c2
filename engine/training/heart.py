"""Keeps state.json of a run up to date: at once when the status changes, and otherwise every few seconds."""

import logging
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.errors import UserError
from engine.messages import RunProgress
from engine.training import run_folder
from engine.training.run_folder import State

log = logging.getLogger(__name__)


class Heart:
    """The state of this process's run. It beats in a thread of its own, since a step may take long."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._state = replace(run_folder.this_process(), address=address)
        run_folder.write_state(folder, self._state)
        self._thread = threading.Thread(target=self._beat, daemon=True, name="heart")
        self._thread.start()

    @property
    def state(self) -> State:
        """The state as it is now."""
        return self._state

    def update(self, **changes: Any) -> None:
        """Change the state. A new status is written at once; raises UserError where it cannot be."""
        with self._lock:
            is_new = changes.get("status", self._state.status) != self._state.status
            self._state = replace(self._state, heartbeat=time.time(), **changes)
            if is_new:
                run_folder.write_state(self._folder, self._state)

    def follow(self, progress: RunProgress) -> None:
        """Take over what a progress tells."""
        self.update(
            status=progress.state,
            epoch=progress.epoch,
            epochs=progress.epochs,
            step=progress.step,
            steps=progress.steps,
            sentence=progress.sentence,
            values=progress.values,
        )

    def stop(self) -> None:
        """Write the state a last time."""
        self._stopped.set()
        self._thread.join()
        self._write()

    def _beat(self) -> None:
        while not self._stopped.wait(run_folder.HEARTBEAT):
            self._write()

    def _write(self) -> None:
        with self._lock:
            self._state = replace(self._state, heartbeat=time.time())
            try:
                run_folder.write_state(self._folder, self._state)
            except UserError as error:
                log.warning("%s", error)
