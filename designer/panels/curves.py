"""The panel of learning curves: loss and accuracy, in training and on held-out images."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.late_numpy import np
from designer.plot_parts import Curve, FlowLayout, LegendButton
from designer.plot_scale import Scale
from designer.redraw import Redraw
from designer.run_record import RunRecord
from designer.theme import icon, monospaced

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


if TYPE_CHECKING:
    from designer.plotting import Plot

NARROW = 420  # below this width the plots stand below each other, if they are then
TALL = 300  # high enough
SMOOTHING = 80  # hundredths, at first


class Smoothed:
    """A curve's exponential moving average, free of the bias towards its start; grows with the curve."""

    def __init__(self, factor: float) -> None:
        self.factor = factor
        self._sum = np.empty(0)
        self._weight = np.empty(0)
        self._source: tuple[float, float] | None = None

    def of(self, values: Array) -> Array:
        """The average at every value. Only what came since the last call is computed."""
        done = len(self._sum)
        if done and (done > len(values) or self._source != self._ends(values, done)):
            self._sum, self._weight, done = np.empty(0), np.empty(0), 0
        if done < len(values):
            new = np.asarray(values[done:], dtype=np.float64)
            good = np.isfinite(new)
            self._sum = self._grown(self._sum, np.where(good, new, 0.0))
            self._weight = self._grown(self._weight, good.astype(np.float64))
            self._source = self._ends(values, len(values))
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self._sum / self._weight)

    @staticmethod
    def _ends(values: Array, count: int) -> tuple[float, float]:
        return tuple(np.nan_to_num([values[0], values[count - 1]]))  # type: ignore[return-value]

    def _grown(self, before: Array, new: Array) -> Array:
        """`before` and, behind it, the sums s[i] = factor * s[i - 1] + new[i], by doubling."""
        added, weight, reach = new.copy(), self.factor, 1
        while reach < len(added) and weight > 1e-12:
            added[reach:] += weight * added[:-reach].copy()
            weight, reach = weight * weight, 2 * reach
        if len(before) and self.factor:
            added += before[-1] * self.factor ** np.arange(1, len(added) + 1)
        return np.concatenate([before, added])


class CurvesPanel(QWidget):
    """Loss and accuracy of one run, side by side, or below each other where there is little room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: RunRecord | None = None
        self._redraw = Redraw(self, self._update)
        self._plots: dict[str, Plot] = {}
        self._smoothed: dict[str, Smoothed] = {}
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._full = QWidget()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        self._make_controls()
        self._lay_out()
        self.retranslate()

    def _make_controls(self) -> None:
        self.legend = {"train": LegendButton("line", 0), "held_out": LegendButton("dashes", 1)}
        for key, button in self.legend.items():
            button.toggled.connect(lambda on, key=key: self._show_curve(key, on))
        self._smoothing_label = QLabel()
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.smoothing.setMaximum(99)
        self.smoothing.setValue(SMOOTHING)
        self.smoothing.setFixedWidth(64)
        self._smoothing_label.setBuddy(self.smoothing)
        self._smoothing_value = QLabel(f"{SMOOTHING / 100:.2f}")
        self._smoothing_value.setFont(monospaced())
        self.by_epoch, self.logarithmic = QToolButton(), QToolButton()
        for switch in (self.by_epoch, self.logarithmic):
            switch.setCheckable(True)
            switch.toggled.connect(self._redraw.request_now)
        self.logarithmic.setIcon(icon("log_scale"))
        self.smoothing.valueChanged.connect(self._smooth)
        for label in (self._smoothing_label, self._smoothing_value):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def _lay_out(self) -> None:
        smoothing = QWidget()
        row = QHBoxLayout(smoothing)
        row.setSpacing(6)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._smoothing_label)
        row.addWidget(self.smoothing)
        row.addWidget(self._smoothing_value)
        controls = FlowLayout(spacing=6)
        for widget in (*self.legend.values(), smoothing, self.by_epoch, self.logarithmic):
            controls.addWidget(widget)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(8)
        column = QVBoxLayout(self._full)
        column.setSpacing(2)
        column.setContentsMargins(8, 4, 8, 4)
        column.addLayout(controls)
        column.addLayout(self._pair, 1)
        self.setMinimumSize(200, 140)

    # Record -----------------------------------------------------------------------------------------------

    def set_record(self, record: RunRecord | None) -> None:
        """Show the curves of this run; None: of none."""
        if self._record is not None:
            self._record.steps_changed.disconnect(self._redraw.request)
            self._record.epochs_changed.disconnect(self._redraw.request)
        self._record = record
        self._smoothed.clear()
        if record is not None:
            record.steps_changed.connect(self._redraw.request)
            record.epochs_changed.connect(self._redraw.request)
        self._redraw.request_now()

    def _smooth(self, hundredths: int) -> None:
        self._smoothing_value.setText(f"{hundredths / 100:.2f}")
        self._smoothed.clear()
        self._redraw.request_now()

    def _show_curve(self, key: str, on: bool) -> None:
        for plot in self._plots.values():
            plot.show_curve(key, on)

    # Drawing ----------------------------------------------------------------------------------------------

    def _update(self) -> None:
        record = self._record
        if record is None or not (len(record.steps) or len(record.epochs)):
            self._stack.setCurrentWidget(self._empty)
            return
        self._build()
        self._stack.setCurrentWidget(self._full)
        for name in self._plots:
            self._show(record, name)

    def _build(self) -> None:
        """Make the plots when there is first something to draw: they load pyqtgraph."""
        if self._plots:
            return
        from designer.plotting import Plot

        for name in ("loss", "accuracy"):
            plot = Plot(self)
            plot.file_name = name
            plot.add("raw", Curve("faint", 0, legend=False, read=False, owner="train"))
            plot.add("train", Curve("line", 0))
            plot.add("held_out", Curve("dashes", 1))
            self._plots[name] = plot
            self._pair.addWidget(plot, 1)
        self.retranslate()

    def _show(self, record: RunRecord, name: str) -> None:
        plot = self._plots[name]
        per_epoch = record.steps_per_epoch if self.by_epoch.isChecked() else None
        limit: float | None = record.progress.steps if record.progress and record.progress.steps else None
        x, held_x = record.steps["step"], record.epochs["step"]
        if per_epoch:
            x, held_x = x / per_epoch, held_x / per_epoch
            limit = limit / per_epoch if limit else None
        values = record.steps[name]
        factor = self.smoothing.value() / 100
        if factor:
            smoothed = self._smoothed.setdefault(name, Smoothed(factor)).of(values)
        plot.set_data("raw", x if factor else x[:0], values if factor else values[:0])
        plot.curve("train").peaks = not factor
        plot.set_data("train", x, smoothed if factor else values)
        plot.set_data("held_out", held_x, record.epochs[f"val_{name}"])
        unit = self.tr("epoch") if per_epoch else self.tr("step")
        percent = name == "accuracy"
        plot.set_scales(
            Scale(unit, whole=True, limit=limit),
            Scale(percent=percent, log=self.logarithmic.isChecked() and not percent),
        )
        plot.set_value(self._newest(record, name))
        plot.draw()

    def _newest(self, record: RunRecord, name: str) -> str:
        """The newest held-out value, or while there is none the newest smoothed one of training."""
        held_out = record.epochs[f"val_{name}"]
        if len(held_out):
            value = float(held_out[-1])
        elif len(record.steps):
            train = self._plots[name].curve("train").y
            value = float(train[-1])
        else:
            return ""
        if not math.isfinite(value):
            return "\u2013"
        return f"{100 * value:.1f}\u2009%" if name == "accuracy" else f"{value:.4f}"

    # Qt ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < NARROW and event.size().height() >= TALL
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._pair.setDirection(direction)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every word again."""
        self._empty.setText(self.tr("Press Train, and loss and accuracy appear here"))
        self._smoothing_label.setText(self.tr("Smoothing"))
        self.smoothing.setAccessibleName(self.tr("Smoothing"))
        self.smoothing.setToolTip(self.tr("How much of the average so far each new step keeps"))
        self.by_epoch.setText(self.tr("Epochs"))
        self.by_epoch.setToolTip(self.tr("Count epochs on the horizontal axis, not steps"))
        self.logarithmic.setToolTip(self.tr("Logarithmic loss"))
        self.logarithmic.setAccessibleName(self.tr("Logarithmic loss"))
        names = {
            "raw": self.tr("train, every step"),
            "train": self.tr("train"),
            "held_out": self.tr("held out"),
        }
        titles = {"loss": self.tr("Loss"), "accuracy": self.tr("Accuracy")}
        for name, plot in self._plots.items():
            plot.set_texts(titles[name], names)
        for key, button in self.legend.items():
            button.setText(names[key])
            button.setToolTip(self.tr("Show or hide this curve"))
            button.updateGeometry()
        self._redraw.request_now()
