"""Reads the window as a person does: a language that marks every word, all words that are shown, what is cut off."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QProgressDialog,
    QPushButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

from designer.canvas.view import CanvasView
from designer.panels.batch_norm import Formulas
from designer.plot_parts import Curve, LegendButton, TextLine
from designer.welcome import PresetCard
from engine.block import MAXIMUM_PORTS
from engine.blocks import REGISTRY
from engine.training.recipe import SETTINGS

# Left as it is: places to be filled in, tags, and the endings in a file dialog's filter.
_KEPT = re.compile(r"(\{[^{}]*\}|%L?\d|%n|<[^<>]*>|\(\*[^()]*\))")
_MARKED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçđéƒğħíĵķłɱñóþɋřšŧúṽŵẋýžÁɃÇĐÉƑĞĦÍĴĶŁṀÑÓÞɊŘŠŦÚṼŴẊÝŽ",
)
_LETTERS = re.compile(r"[A-Za-z&]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z_0-9]*[A-Za-z_0-9]")
_SHORT = re.compile(r"[a-z]\d+")  # as `p2` on a card
_FORMULA = re.compile(r"[μσ]²?_\w+")
_TAG = re.compile(r"<[^<>]*>")


class Pseudo(QTranslator):
    """A language whose words have no letter of English, and are 40 % longer."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        if context == "QShortcut":  # names of keys stand on the keys
            return None
        parts = [part if _KEPT.fullmatch(part) else _LETTERS.sub(_marked, part) for part in _KEPT.split(source)]
        return f"⟦{''.join(parts)}⟧" if _WORD.search(source) else "".join(parts)


def _marked(word: re.Match[str]) -> str:
    return word[0].translate(_MARKED) + "~" * round(0.45 * len(word[0]) - 0.5)


def pytorch_words() -> set[str]:
    """Names of blocks, their arguments and choices, and what a card says of them: PyTorch's own in every language."""
    texts: list[str] = []
    for block in REGISTRY:
        texts += (block.id, block.title, block.name)
        for port in (*block.inputs, *block.outputs):
            texts += [f"{port.name}{number}" for number in range(MAXIMUM_PORTS)] if port.count else [port.name]
        for argument in block.arguments:
            texts += (argument.name, argument.face or "", *argument.choices)
    for setting in SETTINGS:
        texts += (setting.name, *setting.choices)
    return {word for text in texts for word in _WORD.findall(text)}


ALLOWED = pytorch_words() | {
    *("ConvCanvas", "PyTorch", "SGD", "Adam", "AdamW", "CPU", "CUDA", "float32", "int64", "True", "False"),
    *("px", "kB", "MB", "GB"),
    *("English", "EN"),
    *("Ctrl", "Shift", "Alt", "Tab", "Del", "Return", "Enter", "Backspace", "Esc"),
    *(f"F{number}" for number in range(1, 13)),
}


@dataclass(frozen=True)
class Seen:
    """A text, and whose it is."""

    where: str
    text: str

    def strange(self, names: set[str]) -> list[str]:
        """The English words in it that are neither `names` nor always English."""
        text = _FORMULA.sub("", _TAG.sub(" ", self.text).replace("&", ""))
        for phrase in sorted((name for name in names if not _WORD.fullmatch(name)), key=len, reverse=True):
            text = text.replace(phrase, " ")
        return [word for word in _WORD.findall(text) if word not in ALLOWED | names and not _SHORT.fullmatch(word)]


def english(seen: Iterable[Seen], names: Iterable[str] = ()) -> list[str]:
    """A line for every text that still holds English."""
    known = {name for name in names if name}
    found = [(text, text.strange(known)) for text in seen]
    return sorted({f"{text.where}: {words} in {text.text!r}" for text, words in found if words})


# ---- all words


def texts_of(root: QWidget) -> Iterator[Seen]:
    """What `root` and all that is seen of it say: on themselves, in tool tips, and to screen readers."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue  # a panel behind others takes its words anew when it comes to the front
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        said = [
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.windowTitle(),
        ]
        for text in (*said, *_own_texts(widget)):
            if text:
                yield Seen(where, text)
    for action in root.findChildren(QAction):
        if not action.associatedObjects():
            continue  # pyqtgraph makes some for menus that are never shown
        for text in (action.text(), action.toolTip(), action.iconText()):
            if text:
                yield Seen(f"QAction {action.objectName()}", text)


def _own_texts(widget: QWidget) -> Iterator[str]:
    match widget:
        case Formulas() | TextLine() | QAbstractButton():
            yield widget.text()
        case QLabel():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
            yield widget.displayText()
        case QTabBar():
            for index in range(widget.count()):
                yield from (widget.tabText(index), widget.tabToolTip(index))
        case QComboBox():
            yield from (widget.itemText(index) for index in range(widget.count()))
        case QMenu() | QGroupBox():
            yield widget.title()
        case QMessageBox():
            yield from (widget.text(), widget.informativeText(), widget.detailedText())
        case QProgressDialog():
            yield widget.labelText()
        case QProgressBar():
            yield widget.text() if widget.isTextVisible() else ""
        case CanvasView():
            yield from _canvas_texts(widget)
        case QAbstractItemView():
            yield from _model_texts(widget.model())
    if hasattr(widget, "shown_curves"):
        yield from _plot_texts(widget)


def _model_texts(model: QAbstractItemModel | None, parent: QModelIndex | None = None) -> Iterator[str]:
    parent = parent or QModelIndex()
    for row in range(model.rowCount(parent) if model else 0):
        index = model.index(row, 0, parent)
        roles = Qt.ItemDataRole
        for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
            yield str(index.data(role) or "")
        yield from _model_texts(model, index)


def _canvas_texts(view: CanvasView) -> Iterator[str]:
    """What is painted on the cards, and what appears over cards and wires."""
    scene, network = view.canvas, view.workspace.network
    for id, item in scene.nodes.items():
        yield item.tooltip()
        yield from (line[3].text() for line in (*(item._first or ()), *item._second))
        for edge in (scene.edges[edge.id] for edge in network.edges.values() if edge.source == id):
            names = network.nodes[edge.edge.source].name, network.nodes[edge.edge.target].name
            yield edge.tooltip(*names, view.workspace.node_plan(id))


def _plot_texts(plot: QWidget) -> Iterator[str]:
    curves: Iterable[Curve] = plot.shown_curves()
    yield plot.x_scale.name
    yield plot.y_scale.name
    yield from (curve.name for curve in curves)
    yield from (reading[0] for reading in plot.readings(1.0))


# ---- what is cut off


def clipped(root: QWidget) -> list[str]:
    """A line for every visible widget whose words do not fit."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        if why := _misfit(widget) or _outside(widget, root):
            found.append(f"{type(widget).__name__} {widget.objectName()} {_shown(widget)!r}: {why}")
    return found


def _shown(widget: QWidget) -> str:
    return next((text for text in _own_texts(widget) if text), widget.windowTitle())


def _misfit(widget: QWidget) -> str:
    """Why the words of this widget do not fit into it; empty where they do."""
    if widget.objectName() in ("qt_toolbar_ext_button", "qt_menubar_ext_button"):
        return "there is no room for all of the bar"
    match widget:
        case PresetCard():
            box = widget.fontMetrics().boundingRect(0, 0, widget.width() - 16, 999, _WRAP, widget.text())
            return "" if box.height() <= 34 and box.width() <= widget.width() - 16 else "two lines are not enough"
        case QLabel() if widget.wordWrap():
            return _too_low(widget)
        case TextLine():  # its hint remembers longer texts
            words = widget.text()
            return _unless_told(widget, words, widget.fontMetrics().horizontalAdvance(words), widget.width())
        case QLabel() | QPushButton() | QCheckBox() | QToolButton() | LegendButton():
            return _too_narrow(widget)
        case QTabBar():
            return _tab_misfit(widget)
        case QLineEdit() if not isinstance(widget.parentWidget(), QComboBox):
            words = widget.text() or widget.placeholderText()
            room = widget.width() - 2 * 6
            return _unless_told(widget, words, widget.fontMetrics().horizontalAdvance(words), room)
        case QComboBox():
            words = widget.currentText()
            return _unless_told(widget, words, widget.fontMetrics().horizontalAdvance(words) + 30, widget.width())
        case QDockWidget() if widget.titleBarWidget() is None:
            words = widget.windowTitle()
            return _unless_told(widget, words, widget.fontMetrics().horizontalAdvance(words) + 70, widget.width())
        case Formulas():
            widest = max((widget.fontMetrics().horizontalAdvance(row.rstrip()) for row in widget._rows), default=0)
            return f"a row needs {widest} pixels and has {widget.width()}" if widest > widget.width() else ""
        case QScrollArea() if widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            need, room = widget.widget().width(), widget.viewport().width()
            return f"what is in it needs {need} pixels and has {room}" if need > room else ""
        case QAbstractItemView() if not getattr(widget, "wordWrap", lambda: False)():
            return _rows_misfit(widget)
    return ""


_WRAP = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


def _too_low(label: QLabel) -> str:
    need = label.heightForWidth(label.width())
    if need > label.height():
        return f"needs {need} pixels of height and has {label.height()}"
    # A word that is longer than a line cannot be broken; Chinese can, anywhere.
    words = re.findall(r"[^\s\u2e80-\uffff]+", _TAG.sub("", label.text()))
    longest = max(map(label.fontMetrics().horizontalAdvance, words), default=0)
    return f"a word needs {longest} pixels and has {label.width()}" if longest > label.width() else ""


def _too_narrow(widget: QWidget) -> str:
    text = _shown(widget)
    if not text or (isinstance(widget, QToolButton) and _has_no_text(widget)):
        return ""
    hint = widget.sizeHint()
    if hint.height() > widget.height() + 1:
        return f"needs {hint.height()} pixels of height and has {widget.height()}"
    return _unless_told(widget, text, hint.width(), widget.width())


def _has_no_text(button: QToolButton) -> bool:
    return button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not button.icon().isNull()


def _unless_told(widget: QWidget, text: str, need: float, room: float) -> str:
    """What is elided is told by the tool tip."""
    outer = widget.parentWidget()
    tips = widget.toolTip() + (outer.toolTip() if isinstance(outer, QAbstractSpinBox) else "")
    told = text.replace("&", "") in tips
    return "" if need <= room or told else f"needs {need:.0f} pixels and has {room:.0f}"


def _tab_misfit(bar: QTabBar) -> str:
    for index in range(bar.count()):
        text, room = bar.tabText(index), bar.tabRect(index).width()
        need = bar.fontMetrics().horizontalAdvance(text) + 8
        if need > room and text not in bar.tabToolTip(index):
            return f"{text!r} needs {need} pixels and has {room}"
    return ""


def _rows_misfit(view: QAbstractItemView) -> str:
    model = view.model()
    for row in range(model.rowCount() if model else 0):
        index = model.index(row, 0)
        need, room = view.sizeHintForIndex(index), view.visualRect(index)
        told = str(index.data() or "") in str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        if room.isValid() and not told and (need.height() > room.height() or room.left() + need.width() > view.width()):
            return f"{index.data()!r} needs {need.width()}x{need.height()} and has {room.width()}x{room.height()}"
    return ""


def _outside(widget: QWidget, root: QWidget) -> str:
    """Whether a part of it lies beyond the parent, where no scroll bar leads."""
    parent = widget.parentWidget()
    if parent is None or widget is root or widget.isWindow() or not _shown(widget):
        return ""
    if isinstance(parent.parentWidget(), QScrollArea | QAbstractItemView | QPlainTextEdit):
        return ""
    inside = parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())
    return "" if inside else f"{widget.geometry()} reaches beyond {parent.rect()}"
