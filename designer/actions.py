"""Every command of the window in one table: title, menu, shortcut, icon, when it is enabled, and what it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence

from designer.freezing import Freezing
from designer.theme import icon
from designer.words import plain

if TYPE_CHECKING:
    from designer.main_window import MainWindow

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
        """What Qt's marker for texts that are translated later really does; PySide6 says it gives an object."""
        return text
else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP

Keys = QKeySequence.StandardKey
SEPARATOR = "-"


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table. `keys` is a standard key or its text; several texts are alternatives."""

    id: str
    menu: str
    title: str
    call: Callable[[MainWindow], object]
    keys: QKeySequence.StandardKey | str | tuple[str, ...] | None = None
    icon: str = ""
    enabled: Callable[[MainWindow], bool] = lambda window: True
    on_canvas: bool = False  # its keys count only while the canvas has the keyboard


def _has_document(window: MainWindow) -> bool:
    return window.documents.current is not None


def _has_selection(window: MainWindow) -> bool:
    workspace = window.documents.current
    return workspace is not None and bool(workspace.selected_nodes or workspace.selected_edges)


def _has_nodes(window: MainWindow) -> bool:
    workspace = window.documents.current
    return workspace is not None and bool(workspace.selected_nodes)


def _can_freeze(window: MainWindow) -> bool:
    workspace = window.documents.current
    return workspace is not None and bool(workspace.selected_nodes) and bool(Freezing.of(workspace).nodes)


def _has_plan(window: MainWindow) -> bool:
    return window.documents.current is not None and bool(window.documents.current.plan.nodes)


def _modified(window: MainWindow) -> bool:
    workspace = window.documents.current
    return workspace is not None and (workspace.is_modified or workspace.path is None)


MENUS = (
    ("file", QT_TRANSLATE_NOOP("Actions", "&File")),
    ("edit", QT_TRANSLATE_NOOP("Actions", "&Edit")),
    ("view", QT_TRANSLATE_NOOP("Actions", "&View")),
    ("train", QT_TRANSLATE_NOOP("Actions", "&Train")),
    ("help", QT_TRANSLATE_NOOP("Actions", "&Help")),
)

COMMANDS: tuple[Command, ...] = (
    Command("new", "file", QT_TRANSLATE_NOOP("Actions", "&New"), lambda w: w.documents.new(), Keys.New, "new"),
    Command(
        "open",
        "file",
        QT_TRANSLATE_NOOP("Actions", "&Open…"),
        lambda w: w.files.ask_open(),
        Keys.Open,
        "open",
    ),
    Command("recent", "file", QT_TRANSLATE_NOOP("Actions", "Open &recent"), lambda w: None),
    Command("presets", "file", QT_TRANSLATE_NOOP("Actions", "New from &preset"), lambda w: None),
    Command("", "file", SEPARATOR, lambda w: None),
    Command(
        "save",
        "file",
        QT_TRANSLATE_NOOP("Actions", "&Save"),
        lambda w: w.files.save(w.documents.current),
        Keys.Save,
        "save",
        _modified,
    ),
    Command(
        "save_as",
        "file",
        QT_TRANSLATE_NOOP("Actions", "Save &as…"),
        lambda w: w.files.save_as(w.documents.current),
        "Ctrl+Shift+S",
        "save_as",
        _has_document,
    ),
    Command(
        "export_python",
        "file",
        QT_TRANSLATE_NOOP("Actions", "&Export as PyTorch source…"),
        lambda w: w.files.export_source(w.documents.current),
        "Ctrl+E",
        "export",
        lambda w: w.documents.current is not None and w.documents.current.plan.ok,
    ),
    Command(
        "export_csv",
        "file",
        QT_TRANSLATE_NOOP("Actions", "Export the summary as CS&V…"),
        lambda w: w.export_summary("csv"),
        None,
        "csv",
        _has_plan,
    ),
    Command(
        "export_markdown",
        "file",
        QT_TRANSLATE_NOOP("Actions", "Export the summary as &Markdown…"),
        lambda w: w.export_summary("markdown"),
        None,
        "markdown",
        _has_plan,
    ),
    Command("", "file", SEPARATOR, lambda w: None),
    Command(
        "close",
        "file",
        QT_TRANSLATE_NOOP("Actions", "&Close document"),
        lambda w: w.files.close(w.documents.current),
        "Ctrl+W",
        "close",
        _has_document,
    ),
    Command("quit", "file", QT_TRANSLATE_NOOP("Actions", "&Quit"), lambda w: w.close(), "Ctrl+Q"),
    Command("undo", "edit", QT_TRANSLATE_NOOP("Actions", "&Undo"), lambda w: w.undo(), Keys.Undo, "undo"),
    Command(
        "redo",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "&Redo"),
        lambda w: w.redo(),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        "redo",
    ),
    Command("", "edit", SEPARATOR, lambda w: None),
    Command(
        "cut",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "Cu&t"),
        lambda w: w.canvas.cut(),
        Keys.Cut,
        "cut",
        _has_nodes,
        on_canvas=True,
    ),
    Command(
        "copy",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "&Copy"),
        lambda w: w.canvas.copy(),
        Keys.Copy,
        "copy",
        _has_nodes,
        on_canvas=True,
    ),
    Command(
        "paste",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "&Paste"),
        lambda w: w.canvas.paste(),
        Keys.Paste,
        "paste",
        _has_document,
        on_canvas=True,
    ),
    Command(
        "duplicate",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "&Duplicate"),
        lambda w: w.canvas.duplicate(),
        "D",
        "duplicate",
        _has_nodes,
        on_canvas=True,
    ),
    Command(
        "delete",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "De&lete"),
        lambda w: w.canvas.delete_selection(),
        ("Del", "Backspace"),
        "delete",
        _has_selection,
        on_canvas=True,
    ),
    Command(
        "copy_summary",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "Copy the summary as &Markdown"),
        lambda w: w.export_summary("copy"),
        None,
        "markdown",
        _has_plan,
    ),
    Command("", "edit", SEPARATOR, lambda w: None),
    Command(
        "freeze",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "&Freeze"),
        lambda w: w.toggle_frozen(),
        "Ctrl+Shift+F",
        "freeze",
        _can_freeze,
        on_canvas=True,
    ),
    Command("", "edit", SEPARATOR, lambda w: None),
    Command(
        "select_all",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "Select &all"),
        lambda w: w.canvas.select_all(),
        Keys.SelectAll,
        "select_all",
        _has_document,
        on_canvas=True,
    ),
    Command(
        "add_block",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "Add a &block…"),
        lambda w: w.search_blocks(),
        "Tab",
        "search",
        _has_document,
        on_canvas=True,
    ),
    Command(
        "fit",
        "view",
        QT_TRANSLATE_NOOP("Actions", "&Fit all"),
        lambda w: w.canvas.fit(),
        "F",
        "fit",
        _has_document,
        on_canvas=True,
    ),
    Command(
        "fit_selection",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Fit &selection"),
        lambda w: w.canvas.fit_selection(),
        "Shift+F",
        "",
        _has_nodes,
        on_canvas=True,
    ),
    Command(
        "zoom_in",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Zoom &in"),
        lambda w: w.canvas.zoom_in(),
        ("Ctrl++", "Ctrl+="),
        "zoom_in",
        _has_document,
    ),
    Command(
        "zoom_out",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Zoom &out"),
        lambda w: w.canvas.zoom_out(),
        "Ctrl+-",
        "zoom_out",
        _has_document,
    ),
    Command(
        "zoom_one",
        "view",
        QT_TRANSLATE_NOOP("Actions", "&Actual size"),
        lambda w: w.canvas.zoom_to(1.0),
        "Ctrl+0",
        "",
        _has_document,
    ),
    Command("heat", "view", QT_TRANSLATE_NOOP("Actions", "Show cost on can&vas"), lambda w: None, None, "heat"),
    Command("", "view", SEPARATOR, lambda w: None),
    Command(
        "next_panel",
        "view",
        QT_TRANSLATE_NOOP("Actions", "&Next panel"),
        lambda w: w.docks.focus_next(),
        "F6",
    ),
    Command("panels", "view", QT_TRANSLATE_NOOP("Actions", "&Panels"), lambda w: None),
    Command("theme", "view", QT_TRANSLATE_NOOP("Actions", "&Theme"), lambda w: None, None, "theme"),
    Command("language", "view", QT_TRANSLATE_NOOP("Actions", "&Language"), lambda w: None, None, "language"),
    Command("", "view", SEPARATOR, lambda w: None),
    Command(
        "canvas_alone",
        "view",
        QT_TRANSLATE_NOOP("Actions", "&Canvas alone"),
        lambda w: w.docks.toggle_canvas_alone(),
        "F11",
    ),
    Command(
        "restore_layout",
        "view",
        QT_TRANSLATE_NOOP("Actions", "&Restore the layout"),
        lambda w: w.docks.restore_first(),
        None,
        "restore",
    ),
    Command(
        "train",
        "train",
        QT_TRANSLATE_NOOP("Actions", "&Train"),
        lambda w: w.training.start(w.documents.current),
        ("Ctrl+Return", "Ctrl+Enter"),
        "train",
        lambda w: w.documents.current is not None and w.training.can_start,
    ),
    Command(
        "pause",
        "train",
        QT_TRANSLATE_NOOP("Actions", "&Pause"),
        lambda w: w.training.pause_or_resume(),
        "Ctrl+P",
        "pause",
        lambda w: w.training.is_active,
    ),
    Command(
        "step",
        "train",
        QT_TRANSLATE_NOOP("Actions", "One &step"),
        lambda w: w.training.step(w.documents.current),
        "Ctrl+Shift+Return",
        "step",
        lambda w: w.documents.current is not None and w.training.can_step,
    ),
    Command(
        "stop",
        "train",
        QT_TRANSLATE_NOOP("Actions", "St&op"),
        lambda w: w.training.stop(),
        "Ctrl+.",
        "stop",
        lambda w: w.training.is_active,
    ),
    Command(
        "go_on",
        "train",
        QT_TRANSLATE_NOOP("Actions", "&Go on with the run"),
        lambda w: w.training.go_on(),
        None,
        "resume",
        lambda w: w.training.can_go_on,
    ),
    Command("", "train", SEPARATOR, lambda w: None),
    Command(
        "mnist_download",
        "train",
        QT_TRANSLATE_NOOP("Actions", "&Download all of MNIST…"),
        lambda w: w.data.download("mnist"),
        None,
        "download",
    ),
    Command(
        "mnist_folder",
        "train",
        QT_TRANSLATE_NOOP("Actions", "Take MNIST from a &folder…"),
        lambda w: w.data.ask_folder("mnist"),
        None,
        "folder",
    ),
    Command(
        "runs_folder",
        "train",
        QT_TRANSLATE_NOOP("Actions", "Show the folder of &runs"),
        lambda w: w.training.show_folder(),
        None,
        "folder",
    ),
    Command("about", "help", QT_TRANSLATE_NOOP("Actions", "&About ConvCanvas"), lambda w: w.about()),
)


class Actions:
    """The table made into QActions of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}
        for command in COMMANDS:
            if command.id:
                self._actions[command.id] = self._make(command)

    def _make(self, command: Command) -> QAction:
        action = QAction(self._window)
        action.setObjectName(command.id)
        action.triggered.connect(lambda: command.call(self._window))
        if isinstance(command.keys, tuple):
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        elif isinstance(command.keys, str):
            action.setShortcut(QKeySequence(command.keys))
        elif command.keys is not None:
            action.setShortcuts(command.keys)
        if command.on_canvas:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if command.icon:
            action.setIcon(icon(command.icon))
        return action

    def on_canvas(self) -> list[QAction]:
        """The actions to be added to every canvas, whose keys count only there."""
        return [self._actions[command.id] for command in COMMANDS if command.on_canvas]

    def __getitem__(self, id: str) -> QAction:
        return self._actions[id]

    def refresh(self) -> None:
        """Enable what can be done now."""
        for command in COMMANDS:
            if command.id:
                self._actions[command.id].setEnabled(command.enabled(self._window))

    def retranslate(self) -> None:
        """Set every title in the window's language."""
        for command in COMMANDS:
            if command.id:
                self.rename(command.id, QCoreApplication.translate("Actions", command.title))

    def rename(self, id: str, text: str) -> None:
        """Give an action a title, with its keys in the tool tip."""
        action = self._actions[id]
        action.setText(text)
        action.setIconText(plain(text))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{plain(text)}  {keys}" if keys else plain(text))
