"""Processes die and windows close; the work is not lost, and the person is told."""

import os
import signal

import pytest
from PySide6.QtWidgets import QMessageBox

from engine.edits import SetArguments, SetRecipe
from engine.files import to_bytes
from engine.planner import make_plan
from engine.training import run_folder
from tests.designer.conftest import wait_for_plan


def _boxes(window):
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_a_killed_engine_is_restarted_and_nothing_is_lost(qtbot, make_window):
    window = make_window(engine=True)
    workspace = window.documents.open_preset("lenet5")
    wait_for_plan(qtbot, window)
    first = window.engine.process_id
    os.kill(first, signal.SIGKILL)
    qtbot.waitUntil(lambda: window.engine.state == "restarting", timeout=10_000)
    workspace.push(SetArguments("main", "fc1", {"out_features": 50}), "while it is gone")
    assert "being restarted" in window.status.said
    assert "restarting" in window.status.text("engine")
    wait_for_plan(qtbot, window)
    assert window.engine.process_id != first
    assert workspace.plan == make_plan(workspace.document)
    assert "ready" in window.status.text("engine")


def test_an_engine_that_keeps_dying_is_given_up_until_asked_for(qtbot, make_window, monkeypatch):
    monkeypatch.setattr("designer.engine_client.program", lambda: ["/bin/false"])
    window = make_window(engine=True)
    qtbot.waitUntil(lambda: window.engine.state == "stopped", timeout=30_000)
    assert "click to restart" in window.status.text("engine")
    window.documents.open_preset("lenet5")
    assert window.documents.current.network.nodes, "the window goes on working"
    monkeypatch.undo()
    window.status.clicked.emit("engine")
    wait_for_plan(qtbot, window)


def _train(qtbot, window, epochs, **recipe):
    workspace = window.documents.open_preset("lenet5_bn")
    workspace.push(SetRecipe({"epochs": epochs, **recipe}), "recipe")
    wait_for_plan(qtbot, window)
    window.training.start(workspace)
    assert window.training.is_active, [box.text() for box in _boxes(window)]
    return workspace


def test_a_killed_run_leaves_the_window_working_and_can_go_on(qtbot, make_window):
    window = make_window(engine=True)
    workspace = _train(qtbot, window, 4)
    training = window.training
    before = to_bytes(workspace.document)
    qtbot.waitUntil((training.folder / "checkpoints" / "last.pt").is_file, timeout=60_000)
    qtbot.waitUntil(lambda: len(training.record.epochs) >= 1, timeout=10_000)
    os.kill(run_folder.read_state(training.folder).pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not training.is_active, timeout=10_000)
    [box] = _boxes(window)
    assert box.text().startswith("The run ended unexpectedly; your network is untouched.")
    box.close()
    assert to_bytes(workspace.document) == before
    assert training.can_go_on
    training.go_on()
    qtbot.waitUntil(lambda: not training.is_active, timeout=60_000)
    assert run_folder.read_state(training.folder).status == "finished"
    assert list(training.record.epochs["epoch"]) == [1, 2, 3, 4]
    assert not training.can_go_on


def test_pause_step_resume_and_stop(qtbot, make_window):
    window = make_window(engine=True)
    workspace = window.documents.open_preset("lenet5_bn")
    workspace.push(SetRecipe({"epochs": 100}), "recipe")
    wait_for_plan(qtbot, window)
    training = window.training
    window.actions_["step"].trigger()
    qtbot.waitUntil(lambda: training.is_paused and training.record.progress.step == 1, timeout=60_000)
    for expected in (2, 3):
        window.actions_["step"].trigger()
        qtbot.waitUntil(lambda e=expected: training.record.progress.step == e, timeout=10_000)
    assert window.actions_["pause"].text() == "Resume"
    window.actions_["pause"].trigger()
    qtbot.waitUntil(lambda: not training.is_paused and training.record.progress.step > 10, timeout=20_000)
    window.actions_["pause"].trigger()
    qtbot.waitUntil(lambda: training.is_paused, timeout=10_000)
    window.actions_["stop"].trigger()
    qtbot.waitUntil(lambda: not training.is_active, timeout=20_000)
    assert run_folder.read_state(training.folder).status == "stopped"
    assert (training.folder / "checkpoints" / "last.pt").is_file()
    assert "stopped" in window.status.said


def test_a_run_outlives_the_window_and_is_found_again(qtbot, make_window, answers):
    window = make_window(engine=True)
    workspace = _train(qtbot, window, 1000)
    folder, document = window.training.folder, workspace.document.id
    qtbot.waitUntil(lambda: len(window.training.record.steps) > 0, timeout=60_000)
    workspace.mark_saved(None)
    answers.press("Let it go on")
    window.close()
    assert answers.said == ["A run is going on. Stop it?"], "it is asked once"
    assert not window.isVisible()
    assert run_folder.is_alive(run_folder.read_state(folder))

    again = make_window(begin=True)
    assert again.training.is_active
    assert again.training.folder == folder
    assert again.documents.current.document.id == document
    qtbot.waitUntil(lambda: len(again.training.record.steps) > 0, timeout=30_000)
    assert again.training.record.steps["step"][0] == 0, "the history from before is there"
    again.documents.current.mark_saved(None)
    answers.press("Stop it")
    again.close()
    assert not run_folder.is_alive(run_folder.read_state(folder))
    assert run_folder.read_state(folder).status == "stopped"


def test_closing_can_be_called_off(qtbot, make_window, answers):
    window = make_window()
    workspace = window.documents.open_preset("lenet5")
    workspace.push(SetRecipe({"epochs": 2}), "recipe")
    answers.press("Cancel")
    assert not window.close()
    assert answers.said == ["Save the changes to LeNet-5?"]
    assert window.isVisible()
    answers.press("Discard")
    assert window.close()


@pytest.mark.parametrize(
    ("recipe", "arguments", "sentence"),
    [
        ({"data": "mnist"}, {}, "The data set mnist is not on this computer."),
        ({}, {"kernel_size": 0}, "The network has errors (1)."),
        ({"epochs": 0}, {}, "The recipe's epochs cannot be 0."),
    ],
)
def test_what_cannot_be_trained_is_told_before_anything_starts(qtbot, make_window, recipe, arguments, sentence):
    window = make_window(engine=True)
    workspace = window.documents.open_preset("lenet5")
    workspace.push(SetRecipe(recipe), "recipe")
    if arguments:
        workspace.push(SetArguments("main", "conv1", arguments), "arguments")
    wait_for_plan(qtbot, window)
    window.training.start(workspace)
    [box] = _boxes(window)
    assert box.text().startswith(sentence)
    assert not window.training.is_active
    assert run_folder.list_runs() == []


def test_a_network_that_does_not_fit_the_data_is_told_in_words(qtbot, make_window):
    window = make_window(engine=True)
    workspace = window.documents.open_preset("lenet5")
    workspace.push(SetArguments("main", "input", {"shape": [3, 28, 28]}), "three channels")
    wait_for_plan(qtbot, window)
    window.training.start(workspace)
    qtbot.waitUntil(lambda: not window.training.is_active, timeout=60_000)
    [box] = _boxes(window)
    assert "3×28×28" in box.text()
    assert "1×28×28" in box.text()
