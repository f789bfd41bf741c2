"""The docks around the canvas: where they are at first, and where the person has put them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMenu, QTabBar, QTabWidget, QWidget

from designer.settings import Settings

if TYPE_CHECKING:
    from designer.main_window import MainWindow

LAYOUT_VERSION = 2
Area = Qt.DockWidgetArea


class Docks(QObject):
    """Palette at the left, properties at the right, three tabbed docks below; all can be moved, floated, hidden."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._docks: dict[str, QDockWidget] = {}
        self._alone: QByteArray | None = None
        self._first = QByteArray()
        window.setDockNestingEnabled(True)
        window.setCorner(Qt.Corner.BottomLeftCorner, Area.BottomDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Area.BottomDockWidgetArea)
        window.setTabPosition(Area.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        for id, panel, area in (
            ("palette", window.palette_panel, Area.LeftDockWidgetArea),
            ("properties", window.properties, Area.RightDockWidgetArea),
            ("curves", window.curves, Area.BottomDockWidgetArea),
            ("problems", window.problems, Area.BottomDockWidgetArea),
            ("batch_norm", window.batch_norm, Area.BottomDockWidgetArea),
            ("maps", window.maps, Area.BottomDockWidgetArea),
            ("summary", window.summary, Area.BottomDockWidgetArea),
            ("source", window.source, Area.BottomDockWidgetArea),
        ):
            dock = self._docks[id] = QDockWidget(window)
            dock.setObjectName(id)
            dock.setWidget(panel)
            window.addDockWidget(area, dock)
            # Docks that share a place have tabs with their titles, and need no title bar as well.
            dock.dockLocationChanged.connect(self._titles_later)
            dock.topLevelChanged.connect(self._titles_later)
            dock.visibilityChanged.connect(self._titles_later)
        self._titles = QTimer(self)
        self._titles.setSingleShot(True)
        self._titles.timeout.connect(self._show_titles)
        self._arrange()

    def _arrange(self) -> None:
        window, docks = self._window, self._docks
        window.splitDockWidget(docks["curves"], docks["batch_norm"], Qt.Orientation.Horizontal)
        window.splitDockWidget(docks["batch_norm"], docks["maps"], Qt.Orientation.Horizontal)
        window.tabifyDockWidget(docks["curves"], docks["problems"])
        window.tabifyDockWidget(docks["maps"], docks["summary"])
        window.tabifyDockWidget(docks["summary"], docks["source"])
        docks["curves"].raise_()
        docks["maps"].raise_()

    def _titles_later(self, *_: object) -> None:
        self._titles.start(0)

    def _show_titles(self) -> None:
        for dock in self._docks.values():
            tabbed = not dock.isFloating() and bool(self._window.tabifiedDockWidgets(dock))
            if tabbed != isinstance(dock.titleBarWidget(), _NoTitle):
                dock.setTitleBarWidget(_NoTitle() if tabbed else None)  # type: ignore[arg-type]
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if bar.contextMenuPolicy() != Qt.ContextMenuPolicy.CustomContextMenu:
                bar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
                bar.customContextMenuRequested.connect(lambda place, bar=bar: self._tab_menu(bar, place))

    def _tab_menu(self, bar: QTabBar, place: QPoint) -> None:
        """What the title bar's buttons offer, for a dock that shows a tab instead."""
        title = bar.tabText(bar.tabAt(place))
        dock = next((dock for dock in self._docks.values() if dock.windowTitle() == title), None)
        if dock is None:
            return
        menu = QMenu(bar)
        menu.addAction(self.tr("Float")).triggered.connect(lambda: dock.setFloating(True))
        menu.addAction(self.tr("Hide")).triggered.connect(dock.hide)
        menu.exec(bar.mapToGlobal(place))
        menu.deleteLater()

    def __getitem__(self, id: str) -> QDockWidget:
        return self._docks[id]

    def __iter__(self) -> Iterator[QDockWidget]:
        return iter(self._docks.values())

    def bring(self, id: str) -> None:
        """Show a dock and bring its tab to the front."""
        self._docks[id].show()
        self._docks[id].raise_()

    def restore(self, settings: Settings) -> None:
        """Give the docks their first sizes, then the places that the person gave them."""
        docks = self._docks
        self._window.resizeDocks([docks["palette"], docks["properties"]], [200, 264], Qt.Orientation.Horizontal)
        bottom = [docks["curves"], docks["batch_norm"], docks["maps"]]
        self._window.resizeDocks(bottom, [466, 490, 484], Qt.Orientation.Horizontal)
        self._window.resizeDocks(bottom, [260] * 3, Qt.Orientation.Vertical)
        self._first = self._window.saveState(LAYOUT_VERSION)
        self._window.restoreGeometry(settings.bytes("geometry"))
        self._window.restoreState(settings.bytes("layout"), LAYOUT_VERSION)

    def remember(self, settings: Settings) -> None:
        """Keep the present places for the next start."""
        if self._alone is not None:
            self.toggle_canvas_alone()
        settings.set_bytes("geometry", self._window.saveGeometry())
        settings.set_bytes("layout", self._window.saveState(LAYOUT_VERSION))
        settings.sync()

    def restore_first(self) -> None:
        """Put every panel where it was at first."""
        self._alone = None
        self._window.restoreState(self._first, LAYOUT_VERSION)

    def toggle_canvas_alone(self) -> None:
        """Hide everything but the canvas, or bring it back."""
        if self._alone is None:
            self._alone = self._window.saveState(LAYOUT_VERSION)
            for dock in self._docks.values():
                dock.hide()
        else:
            self._window.restoreState(self._alone, LAYOUT_VERSION)
            self._alone = None

    def focus_next(self) -> None:
        """Move the keyboard from the canvas to the panels that can be seen, one after the other, and back."""
        seen = [dock.widget() for dock in self._docks.values() if not dock.visibleRegion().isEmpty()]
        places: list[QWidget] = [self._window.canvas, *seen]
        focused = self._window.focusWidget()
        inside = (i for i, place in enumerate(places) if focused and (place is focused or place.isAncestorOf(focused)))
        place = places[(next(inside, -1) + 1) % len(places)]
        target = place if place.focusPolicy() & Qt.FocusPolicy.TabFocus else _first_field(place)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def retranslate(self) -> None:
        """Set every title in the window's language."""
        for id, title in {
            "palette": self.tr("Blocks"),
            "properties": self.tr("Properties"),
            "curves": self.tr("Curves"),
            "problems": self.tr("Problems"),
            "batch_norm": self.tr("BatchNorm"),
            "maps": self.tr("Feature maps"),
            "summary": self.tr("Summary"),
            "source": self.tr("Source"),
        }.items():
            self._docks[id].setWindowTitle(title)


class _NoTitle(QWidget):
    """Stands for a title bar, and takes no room."""

    def sizeHint(self) -> QSize:
        return QSize(0, 0)


def _first_field(place: QWidget) -> QWidget:
    fields = (w for w in place.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return next((field for field in fields if field.isVisible() and field.isEnabled()), place)
