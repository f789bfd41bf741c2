"""The window's language: loads a translation and installs it; widgets set their words again by themselves."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from designer.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"
LANGUAGES = {"en": "English", "zh": "中文"}


class Language(QObject):
    """English is what stands in the source; every other language is a .qm file of Qt Linguist's."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._translators: list[QTranslator] = []
        self.code = "en"
        system = "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"
        self._install(settings.text("language") or system)

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
        if code != "en":
            qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            for folder, name in ((str(FOLDER), f"convcanvas_{code}"), (qt, f"qtbase_{code}_CN")):
                translator = QTranslator(self)
                if translator.load(name, folder):
                    self._translators.append(translator)
                    QCoreApplication.installTranslator(translator)
        for translator in before:
            QCoreApplication.removeTranslator(translator)
