"""The widget that shows what a node gives: its maps, its row of features, or the network's answer."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.late_numpy import np
from designer.panels.map_pictures import (
    ROW,
    Arrangement,
    Bars,
    arrange,
    capacity,
    class_rows,
    new_picture,
    paint_bars,
    paint_classes,
    paint_maps,
    short,
    wrap_bars,
)
from designer.panels.outline import mark_of, paint_frame
from engine.messages import Maps

LEAST_SIDE = 40  # pixels; no map is asked for smaller
MOVES = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


@dataclass(frozen=True, slots=True)
class Pointed:
    """What is chosen: a pixel of the maps, a number a dimension of space of the output; in a row of features, which
    have no places, one of these."""

    pixel: tuple[int, ...]
    feature: int | None = None


class MapGrid(QWidget):
    """Paints `Maps` once into a picture, and tells what is under the pointer or chosen by the arrow keys.

    The chosen pixel is marked in every map, since they are of one place in the image.
    """

    resized = Signal()
    reading = Signal(str)  # what can be read at the chosen tile; empty: nothing is chosen
    pointed = Signal(object)  # what is chosen: Pointed or None

    def __init__(self) -> None:
        super().__init__()
        self._maps: Maps | None = None
        self._first = 0  # of a row of features; maps come with their own
        self._picture: QImage | None = None
        self._grid: Arrangement | None = None
        self._bars: Bars | None = None
        self._rows: list[int] = []
        self._chosen: int | None = None  # on this page
        self._pixel: tuple[int, int] | None = None  # row and column of the true map, which may be shown reduced
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(64, 48)

    # What is shown ----------------------------------------------------------------------------------------

    def show_maps(self, maps: Maps | None, first: int) -> None:
        """Show these maps; of a row of features, those from `first` on."""
        if self._maps is None or maps is None or self._maps.shape != maps.shape:
            self._pixel = None
        self._maps, self._first = maps, first
        self._picture = None
        if self._chosen is not None and self._chosen >= self._count():
            self._chosen = self._pixel = None
        self.update()
        self._tell()

    def area(self) -> QSizeF:
        return QSizeF(self.width(), self.height())

    def fits(self, maps: Maps | None) -> int:
        """How many channels or features of such maps fit on a page."""
        if maps is None or "values" not in maps.arrays:
            return capacity(self.area())
        values = len(maps.arrays["values"])
        return values if self._is_answer(maps) else wrap_bars(max(values, 1), self.area()).count

    def side(self, maps: Maps | None, count: int) -> int:
        """How many device pixels the longer side of a map gets, in steps of 8 and at most 128."""
        ratio = self.devicePixelRatioF()
        # The shape of the output, not of the maps: they were perhaps reduced for another size of this widget.
        height, width = maps.shape[-2:] if maps is not None and len(maps.shape) > 1 else (1, 1)
        shrink = 1000 / max(height, width)  # what a large map would be reduced to, whatever it is now
        grid = arrange(count, max(round(height * shrink), 1), max(round(width * shrink), 1), self.area(), ratio)
        return min(128, 8 * math.ceil(max(grid.tile.width(), grid.tile.height(), LEAST_SIDE) * ratio / 8))

    @staticmethod
    def _is_answer(maps: Maps) -> bool:
        """Whether this row of features is what the network says of each class."""
        chances = maps.arrays.get("probabilities")
        return chances is not None and len(maps.arrays["values"]) == len(chances) == len(maps.classes)

    def _count(self) -> int:
        """How many tiles, bars or lines this page has."""
        if self._maps is None:
            return 0
        if "maps" in self._maps.arrays:
            return min(len(self._maps.arrays["maps"]), self.fits(self._maps))
        if self._is_answer(self._maps):
            return len(self._rows)
        values = len(self._maps.arrays.get("values", ()))
        return min(values - self._first, self.fits(self._maps))

    # Painting ---------------------------------------------------------------------------------------------

    def picture(self) -> QImage:
        """The whole page."""
        if self._picture is None:
            self._picture = new_picture(self.size(), self.devicePixelRatioF())
            if self._maps is not None:
                painter = QPainter(self._picture)
                self._paint(painter, self._maps)
                painter.end()
        return self._picture

    def _paint(self, painter: QPainter, maps: Maps) -> None:
        arrays = maps.arrays
        self._grid = self._bars = None
        if "maps" in arrays and arrays["maps"].size:
            shown = arrays["maps"][: self._count()]
            count, height, width = shown.shape
            self._grid = arrange(count, height, width, self.area(), self.devicePixelRatioF())
            paint_maps(painter, shown, arrays, maps.first, self._grid)
        elif "values" in arrays and self._is_answer(maps):
            chances, values = arrays["probabilities"], arrays["values"]
            self._rows = class_rows(chances, maps.label, self.height() // ROW)
            other = None if np.allclose(values, chances, atol=1e-4) else values
            paint_classes(painter, self._rows, maps.classes, other, chances, maps.label, float(self.width()))
        elif "values" in arrays and arrays["values"].size:
            self._bars = wrap_bars(len(arrays["values"]), self.area())
            paint_bars(painter, arrays["values"][self._first : self._first + self._bars.count], self._bars)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self.picture())
        place = self._place(self._chosen) if self._chosen is not None else None
        if place is None:
            return
        paint_frame(painter, place, QRectF(self.rect()))
        if self._pixel is not None and self._grid is not None and self._maps is not None:
            ratio = self.devicePixelRatioF()
            for index in range(self._count()):
                tile = self._grid.place(index, ratio)
                paint_frame(painter, mark_of(tile, *self._pixel, *_sides(self._maps), ratio), tile)

    def _place(self, index: int) -> QRectF | None:
        """Where the tile, bar or line of a number is."""
        if self._grid is not None:
            return self._grid.place(index, self.devicePixelRatioF())
        if self._bars is not None:
            return self._bars.place(index)
        return QRectF(1, ROW * index, self.width() - 3, ROW - 1) if self._rows else None

    def _index_at(self, place: QPointF) -> int | None:
        for index in range(self._count()):
            box = self._place(index)
            if box is not None and box.contains(place):
                return index
        return None

    # Reading ----------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position())
        self._choose(index, self._pixel_at(index, event.position()))

    def _pixel_at(self, index: int | None, place: QPointF) -> tuple[int, int] | None:
        if index is None or self._grid is None or self._maps is None:
            return None
        offset, tile = place - self._grid.place(index, self.devicePixelRatioF()).topLeft(), self._grid.tile
        height, width = _sides(self._maps)
        row, column = int(offset.y() / tile.height() * height), int(offset.x() / tile.width() * width)
        return min(max(row, 0), height - 1), min(max(column, 0), width - 1)

    def leaveEvent(self, event: QEvent) -> None:
        self._choose(None, None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(None, None)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move from pixel to pixel, and Page Up and Page Down from map to map; in a row all of them go along."""
        move, page = MOVES.get(Qt.Key(event.key())), PAGES.get(Qt.Key(event.key()))
        if (move is None and page is None) or not self._count() or self._maps is None:
            super().keyPressEvent(event)
            return
        if "maps" not in self._maps.arrays:
            step = page or sum(move or ())
            self._choose(0 if self._chosen is None else (self._chosen + step) % self._count(), None)
            return
        height, width = _sides(self._maps)
        if self._chosen is None or self._pixel is None:
            self._choose(self._chosen or 0, (height // 2, width // 2))
            return
        down, right = move or (0, 0)
        row, column = min(self._pixel[0] + down, height - 1), min(self._pixel[1] + right, width - 1)
        self._choose((self._chosen + (page or 0)) % self._count(), (max(row, 0), max(column, 0)))

    def _choose(self, index: int | None, pixel: tuple[int, int] | None) -> None:
        if (index, pixel) != (self._chosen, self._pixel):
            self._chosen, self._pixel = index, pixel
            self.update()
            self._tell()

    def _tell(self) -> None:
        text = "" if self._chosen is None or self._maps is None else self._text(self._maps, self._chosen)
        self.setAccessibleDescription(text)
        self.reading.emit(text)
        self.pointed.emit(self._pointed())

    def _pointed(self) -> Pointed | None:
        if self._chosen is None or self._maps is None:
            return None
        if "maps" not in self._maps.arrays:
            answer = self._is_answer(self._maps)
            return Pointed((), self._rows[self._chosen] if answer else self._first + self._chosen)
        if self._pixel is None:
            return None
        # A sequence is one map, a row for each channel; of a volume, the slice through the middle is shown.
        shape, (row, column) = self._maps.shape, self._pixel
        if len(shape) == 2:
            return Pointed((column,))
        return Pointed((*(side // 2 for side in shape[1:-2]), row, column))

    def _text(self, maps: Maps, index: int) -> str:
        arrays = maps.arrays
        if "maps" in arrays:
            low, high = float(arrays["low"][index]), float(arrays["high"][index])
            text = f"{maps.first + index} · {short(low, True)} … {short(high, True)}"
            if self._pixel is None:
                return text
            # As near as a byte tells it, and in the map as it is shown.
            values, (rows, columns) = arrays["maps"][index], _sides(maps)
            row, column = self._pixel[0] * len(values) // rows, self._pixel[1] * values.shape[1] // columns
            here = low + float(values[row, column]) / 255 * (high - low)
            return text + " · " + self.tr("here %1").replace("%1", short(here, True))
        if self._is_answer(maps):
            row = self._rows[index]
            share = 100 * float(arrays["probabilities"][row])
            return f"{maps.classes[row]} · {short(float(arrays['values'][row]), True)} · {share:.2f}\u2009%"
        return f"{self._first + index} · {short(float(arrays['values'][self._first + index]), True)}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange):
            self._picture = None
            self.update()
        super().changeEvent(event)


def _sides(maps: Maps) -> tuple[int, int]:
    """Height and width of the true maps, whatever they were reduced to."""
    return maps.shape[-2], maps.shape[-1]
