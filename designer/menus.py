"""The menu bar and the canvas's context menu, made of the table of commands; and the menus that change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtWidgets import QMenu

from designer.actions import COMMANDS, MENUS, SEPARATOR
from designer.canvas.heat import MEASURES
from designer.language import LANGUAGES
from designer.theme import theme
from designer.words import translate
from engine import presets
from engine.summary import column

if TYPE_CHECKING:
    from designer.main_window import MainWindow

ON_CANVAS = {
    "node": ("cut", "copy", "duplicate", "delete", SEPARATOR, "freeze", SEPARATOR, "fit_selection"),
    "edge": ("delete",),
    "canvas": ("add_block", "paste", SEPARATOR, "select_all", "fit", "zoom_one"),
}


class Menus(QObject):
    """Menus of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._menus = {id: window.menuBar().addMenu("") for id, _ in MENUS}
        for command in COMMANDS:
            self._add(self._menus[command.menu], SEPARATOR if command.title == SEPARATOR else command.id)
        for id, fill in (
            ("recent", self._fill_recent),
            ("presets", self._fill_presets),
            ("panels", self._fill_panels),
            ("theme", self._fill_theme),
            ("language", self._fill_language),
            ("heat", self._fill_heat),
        ):
            window.actions_[id].setMenu(self._changing(fill))
        for menu in self._menus.values():
            menu.aboutToShow.connect(window.refresh_actions)

    def _add(self, menu: QMenu, id: str) -> None:
        if id == SEPARATOR:
            menu.addSeparator()
        else:
            menu.addAction(self._window.actions_[id])

    def _changing(self, fill: Callable[[QMenu], None]) -> QMenu:
        """A menu that is filled whenever it opens."""
        menu = QMenu(self._window)

        def refill() -> None:
            menu.clear()
            fill(menu)

        menu.aboutToShow.connect(refill)
        return menu

    def show_for_canvas(self, place: QPoint, kind: str, id: str) -> None:
        """What can be done with a node, a wire or the canvas, at a place on the screen."""
        menu = QMenu(self._window)
        for name in ON_CANVAS.get(kind, ON_CANVAS["canvas"]):
            self._add(menu, name)
        self._window.refresh_actions()
        menu.exec(place)
        menu.deleteLater()

    def _fill_recent(self, menu: QMenu) -> None:
        settings = self._window.settings
        for path in settings.recent:
            action = menu.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self._window.open_instead(path))
        if menu.isEmpty():
            menu.addAction(self.tr("No files yet")).setEnabled(False)
        else:
            menu.addSeparator()
            menu.addAction(self.tr("Forget these")).triggered.connect(settings.clear_recent)

    def _fill_presets(self, menu: QMenu) -> None:
        for name, title in presets.titles().items():
            action = menu.addAction(translate("presets", title))
            action.triggered.connect(lambda _=False, name=name: self._window.open_preset(name))

    def _fill_panels(self, menu: QMenu) -> None:
        for dock in self._window.docks:
            menu.addAction(dock.toggleViewAction())

    def _fill_theme(self, menu: QMenu) -> None:
        titles = {"system": self.tr("As the system"), "dark": self.tr("Dark"), "light": self.tr("Light")}
        self._fill_choice(menu, titles, theme().mode, self._window.set_theme)

    def _fill_language(self, menu: QMenu) -> None:
        self._fill_choice(menu, LANGUAGES, self._window.language.code, self._window.language.use)

    def _fill_heat(self, menu: QMenu) -> None:
        titles = {"": self.tr("Nothing")} | {id: translate("summary", column(id).title) for id in MEASURES}
        self._fill_choice(menu, titles, self._window.heat, self._window.set_heat)

    @staticmethod
    def _fill_choice(menu: QMenu, titles: dict[str, str], chosen: str, choose: Callable[[str], None]) -> None:
        for id, title in titles.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(id == chosen)
            action.triggered.connect(lambda _=False, id=id: choose(id))

    def retranslate(self) -> None:
        """Set every title in the window's language."""
        for id, title in MENUS:
            self._menus[id].setTitle(QCoreApplication.translate("Actions", title))
