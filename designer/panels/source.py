"""The network as PyTorch source, as it changes; to copy, or to save as a file."""

import keyword
import re

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPaintEvent, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from designer.theme import icon, monospaced, theme
from designer.workspace import Workspace
from engine.source import source_of


class SourcePanel(QWidget):
    """Written anew with every plan while it can be seen, and not at all while it cannot."""

    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._stale = True
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(monospaced())
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._highlighter = _PythonHighlighter(self.text)
        self._state = QLabel()
        self._state.setWordWrap(True)
        self._copy, self._save = QPushButton(), QPushButton()
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.source()))
        self._save.clicked.connect(self.save_requested)
        row = QHBoxLayout()
        row.addWidget(self._state, 1)
        row.addWidget(self._copy)
        row.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addLayout(row)
        layout.addWidget(self.text)
        theme().changed.connect(self._retheme)
        self._retranslate()
        self._retheme()

    def set_workspace(self, workspace: Workspace | None) -> None:
        """Show the source of this document from now on."""
        if self._workspace:
            self._workspace.plan_changed.disconnect(self._refresh)
            self._workspace.changed.disconnect(self._refresh)
        self._workspace = workspace
        if workspace:
            workspace.plan_changed.connect(self._refresh)
            workspace.changed.connect(self._refresh)
        self._refresh()

    def source(self) -> str:
        """The source as it is shown."""
        return self.text.toPlainText()

    def _refresh(self, *_: object) -> None:
        if self._workspace is None:
            return
        # A dock behind another tab is visible to Qt, but nothing of it can be seen.
        self._stale = not self.isVisible() or self.visibleRegion().isEmpty()
        if self._stale or not self._workspace.plan_is_current:
            return  # or the plan of the newest edit is on its way
        plan = self._workspace.plan
        ready = plan.ok
        if ready:
            source = source_of(self._workspace.document, plan)
            if source != self.source():
                place = self.text.verticalScrollBar().value()
                self.text.setPlainText(source)
                self.text.verticalScrollBar().setValue(place)
            self._state.setText(self.tr("It needs nothing but PyTorch."))
        else:
            self.text.clear()
            self._state.setText(self.tr("There is no source while the network has errors. See Problems."))
        for button in (self._copy, self._save):
            button.setEnabled(ready)

    def paintEvent(self, event: QPaintEvent) -> None:
        """It comes into sight: what was left undone meanwhile is done now."""
        if self._stale:
            QTimer.singleShot(0, self, self._refresh)
        super().paintEvent(event)

    def _retheme(self) -> None:
        self._copy.setIcon(icon("copy"))
        self._save.setIcon(icon("export"))
        self._highlighter.retheme()

    def _retranslate(self) -> None:
        self._copy.setText(self.tr("Copy"))
        self._save.setText(self.tr("Save…"))
        self.text.setAccessibleName(self.tr("Source of the network"))
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class _PythonHighlighter(QSyntaxHighlighter):
    _KEYWORDS = re.compile(rf"\b({'|'.join(keyword.kwlist)})\b")
    _NUMBER = re.compile(r"\b\d[\d.e+-]*\b")
    _STRING = re.compile(r'"[^"]*"')
    _COMMENT = re.compile(r"#.*$")

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor.document())
        self._formats: list[tuple[re.Pattern[str], QTextCharFormat]] = []

    def retheme(self) -> None:
        """Take the colours of the theme."""
        tokens = theme().tokens
        keyword_format = QTextCharFormat()
        keyword_format.setForeground(QColor(tokens.accent))
        keyword_format.setFontWeight(QFont.Weight.DemiBold)
        self._formats = [(self._KEYWORDS, keyword_format)]
        for pattern, colour in (
            (self._NUMBER, tokens.warning),
            (self._STRING, tokens.good),
            (self._COMMENT, tokens.dim),
        ):
            format_ = QTextCharFormat()
            format_.setForeground(QColor(colour))
            self._formats.append((pattern, format_))
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for pattern, format_ in self._formats:
            for match in pattern.finditer(text):
                self.setFormat(match.start(), match.end() - match.start(), format_)
