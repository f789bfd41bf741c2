"""What a window remembers of a run."""

import numpy as np

from designer.run_record import STEP_COLUMNS, RunRecord, Table
from engine.messages import BatchNormSeries, EpochMetrics, Maps, RunProgress, StepMetrics


def steps(first: int, count: int, restart: bool = False) -> StepMetrics:
    numbers = np.arange(first, first + count)
    columns = {name: (numbers / 7).astype(np.float32) for name in ("loss", "accuracy", "learning_rate")}
    return StepMetrics(restart, {"step": numbers, **columns})


def epoch(number: int, step: int, loss: float = 0.5) -> EpochMetrics:
    return EpochMetrics(number, step, loss, 0.8, loss + 0.1, 0.75, 0.05, 1.5)


def series(first: int, count: int, restart: bool = False, channels: int = 3) -> BatchNormSeries:
    rows = np.arange(first, first + count, dtype=np.float32)[:, None] + np.arange(channels, dtype=np.float32)
    names = ("running_mean", "running_var", "batch_mean", "batch_var")
    arrays = {name: rows + index for index, name in enumerate(names)}
    arrays |= {"step": np.arange(first, first + count)}
    arrays |= {"weight": np.ones(channels, np.float32), "bias": np.zeros(channels, np.float32)}
    return BatchNormSeries("n1", restart, 5, 1e-5, 0.1, arrays)


def test_points_are_joined_in_order(qtbot):
    record = RunRecord()
    with qtbot.waitSignal(record.steps_changed):
        record.take(steps(0, 10))
    record.take(steps(10, 1000))
    assert record.steps["step"].tolist() == list(range(1010))
    assert np.array_equal(record.steps["loss"], (np.arange(1010) / 7).astype(np.float32))


def test_additions_seldom_copy():
    table = Table(STEP_COLUMNS)
    rooms = set()
    for step in range(10_000):
        table.extend({name: [step] for name in STEP_COLUMNS})
        rooms.add(table["loss"].base.__array_interface__["data"][0])
    assert len(table) == 10_000
    assert len(rooms) < 10


def test_a_view_cannot_change_the_record():
    record = RunRecord()
    record.take(steps(0, 3))
    assert not record.steps["loss"].flags.writeable


def test_restart_replaces():
    record = RunRecord()
    record.take(steps(0, 50))
    record.take(steps(0, 20, restart=True))
    assert len(record.steps) == 20
    record.take(series(0, 30))
    record.take(series(100, 4, restart=True))
    assert record.batch_norm["n1"].table["step"].tolist() == [100, 101, 102, 103]


def test_a_resumed_run_goes_back():
    record = RunRecord()
    record.take(steps(0, 50))
    record.take(steps(30, 5))
    assert record.steps["step"].tolist() == list(range(35))
    for number in (1, 2, 3):
        record.take(epoch(number, 10 * number))
    record.take(epoch(2, 20, loss=0.1))
    assert record.epochs["epoch"].tolist() == [1, 2]
    assert record.epochs["train_loss"][-1] == 0.1


def test_batch_norm_keeps_every_channel_sent(qtbot):
    record = RunRecord()
    with qtbot.waitSignal(record.batch_norm_changed) as told:
        record.take(series(0, 4))
    record.take(series(4, 2))
    history = record.batch_norm["n1"]
    assert told.args == ["n1"]
    assert (history.channels, history.shown, history.eps, history.momentum) == (5, 3, 1e-5, 0.1)
    assert history.table["batch_var"].shape == (6, 3)
    assert history.table["batch_var"][-1].tolist() == [8, 9, 10]
    assert history.weight.tolist() == [1, 1, 1]


def test_progress_and_maps_are_the_newest(qtbot):
    record = RunRecord()
    progress = RunProgress("training", 1, 4, 100, 400, 50.0, 6.0)
    with qtbot.waitSignal(record.progress_changed):
        record.take(progress)
    assert record.progress is progress
    assert record.steps_per_epoch == 100
    maps = Maps("d", 1, "n1", 0, 10, [3, 4, 4], 0, "first", 0, None, [], {})
    with qtbot.waitSignal(record.maps_changed):
        record.take(maps)
    assert record.maps is maps


def test_history_reads_as_if_it_had_been_heard():
    heard = RunRecord()
    heard.take(steps(0, 20))
    heard.take(epoch(1, 10))
    heard.take(epoch(2, 20))
    lines = [
        {"kind": "step", "step": n} | dict.fromkeys(("loss", "accuracy", "learning_rate"), n / 7) for n in range(20)
    ]
    numbers = {"train_loss": 0.5, "train_accuracy": 0.8, "val_loss": 0.6, "val_accuracy": 0.75}
    lines += [
        {"kind": "epoch", "epoch": n, "step": 10 * n, **numbers, "learning_rate": 0.05, "seconds": 1.5} for n in (1, 2)
    ]
    read = RunRecord.from_history(lines)
    for name in STEP_COLUMNS:
        assert np.array_equal(read.steps[name], heard.steps[name])
    assert np.allclose(read.epochs["val_loss"], heard.epochs["val_loss"])
    assert read.steps_per_epoch == 10


def test_history_bears_what_is_missing_and_what_was_done_twice():
    lines = [{"kind": "step", "step": n, "loss": 1.0} for n in (0, 1, 2, 3, 2, 3, 4)]
    read = RunRecord.from_history([*lines, {"kind": "note"}, {"kind": "step"}])
    assert read.steps["step"].tolist() == [0, 1, 2, 3, 4]
    assert np.isnan(read.steps["accuracy"]).all()
    assert len(RunRecord.from_history([]).steps) == 0
