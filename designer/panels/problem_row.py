"""A problem as a row: its sentence, the reason in a line, and a button for each repair."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from designer.fix_button import FixButton
from designer.flow_layout import FlowLayout
from designer.theme import icon, theme
from designer.words import translate
from engine.problem import Problem

_ICON = 16


class ProblemRow(QWidget):
    """Lies on an item of the list, and lets clicks beside its buttons through to it."""

    fix_requested = Signal(object)

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem
        tokens = theme().tokens
        colour = {"error": tokens.error, "warning": tokens.warning, "note": tokens.dim}[problem.severity]
        sign = QLabel()
        sign.setPixmap(icon(problem.severity, colour).pixmap(_ICON, _ICON))
        layout = QGridLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(1, 1)
        layout.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(_words(problem.sentence(translate), tokens.text), 0, 1)
        if reason := problem.reason(translate):
            layout.addWidget(_words(reason, tokens.dim), 1, 1)
        self.buttons = [FixButton(fix) for fix in problem.fixes]
        if self.buttons:
            flow = FlowLayout()
            for button in self.buttons:
                button.clicked.connect(lambda _=False, button=button: self.fix_requested.emit(button.fix))
                flow.addWidget(button)
            layout.setRowMinimumHeight(2, 2)
            layout.addLayout(flow, 3, 1)

    def renew(self, problem: Problem) -> None:
        """The same problem of a newer plan: only the edits of its repairs may differ."""
        self.problem = problem
        for button, fix in zip(self.buttons, problem.fixes, strict=True):
            button.fix = fix

    def says_the_same_as(self, problem: Problem) -> bool:
        """Whether the row would look the same for this problem."""
        ours = self.problem
        labels = [(fix.code, fix.values) for fix in ours.fixes]
        return (ours.code, ours.severity, ours.paths, ours.values) == (
            problem.code,
            problem.severity,
            problem.paths,
            problem.values,
        ) and labels == [(fix.code, fix.values) for fix in problem.fixes]


def _words(text: str, colour: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setStyleSheet(f"color: {colour}")
    return label
