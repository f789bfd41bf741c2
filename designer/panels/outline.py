"""Frames around pixels and regions of images, sharp at every pixel ratio."""

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from designer.theme import theme

WIDTH = 1.5  # of a frame
LEAST = 4.0  # device pixels a side that are left free within the mark of a pixel


def paint_frame(painter: QPainter, box: QRectF, bounds: QRectF) -> None:
    """A frame in the accent colour around `box`, within `bounds`, and a line in the panel's colour around the frame.

    Its edges are on whole device pixels: it is 2 of them wide at a ratio of 1, and 3 at 2.
    """
    ratio = painter.device().devicePixelRatio()
    width = math.floor(WIDTH * ratio + 0.5)
    left, top = round(box.left() * ratio), round(box.top() * ratio)
    right, bottom = max(round(box.right() * ratio), left + 1), max(round(box.bottom() * ratio), top + 1)
    limits = tuple(round(edge * ratio) for edge in (bounds.left(), bounds.top(), bounds.right(), bounds.bottom()))
    tokens = theme().tokens
    for grown, thick, colour in ((width + 1, 1, tokens.panel), (width, width, tokens.accent)):
        outer = (
            max(left - grown, limits[0]),
            max(top - grown, limits[1]),
            min(right + grown, limits[2]),
            min(bottom + grown, limits[3]),
        )
        _strips(painter, outer, thick, QColor(colour), ratio)


def mark_of(tile: QRectF, row: int, column: int, rows: int, columns: int, ratio: float) -> QRectF:
    """Where a pixel is in the picture of its map; a small one is given the room that a mark needs."""
    width, height = tile.width() / columns, tile.height() / rows
    box = QRectF(tile.left() + column * width, tile.top() + row * height, width, height)
    wider, higher = (max(LEAST / ratio - side, 0.0) / 2 for side in (width, height))
    return box.adjusted(-wider, -higher, wider, higher)


def _strips(painter: QPainter, outer: tuple[int, ...], thick: int, colour: QColor, ratio: float) -> None:
    """The four sides of a rectangle, inwards from its edges, in device pixels."""
    left, top, right, bottom = outer
    for x, y, width, height in (
        (left, top, right - left, thick),
        (left, bottom - thick, right - left, thick),
        (left, top + thick, thick, bottom - top - 2 * thick),
        (right - thick, top + thick, thick, bottom - top - 2 * thick),
    ):
        painter.fillRect(QRectF(x / ratio, y / ratio, max(width, 0) / ratio, max(height, 0) / ratio), colour)
