"""Pause, resume, single step and stop: told from any thread, obeyed by the training thread between steps."""

import threading
from collections.abc import Callable
from typing import Literal

Turn = Literal["go", "once", "stop"]
PATIENCE = 0.5  # seconds; so that a signal that came at an awkward moment is noticed all the same


class Controls:
    """What a run has been told to do. A thread may take the lock twice: signals arrive at any time."""

    def __init__(self, *, paused: bool = False) -> None:
        self._changed = threading.Condition(threading.RLock())
        self._paused = paused
        self._steps = 0
        self._stopped = False
        self._woken = False

    def pause(self) -> None:
        """Wait before the next step."""
        self._set(paused=True)

    def resume(self) -> None:
        """Go on training."""
        self._set(paused=False)

    def step(self) -> None:
        """Make one step, and wait again."""
        self._set(paused=True, steps=1)

    def stop(self) -> None:
        """End training before the next step."""
        self._stopped = True
        self.wake()

    def wake(self) -> None:
        """Have a training thread that waits look up and call its `idle` again."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    @property
    def stopped(self) -> bool:
        """Whether training is to end."""
        return self._stopped

    def turn(self, idle: Callable[[], None]) -> Turn:
        """Whether the next step may be made; waits while paused, calling `idle` before and when woken."""
        while True:
            with self._changed:
                if self._stopped:
                    return "stop"
                if not self._paused:
                    return "go"
                if self._steps:
                    self._steps -= 1
                    return "once"
                self._woken = False
            idle()
            with self._changed:
                if not (self._woken or self._stopped):
                    self._changed.wait(PATIENCE)

    def _set(self, *, paused: bool, steps: int = 0) -> None:
        with self._changed:
            self._paused = paused
            self._steps = self._steps + steps if paused else 0
        self.wake()
