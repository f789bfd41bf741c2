"""The panel that shows an image, what it becomes at one node, and what the network makes of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPalette,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QSpinBox,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.late_numpy import np
from designer.panels.input_view import InputView
from designer.panels.map_grid import MapGrid, Pointed
from designer.panels.map_pictures import short
from designer.panels.seen_line import SeenLine
from designer.plot_parts import FlowLayout, TextLine
from designer.redraw import Redraw
from designer.seeing import Seen
from designer.theme import icon, theme
from designer.words import translate
from engine.errors import UserError
from engine.messages import Maps

ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
LEFT = 132  # width of the column with the image


class FeatureMapsPanel(QWidget):
    """Shows `Maps`. What it needs is in `look_arguments`; `look_changed` tells that they are others now.

    `look_back` tells what a pixel of these maps sees of the image.
    """

    look_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._redraw = Redraw(self, self._update)
        self._maps: Maps | None = None
        self._title = self._name = ""
        self._image: int | str = 0
        self._first = 0
        self._port = ""  # the output that is asked for; empty: the first
        self._refusal: UserError | None = None
        self._asked: dict[str, Any] = {}
        self.look_back: Callable[[Maps, tuple[int, ...]], Seen | None] = lambda maps, pixel: None
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._full = QWidget()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        self.grid, self._input = MapGrid(), InputView()
        self._caption, self._label, self._answer = TextLine(), TextLine(), TextLine()
        self._seen = SeenLine()
        self._why = QLabel()  # in place of the maps
        self._why.setWordWrap(True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._why.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._why.hide()
        self._make_chooser()
        self._make_pager()
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(60)
        self._later.timeout.connect(self._announce)
        self.grid.resized.connect(self._redraw.request_now)
        self.grid.resized.connect(self._later.start)
        self.grid.reading.connect(lambda _: self._write_caption())
        self.grid.pointed.connect(self._look_back)
        theme().changed.connect(self._redraw.request_now)
        self.setAcceptDrops(True)
        self.setMinimumSize(200, 140)
        self.retranslate()

    def _make_chooser(self) -> None:
        self.number = QSpinBox()
        self.number.setKeyboardTracking(False)
        self.number.setFixedWidth(66)
        self.number.valueChanged.connect(self._choose)
        self.previous, self.next, self.random, self.open = (QToolButton() for _ in range(4))
        self.previous.clicked.connect(self.number.stepDown)
        self.next.clicked.connect(self.number.stepUp)
        self.random.clicked.connect(self._choose_any)
        self.open.clicked.connect(self._open)
        for button, name in ((self.previous, "previous"), (self.next, "next"), (self.open, "open")):
            button.setIcon(icon(name))
            button.setIconSize(QSize(14, 14))

    def _make_pager(self) -> None:
        self.back, self.forth = QToolButton(), QToolButton()
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forth.clicked.connect(lambda: self._turn(1))
        self._page = QLabel()
        for button, name in ((self.back, "previous"), (self.forth, "next")):
            button.setIcon(icon(name))
            button.setIconSize(QSize(12, 12))
        self._page.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.ports = QComboBox()
        self.ports.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.ports.activated.connect(lambda _: self._choose_port(self.ports.currentText()))
        self.ports.hide()
        self._pager = QWidget()
        self._pager.hide()
        row = QHBoxLayout(self._pager)
        row.setSpacing(2)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.back, self._page, self.forth):
            row.addWidget(widget)

    def _lay_out(self) -> None:
        chooser = FlowLayout(spacing=2)
        for widget in (self.previous, self.number, self.next, self.random, self.open):
            chooser.addWidget(widget)
        side = QWidget()
        side.setFixedWidth(LEFT)
        left = QVBoxLayout(side)
        left.setSpacing(2)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self._input, 1)
        left.addWidget(self._label)
        left.addWidget(self._answer)
        left.addLayout(chooser)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._caption, 1)
        top.addWidget(self.ports)
        top.addWidget(self._pager)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(top)
        right.addWidget(self.grid, 1)
        right.addWidget(self._why, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(side)
        row.addLayout(right, 1)
        whole = QVBoxLayout(self._full)
        whole.setSpacing(4)
        whole.setContentsMargins(8, 6, 8, 6)
        whole.addLayout(row, 1)
        whole.addWidget(self._seen)

    # What it needs ----------------------------------------------------------------------------------------

    @property
    def look_arguments(self) -> dict[str, Any]:
        """`image`, `first`, `count`, `side` and `port` for a Look message, given the panel's size."""
        maps = self._maps if self._maps is not None and "maps" in self._maps.arrays else None
        count = self.grid.fits(maps)
        if maps is not None:
            count = max(1, min(count, maps.channels - self._first))
        first = self._first if maps is not None else 0  # a row of features comes whole
        side = self.grid.side(maps, count)
        return {"image": self._image, "first": first, "count": count, "side": side, "port": self._port}

    def _announce(self) -> None:
        if self.isVisible() and self.look_arguments != self._asked:
            self._asked = self.look_arguments
            self.look_changed.emit()

    def set_node(self, title: str, name: str) -> None:
        """Say of which node the next maps are."""
        if (title, name) != (self._title, self._name):
            self._title, self._name = title, name
            self._first, self._port, self._refusal = 0, "", None
            self._maps = None
            self._asked = self.look_arguments  # whoever sets the node asks for its maps
            self._redraw.request_now()

    def show_maps(self, maps: Maps | None) -> None:
        """Show the newest answer; None: there is none."""
        if maps is not None and not self._asked_for(maps):
            return
        known = self._maps.shape if self._maps is not None else None
        self._maps, self._refusal = maps, None
        if maps is not None and maps.shape == known:
            self._redraw.request()
            return
        self._redraw.request_now()
        if maps is not None:
            self._later.start()  # now that the shape is known, fewer or smaller maps may do

    def show_refusal(self, error: UserError) -> None:
        """Say why there are no maps of this node."""
        self._maps, self._refusal = None, error
        self._redraw.request_now()

    def _asked_for(self, maps: Maps) -> bool:
        """Whether it answers the newest question, and not an earlier one."""
        same = maps.image == self._image and self._port in ("", maps.port)
        return same and ("maps" not in maps.arrays or maps.first == self._first)

    # Drawing ----------------------------------------------------------------------------------------------

    def _update(self) -> None:
        maps = self._maps
        self._stack.setCurrentWidget(self._empty if maps is None and not self._name else self._full)
        self._why.setText(self._refusal.text(translate) if self._refusal else "")
        self._why.setVisible(self._refusal is not None)
        self.grid.setVisible(self._refusal is None)
        self.grid.show_maps(maps, self._first)
        self._show_ports(maps)
        self._show_pager()
        self._write_caption()
        if maps is None:
            return
        self._input.show_image(maps.arrays.get("image"))
        if self.number.maximum() != maps.images - 1:  # it would lay itself out again, though it is the same
            self.number.setMaximum(max(maps.images - 1, 0))
        self._write_answer(maps)

    def _write_caption(self) -> None:
        reading = self.grid.accessibleDescription()
        if reading:
            self._caption.set_text(reading, "text")
            return
        parts = [" ".join(filter(None, (self._title, self._name)))]
        if self._maps is not None:
            parts.append(" × ".join(map(str, self._maps.shape)) or "1")
            if len(self._maps.shape) > 3:
                parts.append(self.tr("the slice in the middle"))
            if "values" in self._maps.arrays and len(self._maps.arrays["low"]):
                low, high = (float(self._maps.arrays[key][0]) for key in ("low", "high"))
                parts.append(f"{short(low, True)} … {short(high, True)}")
            first = self._maps.weights == "first"
            step = f"{self._maps.step:,}".replace(",", "\u2009")
            parts.append(
                self.tr("first weights, untrained") if first else self.tr("trained, step %1").replace("%1", step)
            )
        self._caption.set_text(" · ".join(parts))

    def _write_answer(self, maps: Maps) -> None:
        label = None if maps.label is None else maps.classes[maps.label]
        if isinstance(maps.image, str):
            self._label.set_text(Path(maps.image).name)
        else:
            self._label.set_text("" if label is None else self.tr("label %1").replace("%1", label))
        chances = maps.arrays.get("probabilities")
        if chances is None or not len(chances):
            self._answer.set_text("")
            return
        best = int(np.argmax(chances))
        text = f"{maps.classes[best]} · {100 * float(chances[best]):.0f}\u2009%"
        right = None if maps.label is None else best == maps.label
        mark = {True: "✓ ", False: "✗ ", None: ""}[right]
        self._answer.set_text(mark + text, {True: "good", False: "error", None: "text"}[right])

    def _look_back(self, pointed: Pointed | None) -> None:
        """Outline what the pixel that is chosen in the maps sees of the image, and say it."""
        if pointed is None or self._maps is None:
            self._input.show_seen(None)
            self._seen.show_hint(self.grid.hasFocus())
            return
        seen = self.look_back(self._maps, pointed.pixel)
        self._input.show_seen(seen)
        if pointed.feature is None:
            self._seen.show_pixel(pointed.pixel, seen)
        else:
            self._seen.show_feature(pointed.feature, seen)

    # Pages ------------------------------------------------------------------------------------------------

    def _show_pager(self) -> None:
        total = self._maps.channels if self._maps is not None else 0
        page = self.grid.fits(self._maps)
        last = min(self._first + page, total)
        self._pager.setVisible(total > page)
        text = self.tr("%1–%2 of %3").replace("%1", str(self._first)).replace("%2", str(last - 1))
        self._page.setText(text.replace("%3", str(total)))
        self.back.setEnabled(self._first > 0)
        self.forth.setEnabled(last < total)

    def _turn(self, pages: int) -> None:
        self._first = max(0, self._first + pages * self.grid.fits(self._maps))
        self._redraw.request_now()
        self._announce()

    def _show_ports(self, maps: Maps | None) -> None:
        """Offer the outputs of a node that has several."""
        names = maps.ports if maps is not None else []
        self.ports.setVisible(len(names) > 1)
        if maps is not None and [self.ports.itemText(index) for index in range(self.ports.count())] != names:
            self.ports.clear()
            self.ports.addItems(names)
        if maps is not None:
            self.ports.setCurrentText(maps.port)

    def _choose_port(self, port: str) -> None:
        self._port, self._first = port, 0
        self._announce()

    # The image --------------------------------------------------------------------------------------------

    def _choose(self, image: int | str) -> None:
        self._image = image
        self._announce()

    def _choose_any(self) -> None:
        self.number.setValue(random.randrange(self.number.maximum() + 1))
        self._choose(self.number.value())

    def _open(self) -> None:
        kinds = " ".join(f"*{ending}" for ending in ENDINGS)
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Open image"), "", self.tr("Images") + f" ({kinds})")
        if name:
            self._choose(name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.toLocalFile().lower().endswith(ENDINGS) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        names = [url.toLocalFile() for url in event.mimeData().urls()]
        self._choose(next(name for name in names if name.lower().endswith(ENDINGS)))
        event.acceptProposedAction()

    # Copies -----------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._maps is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy picture"), self.copy)
        menu.addAction(self.tr("Save picture…"), self._ask)
        menu.popup(event.globalPos())

    def copy(self) -> None:
        """The grid, as a picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self.grid.picture())

    def _ask(self) -> None:
        title = self.tr("Save picture")
        name, _ = QFileDialog.getSaveFileName(self, title, f"{self._name or 'maps'}.png", "PNG (*.png)")
        if name and not self.grid.picture().save(name):
            QMessageBox.warning(self, title, self.tr("%1 could not be written there.").replace("%1", Path(name).name))

    # Qt ----------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._asked = {}
        self._later.start()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Set every word again."""
        self._empty.setText(self.tr("Select a node, and what an image becomes there appears here"))
        self.random.setText(self.tr("Random"))
        self.random.setToolTip(self.tr("Any held-out image"))
        self.number.setAccessibleName(self.tr("Number of the held-out image"))
        self.number.setToolTip(self.tr("Number of the held-out image"))
        self.grid.setAccessibleName(self.tr("Feature maps"))
        self.ports.setAccessibleName(self.tr("Output of the node"))
        self.ports.setToolTip(self.tr("Output of the node"))
        names = [
            (self.previous, self.tr("Previous image")),
            (self.next, self.tr("Next image")),
            (self.open, self.tr("Open image…")),
            (self.back, self.tr("Previous channels")),
            (self.forth, self.tr("Next channels")),
        ]
        for button, name in names:
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._redraw.request_now()
