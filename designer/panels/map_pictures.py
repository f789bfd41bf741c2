"""Feature maps, rows of features and class probabilities as pictures: colours, arrangement and painting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from designer.late_numpy import np
from designer.theme import monospaced, theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


GAP = 8  # pixels between tiles
CAPTION = 15  # of height below a tile
LEAST = 32  # a tile that is smaller tells nothing
ROW = 16  # of height for one class
MINUS, THIN_SPACE = "\u2212", "\u2009"

# Twenty of the 256 colours of matplotlib's viridis, by Nathaniel Smith and Stéfan van der Walt (CC0).
VIRIDIS = (
    *("440154", "481467", "482576", "453781", "404688", "39558c", "33638d", "2d718e", "287d8e"),
    *("238a8d", "1f968b", "20a386", "29af7f", "3dbc74", "56c667", "75d054", "95d840"),
    *("bade28", "dde318", "fde725"),
)


@cache
def colour_table() -> list[int]:
    """256 colours from dark violet to yellow, as QImage takes them."""
    anchors = np.array([[int(text[i : i + 2], 16) for i in (0, 2, 4)] for text in VIRIDIS], float)
    at, points = np.linspace(0, 1, 256), np.linspace(0, 1, len(anchors))
    red, green, blue = (np.interp(at, points, anchors[:, i]).round().astype(int) for i in range(3))
    return [
        0xFF000000 | r << 16 | g << 8 | b for r, g, b in zip(red.tolist(), green.tolist(), blue.tolist(), strict=True)
    ]


def map_image(values: Array) -> QImage:
    """One map of bytes (h, w) in colour."""
    data = np.ascontiguousarray(values, np.uint8)
    image = QImage(data.data, data.shape[1], data.shape[0], data.shape[1], QImage.Format.Format_Indexed8)
    image.setColorTable(colour_table())
    return image.convertToFormat(QImage.Format.Format_RGB32)


def short(value: float, sign: bool = False) -> str:
    """A number in five characters or so."""
    decimals = 2 if abs(value) < 99.995 else 0
    return f"{value:{'+' if sign else ''}.{decimals}f}".replace("-", MINUS)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where tiles of one size stand, in pixels of the screen."""

    columns: int
    rows: int
    scale: int  # device pixels a pixel of a map
    pitch: QSizeF  # from one tile to the next
    tile: QSizeF

    def place(self, index: int, ratio: float) -> QRectF:
        """The tile of a number, on whole device pixels."""
        x, y = self.pitch.width() * (index % self.columns), self.pitch.height() * (index // self.columns)
        return QRectF(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio), self.tile)


def arrange(count: int, height: int, width: int, area: QSizeF, ratio: float) -> Arrangement:
    """The arrangement with the largest tiles; among those, the one that leaves captions most room."""
    best: tuple[float, float, Arrangement] | None = None
    for columns in range(1, max(count, 1) + 1):
        rows = -(-count // columns) or 1
        pitch = QSizeF(area.width() / columns, area.height() / rows)
        wide = (pitch.width() - GAP) * ratio / width
        high = (pitch.height() - GAP / 2 - CAPTION) * ratio / height
        scale = max(int(min(wide, high)), 1)
        shrink = max(min(1.0, wide, high), 0.001)
        tile = QSizeF(width * scale * shrink / ratio, height * scale * shrink / ratio)
        pitch.setHeight(min(pitch.height(), tile.height() + CAPTION + GAP / 2))
        pitch.setWidth(min(pitch.width(), max(tile.width() + GAP, 112.0)))
        score = scale * shrink
        if best is None or (score, min(pitch.width(), 112.0)) > best[:2]:
            best = (score, min(pitch.width(), 112.0), Arrangement(columns, rows, scale, pitch, tile))
    assert best is not None
    return best[2]


def capacity(area: QSizeF) -> int:
    """How many maps can be shown at a size that tells something."""
    columns = int(area.width() // (LEAST + GAP))
    rows = int(area.height() // (LEAST + CAPTION + GAP / 2))
    return max(1, min(64, columns * rows))


def paint_maps(painter: QPainter, maps: Array, figures: dict[str, Array], first: int, grid: Arrangement) -> None:
    """Tiles, and beneath each its number, mean and standard deviation."""
    ratio = painter.device().devicePixelRatio()
    texts = [
        (str(first + i), f"{short(mean, True)} ± {short(std)}")
        for i, (mean, std) in enumerate(zip(figures["mean"].tolist(), figures["std"].tolist(), strict=True))
    ]
    font = monospaced(10)
    letter = QFontMetricsF(font).horizontalAdvance("0")
    room = (grid.pitch.width() - 4) / letter
    whole = max((len(f"{number} · {rest}") for number, rest in texts[: len(maps)]), default=0) <= room
    painter.setFont(font)
    painter.setPen(QColor(theme().tokens.dim))
    for index, values in enumerate(maps):
        place = grid.place(index, ratio)
        painter.drawImage(place, map_image(values))
        number, rest = texts[index]
        text = f"{number} · {rest}" if whole else number
        painter.drawText(QPointF(place.left(), place.bottom() + 11), text)


# ---- rows of features


@dataclass(frozen=True, slots=True)
class Bars:
    """How a row of features is wrapped: `columns` bars of `width` in each of `rows`."""

    columns: int
    rows: int
    width: float
    height: float

    @property
    def count(self) -> int:
        return self.columns * self.rows

    def place(self, index: int) -> QRectF:
        return QRectF(index % self.columns * self.width, index // self.columns * self.height, self.width, self.height)


def wrap_bars(count: int, area: QSizeF) -> Bars:
    """The widest bars that all fit, at most 24 pixels wide; where not even one pixel is left, not all fit."""
    rows_at_most = max(1, int(area.height() // 40))
    for rows in range(1, rows_at_most + 1):
        width = min(24.0, area.width() * rows / max(count, 1))
        if width >= 5 or rows == rows_at_most:
            width = max(1.0, float(int(width)))
            columns = max(1, min(int(area.width() // width), -(-count // rows)))
            return Bars(columns, rows, width, area.height() / rows)
    raise AssertionError("there is always one row")


def paint_bars(painter: QPainter, values: Array, bars: Bars) -> None:
    """Bars up and down from a zero line, all on one scale, with its ends written at the left."""
    tokens = theme().tokens
    top, bottom = max(float(values.max(initial=0)), 0.0), min(float(values.min(initial=0)), 0.0)
    span = (top - bottom) or 1.0
    high = bars.height - 8
    up, down = QColor(tokens.curves[0]), QColor(tokens.curves[1])
    for row in range(bars.rows):
        zero = round(row * bars.height + 4 + high * top / span) + 0.5
        part = values[row * bars.columns : (row + 1) * bars.columns]
        for column, value in enumerate(part.tolist()):
            length = high * value / span
            box = QRectF(column * bars.width, zero - max(length, 0.0), max(bars.width - 1, 1.0), abs(length))
            painter.fillRect(box, up if value > 0 else down)
        painter.setPen(QColor(tokens.faint))
        painter.drawLine(QPointF(0, zero), QPointF(len(part) * bars.width, zero))


def class_rows(probabilities: Array, label: int | None, room: int) -> list[int]:
    """The classes that fit: all in order, or else the likeliest ones, with the true one among them."""
    if len(probabilities) <= room:
        return list(range(len(probabilities)))
    best: list[int] = np.argsort(-probabilities, kind="stable")[: max(room, 1)].tolist()
    if label is not None and label not in best and 0 <= label < len(probabilities):
        best[-1] = label
    return best


def paint_classes(
    painter: QPainter,
    rows: Sequence[int],
    names: Sequence[str],
    values: Array | None,
    probabilities: Array,
    label: int | None,
    width: float,
) -> None:
    """A line a class: its name, its value as a bar from zero, its probability; the true class is marked."""
    tokens, font = theme().tokens, monospaced(11)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    left = min(max(metrics.horizontalAdvance(names[row]) for row in rows) + 18, width * 0.35)
    tail = metrics.horizontalAdvance("100.0 %") + 6
    middle = left + (width - left - tail) * 0.4 if values is not None else left
    largest = float(np.abs(values).max(initial=0)) or 1.0 if values is not None else 1.0
    best = int(np.argmax(probabilities))
    for line, row in enumerate(rows):
        top = ROW * line
        true = row == label
        painter.setPen(QColor(tokens.text if true or row == best else tokens.dim))
        name = metrics.elidedText(names[row], Qt.TextElideMode.ElideRight, left - 18)
        painter.drawText(QPointF(12, top + 12), name)
        if true:
            painter.drawText(QPointF(0, top + 12), "▸")
        if values is not None:
            _paint_value(painter, float(values[row]) / largest, QRectF(left, top + 3, middle - left - 10, ROW - 6))
        share = float(probabilities[row])
        colour = tokens.good if true else tokens.warning if row == best else tokens.faint
        painter.fillRect(QRectF(middle, top + 3, max((width - tail - middle) * share, 1.0), ROW - 6), QColor(colour))
        painter.drawText(QPointF(width - tail + 6, top + 12), f"{100 * share:5.1f}{THIN_SPACE}%")


def _paint_value(painter: QPainter, share: float, box: QRectF) -> None:
    """A bar of −1 to 1 to the left or right of a zero line in the middle of `box`."""
    tokens, zero = theme().tokens, box.center().x()
    length = share * box.width() / 2
    colour = QColor(tokens.curves[0] if share > 0 else tokens.curves[1])
    painter.fillRect(QRectF(min(zero, zero + length), box.top(), abs(length), box.height()), colour)
    painter.fillRect(QRectF(zero, box.top() - 3, 1, box.height() + 6), QColor(tokens.faint))


def new_picture(size: QSize, ratio: float) -> QImage:
    """An image in the panel's colour, sharp at this pixel ratio."""
    image = QImage(QSizeF(size.width() * ratio, size.height() * ratio).toSize(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(theme().tokens.panel))
    return image
