"""The image that enters the network, and the part of it that a pixel further on sees."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.late_numpy import np
from designer.panels.outline import paint_frame
from designer.seeing import Seen


class InputView(QWidget):
    """The image as large as there is room, in whole pixels where it is small."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.seen: Seen | None = None
        self.setMinimumSize(48, 32)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, values: Any) -> None:
        """Show bytes (H, W) or (H, W, 3); None: nothing."""
        self._image = None
        if values is not None and values.size:
            data = np.ascontiguousarray(values, np.uint8)
            grey, colour = QImage.Format.Format_Grayscale8, QImage.Format.Format_RGB888
            kind = colour if data.ndim == 3 else grey
            self._image = QImage(data.data, data.shape[1], data.shape[0], data.strides[0], kind).copy()
        self.update()

    def show_seen(self, seen: Seen | None) -> None:
        """Outline this part of the image; None: nothing."""
        if seen != self.seen:
            self.seen = seen
            self.update()

    def place(self) -> QRectF | None:
        """Where the image is."""
        if self._image is None:
            return None
        ratio = self.devicePixelRatioF()
        share = min(self.width() * ratio / self._image.width(), self.height() * ratio / self._image.height())
        scale = int(share) if share >= 1 else share
        return QRectF(0, 0, self._image.width() * scale / ratio, self._image.height() * scale / ratio)

    def outlined(self) -> QRectF | None:
        """What the outline is around."""
        place, parts = self.place(), self.seen.parts if self.seen else None
        if place is None or parts is None:
            return None
        left, top, right, bottom = parts
        width, height = place.width(), place.height()
        return QRectF(left * width, top * height, (right - left) * width, (bottom - top) * height)

    def paintEvent(self, event: QPaintEvent) -> None:
        place = self.place()
        if place is None or self._image is None:
            return
        painter = QPainter(self)
        shrinks = place.width() * self.devicePixelRatioF() < self._image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrinks)
        painter.drawImage(place, self._image)
        if (box := self.outlined()) is not None:
            paint_frame(painter, box, place)
