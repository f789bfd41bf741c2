"""Panels redraw when it is worth it, and not otherwise."""

from time import monotonic, process_time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from designer.redraw import LONGEST, SHARE, SHORTEST, Redraw

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of any window


class Panel(QWidget):
    """Burns so many seconds of processor time at each redraw."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.seconds = seconds
        self.drawn = 0
        self.redraw = Redraw(self, self._update)
        self.resize(100, 60)

    def _update(self) -> None:
        self.drawn += 1
        until = process_time() + self.seconds
        while process_time() < until:
            pass


def feed(qtbot, panels, milliseconds):
    """Request redraws every 10 ms, for so long."""
    timer = QTimer()
    for panel in panels:
        timer.timeout.connect(panel.redraw.request)
    timer.start(10)
    qtbot.wait(milliseconds)
    timer.stop()


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    monkeypatch.setattr("designer.redraw._shared", None)


def test_a_hidden_panel_does_nothing_until_it_is_shown(qtbot):
    panel = Panel()
    qtbot.addWidget(panel)
    feed(qtbot, [panel], 150)
    assert panel.drawn == 0
    panel.show()
    assert panel.drawn == 1  # at once, before it is painted
    qtbot.wait(150)
    assert panel.drawn == 1


def test_a_panel_that_needs_nothing_is_not_drawn_when_shown(qtbot):
    panel = Panel()
    qtbot.addWidget(panel)
    panel.show()
    qtbot.wait(50)
    assert panel.drawn == 0


def test_a_burst_becomes_one_redraw(qtbot):
    panel = Panel()
    qtbot.addWidget(panel)
    panel.show()
    for _ in range(500):
        panel.redraw.request()
    qtbot.wait(50)
    assert panel.drawn == 1


def test_cheap_panels_redraw_at_most_five_times_a_second(qtbot):
    panel = Panel()
    qtbot.addWidget(panel)
    panel.show()
    feed(qtbot, [panel], 1050)
    assert 3 <= panel.drawn <= 6
    assert panel.redraw.interval == SHORTEST


def test_panels_together_stay_within_their_share(qtbot):
    panels = [Panel(0.012), Panel(0.006)]
    for panel in panels:
        qtbot.addWidget(panel)
        panel.show()
    feed(qtbot, panels, 1500)  # the first redraws tell what they cost
    assert panels[0].redraw.interval == pytest.approx(0.018 / SHARE, rel=0.5)
    before, began = [panel.drawn for panel in panels], monotonic()
    feed(qtbot, panels, 2500)
    seconds = sum((p.drawn - b) * p.seconds for p, b in zip(panels, before, strict=True))
    assert seconds / (monotonic() - began) < 0.06
    assert all(panel.drawn > b for panel, b in zip(panels, before, strict=True))


def test_even_a_costly_panel_moves_now_and_then(qtbot):
    panel = Panel(0.15)
    qtbot.addWidget(panel)
    panel.show()
    feed(qtbot, [panel], 600)
    assert panel.redraw.interval <= LONGEST


def test_what_a_person_does_shows_at_once(qtbot):
    panel = Panel(0.03)
    qtbot.addWidget(panel)
    panel.show()
    feed(qtbot, [panel], 400)
    drawn = panel.drawn
    panel.redraw.request_now()
    qtbot.wait(100)
    assert panel.drawn > drawn


def test_a_dock_behind_another_tab_waits(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(300, 200)
    docks, panels = [], [Panel(), Panel()]
    for panel in panels:
        dock = QDockWidget()
        dock.setWidget(panel)
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        docks.append(dock)
    window.tabifyDockWidget(*docks)
    docks[0].raise_()
    with qtbot.waitExposed(window):
        window.show()
    qtbot.wait(50)
    feed(qtbot, panels, 300)
    assert panels[0].drawn > 0
    assert panels[1].drawn <= 1  # Qt may show it for a moment while it builds the tabs
    drawn = panels[1].drawn
    panels[1].redraw.request()
    docks[1].raise_()
    qtbot.waitUntil(lambda: panels[1].drawn > drawn, timeout=500)


def test_a_deleted_panel_is_forgotten(qtbot):
    gone, panel = Panel(), Panel()
    qtbot.addWidget(panel)
    gone.show()
    panel.show()
    gone.redraw.request()
    gone.deleteLater()
    qtbot.wait(20)
    panel.redraw.request()
    qtbot.wait(150)
    assert panel.drawn >= 1
