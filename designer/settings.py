"""What the window remembers between starts: its layout, recent files, theme and language."""

import os
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

MAXIMUM_RECENT = 10


class Settings:
    """Typed access to one ini file: in CONVCANVAS_CONFIG_DIR, or in the system's place for configuration."""

    def __init__(self) -> None:
        folder = Path(os.environ.get("CONVCANVAS_CONFIG_DIR") or platformdirs.user_config_dir("convcanvas"))
        self._settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def set_text(self, key: str, value: str) -> None:
        self._settings.setValue(key, value)

    def bytes(self, key: str) -> QByteArray:
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_bytes(self, key: str, value: QByteArray) -> None:
        self._settings.setValue(key, value)

    @property
    def recent(self) -> list[Path]:
        """Files opened or saved before, the latest first, those that are still there."""
        return [Path(text) for text in self._recent_texts() if Path(text).is_file()]

    def add_recent(self, path: Path) -> None:
        texts = [str(path), *(text for text in self._recent_texts() if text != str(path))]
        self._settings.setValue("recent", texts[:MAXIMUM_RECENT])

    def clear_recent(self) -> None:
        self._settings.remove("recent")

    def _recent_texts(self) -> list[str]:
        value = self._settings.value("recent", [])
        if isinstance(value, str):  # how an ini file gives back a list of one
            return [value]
        return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []

    def sync(self) -> None:
        """Write now, rather than when the program ends."""
        self._settings.sync()
