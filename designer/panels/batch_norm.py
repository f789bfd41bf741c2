"""The panel of one BatchNorm: running statistics beside those of the batches, and its arithmetic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QSplitter,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.late_numpy import np
from designer.plot_parts import Curve, FlowLayout
from designer.plot_scale import Scale
from designer.redraw import Redraw
from designer.run_record import BatchNormHistory, RunRecord
from designer.theme import monospaced, theme

if TYPE_CHECKING:
    from numpy.typing import NDArray


if TYPE_CHECKING:
    from designer.plotting import Plot

SERIES = ("running_mean", "running_var", "batch_mean", "batch_var")
MOST = 64  # channels that are drawn
CLOSE = 0.1  # training and evaluation that differ by less are as good as equal


def signed(value: float) -> str:
    """Three decimals, more where a number is small, with a true minus sign."""
    if not math.isfinite(value):
        return "\u2013"
    text = f"{value:.3f}" if abs(value) >= 0.01 or value == 0 else f"{value:.3g}"
    return text.replace("-", "\u2212")


def plus(value: float) -> str:
    """A number to be added: with its sign in front and spaces around that."""
    return f"\u2212 {signed(-value)}" if value < 0 else f"+ {signed(value)}"


@dataclass(frozen=True, slots=True)
class ChannelNow:
    """The present numbers of one channel."""

    batch_mean: float
    batch_var: float
    running_mean: float
    running_var: float
    weight: float
    bias: float
    eps: float
    momentum: float | None

    @classmethod
    def of(cls, history: BatchNormHistory, channel: int) -> ChannelNow:
        """The newest numbers in `history`."""
        newest = {name: float(history.table[name][-1, channel]) for name in SERIES}
        weight = 1.0 if history.weight is None else float(history.weight[channel])
        bias = 0.0 if history.bias is None else float(history.bias[channel])
        return cls(**newest, weight=weight, bias=bias, eps=history.eps, momentum=history.momentum)

    @property
    def deviation(self) -> float:
        """√(σ²_B + ε), by which training divides."""
        return math.sqrt(self.batch_var + self.eps)

    @property
    def difference(self) -> float:
        """How far outputs of training and evaluation mode are apart: root mean square over this batch."""
        running = math.sqrt(max(self.running_var, 0.0) + self.eps)
        shift = (self.batch_mean - self.running_mean) / running
        stretch = math.sqrt(self.batch_var) * (1 / self.deviation - 1 / running)
        return abs(self.weight) * math.hypot(shift, stretch)

    def formulas(self, kind: str) -> list[str]:
        """The four steps with these numbers, the last for `kind`; a bar stands where a line may be broken."""
        mean, deviation = signed(self.batch_mean), signed(self.deviation)
        return [
            f"μ_B = {mean} |  σ²_B = {signed(self.batch_var)}",
            f"x̂ = (x − μ_B) |/ √(σ²_B + ε) |= (x {plus(-self.batch_mean)}) |/ {deviation}",
            f"y = γ · x̂ + β |= {signed(self.weight)} · x̂ |{plus(self.bias)}",
            self._running("μ", "μ_B", self.running_mean)
            if kind == "mean"
            else self._running("σ²", "σ²_B·n/(n−1)", self.running_var),
        ]

    def _running(self, name: str, batch: str, now: float) -> str:
        if self.momentum is None:  # the plain average of all batches so far
            average = QCoreApplication.translate("BatchNormPanel", "average of all")
            return f"{name}_run ← |{average} {batch} |= {signed(now)}"
        keep = f"{1 - self.momentum:.4g}"
        return f"{name}_run ← |{keep}·{name}_run |+ {self.momentum:.4g}·|{batch} |= {signed(now)}"


class Formulas(QWidget):
    """Lines in monospaced type, broken where they may be. A new number costs a repaint, and no layout."""

    LEADING = 16

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = []
        self._mark: tuple[str, str] = ("", "")
        self._rows: list[str] = []
        self.setFont(monospaced())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        copy = QAction(self, shortcut=QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.copy = copy

    def text(self) -> str:
        """All lines, unbroken."""
        return "\n".join(line.replace("|", "") for line in self._lines)

    def show_lines(self, lines: list[str], mark: str, colour: str) -> None:
        """Show `lines`, and a coloured mark behind the last one."""
        self._lines, self._mark = lines, (mark, colour)
        self.setAccessibleName(self.text())
        self._break()
        self.update()

    def _break(self) -> None:
        room = max(int(self.width() / QFontMetricsF(self.font()).horizontalAdvance("0")), 8)
        self._rows = [row for line in self._lines for row in broken(line, room)]
        if self._rows and self.height() != self.LEADING * len(self._rows):
            self.setFixedHeight(self.LEADING * len(self._rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._break()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(theme().tokens.text))
        for index, row in enumerate(self._rows):
            painter.drawText(QPointF(0, self.LEADING * index + 12), row)
        if self._rows:
            left = QFontMetricsF(self.font()).horizontalAdvance(self._rows[-1] + " ")
            painter.setPen(QColor(self._mark[1]))
            painter.drawText(QPointF(left, self.LEADING * (len(self._rows) - 1) + 12), self._mark[0])


def broken(line: str, room: int) -> list[str]:
    """`line` in rows of at most `room` characters where its bars allow; later rows stand in a little."""
    rows: list[str] = []
    for part in line.split("|"):
        if rows and len(rows[-1].rstrip()) + len(part.rstrip()) + 1 <= room:
            rows[-1] += part
        else:
            rows.append("  " + part.lstrip() if rows else part)
    return rows


class ChannelStrip(QWidget):
    """Every channel as a column: a line where its running statistic is, a dot where the batch's is."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._running: Sequence[float] | NDArray[Any] = ()
        self._batch: Sequence[float] | NDArray[Any] = ()
        self._channel = 0
        self.setFixedHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_channels(self, running: NDArray[Any], batch: NDArray[Any], channel: int) -> None:
        self._running, self._batch, self._channel = running, batch, channel
        self.update()

    def _pitch(self) -> float:
        return min(self.width() / max(len(self._running), 1), 24.0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        channel = int(event.position().x() / self._pitch())
        if 0 <= channel < len(self._running):
            self.chosen.emit(channel)

    def paintEvent(self, event: QPaintEvent) -> None:
        both = np.concatenate([self._running, self._batch])
        both = both[np.isfinite(both)]
        if not both.size:
            return
        low, high = float(both.min()), float(both.max())
        tokens, pitch = theme().tokens, self._pitch()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(pitch * self._channel, 0, pitch, self.height()), QColor(tokens.raised))
        scale = (self.height() - 8) / ((high - low) or 1.0)
        for index in range(len(self._running)):
            colour = QColor(tokens.curves[index % len(tokens.curves)])
            left, middle = pitch * index, pitch * (index + 0.5)
            down = [4 + (high - float(value)) * scale for value in (self._running[index], self._batch[index])]
            if not all(map(math.isfinite, down)):
                continue
            painter.setPen(QPen(colour, 2))
            painter.drawLine(QPointF(left + 0.15 * pitch, down[0]), QPointF(left + 0.85 * pitch, down[0]))
            painter.setPen(QPen(colour, min(5.0, pitch), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoint(QPointF(middle, down[1]))


class BatchNormPanel(QWidget):
    """Statistics of the BatchNorm that `set_node` names, as its run tells them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: str | None = None
        self._name = ""
        self._record: RunRecord | None = None
        self._plot: Plot | None = None
        self._redraw = Redraw(self, self._update)
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._full = QSplitter(Qt.Orientation.Horizontal)
        self._full.setChildrenCollapsible(False)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        self._left = QVBoxLayout()
        self._left.setSpacing(2)
        self._make_left()
        self._make_right()
        self.setMinimumSize(200, 140)
        theme().changed.connect(self._redraw.request_now)
        self.retranslate()

    def _make_left(self) -> None:
        self.mean, self.variance = QToolButton(), QToolButton()
        self._group = QButtonGroup(self)
        self._note = QLabel()
        for button in (self.mean, self.variance):
            button.setCheckable(True)
            self._group.addButton(button)
        self.mean.setChecked(True)
        self._group.buttonToggled.connect(self._redraw.request_now)
        self._note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._left.setContentsMargins(8, 4, 0, 4)
        side = QWidget()
        side.setLayout(self._left)
        side.setMinimumWidth(120)
        self._full.addWidget(side)

    def _make_right(self) -> None:
        self.channel = QSpinBox()
        self.channel.setKeyboardTracking(False)
        self.channel.setFixedWidth(60)
        self.channel.valueChanged.connect(self._redraw.request_now)
        self._channel_label, self._of, self._limit, self._strip_label = (QLabel() for _ in range(4))
        for label in (self._limit, self._strip_label):
            label.setWordWrap(True)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._limit.hide()
        self._formulas, self._strip = Formulas(), ChannelStrip()
        self._strip.chosen.connect(self.channel.setValue)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self._channel_label.setFont(bold)
        self._channel_label.setBuddy(self.channel)
        self._lay_out_right()

    def _lay_out_right(self) -> None:
        top = FlowLayout(spacing=6)
        top.addWidget(self._channel_label)
        top.addWidget(self.channel)
        top.addWidget(self._of)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(4)
        column.setContentsMargins(8, 4, 8, 4)
        column.addLayout(top)
        parts: list[QWidget] = [self._limit, self._formulas, self._strip_label, self._strip]
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        scroll.setMinimumWidth(100)
        self._full.addWidget(scroll)
        self._full.setSizes([540, 460])  # shares; Qt scales them to the room there is
        self._full.setStretchFactor(0, 1)
        self._full.setStretchFactor(1, 1)
        self._full.splitterMoved.connect(self._fit_note)

    # What it is about -------------------------------------------------------------------------------------

    def set_record(self, record: RunRecord | None) -> None:
        """Show what this run tells; None: no run."""
        if self._record is not None:
            self._record.batch_norm_changed.disconnect(self._on_news)
        self._record = record
        if record is not None:
            record.batch_norm_changed.connect(self._on_news)
        self._redraw.request_now()

    def set_node(self, path: str | None, name: str) -> None:
        """Show this BatchNorm node; None: none."""
        if (path, name) != (self.path, self._name):
            self.path, self._name = path, name
            self.retranslate()

    def _on_news(self, path: str) -> None:
        if path == self.path:
            self._redraw.request()

    # Drawing ----------------------------------------------------------------------------------------------

    def _update(self) -> None:
        history = self._record.batch_norm.get(self.path) if self._record and self.path else None
        if history is None or not len(history.table):
            self._stack.setCurrentWidget(self._empty)
            return
        plot = self._build()
        if self._stack.currentWidget() is not self._full:
            self._stack.setCurrentWidget(self._full)
            self._fit_note()
        shown = min(history.shown, MOST)
        if self.channel.maximum() != shown - 1:  # it would lay itself out again, though it is the same
            self.channel.setMaximum(shown - 1)
        self._set(self._of, self.tr("of %1").replace("%1", str(history.channels)))
        self._set(self._limit, self.tr("The first %1 channels are shown.").replace("%1", str(shown)))
        self._limit.setVisible(shown < history.channels)
        self._show_plot(plot, history, shown)
        self._show_channel(history, shown)

    def _build(self) -> Plot:
        if self._plot is None:
            from designer.plotting import Plot

            self._plot = Plot(self)
            self._plot.from_zero = False
            self._plot.add("batch", Curve("dots"))
            self._plot.add("running", Curve("line"))
            self._plot.clicked.connect(self._choose_at)
            for widget in (self.mean, self.variance, self._note):
                self._plot.header.insertWidget(self._plot.header.count() - 2, widget)
            self._left.addWidget(self._plot, 1)
            self.retranslate()
        return self._plot

    def _kind(self) -> str:
        return "mean" if self.mean.isChecked() else "var"

    def _show_plot(self, plot: Plot, history: BatchNormHistory, shown: int) -> None:
        step = history.table["step"]
        for key in ("running", "batch"):
            plot.set_data(key, step, history.table[f"{key}_{self._kind()}"][:, :shown])
            plot.curve(key).chosen = self.channel.value()
        plot.file_name = f"{self._name}_{self._kind()}"
        plot.set_scales(Scale(self.tr("step"), whole=True), Scale())
        plot.draw()

    def _show_channel(self, history: BatchNormHistory, shown: int) -> None:
        now = ChannelNow.of(history, self.channel.value())
        mark, colour = ("●", theme().tokens.good) if now.difference < CLOSE else ("▲", theme().tokens.warning)
        text = self.tr("train and eval differ by %1").replace("%1", signed(now.difference))
        last = "|".join(f"{word} " for word in text.split())
        self._formulas.show_lines([*now.formulas(self._kind()), last], mark, colour)
        running, batch = (history.table[f"{key}_{self._kind()}"][-1, :shown] for key in ("running", "batch"))
        self._strip.show_channels(running, batch, self.channel.value())

    @staticmethod
    def _set(label: QLabel, text: str) -> None:
        if label.text() != text:  # a new text lays out the panel again
            label.setText(text)

    def _choose_at(self, x: float, y: float) -> None:
        """Choose the channel whose line is nearest to a click."""
        curve = self._plot.curve("running") if self._plot else None
        if curve is not None and len(curve.x):
            row = curve.y[min(int(np.searchsorted(curve.x, x)), len(curve.x) - 1)]
            self.channel.setValue(int(np.nanargmin(np.abs(row - y))))

    def _fit_note(self) -> None:
        """The note beside the switch gives way where there is little room, and then the title; the switch stays."""
        if self._plot is not None:
            switch = sum(b.sizeHint().width() + 4 for b in (self.mean, self.variance, self._plot.menu_button)) + 12
            self._full.widget(0).setMinimumWidth(max(120, min(switch, self.width() - 130)))
            room = self._plot.width() - sum(
                button.sizeHint().width() + 8 for button in (self.mean, self.variance, self._plot.menu_button)
            )
            for label in (self._plot.title, self._note):
                room -= label.sizeHint().width() + 8
                label.setVisible(room >= 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_note()

    # Language ---------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every word again."""
        nothing = self.tr("Select a BatchNorm layer, and its statistics appear here")
        if self.path is not None:
            nothing = self.tr("Train, and the statistics of %1 appear here").replace("%1", self._name)
        self._empty.setText(nothing)
        self.mean.setText(self.tr("Mean"))
        self.variance.setText(self.tr("Variance"))
        self._note.setText(self.tr("line: running · dot: batch"))
        self._channel_label.setText(self.tr("Channel"))
        self.channel.setAccessibleName(self.tr("Channel"))
        self._formulas.setToolTip(
            self.tr("How far outputs in training and in evaluation are apart: root mean square over a batch")
        )
        self._formulas.copy.setText(self.tr("Copy"))
        self._strip_label.setText(self.tr("All channels: line running, dot batch"))
        self._strip.setAccessibleName(self.tr("All channels"))
        if self._plot is not None:
            names = {"running": self.tr("running"), "batch": self.tr("batch")}
            self._plot.set_texts(self._name, names)
            self._fit_note()
        self._redraw.request_now()
