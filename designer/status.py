"""The status bar: the network in figures, and how engine and run are; every word can be clicked."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QToolButton

from designer.documents import Documents
from designer.engine_client import EngineClient
from designer.run_record import RunRecord
from designer.training import Training
from designer.words import bytes_text, grouped, short

SECONDS = 10  # that a sentence stays
SPARE = ("weights", "depth", "macs")  # what a narrow window can do without, the least needed first


class StatusBar(QStatusBar):
    """`clicked` carries which word: parameters, macs, depth, weights, problems, engine, speed or language."""

    clicked = Signal(str)

    def __init__(self, documents: Documents, engine: EngineClient, training: Training) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._documents, self._engine, self._training = documents, engine, training
        self._buttons: dict[str, QToolButton] = {}
        for id in ("parameters", "macs", "depth", "weights"):
            self.addWidget(self._button(id))
        # QStatusBar's own messages would hide the figures, or be drawn over them when those are set meanwhile.
        self._said = QLabel()
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self._said, 1)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(lambda: self.say(""))
        for id in ("problems", "engine", "speed", "language"):
            self.addPermanentWidget(self._button(id))
        engine.state_changed.connect(self.refresh)
        training.state_changed.connect(self.refresh)
        training.record_changed.connect(self._follow_record)
        self.refresh()

    def _button(self, id: str) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.clicked.connect(lambda: self.clicked.emit(id))
        self._buttons[id] = button
        return button

    def say(self, text: str) -> None:
        """Show a sentence in passing."""
        self._said.setText(text)
        self._said.setToolTip(text)
        if text:
            self._silence.start(SECONDS * 1000)

    @property
    def said(self) -> str:
        """The sentence that is shown now."""
        return self._said.text()

    def text(self, id: str) -> str:
        """What one of the words says now."""
        return self._buttons[id].text()

    def refresh(self, *_: object) -> None:
        """Read everything again."""
        workspace = self._documents.current
        plan = workspace.plan if workspace else None
        for id in ("parameters", "problems"):
            self._buttons[id].setVisible(plan is not None)
        if plan:
            tip = self.tr("{count} of them trainable").format(count=grouped(plan.totals.trainable))
            self._show("parameters", self.tr("{count} parameters").format(count=grouped(plan.parameters)), tip)
            tip = self.tr("{count} multiply-adds for one image").format(count=grouped(plan.macs))
            self._show("macs", self.tr("{count} MACs").format(count=short(plan.macs)), tip)
            tip = self.tr("The most layers with weights on any way through")
            self._show("depth", self.tr("depth {count}").format(count=plan.totals.depth), tip)
            tip = self.tr("{count} bytes in float32").format(count=grouped(plan.totals.parameter_bytes))
            self._show("weights", self.tr("{size} weights").format(size=bytes_text(plan.totals.parameter_bytes)), tip)
            self._show("problems", self._problems_text())
        states = {
            "starting": self.tr("engine starting…"),
            "ready": self.tr("engine ready"),
            "restarting": self.tr("engine restarting…"),
            "stopped": self.tr("engine stopped: click to restart"),
        }
        self._show("engine", states[self._engine.state])
        self._show("language", "EN · 中文", self.tr("Switch the language"))
        self._show_speed()

    def _problems_text(self) -> str:
        workspace = self._documents.current
        problems = workspace.plan.problems if workspace else ()
        errors = sum(problem.severity == "error" for problem in problems)
        warnings = sum(problem.severity == "warning" for problem in problems)
        if errors:
            return self.tr("%n error(s)", "", errors)
        return self.tr("%n warning(s)", "", warnings) if warnings else self.tr("no problems")

    def _follow_record(self, record: RunRecord | None) -> None:
        if record is not None:
            record.progress_changed.connect(self._show_speed)

    def _show_speed(self) -> None:
        record = self._training.record
        progress = record.progress if record and self._training.is_active else None
        self._buttons["speed"].setVisible(progress is not None)
        if progress:
            speed = self.tr("{speed} steps/s").format(speed=f"{progress.steps_per_second:.0f}")
            self._show("speed", self.tr("paused") if progress.state == "paused" else speed)
        self._make_room()

    def _show(self, id: str, text: str, tip: str = "") -> None:
        if self._buttons[id].text() != text:  # a new text lays the whole bar out again
            self._buttons[id].setText(text)
        self._buttons[id].setToolTip(tip)

    def _make_room(self) -> None:
        """Leave out the figures that matter least where the bar is too narrow; the properties have them all."""
        shown = self._documents.current is not None
        for id in SPARE:
            self._buttons[id].setVisible(shown)
        for id in SPARE:
            need = sum(b.sizeHint().width() + 6 for b in self._buttons.values() if not b.isHidden())
            self._buttons[id].setVisible(shown and need <= self.width() - 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.say("")  # it was said in the other language
            self.refresh()
