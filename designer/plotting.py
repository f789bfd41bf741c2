"""Plots for our panels: pyqtgraph's zooming view with our own axes, curves, legend, crosshair and export.

Importing this costs a third of a second: panels import it when they have something to draw, not before.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetricsF, QImage, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QGraphicsItem, QHBoxLayout, QLabel, QMenu
from PySide6.QtWidgets import QMessageBox, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from designer.theme import theme

Array = NDArray[Any]
Look = Literal["line", "faint", "dashes", "dots"]
THIN_SPACE = "\u2009"
MOST_TICKS = 5


# ---- numbers to ticks and pixels


def nice_ticks(low: float, high: float, most: int = MOST_TICKS, whole: bool = False) -> tuple[list[float], float]:
    """Round values from `low` to `high`, at most so many, and the distance between them."""
    span = high - low
    if not (span > 0 and math.isfinite(span)):
        return [], 1.0
    power = math.floor(math.log10(span)) - 1
    for exponent in range(power, power + 3):
        for digit in (1.0, 2.0, 2.5, 5.0):
            step = digit * 10.0**exponent
            first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
            if last - first < most and not (whole and step != round(step)):
                return [round(index * step, 12) for index in range(first, last + 1)], step
    return [low], span


def log_ticks(low: float, high: float, most: int = MOST_TICKS) -> list[float]:
    """Values for an axis that runs from 10**low to 10**high."""
    decades = range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1)
    if len(decades) > 1:
        return [10.0**power for power in decades[:: math.ceil(len(decades) / most)]]
    wide = range(math.floor(low), math.ceil(high) + 1)
    found = [digit * 10.0**power for power in wide for digit in (1, 2, 5)]
    found = [value for value in found if low - 1e-9 <= math.log10(value) <= high + 1e-9]
    return found[:most] if len(found) > 1 else nice_ticks(10.0**low, 10.0**high, most)[0]


def number_text(value: float, step: float) -> str:
    """A number with the decimals that distances of `step` deserve, and thin spaces in thousands."""
    if value and (abs(value) >= 1e7 or step < 1e-5):
        return f"{value:.3g}".replace("-", "\u2212")
    decimals = max(0, math.ceil(-math.log10(step) - 1e-9)) if step > 0 else 2
    if abs(round(step, decimals) - step) > 1e-6 * step:
        decimals += 1  # 0.25
    text = f"{value:,.{decimals}f}" if abs(value) >= 10_000 else f"{value:.{decimals}f}"
    return text.replace(",", THIN_SPACE).replace("-", "\u2212")


def roomy(value: float, limit: float | None) -> float:
    """An end of an axis not far beyond `value`, so that the axis stands still while a curve grows."""
    if value <= 0:
        return limit or 1.0
    scale = 10.0 ** math.floor(math.log10(value))
    end = next(scale * step for step in (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if value <= scale * step * 1.000001)
    return min(end, limit) if limit is not None and limit >= value else end


def thin(x: Array, y: Array, low: float, high: float, pixels: int) -> tuple[Array, Array]:
    """What can be seen of a curve between `low` and `high`: about two points a pixel, peaks kept.

    Buckets have a size of a power of two and start at its multiples, so that a growing curve does not shimmer.
    """
    start = max(int(np.searchsorted(x, low)) - 1, 0)
    stop = min(int(np.searchsorted(x, high, "right")) + 1, len(x))
    if stop - start <= 2 * pixels or pixels < 1:
        return x[start:stop], y[start:stop]
    size = 2 ** math.ceil(math.log2((stop - start) / pixels))
    start -= start % size
    if y.ndim == 2:  # many lines at once are smooth ones: every so many rows will do
        rows = np.append(np.arange(start, stop - 1, size), stop - 1)
        return x[rows], y[rows]
    edges = np.arange(start, stop, size)
    both = np.stack([np.fmin.reduceat(y[:stop], edges), np.fmax.reduceat(y[:stop], edges)], axis=1)
    middle = x[np.minimum(edges + size // 2, stop - 1)]
    both[-1] = y[stop - 1]  # a curve ends where it ends
    middle[-1] = x[stop - 1]
    return np.repeat(middle, 2), both.ravel()


def polygon(x: Array, y: Array) -> QPolygonF:
    """Points as Qt draws them, without a Python object for each."""
    made = create_qpolygonf(len(x))
    points = ndarray_from_qpolygonf(made)
    points[:, 0], points[:, 1] = x, y
    return made


# ---- what a plot is made of


@dataclass(slots=True, eq=False)
class Curve:
    """One curve, or with y of shape (n, columns) one a column. `x` and `y` belong to someone else."""

    look: Look = "line"
    colour: int = 0  # in the theme's series; columns count on from it
    legend: bool = True
    read: bool = True  # by the crosshair
    owner: str | None = None  # the curve whose legend button hides this one too
    name: str = ""
    chosen: int | None = None  # the column that stands out
    visible: bool = True
    x: Array = field(default_factory=lambda: np.empty(0))
    y: Array = field(default_factory=lambda: np.empty(0))
    drawn_x: Array = field(default_factory=lambda: np.empty(0))
    drawn_y: Array = field(default_factory=lambda: np.empty(0))


@dataclass(slots=True)
class Scale:
    """How one axis counts."""

    name: str = ""
    percent: bool = False
    log: bool = False
    whole: bool = False
    limit: float | None = None  # the axis need not go beyond it

    def ticks(self, low: float, high: float, most: int) -> list[tuple[float, str]]:
        """Where ticks stand (in what the view counts in) and what they say."""
        if self.log:
            return [(math.log10(value), f"{value:.6g}") for value in log_ticks(low, high, most)]
        factor = 100.0 if self.percent else 1.0
        values, step = nice_ticks(low * factor, high * factor, most, self.whole)
        unit = f"{THIN_SPACE}%" if self.percent else ""
        return [(value / factor, number_text(value, step) + unit) for value in values]

    def text(self, value: float) -> str:
        """A value as the crosshair tells it."""
        if not math.isfinite(value):
            return "\u2013"
        if self.percent:
            return f"{100 * value:.1f}{THIN_SPACE}%"
        return f"{value:.4g}".replace("-", "\u2212")


class _Axis(pg.AxisItem):
    """Tick texts alone, few and fixed in place: pyqtgraph's own axis takes longer to paint than all our curves."""

    scale_of = Scale()
    marks: list[tuple[float, str]] = []

    def setRange(self, low: float, high: float) -> None:
        self.range = [low, high]
        room = self.size().height() / 20 if self.orientation == "left" else self.size().width() / 52
        self.marks = self.scale_of.ticks(low, high, max(2, min(MOST_TICKS, int(room))))
        self.update()

    def refresh(self, scale: Scale) -> None:
        self.scale_of = scale
        self.setRange(*self.range)

    def boundingRect(self) -> QRectF:
        return QRectF(QPointF(), self.size()).adjusted(-8, -8, 8, 8)

    def position(self, value: float) -> float:
        low, high = self.range
        share = (value - low) / (high - low)
        return float(self.size().height() * (1 - share) if self.orientation == "left" else self.size().width() * share)

    def paint(self, painter: QPainter, *_: object) -> None:
        painter.setFont(small_font())
        painter.setPen(QColor(theme().tokens.dim))
        metrics = QFontMetricsF(painter.font())
        width, end = self.size().width(), self.size().width() + 6
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if self.orientation == "left":
            for value, text in self.marks:
                painter.drawText(QRectF(-8, self.position(value) - 8, width + 2, 16), flags, text)
            return
        if self.scale_of.name:
            painter.drawText(QRectF(0, 2, end, 14), flags, self.scale_of.name)
            end -= metrics.horizontalAdvance(self.scale_of.name) + 8
        for value, text in self.marks:
            left = self.position(value) - metrics.horizontalAdvance(text) / 2
            if left + metrics.horizontalAdvance(text) <= end:
                painter.drawText(QPointF(left, 2 + metrics.ascent()), text)


class _Canvas(QGraphicsItem):
    """Grid, curves and crosshair, all painted in the pixels of the view that they are in."""

    def __init__(self, plot: Plot, view: pg.ViewBox) -> None:
        super().__init__(view)
        self._plot, self._view = plot, view
        self.crosshair: float | None = None
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        return QRectF(self._view.rect())

    def paint(self, painter: QPainter, *_: object) -> None:
        self._paint_grid(painter)
        for curve in self._plot.shown_curves():
            self._paint_curve(painter, curve)
        if self.crosshair is not None:
            self._paint_crosshair(painter, self.crosshair)

    def _paint_grid(self, painter: QPainter) -> None:
        box, tokens = self.boundingRect(), theme().tokens
        painter.setPen(QPen(QColor(tokens.line), 0))
        rows = [round(self._plot.left.position(value)) + 0.5 for value, _ in self._plot.left.marks]
        for y in rows:
            painter.drawLine(QPointF(0, y), QPointF(box.width(), y))

    def pixels(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Where points are, in pixels of the view."""
        (x0, x1), (y0, y1) = self._view.viewRange()
        box = self.boundingRect()
        with np.errstate(all="ignore"):
            height = np.log10(np.where(y > 0, y, np.nan)) if self._plot.y_scale.log else y
            across = (x - x0) * (box.width() / (x1 - x0))
            down = (y1 - height) * (box.height() / (y1 - y0))
        return np.clip(across, -1e5, 1e5), np.clip(down, -1e5, 1e5)

    def _paint_curve(self, painter: QPainter, curve: Curve) -> None:
        if not len(curve.drawn_x):
            return
        x, y = self.pixels(curve.drawn_x, curve.drawn_y)
        series = theme().tokens.curves
        if y.ndim == 1:
            self._paint_line(painter, x, y, curve.look, QColor(series[curve.colour % len(series)]), 1.0)
            return
        order = [column for column in range(y.shape[1]) if column != curve.chosen]
        for column in order:
            colour = QColor(series[(curve.colour + column) % len(series)])
            self._paint_line(painter, x, y[:, column], curve.look, colour, 1.0)
        if curve.chosen is not None and curve.chosen < y.shape[1]:
            colour = QColor(series[(curve.colour + curve.chosen) % len(series)])
            self._paint_line(painter, x, y[:, curve.chosen], curve.look, colour, 2.0)

    def _paint_line(self, painter: QPainter, x: Array, y: Array, look: Look, colour: QColor, width: float) -> None:
        good = np.isfinite(y)
        if look == "dots":
            colour.setAlpha(255 if width > 1 else 130)
            painter.setPen(_pen(colour, 2.0 + width, round_cap=True))
            painter.drawPoints(polygon(x[good], y[good]))
            return
        colour.setAlpha(70 if look == "faint" else 255)
        pen = _pen(colour, width)
        if look == "dashes":
            pen.setDashPattern([4, 3])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, look != "faint")
        painter.setPen(pen)
        if good.all():
            painter.drawPolyline(polygon(x, y))
        else:  # a run that diverged has gaps
            for part in np.split(np.flatnonzero(good), np.flatnonzero(np.diff(np.flatnonzero(good)) > 1) + 1):
                painter.drawPolyline(polygon(x[part], y[part]))
        if look == "dashes":
            painter.setPen(_pen(colour, 4.5, round_cap=True))
            painter.drawPoints(polygon(x[good], y[good]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # Crosshair -------------------------------------------------------------------------------------------------

    def _paint_crosshair(self, painter: QPainter, at: float) -> None:
        readings = self._plot.readings(at)
        if not readings:
            return
        tokens = theme().tokens
        points = [(self.pixels(np.array([x]), np.array([y])), colour) for _, colour, x, y in readings if colour]
        painter.setPen(_pen(QColor(tokens.faint), 1.0))
        across = round(float(points[0][0][0][0])) + 0.5 if points else 0.0
        painter.drawLine(QPointF(across, 0), QPointF(across, self.boundingRect().height()))
        for (x, y), colour in points:
            if np.isfinite(y[0]):
                painter.setPen(_pen(QColor(colour), 6.0, round_cap=True))
                painter.drawPoint(QPointF(x[0], y[0]))
        lines = [(text, colour) for text, colour, _, _ in readings]
        self._paint_label(painter, lines)

    def _paint_label(self, painter: QPainter, lines: list[tuple[str, str]]) -> None:
        tokens = theme().tokens
        painter.setFont(small_font())
        metrics = QFontMetricsF(painter.font())
        wide = max(metrics.horizontalAdvance(text) + (12 if colour else 0) for text, colour in lines) + 12
        box = self._emptiest(wide, 14.0 * len(lines) + 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(_pen(QColor(tokens.line), 1.0))
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(box, 4, 4)
        for row, (text, colour) in enumerate(lines):
            left, top = box.left() + 6, box.top() + 3 + 14 * row
            if colour:
                painter.fillRect(QRectF(left, top + 4, 6, 6), QColor(colour))
                left += 12
            painter.setPen(QColor(tokens.text))
            painter.drawText(QPointF(left, top + 11), text)

    def _emptiest(self, wide: float, high: float) -> QRectF:
        """The corner where a label of this size covers least."""
        box = self.boundingRect().adjusted(4, 2, -4, -4)
        corners = [(box.right() - wide, box.top()), (box.right() - wide, box.bottom() - high)]
        corners += [(box.left(), box.top()), (box.left(), box.bottom() - high)]
        rects = [QRectF(x, y, wide, high) for x, y in corners]
        counts = [0.0] * 4
        for curve in self._plot.shown_curves():
            x, y = self.pixels(curve.drawn_x, curve.drawn_y)
            x = x if y.ndim == 1 else x[:, None]
            for index, rect in enumerate(rects):
                inside = (x > rect.left()) & (x < rect.right()) & (y > rect.top()) & (y < rect.bottom())
                counts[index] += float(inside.sum()) / max(len(curve.drawn_x), 1)
        return rects[counts.index(min(counts))]


def _pen(colour: QColor, width: float, round_cap: bool = False) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    if round_cap:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def small_font() -> QFont:
    """The face of ticks and readings."""
    font = QApplication.font()
    font.setPixelSize(10)
    return font


class LegendButton(QAbstractButton):
    """A curve's colour, line and name; switches the curve on and off."""

    def __init__(self, curve: Curve) -> None:
        super().__init__(checkable=True, checked=True)
        self._curve = curve
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 24, 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 18)

    def paintEvent(self, event: QEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(tokens.curves[self._curve.colour % len(tokens.curves)])
        painter.setPen(QPen(colour if self.isChecked() else QColor(tokens.faint), 2))
        for left, right in ((3, 7), (10, 14)) if self._curve.look == "dashes" else ((3, 14),):
            painter.drawLine(QPointF(left, 9.5), QPointF(right, 9.5))
        painter.setPen(QColor(tokens.dim if self.isChecked() else tokens.faint))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 20)
        painter.drawText(self.rect().adjusted(18, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


class Plot(QWidget):
    """Curves over steps, with a title, a legend, and everything a person may do with them.

    `add` declares curves once; `set_data` and `draw` show new numbers. Wheel and box zoom; a double click fits the view
    and lets it follow the curves again.
    """

    clicked = Signal(float, float)  # where, as the axes count

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: dict[str, Curve] = {}
        self._buttons: dict[str, LegendButton] = {}
        self.x_scale, self.y_scale = Scale(whole=True), Scale()
        self.file_name = "curves"
        self.following = True
        self._title, self._value = QLabel(), QLabel()
        self._menu_button = QToolButton(text="\u22ef", clicked=self._open_menu)
        self._header = QHBoxLayout(spacing=4)
        self._make_view()
        self._lay_out()
        self._redraw_later = QTimer(self, singleShot=True, interval=0)
        self._redraw_later.timeout.connect(self.draw)
        self._repen()
        theme().changed.connect(self._repen)
        self.retranslate()

    def _make_view(self) -> None:
        self._graphics = pg.GraphicsView()
        inside = pg.GraphicsLayout(border=None)
        inside.layout.setSpacing(0)
        inside.layout.setContentsMargins(0, 7, 8, 0)
        self._graphics.setCentralItem(inside)
        self.view = pg.ViewBox(enableMenu=False, defaultPadding=0)
        self.left, self.bottom = _Axis("left"), _Axis("bottom")
        for item, row, column in ((self.left, 0, 0), (self.view, 0, 1), (self.bottom, 1, 1)):
            inside.addItem(item, row, column)
        self.left.setWidth(40)
        self.bottom.setHeight(18)
        self.left.linkToView(self.view)
        self.bottom.linkToView(self.view)
        self.view.disableAutoRange()
        self.view.setMouseMode(pg.ViewBox.RectMode)
        self.canvas = _Canvas(self, self.view)
        self.view.sigResized.connect(lambda *_: self._redraw_later.start())
        self.view.sigRangeChangedManually.connect(self._zoomed)
        scene = self._graphics.scene()
        scene.sigMouseMoved.connect(self._point_at)
        scene.sigMouseClicked.connect(self._click)
        self._graphics.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._graphics.installEventFilter(self)

    def _lay_out(self) -> None:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(bold)
        self._value.setFont(bold)
        self._header.setContentsMargins(4, 0, 0, 0)
        for widget in (self._title, self._value):
            self._header.addWidget(widget)
        self._header.addStretch(1)
        self._header.addWidget(self._menu_button)
        column = QVBoxLayout(self, spacing=0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._header)
        column.addWidget(self._graphics, 1)

    # Curves ----------------------------------------------------------------------------------------------------

    def add(self, key: str, curve: Curve) -> None:
        """A curve; those added later are painted above."""
        self._curves[key] = curve
        if curve.legend:
            button = LegendButton(curve)
            button.toggled.connect(lambda on: self._show_curve(key, on))
            self._buttons[key] = button
            self._header.insertWidget(self._header.count() - 2, button)

    def curve(self, key: str) -> Curve:
        return self._curves[key]

    def set_data(self, key: str, x: Array, y: Array) -> None:
        """The whole of a curve, ordered by x; the arrays are read, not copied."""
        self._curves[key].x, self._curves[key].y = x, y

    def set_texts(self, title: str, names: dict[str, str]) -> None:
        self._title.setText(title)
        self._graphics.setAccessibleName(title)
        for key, name in names.items():
            self._curves[key].name = name
            if button := self._buttons.get(key):
                button.setText(name)
                button.setToolTip(self.tr("Show or hide: %1").replace("%1", name))
                button.updateGeometry()

    def set_value(self, text: str) -> None:
        """The newest value, beside the title."""
        if text != self._value.text():
            self._value.setText(text)

    def set_scales(self, x: Scale, y: Scale) -> None:
        if (x, y) != (self.x_scale, self.y_scale):
            self.following = self.following or y.log != self.y_scale.log or x.name != self.x_scale.name
            self.x_scale, self.y_scale = x, y
            self.bottom.refresh(x)
            self.left.refresh(y)

    def shown_curves(self) -> Iterator[Curve]:
        for curve in self._curves.values():
            owner = self._curves[curve.owner] if curve.owner else curve
            if owner.visible and len(curve.x):
                yield curve

    def _show_curve(self, key: str, on: bool) -> None:
        self._curves[key].visible = on
        self.draw()

    def draw(self) -> None:
        """Show what `set_data` gave."""
        pixels = max(int(self.view.width()), 16)
        low, high = (-math.inf, math.inf) if self.following else self.view.viewRange()[0]
        for curve in self.shown_curves():
            room = pixels // 4 if curve.y.ndim == 2 else pixels
            curve.drawn_x, curve.drawn_y = thin(curve.x, curve.y, low, high, room)
        if self.following:
            self._follow()
        self.canvas.update()
