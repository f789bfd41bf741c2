"""The window's language: loads a translation and installs it; widgets set their words again by themselves."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QAbstractButton, QTabBar, QWidget

from designer.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"
LANGUAGES = {"en": "English", "zh": "中文"}


class Language(QObject):
    """A language is a .qm file of Qt Linguist's. English stands in the source; its file has the plurals alone."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._translators: list[QTranslator] = []
        self.code = ""
        system = "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"
        wish = settings.text("language")
        self._install(wish if wish in LANGUAGES else system)

    def use(self, code: str) -> None:
        """Speak this language from now on, and at the next start."""
        self._settings.set_text("language", code)
        self._install(code)

    def toggle(self) -> None:
        """The next language of the list."""
        codes = list(LANGUAGES)
        self.use(codes[(codes.index(self.code) + 1) % len(codes)])

    def _install(self, code: str) -> None:
        if code == self.code or code not in LANGUAGES:
            return
        before, self._translators = self._translators, []
        self.code = code
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        files = [(str(FOLDER), f"convcanvas_{code}"), (qt, f"qtbase_{code}_CN")]
        for folder, name in files[:1] if code == "en" else files:
            translator = QTranslator(self)
            if translator.load(name, folder):
                self._translators.append(translator)
                QCoreApplication.installTranslator(translator)
        for translator in before:
            QCoreApplication.removeTranslator(translator)


def retranslate_parts_of_qt(window: QWidget) -> None:
    """Set the words of buttons that Qt makes by itself: it sets them once and not again."""
    words = {
        "qt_dockwidget_closebutton": QCoreApplication.translate("Language", "Close the panel"),
        "qt_dockwidget_floatbutton": QCoreApplication.translate("Language", "Float or dock the panel"),
        "ScrollLeftButton": QCoreApplication.translate("Language", "Scroll left"),
        "ScrollRightButton": QCoreApplication.translate("Language", "Scroll right"),
    }
    for button in window.findChildren(QAbstractButton):
        text = words.get(button.objectName())
        if text is None and isinstance(button.parent(), QTabBar):
            text = QCoreApplication.translate("Language", "Close")
        if text is not None:
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setAccessibleDescription("")
