"""Runs as real processes: started, watched, paused, stepped, stopped, killed, and gone on with."""

import json
import os
import signal
import stat
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from engine import messages as m
from engine.channel import connect as connect_to
from engine.errors import UserError
from engine.inspection.history import History
from engine.training import launching, run_folder
from engine.training.pace import Pace
from engine.training.run_folder import State

PATIENCE = 60.0


class Window:
    """What a window keeps of a run that it is connected to."""

    def __init__(self, folder):
        self.heard: list[m.Message] = []
        self.closed = threading.Event()
        self.news = threading.Condition()
        self.channel = launching.connect(folder, self._hear, lambda _: self.closed.set(), PATIENCE)

    def _hear(self, _, message):
        with self.news:
            self.heard.append(message)
            self.news.notify_all()

    def all(self, kind):
        return [message for message in list(self.heard) if isinstance(message, kind)]

    def wait(self, kind, condition=lambda message: True, after=0):
        """The first message of this kind that satisfies the condition, after so many messages."""
        deadline = time.monotonic() + PATIENCE
        with self.news:
            while True:
                for message in self.heard[after:]:
                    if isinstance(message, kind) and condition(message):
                        return message
                left = deadline - time.monotonic()
                assert left > 0, f"no such {kind.__name__} came; last: {self.heard[-3:]}"
                self.news.wait(left)

    def control(self, action, state):
        """Tell the run to do something, and wait for the state that follows."""
        after = len(self.heard)
        self.channel.send(m.Control(action))
        return self.wait(m.RunProgress, lambda message: message.state == state, after)

    def points(self):
        """The curve as this window would draw it: the steps."""
        steps: list[int] = []
        for message in self.all(m.StepMetrics):
            steps = ([] if message.restart else steps) + message.arrays["step"].tolist()
        return steps


@pytest.fixture
def started():
    """Folders of runs whose processes must not outlive the test."""
    folders = []
    yield folders
    for folder in folders:
        state = run_folder.read_state(folder)
        if run_folder.is_alive(state) and state.pid:
            os.kill(state.pid, signal.SIGKILL)


def begin(document, started, *, paused=False, **recipe):
    document.recipe.update(recipe)
    folder = run_folder.new_run_folder(document.title)
    run_folder.prepare(folder, document)
    launching.start_detached(folder, "cpu", paused=paused)
    started.append(folder)
    return folder


def wait_for(condition, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def test_a_run_is_watched_paused_stepped_left_found_again_and_stopped(lenet_bn, started):
    folder = begin(lenet_bn, started, paused=True, epochs=10_000)
    window = Window(folder)
    first = window.wait(m.RunProgress, lambda message: message.state == "paused")
    assert (first.step, first.epoch, first.epochs) == (0, 1, 10_000)
    assert first.steps == 10_000 * 71

    # One step before training: it is told at once, with what BatchNorm saw.
    window.channel.send(m.WatchBatchNorm("bn1"))
    window.channel.send(m.Look(lenet_bn.id, 4, "bn1", 7))
    maps = window.wait(m.Maps)
    assert (maps.step, maps.weights, maps.revision, maps.path, maps.image) == (0, "first", 4, "bn1", 7)
    assert window.control("step", "paused").step == 1
    series = window.wait(m.BatchNormSeries, lambda message: len(message.arrays["step"]) == 1)
    assert series.arrays["step"].tolist() == [0] and series.channels == 6
    assert series.arrays["batch_mean"].shape == (1, 6) and series.eps == 1e-5
    momentum = series.momentum or 0
    assert np.allclose(series.arrays["running_mean"], momentum * series.arrays["batch_mean"], rtol=1e-4)
    unbiased = 64 * 28 * 28 / (64 * 28 * 28 - 1)
    expected = 0.9 + momentum * series.arrays["batch_var"] * unbiased
    assert np.allclose(series.arrays["running_var"], expected, rtol=1e-4)
    assert window.wait(m.Maps, lambda message: message.step == 1).weights == "trained"

    window.control("resume", "training")
    window.wait(m.EpochMetrics)
    progress = window.wait(m.RunProgress, lambda message: message.seconds_left is not None)
    assert progress.steps_per_second > 0

    # A second window comes late, gets the whole history, and both go on without a gap.
    late = Window(folder)
    history = late.wait(m.StepMetrics)
    assert history.restart and len(history.arrays["step"]) > 50
    late.wait(m.EpochMetrics)
    late.wait(m.StepMetrics, lambda message: not message.restart)
    late.channel.send(m.WatchBatchNorm("bn1"))
    series = late.wait(m.BatchNormSeries)
    assert series.restart and series.arrays["step"][0] == 0 and len(series.arrays["step"]) > 2

    paused = late.control("pause", "paused")
    window.wait(m.RunProgress, lambda message: message.state == "paused" and message.step == paused.step)
    for who in (window, late):
        points = who.points()
        assert points == list(range(len(points)))
    assert window.points()[: len(late.points())] == late.points()

    # Both leave, the run goes on, and is found by its folder.
    window.channel.close()
    late.channel.close()
    state = run_folder.read_state(folder)
    assert run_folder.is_alive(state) and state.status == "paused"
    assert [info.folder for info in run_folder.list_runs()] == [folder]
    again = Window(folder)
    again.wait(m.RunProgress, lambda message: message.state == "paused")
    assert again.control("step", "paused").step == paused.step + 1
    ended = again.control("stop", "stopped")
    assert again.closed.wait(PATIENCE)
    wait_for(lambda: not run_folder.is_alive(run_folder.read_state(folder)))
    state = run_folder.read_state(folder)
    assert (state.status, state.step) == ("stopped", ended.step)
    assert not (folder / "key").exists()
    assert again.points() == list(range(ended.step))
    lines = [line for line in run_folder.read_metrics(folder) if line["kind"] == "step"]
    assert [line["step"] for line in lines] == list(range(ended.step))
    with pytest.raises(UserError, match=r"does not listen: it is stopped"):
        launching.connect(folder, lambda *_: None, lambda _: None)


def test_a_run_that_is_killed_is_known_to_be_dead_and_goes_on_from_its_checkpoint(lenet, started):
    folder = begin(lenet, started, epochs=3)
    window = Window(folder)
    window.wait(m.EpochMetrics)
    wait_for(lambda: (folder / "checkpoints" / "weights.safetensors").exists())
    state = run_folder.read_state(folder)
    with pytest.raises(UserError, match=r"is being trained by process"):
        launching.start_detached(folder)
    os.kill(state.pid, signal.SIGKILL)
    assert window.closed.wait(PATIENCE)
    wait_for(lambda: not run_folder.is_alive(state))
    assert not run_folder.read_state(folder).ended
    with open(folder / "metrics.jsonl", "a") as file:
        file.write('{"kind": "step", "st')  # cut off in the middle of a line
    launching.start_detached(folder, "cpu", resume=True)
    window = Window(folder)
    window.wait(m.RunProgress, lambda message: message.state == "finished")
    assert window.closed.wait(PATIENCE)
    assert window.points() == list(range(213))
    assert [message.epoch for message in window.all(m.EpochMetrics)] == [1, 2, 3]
    lines = run_folder.read_metrics(folder)
    assert [line["step"] for line in lines if line["kind"] == "step"] == list(range(213))
    assert [line["epoch"] for line in lines if line["kind"] == "epoch"] == [1, 2, 3]
    assert run_folder.read_state(folder).status == "finished"
    wait_for(lambda: not run_folder.is_alive(replace(state, pid=run_folder.read_state(folder).pid)))


def test_sigterm_stops_a_run_with_a_checkpoint_and_failures_are_sentences(lenet, started):
    folder = begin(lenet, started, epochs=10_000)
    window = Window(folder)
    window.channel.send(m.Look(lenet.id, 0, "nowhere", 0))
    refused = window.wait(m.Refused)
    assert refused.request == "Look" and "not in the network" in refused.sentence
    window.wait(m.StepMetrics, lambda message: not message.restart)
    mode = stat.S_IMODE((folder / "key").stat().st_mode)
    assert mode == 0o600
    address, _ = run_folder.read_key(folder)
    with pytest.raises(OSError, match=r"does not accept the key"):
        connect_to(address, b"guessed", lambda *_: None, lambda _: None)
    os.kill(run_folder.read_state(folder).pid, signal.SIGTERM)
    stopped = window.wait(m.RunProgress, lambda message: message.state == "stopped")
    assert window.closed.wait(PATIENCE)
    assert (folder / "checkpoints" / "last.pt").exists()
    assert json.loads((folder / "run.json").read_text())["versions"]["torch"]
    assert stopped.step == run_folder.read_state(folder).step

    # A network that does not fit the data: the process fails with a sentence, not with a traceback.
    lenet.network.nodes["input"].arguments["shape"] = [1, 32, 32]
    folder = begin(lenet, started)
    window = Window(folder)
    failed = window.wait(m.RunProgress, lambda message: message.state == "failed")
    text = str(UserError(failed.sentence, failed.values))
    assert text == "input takes 1×32×32, and the images of the recipe's data are 1×28×28. Set its shape to 1×28×28."
    wait_for(lambda: run_folder.read_state(folder).status == "failed")
    assert run_folder.read_state(folder).sentence == failed.sentence
    wait_for(lambda: not (folder / "key").exists())
    assert "Traceback" not in (folder / "log.txt").read_text()


# Folders


def test_a_folder_of_a_run_is_read_back(lenet):
    lenet.recipe["epochs"] = 4
    folder = run_folder.new_run_folder("Été & Co / 5")
    assert folder.parent == run_folder.runs_folder() and folder.name.endswith("_t-co-5")
    assert run_folder.new_run_folder("Été & Co / 5") != folder
    assert not run_folder.holds_run(folder)
    run_folder.prepare(folder, lenet)
    assert run_folder.holds_run(folder)
    assert run_folder.read_recipe(folder).epochs == 4
    assert run_folder.read_document(folder).network == lenet.network
    info = run_folder.read_info(folder)
    assert info.document == lenet.id and info.graph == run_folder.graph_hash(lenet)
    assert run_folder.list_runs() == [info]  # the folder without a run is not one


def test_the_hash_of_a_graph_is_of_what_is_computed(lenet, lenet_bn):
    before = run_folder.graph_hash(lenet)
    node = lenet.network.nodes["conv1"]
    lenet.network.nodes["conv1"] = replace(node, x=5.0)
    lenet.title, lenet.recipe["epochs"], lenet.id = "Other", 3, "other"
    assert run_folder.graph_hash(lenet) == before != run_folder.graph_hash(lenet_bn)
    lenet.network.nodes["conv1"] = replace(node, arguments={**node.arguments, "out_channels": 7})
    assert run_folder.graph_hash(lenet) != before


def test_broken_files_of_a_run_are_explained(tmp_path):
    with pytest.raises(UserError, match=r"run\.json is not there"):
        run_folder.read_info(tmp_path)
    for name, read in (("run.json", run_folder.read_info), ("state.json", run_folder.read_state)):
        for text in ("", "{", "[1]", "{}", '{"status": "dancing"}', '{"status": 5}'):
            (tmp_path / name).write_text(text)
            with pytest.raises(UserError, match=r"is broken, so the run cannot be read"):
                read(tmp_path)
    (tmp_path / "key").write_text('{"address": "x", "key": "not hex"}')
    with pytest.raises(UserError, match="is broken"):
        run_folder.read_key(tmp_path)


def test_metrics_that_were_cut_off_are_left_out(tmp_path):
    assert run_folder.read_metrics(tmp_path) == []
    run_folder.append_metrics(tmp_path, [{"kind": "step", "step": step} for step in range(3)])
    run_folder.append_metrics(tmp_path, [{"kind": "epoch", "epoch": 1, "step": 3}])
    whole = run_folder.read_metrics(tmp_path)
    assert len(whole) == 4
    path = tmp_path / "metrics.jsonl"
    path.write_bytes(path.read_bytes()[:-5] + b"\n\xff\xfe\n[]\n5\n")
    assert run_folder.read_metrics(tmp_path) == whole[:3]
    assert run_folder.forget_metrics_after(tmp_path, 2) == whole[:2]
    assert run_folder.read_metrics(tmp_path) == whole[:2]


def test_a_process_is_alive_only_if_it_is_the_same_one():
    me = run_folder.this_process()
    assert run_folder.is_alive(me)
    assert not run_folder.is_alive(replace(me, started=1.0))  # another process with this number
    assert not run_folder.is_alive(replace(me, status="finished"))
    assert run_folder.is_alive(State(heartbeat=time.time()))  # just started, and has not reported yet
    assert not run_folder.is_alive(State(heartbeat=time.time() - 60))


# How often, and how much


def test_telling_stays_within_its_share():
    now = [0.0]
    pace = Pace(0.03, 0.1, lambda: now[0])
    told = []
    while now[0] < 60:
        now[0] += 0.003  # a step
        if pace.due():
            told.append(now[0])
            with pace.counted():
                now[0] += 0.012
    assert told[0] == 0.003  # at once
    assert pace.total <= 0.03 * now[0] + 0.012
    assert min(np.diff(told)) >= 0.012 / 0.03
    cheap, told = Pace(0.03, 0.1, lambda: now[0]), 0
    begin = now[0]
    while now[0] < begin + 10:
        now[0] += 0.003
        if cheap.due():
            told += 1
            with cheap.counted():
                now[0] += 0.0001
    assert 90 <= told <= 101  # never more often than every 100 ms


@pytest.mark.parametrize("chunk", [1, 7, 1300])
def test_a_history_is_bounded_and_stays_even(chunk):
    history = History(2, 500)
    for begin in range(0, 20_000, chunk):
        steps = np.arange(begin, min(begin + chunk, 20_000))
        history.add(steps, np.stack([steps, -steps], 1).astype(np.float32))
    kept = history.steps
    assert 250 <= len(kept) <= 500 and kept[0] == 0
    assert len(set(np.diff(kept))) == 1 and kept[-1] > 20_000 - 2 * np.diff(kept)[0]
    assert np.array_equal(history.rows[:, 0], kept) and np.array_equal(history.rows[:, 1], -kept)
