"""What a run tells, and when: at most 3 % of its time goes into telling, whatever a telling costs.

Everything is told from the training thread, between two steps, so nothing needs a lock. `epoch` in messages
counts from 1; steps count from 0, and a progress's `step` is how many have been made.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import fx

from engine.blocks.normalization import BATCH_NORMS
from engine.data.datasets import Dataset
from engine.errors import UserError
from engine.inspection.activations import Picture, input_shapes, look, picture
from engine.inspection.batch_norm import BatchNorm, BatchNormRecorder
from engine.inspection.history import History
from engine.messages import EpochMetrics, Refused, RunProgress, RunState, StepMetrics
from engine.plan import Plan
from engine.training import run_folder
from engine.training.audience import Audience, Follower
from engine.training.loop import Bunch, Listener, Points, Training
from engine.training.pace import Pace
from engine.training.recipe import Recipe

SHARE = 0.03  # of the run's time that telling may take
LEAST = 0.2  # seconds between two tellings: five a second look alive, and each wakes the window
POINTS = 100_000  # of the training curves that are kept for a window that comes later
FORGET = 3.0  # seconds over which the speed is averaged


@dataclass(frozen=True, slots=True)
class Subject:
    """What is trained, and on what: all that does not change while it is."""

    folder: Path
    module: fx.GraphModule
    plan: Plan
    recipe: Recipe
    data: Dataset
    steps: int  # of the whole run


class Telemetry(Listener):
    """Keeps what was measured, writes it to the run's folder, and tells the windows that follow."""

    def __init__(
        self,
        subject: Subject,
        training: Training,
        audience: Audience,
        on_progress: Callable[[RunProgress], None],
        on_epoch: Callable[[EpochMetrics], None],
    ) -> None:
        self._subject, self._training, self._audience = subject, training, audience
        self._on_progress, self._on_epoch = on_progress, on_epoch
        nodes = {path: subject.module.get_submodule(node.key) for path, node in subject.plan.nodes.items()
                 if node.block in BATCH_NORMS and node.live}  # fmt: skip
        self._norms = BatchNormRecorder({p: m for p, m in nodes.items() if isinstance(m, BatchNorm)})
        self.pace = Pace(SHARE, LEAST)
        self._telling = False
        self._history = History(3, POINTS)
        self._epochs: list[EpochMetrics] = []
        self._state: RunState = "starting"
        self._speed = _Speed()
        self._pictures: dict[tuple[int | str, tuple[int, ...]], Picture] = {}

    def recall(self, entries: list[dict[str, Any]]) -> None:
        """Take over what an earlier part of this run has measured, from its folder."""
        steps = [entry for entry in entries if entry["kind"] == "step"]
        rows = np.array([[e["loss"], e["accuracy"], e["learning_rate"]] for e in steps], np.float32)
        self._history.add(np.array([e["step"] for e in steps], np.int64), rows.reshape(-1, 3))
        for entry in entries:
            if entry["kind"] == "epoch":
                self._epochs.append(EpochMetrics(**{k: v for k, v in entry.items() if k != "kind"}))

    # What the loop calls

    def idle(self) -> None:
        """Paused: say so once, then answer whoever asks."""
        if self._state != "paused":
            self._state = "paused"
            self._speed.rest()
            self._tell_progress()
        self._answer_news()

    def step_begins(self, step: int, once: bool) -> None:
        """Decide whether this step will be told, since its batch statistics are taken while it is made."""
        self._state = "training"
        self._telling = once or self.pace.due()
        if self._telling:
            self._norms.attach()

    def step_ended(self, bunch: Bunch) -> None:
        """Tell, where it is time, or a window has just come."""
        if self._telling:
            self._norms.detach()
            self._settle()
            self.pace.add(self._norms.seconds)
            with self.pace.counted():
                self._tell(bunch)
        elif self._audience.has_news:
            with self.pace.counted(last=False):
                self._answer_news()

    def taken(self, points: Points) -> None:
        """Keep, write and send these points of the curves."""
        if not len(points.step):
            return
        rows = np.stack([points.loss, points.accuracy, points.learning_rate], 1)  # (n, 3)
        self._history.add(points.step, rows)
        self._audience.tell(StepMetrics(False, _curves(points.step, rows)))
        run_folder.append_metrics(
            self._subject.folder,
            (
                {
                    "kind": "step",
                    "step": step,
                    "loss": _short(a),
                    "accuracy": _short(b),
                    "learning_rate": _short(c),
                }
                for step, (a, b, c) in zip(points.step.tolist(), rows.tolist(), strict=True)
            ),
        )

    def epoch_ended(self, metrics: EpochMetrics) -> None:
        """Keep, write and send what the epoch came to."""
        self._epochs.append(metrics)
        run_folder.append_metrics(self._subject.folder, [{"kind": "epoch", **asdict(metrics)}])
        self._audience.tell(metrics)
        self._on_epoch(metrics)
        self._tell_progress()

    def end(self, state: RunState, sentence: str = "", values: dict[str, Any] | None = None) -> None:
        """Say how the run ended."""
        self._answer_news()
        self._state = state
        self._tell_progress(sentence, values or {})

    # Telling

    def _tell(self, bunch: Bunch) -> None:
        self.taken(bunch.take())
        self._norms.record(self._training.step - 1)
        self._speed.measure(self._training.step)
        self._tell_progress()
        for follower in self._audience.everyone():
            if follower.news or follower.is_behind:
                continue
            if follower.watch and (point := self._norms.last(follower.watch)):
                follower.channel.send(point)
            if follower.look:
                self._show(follower)
        self._answer_news()

    def _answer_news(self) -> None:
        if not self._audience.has_news:
            return
        for follower, news in self._audience.news():
            if "joined" in news:
                self._greet(follower)
            if "watch" in news and follower.watch in self._norms:
                follower.channel.send(self._norms.history(str(follower.watch)))
            if "look" in news and follower.look:
                self._show(follower)

    def _greet(self, follower: Follower) -> None:
        """All that a window needs which has just come."""
        follower.channel.send(self.progress())
        follower.channel.send(StepMetrics(True, _curves(self._history.steps, self._history.rows)))
        for metrics in self._epochs:
            follower.channel.send(metrics)

    def _show(self, follower: Follower) -> None:
        """Send the maps that this window wants to see, made with the weights as they are now."""
        order, subject = follower.look, self._subject
        if order is None:
            return
        try:
            shape = tuple(input_shapes(subject.plan)[0])
            key = (order.image, shape)
            if key not in self._pictures:
                self._pictures = {key: picture(order.image, subject.data, shape)}
            maps = look(
                subject.module,
                subject.plan,
                order,
                self._pictures[key],
                subject.data,
                weights="trained" if self._training.step else "first",
                step=self._training.step,
            )
        except UserError as error:
            follower.look = None  # said once
            follower.channel.send(Refused("Look", error.sentence, error.values))
            return
        follower.channel.send(maps, droppable=True)

    def progress(self, sentence: str = "", values: dict[str, Any] | None = None) -> RunProgress:
        """Where the run is."""
        subject, step = self._subject, self._training.step
        per_epoch = subject.steps // subject.recipe.epochs
        speed = self._speed.value
        left = (subject.steps - step) / speed if speed and self._state == "training" else None
        return RunProgress(
            state=self._state,
            epoch=min(step // per_epoch + 1, subject.recipe.epochs),
            epochs=subject.recipe.epochs,
            step=step,
            steps=subject.steps,
            steps_per_second=speed,
            seconds_left=left,
            sentence=sentence,
            values=values or {},
        )

    def _tell_progress(self, sentence: str = "", values: dict[str, Any] | None = None) -> None:
        progress = self.progress(sentence, values)
        self._on_progress(progress)
        self._audience.tell(progress)

    def _settle(self) -> None:
        """Wait for the steps that the device has not finished, since they are no cost of telling."""
        if self._training.device.type == "cuda":
            torch.cuda.synchronize(self._training.device)


class _Speed:
    """Steps a second, validation included and pauses not, averaged over the last seconds."""

    def __init__(self) -> None:
        self.value = 0.0
        self._last: tuple[float, int] | None = None

    def rest(self) -> None:
        """A pause begins."""
        self._last = None

    def measure(self, step: int) -> None:
        """`step` steps have been made by now."""
        now = time.perf_counter()
        if self._last and now > self._last[0]:
            seconds = now - self._last[0]
            speed = (step - self._last[1]) / seconds
            weight = min(seconds / FORGET, 1.0) if self.value else 1.0
            self.value += weight * (speed - self.value)
        self._last = (now, step)


def _curves(steps: np.ndarray, rows: np.ndarray) -> dict[str, np.ndarray]:
    names = ("loss", "accuracy", "learning_rate")
    columns = {name: np.ascontiguousarray(rows[:, i], np.float32) for i, name in enumerate(names)}
    return {"step": np.ascontiguousarray(steps, np.int64), **columns}


def _short(value: float) -> float:
    """A float32 with the digits that it has."""
    return float(f"{value:.6g}")
