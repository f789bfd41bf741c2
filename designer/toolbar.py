"""The toolbar: what a person uses hourly - undo, fit, the data, recipe and device, and the controls of training."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QProgressBar, QSizePolicy, QToolBar, QToolButton, QWidget

from designer.actions import Actions
from designer.documents import Documents
from designer.engine_client import EngineClient
from designer.plot_parts import TextLine
from designer.run_record import RunRecord
from designer.theme import icon, monospaced
from designer.training import Training
from designer.words import translate
from engine.data.catalogue import DATASETS
from engine.edits import SetRecipe
from engine.training.recipe import SUGGESTED_RATES


class ToolBar(QToolBar):
    """Reads the recipe from the document, the devices from the engine and the progress from the run's record."""

    recipe_requested = Signal()

    def __init__(self, actions: Actions, documents: Documents, engine: EngineClient, training: Training) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setIconSize(QSize(16, 16))
        self._actions, self._documents, self._engine, self._training = actions, documents, engine, training
        for id in ("undo", "redo", "fit"):
            self.addAction(actions[id])
        self.addSeparator()
        self._data = self._menu_button("data", self._fill_data)
        self._recipe = QToolButton()
        self._recipe.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._recipe.setProperty("boxed", True)
        self._recipe.setIcon(icon("recipe"))
        self._recipe.clicked.connect(self.recipe_requested)
        self.addWidget(self._recipe)
        self._device = self._menu_button("device", self._fill_devices)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        for id in ("train", "pause", "step", "stop"):
            self.addAction(actions[id])
            button = self.widgetForAction(actions[id])
            assert isinstance(button, QToolButton)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setProperty("boxed", True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setMinimumWidth(48)
        self._progress.setMaximumWidth(140)
        self._progress_action = self.addWidget(self._progress)
        self._left = TextLine()
        self._left.setFont(monospaced())
        # Where there is no room for all of it, it is shortened, and the bar keeps every button.
        self._left.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._left_action = self.addWidget(self._left)
        training.state_changed.connect(self.refresh)
        training.record_changed.connect(self._follow_record)
        engine.state_changed.connect(self.refresh)
        engine.data_ready.connect(self.refresh)
        self.retranslate()

    def _menu_button(self, icon_name: str, fill: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(icon_name))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToShow.connect(fill)
        button.setMenu(menu)
        self.addWidget(button)
        return button

    # Menus -------------------------------------------------------------------------------------------------------

    def _fill_data(self) -> None:
        menu = self._data.menu()
        menu.clear()
        chosen = self._setting("data", "mnist5k")
        for name, dataset in DATASETS.items():
            action = self._choice(menu, translate("data", dataset.title), name == chosen)
            action.setEnabled(self._documents.current is not None)
            action.triggered.connect(lambda _=False, name=name: self._set("data", name, "mnist5k"))
            if name not in self._engine.data:
                action.setText(
                    self.tr("{name} (not on this computer yet)").format(name=translate("data", dataset.title))
                )
        menu.addSeparator()
        menu.addAction(self._actions["mnist_download"])
        menu.addAction(self._actions["mnist_folder"])

    def _fill_devices(self) -> None:
        menu = self._device.menu()
        menu.clear()
        for device in ("auto", *self._engine.devices):
            action = self._choice(menu, self._device_title(device), device == self._training.device)
            action.triggered.connect(lambda _=False, device=device: self._training.set_device(device))

    @staticmethod
    def _choice(menu: QMenu, text: str, checked: bool) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(checked)
        QActionGroup(action).addAction(action)
        return action

    def _device_title(self, device: str) -> str:
        return self.tr("Automatic") if device == "auto" else device.upper().replace(":", " ")

    def _setting(self, name: str, default: str) -> str:
        workspace = self._documents.current
        value = workspace.document.recipe.get(name, default) if workspace else default
        return str(value)

    def _set(self, name: str, value: str, default: str) -> None:
        workspace = self._documents.current
        if workspace is None:
            return
        recipe = {key: old for key, old in workspace.document.recipe.items() if key != name}
        if value != default:
            recipe[name] = value
        if recipe != workspace.document.recipe:
            workspace.push(SetRecipe(recipe), self.tr("Set {argument} of the recipe").format(argument=name))

    # What it says ------------------------------------------------------------------------------------------------

    def refresh(self, *_: object) -> None:
        """Read everything again."""
        data = DATASETS.get(self._setting("data", "mnist5k"))
        self._data.setText(translate("data", data.title) if data else self._setting("data", "mnist5k"))
        self._recipe.setText(self._recipe_text())
        self._recipe.setEnabled(self._documents.current is not None)
        self._device.setText(self._device_title(self._training.device))
        pause = self._actions["pause"]
        paused = self._training.is_paused
        pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        pause.setIconText(pause.text())
        pause.setIcon(icon("resume" if paused else "pause"))
        active = self._training.is_active
        self._actions["train"].setVisible(not active)
        pause.setVisible(active)
        self._actions["stop"].setVisible(active)
        self._show_progress()

    def _recipe_text(self) -> str:
        names = {"sgd": "SGD", "adam": "Adam", "adamw": "AdamW"}
        schedules = {
            "constant": self.tr("constant"),
            "cosine": self.tr("cosine"),
            "one_cycle": self.tr("one cycle"),
        }
        optimizer, schedule = self._setting("optimizer", "sgd"), self._setting("schedule", "one_cycle")
        workspace = self._documents.current
        rate = workspace.document.recipe.get("learning_rate") if workspace else None
        shown = rate if isinstance(rate, int | float) else SUGGESTED_RATES.get(optimizer, 0.0)
        return f"{names.get(optimizer, optimizer)} {shown:g} · {schedules.get(schedule, schedule)}"

    def _follow_record(self, record: RunRecord | None) -> None:
        if record is not None:
            record.progress_changed.connect(self._show_progress)
        self._show_progress()

    def _show_progress(self) -> None:
        record = self._training.record
        progress = record.progress if record else None
        shown = self._training.is_active
        self._progress_action.setVisible(shown)
        self._left_action.setVisible(shown)
        if not shown:
            return
        if progress is None or progress.state == "starting" or not progress.steps:
            self._progress.setRange(0, 0)
            self._left.set_text(self.tr("starting…"))
            return
        self._progress.setRange(0, progress.steps)
        self._progress.setValue(progress.step)
        parts = [self.tr("epoch {epoch} of {epochs}").format(epoch=progress.epoch, epochs=progress.epochs)]
        if progress.state == "paused":
            parts.append(self.tr("paused at step {step}").format(step=progress.step))
        elif progress.seconds_left is not None:
            parts.append(self.tr("{time} left").format(time=time_text(progress.seconds_left)))
        self._left.set_text(" · ".join(parts))
        tip = self.tr("step {step} of {steps} · {speed} steps/s")
        self._progress.setToolTip(
            tip.format(step=progress.step, steps=progress.steps, speed=f"{progress.steps_per_second:.0f}")
        )

    def retranslate(self) -> None:
        """Set every word in the window's language."""
        self.setWindowTitle(self.tr("Toolbar"))
        for button, words in (
            (self._data, self.tr("What to learn from")),
            (self._recipe, self.tr("How to train; click to change it")),
            (self._device, self.tr("Where to train")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self._progress.setAccessibleName(self.tr("Progress of the run"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def time_text(seconds: float) -> str:
    """`14 s`, `3:05`, `2:14:00`."""
    whole = max(0, round(seconds))
    if whole < 100:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
