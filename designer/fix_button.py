"""A button that makes a repair; what it says may take several lines."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from designer.words import translate
from engine.problem import Fix

_SIDE, _EDGE = 10, 4  # around the words


class FixButton(QPushButton):
    """Says what the repair does. QPushButton cannot break its text, so a label lies on it."""

    def __init__(self, fix: Fix, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fix = fix
        self.words = QLabel(fix.label(translate))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.words.text())
        self.setStyleSheet("QPushButton { padding: 0; min-height: 0; }")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_SIDE, _EDGE, _SIDE, _EDGE)
        layout.addWidget(self.words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it was

    def sizeHint(self) -> QSize:
        """As wide as its words in one line."""
        metrics = self.words.fontMetrics()
        width = metrics.horizontalAdvance(self.words.text()) + 2 * _SIDE + 4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(64, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.words.heightForWidth(max(width - 2 * _SIDE - 2, 1)) + 2 * _EDGE + 2
