"""From an Argument's declaration to an editor; a form is a column of them. A form keeps no values: it reads them
from what it is given, and tells what a person wishes."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from designer.plot_parts import TextLine
from designer.theme import monospaced, theme
from designer.words import BETWEEN, parse_value, translate, value_text
from engine.block import Argument, Fault, Value
from engine.problem import fault_text

UNSET = object()  # "as the block has it by default"
_LONG, _LONG_BEFORE_UNIT = 126, 112  # pixels of a name from which on it stands above its editor, not beside it
_SAID = " · "  # between a derived value and the word that says so


class NumberEdit(QAbstractSpinBox):
    """A field for numbers, sizes such as 3×5 and short lists; arrows step it, empty means derived or not given."""

    edited = Signal(str)

    def __init__(self, argument: Argument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._argument = argument
        self.setFont(monospaced())
        self.setAccelerated(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().textEdited.connect(self.edited)

    def set_text(self, text: str) -> None:
        """Show `text`, unless the person has it there already in other words or is typing it."""
        if text != self.lineEdit().text() and not (self.hasFocus() and self._same(text)):
            self.lineEdit().setText(text)

    def set_placeholder(self, text: str) -> None:
        self.lineEdit().setPlaceholderText(text)

    def stepBy(self, steps: int) -> None:
        value = self._value()
        if value is None:
            return
        place = self._place()
        if isinstance(value, list):
            place = min(place, len(value) - 1)
            moved: Value = [v + steps * (index == place) for index, v in enumerate(value)]
        elif self._argument.kind == "float":
            moved = float(f"{value + steps * _float_step(value):.6g}")
        else:
            moved = value + steps
        if self._argument.fault(moved) is None:
            self.lineEdit().setText(value_text(moved, self._argument))
            if isinstance(moved, list):
                self._go_to(place)
            self.edited.emit(self.text())

    def _place(self) -> int:
        """Which number of a list the cursor is in: that one is stepped."""
        return len(BETWEEN.findall(self.lineEdit().text()[: self.lineEdit().cursorPosition()]))

    def _go_to(self, place: int) -> None:
        ends = [match.start() for match in BETWEEN.finditer(self.lineEdit().text())]
        self.lineEdit().setCursorPosition([*ends, len(self.lineEdit().text())][place])

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        if self._value() is None:
            return QAbstractSpinBox.StepEnabledFlag.StepNone
        return QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return (
            QValidator.State.Acceptable,
            text,
            position,
        )  # a faulty text stays, and the form says what is wrong

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past a form must not change values: the wheel counts only in the field being edited."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _value(self) -> Value:
        for text in (self.lineEdit().text(), self.lineEdit().placeholderText()):
            try:
                value = parse_value(text.split(_SAID)[0], self._argument)
            except ValueError:
                continue
            if value is not None and not isinstance(value, str):
                return value
        return None

    def _same(self, text: str) -> bool:
        try:
            same: bool = parse_value(text, self._argument) == parse_value(self.lineEdit().text(), self._argument)
        except ValueError:
            return False
        return same


class _Choice(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ArgumentForm(QWidget):
    """Rows of label and editor for some arguments. `changed` carries a name and the wished value (UNSET: default)."""

    changed = Signal(str, object)

    def __init__(self, arguments: Sequence[Argument], context: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arguments = {argument.name: argument for argument in arguments}
        self._context = context
        self._editors: dict[str, QWidget] = {}
        self._labels: dict[str, QWidget] = {}
        self._faults: dict[str, QLabel] = {}
        self._known_faults: dict[str, Fault | None] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, argument in enumerate(arguments):
            self._add_row(grid, row * 3, argument)
        self.retranslate()

    def _add_row(self, grid: QGridLayout, row: int, argument: Argument) -> None:
        label, fault, editor = QLabel(argument.name), QLabel(), self._editor(argument)
        label.setBuddy(editor)
        label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        fault.setWordWrap(True)
        fault.hide()
        long = label.sizeHint().width() > (_LONG_BEFORE_UNIT if argument.unit else _LONG)
        if long and isinstance(editor, QCheckBox):
            editor.setText(argument.name)
            grid.addWidget(editor, row, 0, 1, 3)
        else:
            grid.addWidget(label, row, 0, 1, 3 if long else 1)
            grid.addWidget(editor, row + long, 1, 1, 1 if argument.unit else 2)
        if argument.unit:
            unit = TextLine("faint")
            unit.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            grid.addWidget(unit, row + long, 2)
            unit.setObjectName(f"unit_{argument.name}")
        grid.addWidget(fault, row + 2, 0, 1, 3)
        self._labels[argument.name] = label if grid.indexOf(label) >= 0 else editor
        self._faults[argument.name] = fault
        self._editors[argument.name] = editor

    def _editor(self, argument: Argument) -> QWidget:
        name = argument.name
        if argument.kind == "bool" and not argument.optional:
            box = QCheckBox()
            box.clicked.connect(lambda on: self._wish(name, on))
            return box
        if argument.kind in ("choice", "bool"):
            combo = _Choice()
            combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            combo.setMinimumWidth(72)
            options = argument.choices or (True, False)
            for value in (None, *options) if argument.optional else options:
                combo.addItem(value if isinstance(value, str) else "", value)
            combo.activated.connect(lambda index: self._wish(name, combo.itemData(index)))
            return combo
        number = NumberEdit(argument)
        number.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        number.setMinimumWidth(72)
        number.edited.connect(lambda text: self._typed(name, text))
        return number

    def editor(self, name: str) -> QWidget:
        """The editor of one argument."""
        return self._editors[name]

    def show_values(self, given: Mapping[str, Value], known: Mapping[str, Value]) -> None:
        """Show the values that a person gave, and faintly the ones that are derived or by default."""
        for name, argument in self._arguments.items():
            editor = self._editors[name]
            value = given.get(name, argument.default)
            if isinstance(editor, QCheckBox):
                editor.setChecked(value is True)
            elif isinstance(editor, QComboBox):
                editor.setCurrentIndex(editor.findData(value))
            elif isinstance(editor, NumberEdit):
                if not (editor.hasFocus() and self._faults[name].isVisible()):
                    editor.set_text(value_text(value, argument))
                if argument.derived:
                    derived = value_text(known.get(name), argument)
                    editor.set_placeholder(f"{derived}{_SAID}{self.tr('derived')}" if derived else self.tr("derived"))
                elif argument.optional:
                    editor.set_placeholder(value_text(known.get(name), argument) or "–")
            pinned = argument.derived is not None and name in given
            for widget in (self._labels[name], editor):
                widget.setToolTip(self._help(argument, pinned))

    def _typed(self, name: str, text: str) -> None:
        argument = self._arguments[name]
        try:
            value = parse_value(text, argument)
        except ValueError:
            self._complain(name, Fault("argument_type", {"value": text, "kind": argument.kind}))
            return
        self._wish(name, value)

    def _wish(self, name: str, value: Value) -> None:
        argument = self._arguments[name]
        if value is None and argument.derived:
            self._complain(name, None)
            self.changed.emit(name, UNSET)
            return
        fault = argument.fault(value)
        self._complain(name, fault)
        if fault is None:
            value = argument.normalized(value)
            self.changed.emit(name, UNSET if value == argument.default and not argument.derived else value)

    def _complain(self, name: str, fault: Fault | None) -> None:
        self._known_faults[name] = fault
        label = self._faults[name]
        label.setVisible(fault is not None)
        if fault:
            label.setText(fault_text(self._arguments[name], fault, translate))
            label.setStyleSheet(f"color: {theme().tokens.error}")

    def _help(self, argument: Argument, pinned: bool = False) -> str:
        text = translate(self._context, argument.help)
        editor = self._editors[argument.name]
        if isinstance(editor, NumberEdit) and argument.derived:  # the field may be too narrow for what it says faintly
            text = f"{text}\n{editor.lineEdit().placeholderText()}".strip()
        if pinned:
            text += "\n" + self.tr("You typed this value. Empty the field to take it from the input again.")
        return text

    def retranslate(self) -> None:
        """Set every word in the window's language."""
        for name, argument in self._arguments.items():
            editor = self._editors[name]
            for widget in (editor, self._labels[name]):
                widget.setToolTip(self._help(argument))
            editor.setAccessibleName(name)
            editor.setAccessibleDescription(translate(self._context, argument.help))
            if argument.unit:
                unit = self.findChild(TextLine, f"unit_{name}")
                assert unit is not None
                unit.set_text(translate("units", argument.unit))
            if isinstance(editor, QComboBox):
                words = {None: self.tr("not given"), True: self.tr("yes"), False: self.tr("no")}
                for index in range(editor.count()):
                    if (value := editor.itemData(index)) in words:
                        editor.setItemText(index, words[value])
        for name, fault in self._known_faults.items():
            self._complain(name, fault)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._editors:
            next(iter(self._editors.values())).setFocus()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is finished with in the form, and does not enter a group on the canvas."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)


def _float_step(value: float) -> float:
    """A tenth of the number's own size, so that 0.05 and 500 both step sensibly."""
    magnitude = abs(value) or 0.1
    return float(10 ** (len(str(int(magnitude))) - 2)) if magnitude >= 1 else float(f"{magnitude / 10:.0e}")
