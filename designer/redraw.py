"""When a panel may redraw: soon after something came, but for no more of the processor than that is worth."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, process_time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

SHARE = 0.025  # of one core, for all panels together; the run pays for what its barriers wait for as well
SHORTEST = 0.2  # seconds between two redraws of a panel: more often looks no better
LONGEST = 2.0  # and less often looks dead
UNSEEN = 1.0  # seconds until a panel in a minimised window is looked at again
LONG_AGO = -1e6
RECENT = 5.0  # a panel that has not been drawn for so long costs nothing now


class Redraw(QObject):
    """Calls `update` of one panel after `request`, as often as the budget of all panels allows.

    A panel that cannot be seen is not drawn; it is drawn at once when it is shown.
    """

    def __init__(self, panel: QWidget, update: Callable[[], None]) -> None:
        super().__init__(panel)
        self._panel = panel
        self._update = update
        self.wanted = False  # something came since the last redraw
        self.count = 0  # redraws so far
        self.cost: float | None = None  # processor seconds of one redraw and its painting, averaged
        self.last = LONG_AGO  # when it was last drawn
        self.not_before = LONG_AGO
        panel.installEventFilter(self)

    @property
    def interval(self) -> float:
        """Seconds between two redraws, as things stand."""
        return _budget().interval(self)

    def request(self) -> None:
        """Something came: redraw when there is time for it."""
        self.wanted = True
        if self.is_visible():
            _budget().enqueue(self)

    def request_now(self) -> None:
        """A person did something: redraw before anything else, if it can be seen."""
        self.wanted = True
        self.last = self.not_before = LONG_AGO
        if self.is_visible():
            _budget().enqueue(self)

    def is_visible(self) -> bool:
        return self._panel.isVisible()

    def is_seen(self) -> bool:
        """Whether any of it is on screen: docks behind other tabs are visible to Qt, but clipped away."""
        if not self.is_visible():
            return False
        handle = self._panel.window().windowHandle()
        return (handle is None or handle.isExposed()) and not self._panel.visibleRegion().isEmpty()

    def draw(self) -> None:
        """Redraw now, whatever it costs."""
        self.wanted = False
        self.count += 1
        self.last = monotonic()
        self._update()

    def charge(self, seconds: float) -> None:
        """Note what a redraw has cost. The first also builds the panel, and tells nothing about the next."""
        if self.count > 1:
            self.cost = seconds if self.cost is None else 0.6 * self.cost + 0.4 * seconds

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.wanted and watched is self._panel:
            if event.type() == QEvent.Type.Show:
                self.draw()  # before its first paint, so that nothing old is seen
            elif event.type() == QEvent.Type.Paint:
                self.not_before = LONG_AGO
                _budget().enqueue(self)  # its tab has come to the front
        return False


class _Budget(QObject):
    """The one queue of redraws. One is drawn and measured at a time, so that no cost counts twice."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Redraw] = []
        self._drawn: list[Redraw] = []
        self._measured: Redraw | None = None
        self._started = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    def enqueue(self, redraw: Redraw) -> None:
        if redraw not in self._waiting:
            self._waiting.append(redraw)
        self._schedule()

    def interval(self, redraw: Redraw) -> float:
        now = monotonic()
        self._drawn = [each for each in self._drawn if isValid(each) and now - each.last < RECENT]
        busy = self._drawn if redraw in self._drawn else [*self._drawn, redraw]
        cost = sum(each.cost or 0.0 for each in busy)
        return min(max(cost / SHARE, SHORTEST), LONGEST)

    def _due(self, redraw: Redraw) -> float:
        return max(redraw.last + self.interval(redraw), redraw.not_before)

    def _schedule(self) -> None:
        self._waiting = [each for each in self._waiting if isValid(each)]
        if self._waiting and self._measured is None:
            wait = min(self._due(each) for each in self._waiting) - monotonic()
            self._timer.start(max(0, round(1000 * wait)))

    def _next(self) -> None:
        ready = [each for each in self._waiting if isValid(each) and self._due(each) <= monotonic() + 0.002]
        redraw = min(ready, key=self._due, default=None)
        if redraw is None:
            self._schedule()
        elif redraw.wanted and redraw.is_seen():
            self._waiting.remove(redraw)
            self._draw(redraw)
        else:
            self._put_off(redraw)
            self._schedule()

    def _put_off(self, redraw: Redraw) -> None:
        """A hidden panel will ask again when it is shown, a minimised window may not."""
        if redraw.wanted and redraw.is_visible():
            redraw.not_before = monotonic() + UNSEEN
        else:
            self._waiting.remove(redraw)

    def _draw(self, redraw: Redraw) -> None:
        self._measured, self._started = redraw, process_time()
        # The first pass of the event loop lays out and paints; when the second comes round, it is idle again.
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._finish))
        if redraw not in self._drawn:
            self._drawn.append(redraw)
        redraw.draw()

    def _finish(self) -> None:
        if self._measured is not None and isValid(self._measured):
            self._measured.charge(process_time() - self._started)
        self._measured = None
        self._schedule()


_shared: _Budget | None = None


def _budget() -> _Budget:
    """The budget that all panels share, made when it is first needed."""
    global _shared
    if _shared is None:
        _shared = _Budget()
    return _shared
