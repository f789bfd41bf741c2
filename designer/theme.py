"""Colours, type, icons and the application's look in a dark and a light theme."""

from __future__ import annotations

import atexit
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QProxyStyle, QStyle, QWidget

from designer.icons import RESOURCES, icon, paint_icon, svg

__all__ = ["CATEGORY_COLOURS", "DARK", "LIGHT", "RESOURCES", "Mode", "Theme", "Tokens"]
__all__ += ["icon", "mix", "monospaced", "paint_icon", "reduced_motion", "theme"]

Mode = Literal["system", "dark", "light"]


@dataclass(frozen=True)
class Tokens:
    """Every colour of one theme; the two `_text` colours are for words outside a panel, where contrast is less."""

    window: str
    canvas: str
    panel: str
    raised: str
    line: str
    grid: str
    text: str
    dim: str
    faint: str
    accent: str
    good: str
    warning: str
    error: str
    accent_text: str
    warning_text: str
    on_accent: str
    curves: tuple[str, ...]


# The curves keep their distance from each other under simulated protanopia, deuteranopia and tritanopia.
DARK = Tokens(
    *("#16181d", "#1b1e24", "#20242b", "#292e37"),  # window, canvas, panel, raised
    *("#323843", "#242830"),  # line, grid
    *("#e6e9ef", "#98a2b3", "#667085"),  # text, dim, faint
    *("#5b9dff", "#3fb68b", "#e0a33e", "#f27878"),  # accent, good, warning, error
    *("#5b9dff", "#e0a33e", "#11151c"),  # accent_text, warning_text, on_accent
    curves=("#5b9dff", "#f0764a", "#8cd9a7", "#fadf31", "#9e54b5", "#cef5ff", "#b45318", "#a29ca9"),
)
LIGHT = Tokens(
    *("#eef0f4", "#f7f8fa", "#ffffff", "#f1f3f6"),
    *("#d9dee6", "#e8ebf0"),
    *("#1d2430", "#5b6676", "#8a94a3"),
    *("#1f6feb", "#137a55", "#9a6700", "#c62f3b"),
    *("#1a66db", "#8f6000", "#ffffff"),
    curves=("#1f6feb", "#d2521a", "#264d34", "#b28b63", "#7e2a93", "#069bdd", "#220e66", "#746c7d"),
)
CATEGORY_COLOURS: dict[str, str] = {
    "convolution": "#4c8dff",
    "normalization": "#2bb39a",
    "activation": "#e8a13a",
    "pooling": "#d06fb0",
    "upsampling": "#55b8e8",
    "linear": "#e5683f",
    "attention": "#3f9e3a",
    "merging": "#c9b53a",
    "shape": "#8a94a3",
    "regularization": "#8fae5d",
    "groups": "#9b7bea",
    "input_output": "#98a2b3",
}


def mix(first: str, second: str, share: float) -> str:
    """The colour `share` of the way from `first` to `second`."""
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


# ---- type and motion


def _font(kind: QFontDatabase.SystemFont, pixel_size: int) -> QFont:
    font = QFontDatabase.systemFont(kind)
    font.setPixelSize(pixel_size)
    font.setFeature(QFont.Tag("tnum"), 1)  # figures of one width: numbers that change do not jitter
    return font


def monospaced(pixel_size: int = 11) -> QFont:
    """The system's fixed-width face, for numbers and shapes."""
    font = _font(QFontDatabase.SystemFont.FixedFont, pixel_size)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    return font


def reduced_motion() -> bool:
    """Whether to leave animation out: the environment decides, else what the desktop tells the style."""
    wish = os.environ.get("CONVCANVAS_REDUCED_MOTION")
    if wish is not None:
        return wish.strip().lower() not in ("", "0", "no", "off", "false")
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0


# ---- the theme


class _Style(QProxyStyle):
    """Fusion, with room before a spin box's text: a style sheet's padding does not reach that far."""

    def polish(self, target: QWidget | QApplication | QPalette) -> None:  # type: ignore[override]
        super().polish(target)
        if isinstance(target, QAbstractSpinBox):
            for field in target.findChildren(QLineEdit):
                field.setTextMargins(6, 0, 0, 0)


class Theme(QObject):
    """The application's look; `changed` follows once everything has taken the new colours."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        palette = QGuiApplication.palette()  # the desktop's own, which tells where Qt knows of no scheme
        self._desktop_dark = palette.window().color().lightness() < palette.windowText().color().lightness()
        self._mode: Mode = "system"
        self._tokens: Tokens | None = None
        # A style sheet takes images from files alone, and its icons have to be in the theme's colours.
        self._marks = tempfile.TemporaryDirectory(prefix="convcanvas-")
        atexit.register(self._marks.cleanup)
        self._style = _Style("Fusion")
        QApplication.setStyle(self._style)
        QApplication.setFont(_font(QFontDatabase.SystemFont.GeneralFont, 12))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._update)
        self._update()

    @property
    def tokens(self) -> Tokens:
        return self._tokens or DARK

    @property
    def is_dark(self) -> bool:
        return self._tokens is not LIGHT

    @property
    def mode(self) -> Mode:
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Use the dark or the light theme, or whichever the desktop uses."""
        self._mode = mode
        schemes = {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}
        # Where the platform listens, this turns window frames and native dialogs too.
        QGuiApplication.styleHints().setColorScheme(schemes.get(mode, Qt.ColorScheme.Unknown))
        self._update()

    def _wants_dark(self) -> bool:
        scheme = QGuiApplication.styleHints().colorScheme()
        if self._mode != "system":
            return self._mode == "dark"
        return self._desktop_dark if scheme == Qt.ColorScheme.Unknown else scheme == Qt.ColorScheme.Dark

    def _update(self) -> None:
        tokens = DARK if self._wants_dark() else LIGHT
        if tokens is self._tokens:
            return
        self._tokens = tokens
        QApplication.setPalette(_palette(tokens))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _style_sheet(self) -> str:
        tokens = self.tokens
        colours = asdict(tokens) | {
            "hover": mix(tokens.raised, tokens.faint, 0.18),
            "pressed": mix(tokens.raised, tokens.faint, 0.32),
            "soft": mix(tokens.panel, tokens.accent, 0.24 if self.is_dark else 0.16),
            "grip": mix(tokens.line, tokens.faint, 0.4),
            "accent_hover": mix(tokens.accent, tokens.text, 0.14),
        }
        names = ("chevron_down", "chevron_up", "chevron_right", "good", "dash", "close", "restore_window")
        tints = {"": tokens.dim, "_off": tokens.faint, "_text": tokens.text, "_on": tokens.on_accent}
        icons = {f"icon_{name}{tint}": self._mark(name, colour) for name in names for tint, colour in tints.items()}
        sheet = (RESOURCES / "theme.qss").read_text(encoding="utf-8")
        return Template(sheet).substitute(colours | icons)

    def _mark(self, name: str, colour: str) -> str:
        path = Path(self._marks.name) / f"{name}-{colour[1:]}.svg"
        path.write_bytes(svg(name, colour))
        return f'url("{path.as_posix()}")'


def _palette(tokens: Tokens) -> QPalette:
    """Every role of the palette: Fusion draws from it whatever the style sheet leaves alone."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colours = {
        # The window role is the panel's colour, because most plain widgets sit on a panel.
        **dict.fromkeys((role.Window, role.Base), tokens.panel),
        **dict.fromkeys((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), tokens.text),
        **dict.fromkeys((role.Button, role.ToolTipBase), tokens.raised),
        **dict.fromkeys((role.Highlight, role.Accent), tokens.accent),
        **dict.fromkeys((role.Link, role.LinkVisited), tokens.accent_text),
        role.AlternateBase: mix(tokens.panel, tokens.raised, 0.5),
        role.HighlightedText: tokens.on_accent,
        role.PlaceholderText: tokens.dim,
        role.BrightText: tokens.error,
        role.Light: mix(tokens.raised, "#ffffff", 0.08),
        role.Midlight: tokens.raised,
        role.Mid: tokens.line,
        role.Dark: mix(tokens.line, "#000000", 0.2),
        role.Shadow: "#000000",
    }
    palette = QPalette()
    for key, colour in colours.items():
        palette.setColor(group.All, key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText, role.HighlightedText):
        palette.setColor(group.Disabled, key, QColor(tokens.faint))
    for key in (role.Highlight, role.Accent):
        palette.setColor(group.Disabled, key, QColor(tokens.line))
    return palette


_theme: Theme | None = None


def theme() -> Theme:
    """The application's one theme, made when it is first asked for (the application object must exist)."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme
