"""The main window, without its engine's process, brought into the states in which a person may read it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QTabBar, QWidget

from designer import app
from designer.closing import Closing
from designer.main_window import MainWindow
from designer.run_record import RunRecord
from designer.workspace import Workspace
from engine import presets
from engine.blocks import REGISTRY
from engine.document import Document
from engine.edits import Rename
from engine.errors import UserError
from engine.messages import BatchNormSeries, EpochMetrics, Maps, Message, RunProgress, StepMetrics
from tests.build import network
from tests.designer.hands import plan, spread
from tests.designer.reading import Seen, clipped, texts_of

TYPED = {"many", "wide", "colour", "train1"}  # what a person entered, and a name that is offered
REFUSED = "{node} takes whole numbers, such as those of words, and an image has none. Choose a node to which only images lead."
State = tuple[str, Callable[[MainWindow], None]]


def make(qtbot, size: tuple[int, int] = (1440, 900), language: str = "en") -> MainWindow:
    """A window with an empty document, shown."""
    window = app.make_window()
    window.language.use(language)
    qtbot.addWidget(window, before_close_func=leave)
    window.resize(*size)
    window.show()
    qtbot.waitExposed(window)
    window.documents.new()
    settle(window)
    return window


def leave(window: MainWindow) -> None:
    """Let it be closed without questions, in the language in which it was made."""
    window.training.is_active = window.training.is_paused = False
    for workspace in window.documents:
        workspace.undo_stack.setClean()
        workspace._unsaved = False
    window.language.use("en")


def settle(window: MainWindow, seconds: float = 0.12) -> None:
    """Let everything that is waiting happen: layouts, timers, redraws."""
    end, rounds = time.monotonic() + seconds, 0
    while time.monotonic() < end or rounds < 20:  # on a busy machine, time alone does little
        QApplication.processEvents()
        time.sleep(0.005)
        rounds += 1
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for index in range(window.tabs.count()):
        window.page(index).canvas.canvas.labels.settle()


def show(window: MainWindow, document: Document) -> Workspace:
    """Open a document, as planned by the engine."""
    workspace = window.documents._add(document, None)
    plan(workspace)
    window.engine.plan_arrived.emit(None)
    settle(window)
    return workspace


def faulty() -> Document:
    """A network with a problem of many kinds."""
    document = network(
        ("input", "input"),
        ("conv1", "conv2d", {"kernel_size": 99}),
        ("bn1", "batch_norm2d", {"num_features": 7}),
        ("conv2", "conv2d", {"out_channels": -1, "padding": "wide", "groups": 3}),
        ("fc", "linear", {"out_features": "many", "colour": 3}),
        ("what", "hologram"),
        ("up", "upsample", {"scale_factor": None}),
        ("cat", "concat", {"dim": 7}),
        ("relu", "relu"),
        ("soft", "softmax", {"dim": 6}),
        ("output", "output"),
        edges="input>conv1 conv1>bn1 input>fc input>conv2 fc>cat input>up input>cat relu>soft soft>relu input>output",
    )
    document.apply(Rename("main", "up", "train"))
    return document


def every_block() -> Document:
    """A node of every block, unwired."""
    return network(*((block.id, block.id) for block in REGISTRY), edges="input>output")


def ports() -> Document:
    """Cards with several ports, and wires to ports that have gone."""
    return spread(
        ("rows", "input", {"shape": [28, 28]}),
        ("lstm1", "lstm"),
        ("part1", "chunk", {"chunks": 3}),
        ("cat1", "concat"),
        ("image", "input"),
        ("pool1", "max_pool2d", {"return_indices": True}),
        ("unpool1", "max_unpool2d"),
        ("end", "output"),
        edges="rows>lstm1 lstm1>part1 part1.part0>cat1 part1.part7>cat1 image>pool1 pool1>unpool1 "
        "pool1.indices>unpool1.indices image>unpool1.bias unpool1>end",
        places={id: (224.0 * column, 160.0) for column, id in enumerate(("image", "pool1", "unpool1", "end"))},
    )


def record(state: str = "training", norm: str = "bn1") -> RunRecord:
    """A run that has gone on for a while."""
    found = RunRecord()
    steps = np.arange(0, 300)
    loss = (2.3 * np.exp(-steps / 80)).astype(np.float32)
    curves = {"step": steps, "loss": loss, "accuracy": 1 - loss / 3, "learning_rate": loss}
    channels = {
        name: np.full((300, 6), 0.5, np.float32) for name in ("running_mean", "running_var", "batch_mean", "batch_var")
    }
    messages: list[Message] = [
        RunProgress(state, 5, 10, 300, 710, 87.0, 190.0),
        StepMetrics(True, curves),
        EpochMetrics(4, 284, 0.1, 0.97, 0.12, 0.96, 0.01, 3.0),
        BatchNormSeries(norm, True, 6, 1e-5, 0.1, {"step": steps, **channels}),
    ]
    for message in messages:
        found.take(message)
    return found


def maps(workspace: Workspace, node: str) -> Maps:
    """An answer of the engine about a node with six maps."""
    low = np.linspace(-1, 0, 6, dtype=np.float32)
    arrays = {
        "maps": np.zeros((6, 28, 28), np.uint8),
        "low": low,
        "high": low + 3,
        "mean": low + 1.5,
        "std": np.ones(6, np.float32),
        "image": np.zeros((28, 28), np.uint8),
        "probabilities": np.full(10, 0.1, np.float32),
    }
    document = workspace.document
    return Maps(
        document.id, document.revision, node, first=0, image=0, label=5, weights="trained", step=1420, images=500,
        shape=[6, 28, 28], classes=list("0123456789"), arrays=arrays,
    )  # fmt: skip


# ---- states


def states(tmp_path: Path) -> Iterator[State]:
    """Every state by name, each reached from the one before it."""

    def welcome(window: MainWindow) -> None:
        path = tmp_path / "net.json"
        window.settings.add_recent(path)
        path.write_text("{}")
        window.page(0).welcome.retranslate()

    yield "welcome", welcome
    yield "preset", lambda window: show(window, presets.make("lenet5_bn"))
    yield "recipe", lambda window: window.show_recipe()
    yield "several", lambda window: window.documents.current.select(["conv1", "bn1"])
    yield "look", lambda window: _look(window)
    for state in ("starting", "training", "paused"):
        yield state, lambda window, state=state: _train(window, state)
    yield "ended", lambda window: _end(window)
    yield "source", lambda window: window.docks.bring("source")
    yield "summary", lambda window: window.docks.bring("summary")
    yield "frozen", lambda window: _freeze(window)
    yield "heat", lambda window: (window.set_heat("kept_bytes"), window.docks.bring("summary"))
    yield "faulty", lambda window: (show(window, faulty()), window.docks.bring("problems"))
    yield "faulty summary", lambda window: (window.set_heat(""), window.docks.bring("summary"))
    yield "notes", lambda window: window.problems.filters["note"].setChecked(True)
    for name in ("conv1", "bn1", "conv2", "fc", "what", "up", "cat", "soft"):
        yield (
            f"faulty {name}",
            lambda window, name=name: window.documents.current.select([name], current=name),
        )
    yield "ports", lambda window: (show(window, ports()), window.canvas.zoom_to(1))
    yield "several outputs", _show_outputs
    yield "refused look", lambda window: window.maps.show_refusal(UserError(REFUSED, {"node": "rows"}))
    yield "no source", lambda window: window.docks.bring("source")
    yield "blocks", lambda window: show(window, every_block())
    for block in REGISTRY:
        yield block.id, lambda window, id=block.id: window.documents.current.select([id], current=id)
    yield "wrong values", _type_wrong_values
    for said in ("restarting", "stopped", "ready"):
        yield f"engine {said}", lambda window, said=said: window.engine._set_state(said)


def _look(window: MainWindow) -> None:
    workspace = window.documents.current
    workspace.select(["conv1"], current="conv1")
    window.docks.bring("maps")
    settle(window)
    window.maps.show_maps(maps(workspace, "conv1"))


def _freeze(window: MainWindow) -> None:
    workspace = window.documents.current
    workspace.select(["conv1", "bn1"], current="conv1")
    window.actions_["freeze"].trigger()
    plan(workspace)


def _show_outputs(window: MainWindow) -> None:
    workspace = window.documents.current
    workspace.select(["pool1"], current="pool1")
    window.docks.bring("maps")
    settle(window)
    window.maps.show_maps(replace(maps(workspace, "pool1"), port="output", ports=["output", "indices"]))


def _train(window: MainWindow, state: str) -> None:
    training = window.training
    training.document_id = window.documents.current.document.id
    training.record = record(state)
    training.is_active, training.is_paused = True, state == "paused"
    training.record_changed.emit(training.record)
    training.state_changed.emit()
    window.docks.bring("curves")


def _end(window: MainWindow) -> None:
    window.training.is_active = window.training.is_paused = False
    window.training.state_changed.emit()
    window.training._tell_end("finished", "", {})


def _type_wrong_values(window: MainWindow) -> None:
    window.documents.current.select(["conv2d"], current="conv2d")
    form = window.properties._form
    form._typed("out_channels", "many")
    form._typed("kernel_size", "0")
    form._typed("groups", "-3")
    window.properties._name.setText("1a")
    window.properties._check_name("1a")


# ---- what opens for a moment


def passing(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    """Menus and dialogs by name, and how they come about. The current document has problems and changes."""
    workspace = window.documents.current
    at = QPoint(5, 5)
    yield "unsaved", lambda: window.files.may_close(workspace)
    closing = Closing(window.documents, window.files, window.training, window)
    yield "run goes on", closing._ask_about_run
    yield "about", window.about
    error = UserError("{path} is a folder. Choose a file in it.", {"path": "net.json"})
    yield "complaint", lambda: window.complain(error)
    yield "complaint about a file", lambda: window.files.complain(error)
    yield "run failed", lambda: window.training._tell_end("failed", "", {})
    yield "download", lambda: window.data.download("mnist")
    window.engine._set_state("ready")
    yield "fetching", lambda: (window.data._fetch("mnist", None), window.data._dialog.show())
    yield "search", window.search_blocks
    for kind in ("node", "edge", "canvas"):
        yield f"menu of {kind}", lambda kind=kind: window.menus.show_for_canvas(at, kind, "")
    bar = next(bar for bar in window.findChildren(QTabBar) if bar.parent() is window and bar.isVisible())
    yield "menu of a tab", lambda: window.docks._tab_menu(bar, bar.tabRect(0).center())
    window.docks.bring("problems")
    first = window.problems.list.visualItemRect(window.problems.list.item(0))
    yield "menu of a problem", lambda: window.problems._menu(first.center())
    window.docks.bring("curves")
    for plot in window.findChildren(QWidget):
        if hasattr(plot, "shown_curves"):
            yield "menu of a plot", lambda plot=plot: plot._menu(at)
            break
    window.maps.show_maps(maps(workspace, "conv1"))
    over = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at)
    yield "menu of maps", lambda: window.maps.contextMenuEvent(over)
    yield "menu of the summary's columns", lambda: window.summary.table._menu(window.mapToGlobal(at))
    changing = ("recent", "presets", "panels", "theme", "language", "heat")
    menus: dict[str, QMenu] = {**window.menus._menus, **{id: window.actions_[id].menu() for id in changing}}
    menus |= {"data": window.tool_bar._data.menu(), "device": window.tool_bar._device.menu()}
    for id, menu in menus.items():
        yield f"menu {id}", lambda menu=menu: menu.popup(at)


def opened(name: str, call: Callable[[], object]) -> tuple[list[Seen], list[str]]:
    """Do what opens a menu or a dialog, read it, and close it: its words, and what is cut off."""
    found: list[tuple[list[Seen], list[str]]] = []

    def look() -> None:
        shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        for widget in shown:
            if not isinstance(widget, MainWindow):
                QApplication.processEvents()
                found.append(([*texts_of(widget)], clipped(widget)))
                widget.close()

    QTimer.singleShot(0, look)
    call()
    end = time.monotonic() + 1.0
    while not found and time.monotonic() < end:
        QApplication.processEvents()
        look()
    assert found, name
    return [text for texts, _ in found for text in texts], [misfit for _, misfits in found for misfit in misfits]
