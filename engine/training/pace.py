"""How often something may be done beside training, so that it takes no more than its share of the time."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pace:
    """After something that took c seconds the next is due c / share later, and never before `least` seconds.

    The first is due at once.
    """

    def __init__(self, share: float, least: float, clock: Callable[[], float] = time.perf_counter) -> None:
        self._share, self._least, self._clock = share, least, clock
        self._next = clock()
        self._cost = 0.0
        self.total = 0.0  # seconds that it has taken altogether

    def due(self) -> bool:
        """Whether it may be done now."""
        return self._clock() >= self._next

    def add(self, seconds: float) -> None:
        """Count time that was taken elsewhere for what comes next."""
        self._cost += seconds
        self.total += seconds

    @contextmanager
    def counted(self, *, last: bool = True) -> Iterator[None]:
        """Measure what is done inside. It may come in several parts; with the `last`, the wait begins."""
        began = self._clock()
        try:
            yield
        finally:
            now = self._clock()
            self.add(now - began)
            if last:
                self._next = now + max(self._cost / self._share, self._least)
                self._cost = 0.0
