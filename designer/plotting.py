"""Plots for our panels: pyqtgraph's zooming view with our own axes, curves, legend, crosshair and export.

Importing this costs a third of a second: panels import it when they have something to draw, not before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.plot_canvas import Canvas, hairline, small_font
from designer.plot_parts import Curve, TextLine, write_csv, write_picture
from designer.plot_scale import MOST_TICKS, Scale, nice_ticks, roomy, thin
from designer.theme import theme

Array = NDArray[Any]


class _Axis(pg.AxisItem):  # type: ignore[misc]
    """Tick texts alone, few and fixed in place: pyqtgraph's own axis costs more than all our curves."""

    _linkedView = None  # pyqtgraph asks for the range before it sets this
    scale_of = Scale()
    marks: list[tuple[float, str]] = []

    def setRange(self, low: float, high: float) -> None:
        self.range = [low, high]
        view = self.linkedView()
        size = view.size() if view else self.size()  # the view's is set before ours
        room = size.height() / 20 if self.orientation == "left" else (size.width() - 20) / 36
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
            end -= metrics.horizontalAdvance(self.scale_of.name) + 4
        for value, text in self.marks:
            left = self.position(value) - metrics.horizontalAdvance(text) / 2
            if left + metrics.horizontalAdvance(text) <= end:
                painter.drawText(QPointF(left, 2 + metrics.ascent()), text)


class Plot(QWidget):
    """Curves over steps, with a title and everything a person may do with them.

    `add` declares curves once; `set_data` and `draw` show new numbers. Wheel and box zoom; a double click
    fits the view and lets it follow the curves again.
    """

    clicked = Signal(float, float)  # where, as the axes count

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: dict[str, Curve] = {}
        self.x_scale, self.y_scale = Scale(whole=True), Scale()
        self.file_name = "curves"
        self.following = True
        self.from_zero = True  # whether the y axis starts at 0 where that wastes little room
        self.title, self._value = QLabel(), TextLine("text")
        self.menu_button = QToolButton()
        self.menu_button.setText("\u22ef")
        self.menu_button.clicked.connect(self._open_menu)
        self.header = QHBoxLayout()
        self.header.setSpacing(4)
        self._make_view()
        self._lay_out()
        self._redraw_later = QTimer(self)
        self._redraw_later.setSingleShot(True)
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
        self.canvas = Canvas(self, self.view)
        self.view.sigResized.connect(self._resized)
        self.view.sigRangeChangedManually.connect(self._zoomed)
        scene = self._graphics.scene()
        scene.sigMouseMoved.connect(self._point_at)
        scene.sigMouseClicked.connect(self._click)
        self._graphics.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._graphics.installEventFilter(self)
        self._graphics.viewport().installEventFilter(self)

    def _resized(self, *_: object) -> None:
        self.canvas.fill_view()
        self._redraw_later.start()

    def _lay_out(self) -> None:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(bold)
        self._value.setFont(bold)
        self.header.setContentsMargins(4, 0, 0, 0)
        self._value.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.header.addWidget(self.title)
        self.header.addWidget(self._value)
        self.header.addStretch(1)  # a panel may insert widgets before it
        self.header.addWidget(self.menu_button)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.header)
        column.addWidget(self._graphics, 1)

    # Curves -----------------------------------------------------------------------------------------------

    def add(self, key: str, curve: Curve) -> None:
        """A curve; those added later are painted above."""
        self._curves[key] = curve

    def curve(self, key: str) -> Curve:
        return self._curves[key]

    def set_data(self, key: str, x: Array, y: Array) -> None:
        """The whole of a curve, ordered by x; the arrays are read, not copied."""
        self._curves[key].x, self._curves[key].y = x, y

    def set_texts(self, title: str, names: dict[str, str]) -> None:
        self.title.setText(title)
        self._graphics.setAccessibleName(title)
        for key, name in names.items():
            self._curves[key].name = name

    def set_value(self, text: str) -> None:
        """The newest value, beside the title."""
        self._value.set_text(text)

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

    def show_curve(self, key: str, on: bool) -> None:
        self._curves[key].visible = on
        self.draw()

    def draw(self) -> None:
        """Show what `set_data` gave."""
        width, ratio = max(int(self.view.width()), 16), self.devicePixelRatioF()
        low, high = (-math.inf, math.inf) if self.following else self.view.viewRange()[0]
        for curve in self.shown_curves():
            pixels = int(width * ratio) if curve.peaks else width
            room = pixels if curve.y.ndim == 1 else pixels // (10 if curve.look == "dots" else 4)
            curve.drawn_x, curve.drawn_y = thin(curve.x, curve.y, low, high, room, curve.peaks)
        if self.following:
            self._follow()
        self.canvas.update()

    # What is in view --------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Fit the view to the curves, with ends that stay where they are for a while."""
        curves = [curve for curve in self.shown_curves() if np.isfinite(curve.drawn_y).any()]
        if not curves:
            return
        right = roomy(max(float(curve.x[-1]) for curve in curves), self.x_scale.limit)
        low, high = math.inf, -math.inf
        for curve in curves:
            bottom, top = self._extent(curve)
            low, high = min(low, bottom), max(high, top)
        low, high = self._rounded(low, high)
        if self.view.viewRange() != [[0.0, right], [low, high]]:
            self.view.setRange(xRange=(0.0, right), yRange=(low, high), padding=0, disableAutoRange=True)
            self._fit_axis()

    def _fit_axis(self) -> None:
        """Give the texts of the y axis room, in few sizes: a plot must not shift at every redraw."""
        metrics = QFontMetricsF(small_font())
        room = max((metrics.horizontalAdvance(text) for _, text in self.left.marks), default=0.0) + 8
        self.left.setWidth(40 if room <= 40 else 16 * math.ceil(room / 16))

    def _extent(self, curve: Curve) -> tuple[float, float]:
        y = curve.drawn_y[np.isfinite(curve.drawn_y)]
        if self.y_scale.log:
            y = np.log10(y[y > 0])
        if not y.size:
            return math.inf, -math.inf
        if curve.look in ("faint", "dots"):  # what is only a background may be cut off
            low, high = np.percentile(y, (1, 99))
            return float(low), float(high)
        return float(y.min()), float(y.max())

    def _rounded(self, low: float, high: float) -> tuple[float, float]:
        if not low <= high:
            return 0.0, 1.0
        room = 0.04 * (high - low) or 0.05 * abs(high) or 0.5
        if self.y_scale.log:
            return low - room, high + room
        ground = 0.0 if self.from_zero and 0 <= low < 0.5 * high else low - room
        step = nice_ticks(ground, high + room)[1] / 2
        low, high = math.floor(ground / step) * step, math.ceil((high + room) / step) * step
        return (max(low, 0.0), min(high, 1.0)) if self.y_scale.percent else (low, high)

    def fit(self) -> None:
        """Show all, and follow what comes."""
        self.following = True
        self.draw()

    def _zoomed(self, *_: object) -> None:
        self.following = False
        self._redraw_later.start()

    def _click(self, event: Any) -> None:
        left = event.button() == Qt.MouseButton.LeftButton and not event.double()
        if left and self.view.sceneBoundingRect().contains(event.scenePos()):
            at = self.view.mapSceneToView(event.scenePos())
            self.clicked.emit(at.x(), at.y())

    def _press(self, event: QKeyEvent) -> bool:
        """The keyboard's way to zoom and pan; whether the key was one of ours."""
        pans = {Qt.Key.Key_Left: -0.1, Qt.Key.Key_Right: 0.1}
        zooms = {Qt.Key.Key_Plus: 0.8, Qt.Key.Key_Equal: 0.8, Qt.Key.Key_Minus: 1.25}
        if event.key() in pans:
            low, high = self.view.viewRange()[0]
            self.view.translateBy(x=pans[Qt.Key(event.key())] * (high - low))
        elif event.key() in zooms:
            self.view.scaleBy(x=zooms[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home:
            self.fit()
            return True
        else:
            return False
        self._zoomed()
        return True

    # Crosshair --------------------------------------------------------------------------------------------

    def _point_at(self, place: QPointF) -> None:
        inside = self.view.sceneBoundingRect().contains(place)
        self.canvas.crosshair = self.view.mapSceneToView(place).x() if inside else None
        self.canvas.update()

    def readings(self, at: float) -> list[tuple[str, str, float, float]]:
        """What the curves say near `at`: a text, a colour, and the point; the first tells where that is."""
        found: list[tuple[str, str, float, float]] = []
        series = theme().tokens.curves
        for curve in self.shown_curves():
            column = 0 if curve.y.ndim == 1 else curve.chosen
            if not curve.read or column is None:
                continue
            index = min(int(np.searchsorted(curve.x, at)), len(curve.x) - 1)
            if index and at - curve.x[index - 1] < curve.x[index] - at:
                index -= 1
            x, y = float(curve.x[index]), float(curve.y.reshape(len(curve.x), -1)[index, column])
            text = f"{curve.name} {self.y_scale.text(y)}"
            found.append((text, series[(curve.colour + column) % len(series)], x, y))
        if found:
            found.insert(0, (f"{self.x_scale.name} {found[0][2]:,.6g}".replace(",", "\u2009"), "", 0.0, 0.0))
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self.canvas.crosshair is not None:
            self.canvas.crosshair = None
            self.canvas.update()
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.fit()
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._press(event)

    # Menu and files ---------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu(event.globalPos())

    def _open_menu(self) -> None:
        self._menu(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Fit to the curves"), self.fit).setEnabled(not self.following)
        menu.addSeparator()
        menu.addAction(self.tr("Save as PNG…"), lambda: self._ask("png"))
        menu.addAction(self.tr("Save as SVG…"), lambda: self._ask("svg"))
        menu.addAction(self.tr("Save as CSV…"), lambda: self._ask("csv"))
        menu.popup(place)

    def _ask(self, kind: str) -> None:
        title = self.tr("Save curves")
        name, _ = QFileDialog.getSaveFileName(self, title, f"{self.file_name}.{kind}", f"{kind.upper()} (*.{kind})")
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}.{kind}")
        try:
            self.save(path)
        except OSError as error:
            sentence = self.tr("%1 could not be saved: %2.").replace("%1", path.name)
            QMessageBox.warning(self, title, sentence.replace("%2", error.strerror or str(error)))

    def save(self, path: Path) -> None:
        """Write what is shown as PNG or SVG, or all its numbers as CSV; the name's end decides."""
        curves = list(self.shown_curves())
        if path.suffix.lower() == ".csv":
            write_csv(path, self.x_scale.name, curves)
        else:
            title = f"{self.title.text()} {self._value.text()}".strip()
            write_picture(path, self._graphics, title, curves)

    # Theme and language -----------------------------------------------------------------------------------

    def _repen(self) -> None:
        tokens = theme().tokens
        self._graphics.setBackground(tokens.panel)
        box, fill = self.view.rbScaleBox, QColor(tokens.accent)
        fill.setAlpha(40)
        box.setPen(hairline(QColor(tokens.accent)))
        box.setBrush(fill)
        for item in (self.left, self.bottom, self.canvas):
            item.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self.menu_button.setToolTip(self.tr("Fit and save"))
        self.menu_button.setAccessibleName(self.tr("Fit and save"))
