"""Fonts, pens and brushes of the canvas, made once a theme and never while painting."""

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QGuiApplication, QPen

from designer.theme import CATEGORY_COLOURS, mix, monospaced, theme

WIRE = 1.8
_NARROW = ((12, 90), (11, 90), (10, 85))  # pixels high, and per cent of the usual width
_HOT, _HEAT_STEPS = {True: "#ff7d4a", False: "#d1400f"}, 64  # by whether the theme is dark
PLAIN = "#98a2b3"  # the category colour of a block that this version does not know


class LabelFace:
    """A font for shapes, with what middles them: the ascent of a line, and how high figures are."""

    def __init__(self, font: QFont) -> None:
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        metrics = QFontMetricsF(font)
        self.font, self.ascent = font, metrics.ascent()
        self.height = metrics.tightBoundingRect("0123456789").height()


class Style:
    """What one theme paints the canvas with."""

    def __init__(self) -> None:
        self.tokens = tokens = theme().tokens
        self.canvas = QColor(tokens.canvas)
        self.grid = QColor(tokens.grid)
        self.card = QBrush(QColor(tokens.raised if theme().is_dark else tokens.panel))
        self.card_hovered = QBrush(QColor(mix(self.card.color().name(), tokens.faint, 0.12)))
        self.border = _pen(tokens.line, 1.0)
        self.border_hovered = _pen(mix(tokens.line, tokens.dim, 0.5), 1.0)
        self.outline, self.outline_far = _pen(tokens.accent, 2.0), _pen(tokens.accent, 5.0)
        self.ghost = _pen(tokens.accent, 1.5, Qt.PenStyle.DashLine)
        self.view_edge = _pen(tokens.accent, 1.0)
        self.minimap = QBrush(QColor(tokens.panel))
        self.band_edge = _pen(tokens.accent, 0.0)
        self.wrong_text = QPen(QColor(tokens.error))
        self.badge_edge = _pen(tokens.canvas, 1.5)
        self.ring_grown = _pen(tokens.accent, 2.2)
        self.unknown = _pen(tokens.faint, 1.0, Qt.PenStyle.DashLine)
        self.missing = _pen(tokens.error, 1.4)
        self.text, self.dim, self.faint = (QPen(QColor(c)) for c in (tokens.text, tokens.dim, tokens.faint))
        # A name and a number are small, so they take more contrast than what is merely faint.
        self.name = QPen(QColor(mix(tokens.faint, tokens.dim, 0.5)))
        calm = mix(tokens.faint, tokens.dim, 0.4)
        self.wire, self.wire_hovered = _pen(calm, WIRE), _pen(tokens.accent, WIRE + 0.6)
        self.wire_selected = _pen(tokens.accent, WIRE + 0.8)
        self.wire_wrong = _pen(tokens.error, WIRE, Qt.PenStyle.DashLine)
        self.wire_wrong_hovered = _pen(tokens.error, WIRE + 0.8, Qt.PenStyle.DashLine)
        self.wire_thin = _pen(calm, 0.0)
        self.error, self.warning = QColor(tokens.error), QColor(tokens.warning)
        self.on_badge = QBrush(QColor(tokens.on_accent))
        self.accent = QColor(tokens.accent)
        self.band = QColor(tokens.accent)
        self.band.setAlphaF(0.12)
        self.pill = QBrush(QColor(tokens.canvas))
        self.track = QBrush(QColor(mix(self.card.color().name(), tokens.faint, 0.22)))  # what a bar is a part of
        self.raised = QBrush(QColor(tokens.raised))
        self._fonts()

    def _fonts(self) -> None:
        base = QGuiApplication.font()
        self.title_font, self.name_font = QFont(base), QFont(base)
        self.title_font.setPixelSize(12)
        self.title_font.setWeight(QFont.Weight.DemiBold)
        self.name_font.setPixelSize(11)
        self.mono_font, self.port_font = monospaced(11), QFont(base)
        self.port_font.setPixelSize(10)
        self.label_face, self.small_face = LabelFace(monospaced(10)), LabelFace(monospaced(9))
        # A title too long for its card is set narrower, then smaller, before it is shortened.
        self.narrow_titles = [QFont(self.title_font) for _ in _NARROW]
        for font, (size, stretch) in zip(self.narrow_titles, _NARROW, strict=True):
            font.setPixelSize(size)
            font.setStretch(stretch)
        for font in (self.title_font, self.name_font, self.mono_font, self.port_font, *self.narrow_titles):
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # the same layout at every zoom
        self.title_metrics, self.name_metrics = QFontMetricsF(self.title_font), QFontMetricsF(self.name_font)
        self.mono_metrics, self.port_metrics = QFontMetricsF(self.mono_font), QFontMetricsF(self.port_font)

    @cache  # noqa: B019 - a style lives as long as its theme
    def category(self, category: str) -> QBrush:
        """The colour of a category, for spines and ports."""
        return QBrush(QColor(CATEGORY_COLOURS.get(category, PLAIN)))

    def icon_colour(self, category: str) -> str:
        return CATEGORY_COLOURS.get(category, self.tokens.dim)

    @cache  # noqa: B019
    def far_card(self, category: str) -> QBrush:
        """A card so far away that only its colour can be read."""
        colour = CATEGORY_COLOURS.get(category, PLAIN)
        return QBrush(QColor(mix(self.card.color().name(), colour, 0.62)))

    def heat(self, share: float) -> QBrush:
        """The colour of a share of the largest cost, from a quiet grey for nothing to the hottest."""
        return self._heat(round(_HEAT_STEPS * share))

    @cache  # noqa: B019
    def _heat(self, step: int) -> QBrush:
        # Small shares are told apart better where the colour rises faster than they do.
        strength = 0.1 + 0.9 * (step / _HEAT_STEPS) ** 0.6 if step else 0.0
        return QBrush(QColor(mix(self.track.color().name(), _HOT[theme().is_dark], strength)))

    @cache  # noqa: B019
    def ring(self, category: str, optional: bool = False) -> QPen:
        """The line of an input port; lighter where it may be left open."""
        colour = CATEGORY_COLOURS.get(category, PLAIN)
        return _pen(mix(self.card.color().name(), colour, 0.5) if optional else colour, 1.4 if optional else 1.8)

    def title(self, text: str, room: float) -> tuple[QFont, float]:
        """The widest font in which a title fits, or else the narrowest one, and how wide the title is in it."""
        font, width = self.title_font, self.title_metrics.horizontalAdvance(text)
        for narrower in self.narrow_titles:
            if width <= room:
                break
            font, width = narrower, QFontMetricsF(narrower).horizontalAdvance(text)
        return font, width

    @cache  # noqa: B019
    def category_wire(self, category: str) -> QPen:
        """A wire that is hovered takes the colour of where it comes from."""
        return _pen(CATEGORY_COLOURS.get(category, PLAIN), WIRE + 0.6)


def _pen(colour: str, width: float, line: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), width, line, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if line != Qt.PenStyle.SolidLine:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([4, 3])
    return pen


_style: Style | None = None


def style() -> Style:
    """The style of the present theme."""
    global _style
    if _style is None or _style.tokens is not theme().tokens:
        _style = Style()
    return _style


def forget_style() -> None:
    """Make a new style next time: the application's font has changed."""
    global _style
    _style = None
