"""What a plot shows and says: a curve, its legend button, and the files it is saved as."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractButton, QGraphicsView, QLayout, QLayoutItem, QSizePolicy, QWidget

from designer.late_numpy import np
from designer.theme import theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


Look = Literal["line", "faint", "dashes", "dots"]


@dataclass(slots=True, eq=False)
class Curve:
    """One curve, or with y of shape (n, columns) one a column. `x` and `y` belong to someone else."""

    look: Look = "line"
    colour: int = 0  # in the theme's series; columns count on from it
    legend: bool = True  # whether a saved figure names it
    peaks: bool = True  # whether thinning keeps peaks, or averages
    read: bool = True  # by the crosshair
    owner: str | None = None  # the curve that this one comes and goes with
    name: str = ""
    chosen: int | None = None  # the column that stands out
    visible: bool = True
    x: Array = field(default_factory=lambda: np.empty(0))
    y: Array = field(default_factory=lambda: np.empty(0))
    drawn_x: Array = field(default_factory=lambda: np.empty(0))
    drawn_y: Array = field(default_factory=lambda: np.empty(0))


class LegendButton(QAbstractButton):
    """A curve's colour, line and name; checked while the curve is shown."""

    def __init__(self, look: Look, colour: int) -> None:
        super().__init__(checkable=True, checked=True)
        self._look, self._colour = look, colour
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 24, 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(tokens.curves[self._colour % len(tokens.curves)])
        painter.setPen(QPen(colour if self.isChecked() else QColor(tokens.faint), 2))
        for left, right in ((3, 7), (10, 14)) if self._look == "dashes" else ((3, 14),):
            painter.drawLine(QPointF(left, 10.5), QPointF(right, 10.5))
        painter.setPen(QColor(tokens.dim if self.isChecked() else tokens.faint))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 20)
        painter.drawText(self.rect().adjusted(18, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


class TextLine(QWidget):
    """A line of text, elided where it must be. A new text costs a repaint, and a layout where it is wider."""

    def __init__(self, colour: str = "dim") -> None:
        super().__init__()
        self._text, self._colour, self._hint = "", colour, 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str, colour: str = "") -> None:
        """Show `text`, in the theme's colour of that name."""
        if (text, colour or self._colour) != (self._text, self._colour):
            self._text, self._colour = text, colour or self._colour
            self.setAccessibleName(text)
            self._set_tip()
            self.update()
            if self.fontMetrics().horizontalAdvance(text) > self._hint:
                self.updateGeometry()

    def _set_tip(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self._text) < self.width()
        self.setToolTip("" if fits else self._text)

    def sizeHint(self) -> QSize:
        self._hint = max(self._hint, self.fontMetrics().horizontalAdvance(self._text))
        return QSize(self._hint + 1, self.fontMetrics().height() + 2)  # the true width may be a fraction more

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(getattr(theme().tokens, self._colour)))
        text = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


class FlowLayout(QLayout):
    """Widgets in a row, and in further rows where one is too narrow, as words are."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return QSize(sum(item.sizeHint().width() + self.spacing() for item in self._items), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, move: bool) -> int:
        rows: list[list[QLayoutItem]] = [[]]
        left = 0
        for item in self._items:
            if rows[-1] and left + item.sizeHint().width() > rect.width():
                rows.append([])
                left = 0
            rows[-1].append(item)
            left += item.sizeHint().width() + self.spacing()
        top = rect.top()
        for row in rows:
            high = max((item.sizeHint().height() for item in row), default=0)
            left = rect.left()
            for item in row:
                size = item.sizeHint().boundedTo(QSize(rect.width(), high))
                if move:
                    item.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
                left += size.width() + self.spacing()
            top += high + 2
        return top - 2 - rect.top()


def write_csv(path: Path, x_name: str, curves: Sequence[Curve]) -> None:
    """All numbers of the curves, one column a curve, one line wherever any of them has a point."""
    columns: list[tuple[str, Array, Array]] = []
    for curve in curves:
        if curve.y.ndim == 1:
            columns.append((curve.name, curve.x, curve.y))
        else:
            columns += [(f"{curve.name} {c}", curve.x, curve.y[:, c]) for c in range(curve.y.shape[1])]
    points = np.unique(np.concatenate([x for _, x, _ in columns])) if columns else np.empty(0)
    cells = [[_cell(value) for value in points]]
    for _, x, y in columns:
        cells.append([""] * len(points))
        for row, value in zip(np.searchsorted(points, x), y, strict=True):
            cells[-1][row] = _cell(value)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([x_name, *(name for name, _, _ in columns)])
        writer.writerows(zip(*cells, strict=True))


def _cell(value: Any) -> str:
    if isinstance(value, np.integer):
        return str(value)
    return f"{value:.9g}" if math.isfinite(value) else ""  # nine digits give a float32 back exactly


def write_picture(path: Path, view: QGraphicsView, title: str, curves: Sequence[Curve]) -> None:
    """The plot as it stands, title and legend too, as SVG or, by its name's end, as PNG at twice its size."""
    size = view.size() + QSize(16, 32)
    path.touch()  # neither QImage nor the generator tells why it cannot write
    device: QSvgGenerator | QImage
    if path.suffix.lower() == ".svg":
        device = QSvgGenerator()
        device.setFileName(str(path))
        device.setSize(size)
        device.setViewBox(QRect(0, 0, size.width(), size.height()))
        device.setTitle(title)
    else:
        device = QImage(size * 2, QImage.Format.Format_RGB32)
        device.setDevicePixelRatio(2)
    painter = QPainter(device)
    _paint_figure(painter, size, view, title, curves)
    painter.end()
    if isinstance(device, QImage) and not device.save(str(path)):
        raise OSError(f"cannot write {path.name}")


def _paint_figure(painter: QPainter, size: QSize, view: QGraphicsView, title: str, curves: Sequence[Curve]) -> None:
    tokens = theme().tokens
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(tokens.panel))
    font = QFont(view.font())
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(tokens.text))
    painter.drawText(QPointF(12, 19), title)
    left = 12 + painter.fontMetrics().horizontalAdvance(title) + 16
    painter.setFont(view.font())
    for curve in curves:
        if curve.legend:
            painter.fillRect(QRectF(left, 11, 8, 8), QColor(tokens.curves[curve.colour % len(tokens.curves)]))
            painter.setPen(QColor(tokens.dim))
            painter.drawText(QPointF(left + 13, 19), curve.name)
            left += 13 + painter.fontMetrics().horizontalAdvance(curve.name) + 14
    view.render(painter, QRectF(QPointF(8, 26), view.size().toSizeF()), view.viewport().rect())
