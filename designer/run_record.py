"""Everything the window knows of one run: its progress, curves, BatchNorm histories and newest maps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from designer.late_numpy import np
from engine.messages import BatchNormSeries, EpochMetrics, Maps, Message, Refused, RunProgress, StepMetrics

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

    Array = NDArray[Any]


STEP_COLUMNS: dict[str, DTypeLike] = {
    "step": "int64",
    "loss": "float32",
    "accuracy": "float32",
    "learning_rate": "float32",
}
EPOCH_COLUMNS: dict[str, DTypeLike] = {
    "epoch": "int64",
    "step": "int64",
    "train_loss": "float64",
    "train_accuracy": "float64",
    "val_loss": "float64",
    "val_accuracy": "float64",
    "learning_rate": "float64",
    "seconds": "float64",
}
BATCH_NORM_COLUMNS: dict[str, DTypeLike] = {
    "step": "int64",
    "running_mean": "float32",
    "running_var": "float32",
    "batch_mean": "float32",
    "batch_var": "float32",
}


class Table:
    """Columns of equal length, ordered by the first, that grow cheaply: room doubles when it is full."""

    def __init__(self, columns: Mapping[str, DTypeLike]) -> None:
        self._types = {name: np.dtype(dtype) for name, dtype in columns.items()}
        self._key = next(iter(self._types))
        self._room: dict[str, Array] = {}
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, name: str) -> Array:
        """A read-only view of a column; it does not grow, so ask again after an addition."""
        if name not in self._room:
            return np.empty(0, self._types[name])
        view = self._room[name][: self._length]
        view.flags.writeable = False
        return view

    def clear(self) -> None:
        self._room, self._length = {}, 0

    def extend(self, rows: Mapping[str, Any]) -> None:
        """Add rows, by column. Those that start before the end replace what is there: a resumed run."""
        given = {name: np.asarray(rows[name], dtype) for name, dtype in self._types.items()}
        count = len(given[self._key])
        if not count:
            return
        if self._length:
            self._length = int(np.searchsorted(self[self._key], given[self._key][0]))
        start, self._length = self._length, self._length + count
        for name, values in given.items():
            self._reserve(name, values.shape[1:], start)
            self._room[name][start : self._length] = values

    def _reserve(self, name: str, shape: tuple[int, ...], used: int) -> None:
        room = self._room.get(name)
        if room is not None and len(room) >= self._length:
            return
        larger = np.empty((max(256, 2 * self._length), *shape), self._types[name])
        if room is not None:
            larger[:used] = room[:used]
        self._room[name] = larger


@dataclass(slots=True)
class BatchNormHistory:
    """The history of one BatchNorm node. Columns of `table` are (n, channels that were sent)."""

    channels: int
    eps: float
    momentum: float | None
    table: Table = field(default_factory=lambda: Table(BATCH_NORM_COLUMNS))
    weight: Array | None = None  # γ (channels,), as it is now; None where the layer is not affine
    bias: Array | None = None  # β

    @property
    def shown(self) -> int:
        """How many channels the table holds: `channels`, or fewer."""
        return int(self.table["running_mean"].shape[1]) if len(self.table) else 0


class RunRecord(QObject):
    """What has been heard of one run. `take` fills it; views read it and follow the signals."""

    progress_changed = Signal()
    steps_changed = Signal()
    epochs_changed = Signal()
    batch_norm_changed = Signal(str)  # the path of the node
    maps_changed = Signal()
    refused = Signal(object)  # a Refused: what was asked of the run cannot be done

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.progress: RunProgress | None = None
        self.steps = Table(STEP_COLUMNS)
        self.epochs = Table(EPOCH_COLUMNS)
        self.batch_norm: dict[str, BatchNormHistory] = {}
        self.maps: Maps | None = None

    @classmethod
    def from_history(cls, metrics: Iterable[Mapping[str, Any]], parent: QObject | None = None) -> RunRecord:
        """The record of a run that is over, from what its folder holds: dicts of kind `step` and `epoch`."""
        record = cls(parent)
        lines: dict[str, list[Mapping[str, Any]]] = {"step": [], "epoch": []}
        for line in metrics:
            lines.get(line.get("kind", ""), []).append(line)
        _read(record.steps, STEP_COLUMNS, lines["step"])
        _read(record.epochs, EPOCH_COLUMNS, lines["epoch"])
        return record

    @property
    def steps_per_epoch(self) -> float | None:
        """How many steps make an epoch, once that is known."""
        if self.progress is not None and self.progress.epochs and self.progress.steps:
            return self.progress.steps / self.progress.epochs
        if len(self.epochs):
            return float(self.epochs["step"][-1] / len(self.epochs))
        return None

    def take(self, message: Message) -> None:
        """Take in what the run tells; messages of other kinds are not for us."""
        match message:
            case RunProgress():
                self.progress = message
                self.progress_changed.emit()
            case StepMetrics():
                if message.restart:
                    self.steps.clear()
                self.steps.extend(message.arrays)
                self.steps_changed.emit()
            case EpochMetrics():
                self.epochs.extend({name: [getattr(message, name)] for name in EPOCH_COLUMNS})
                self.epochs_changed.emit()
            case BatchNormSeries():
                self._take_batch_norm(message)
                self.batch_norm_changed.emit(message.path)
            case Maps():
                self.maps = message
                self.maps_changed.emit()
            case Refused():
                self.refused.emit(message)

    def _take_batch_norm(self, series: BatchNormSeries) -> None:
        history = self.batch_norm.get(series.path)
        if history is None or series.restart:
            history = BatchNormHistory(series.channels, series.eps, series.momentum)
            self.batch_norm[series.path] = history
        history.eps, history.momentum = series.eps, series.momentum
        history.table.extend(series.arrays)
        history.weight = series.arrays.get("weight")
        history.bias = series.arrays.get("bias")


def _read(table: Table, columns: Mapping[str, DTypeLike], lines: list[Mapping[str, Any]]) -> None:
    """Fill `table` from lines, which go back where a run was resumed. What a line lacks is not a number."""
    key = next(iter(columns))
    kept: list[Mapping[str, Any]] = []
    for line in lines:
        if not isinstance(line.get(key), int):
            continue
        while kept and kept[-1][key] >= line[key]:
            kept.pop()
        kept.append(line)
    if kept:
        table.extend({name: [_number(line.get(name), dtype) for line in kept] for name, dtype in columns.items()})


def _number(value: object, dtype: DTypeLike) -> float:
    if isinstance(value, int | float):
        return value
    return 0 if np.issubdtype(np.dtype(dtype), np.integer) else float("nan")
