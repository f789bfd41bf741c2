"""One run from its folder: plan, compile, fit, and write everything down."""

import contextlib
import platform
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import torch

import engine
from engine.compiler import compile
from engine.data import catalogue
from engine.data.datasets import Dataset, open_dataset
from engine.document import Document
from engine.errors import UserError
from engine.limits import free_memory
from engine.messages import EpochMetrics, RunProgress, RunState
from engine.plan import Plan
from engine.planner import make_plan
from engine.problem import bytes_text
from engine.training import checkpoints, devices, run_folder
from engine.training.audience import Audience
from engine.training.controls import Controls
from engine.training.heart import Heart
from engine.training.loop import Training, begin, fit, steps_per_epoch
from engine.training.pace import Pace
from engine.training.recipe import Recipe
from engine.training.telemetry import Subject, Telemetry
from engine.training.trainable import check_trainable

SAVING = 0.03  # of the run's time that checkpoints between epochs may take
Report = Callable[[EpochMetrics], None]


def run(
    folder: Path,
    device: str = "auto",
    *,
    resume: bool = False,
    report: Report | None = None,
    controls: Controls | None = None,
    audience: Audience | None = None,
    address: str = "",
) -> RunState:
    """Train what `folder` holds to its end, or until `controls` stop it: "finished" or "stopped".

    With `resume` it goes on from the last checkpoint, if there is one. `report` is called after each epoch,
    and `audience` is told all the time. Raises UserError; the folder then says why.
    """
    controls = controls or Controls()
    audience = audience or Audience(controls)
    run_folder.check_free(folder)
    heart = Heart(folder, address)
    try:
        status = _run(folder, device, resume, report or _silent, controls, audience, heart)
        heart.update(status=status)
        return status
    except UserError as error:
        _fail(heart, audience, error)
        raise
    except Exception as error:
        fault = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        sentence = "Training ended by a fault in ConvCanvas ({fault}). Please report it, with {folder}/log.txt."
        _fail(heart, audience, UserError(sentence, {"fault": fault, "folder": str(folder)}))
        raise
    finally:
        heart.stop()


def _run(
    folder: Path,
    device_name: str,
    resume: bool,
    report: Report,
    controls: Controls,
    audience: Audience,
    heart: Heart,
) -> RunState:
    document, recipe = run_folder.read_document(folder), run_folder.read_recipe(folder)
    _check_unused(folder, resume)
    device = devices.resolve(device_name)
    plan = make_plan(replace(document, recipe=asdict(recipe)))
    _check_memory(plan, device)
    module = compile(document, plan, seed=recipe.seed)
    check_trainable(document, plan, recipe, catalogue.facts(recipe.data))
    data = open_dataset(recipe.data)
    _describe(folder, document, device)
    with _Explaining(document, recipe):
        training = begin(module, recipe, data, device)
        subject = Subject(folder, module, plan, recipe, data, recipe.epochs * steps_per_epoch(module, recipe, data))
        saver = _Saver(folder, training, run_folder.graph_hash(document))

        def epoch_ended(metrics: EpochMetrics) -> None:
            report(metrics)
            saver.save_if_due(metrics.epoch)

        telemetry = Telemetry(subject, training, audience, heart.follow, epoch_ended)
        if resume:
            _go_on(folder, training, telemetry, subject)
        return _fit(subject, training, data, controls, telemetry, saver)


def _check_memory(plan: Plan, device: torch.device) -> None:
    """Raise UserError where a step would need more memory than the device has left: nothing is begun that must fail."""
    free = free_memory() if device.type == "cpu" else torch.cuda.mem_get_info(device)[0]
    needed = plan.totals.memory.training
    if plan.ok and free is not None and needed > free:
        raise UserError(
            "A step of training takes {needed} of memory, and {free} is free on {device}. Make batch_size or the "
            "network smaller.",
            {"needed": bytes_text(needed), "free": bytes_text(free), "device": str(device)},
        )


def _fit(
    subject: Subject,
    training: Training,
    data: Dataset,
    controls: Controls,
    telemetry: Telemetry,
    saver: "_Saver",
) -> RunState:
    finished = fit(training, subject.recipe, data, controls, telemetry)
    saver.save(training.step * subject.recipe.epochs // subject.steps)
    status: RunState = "finished" if finished else "stopped"
    telemetry.end(status)
    return status


def _go_on(folder: Path, training: Training, telemetry: Telemetry, subject: Subject) -> None:
    """Take up the run where its last checkpoint left it; what was measured after that is measured again."""
    if checkpoints.last_of(folder).exists():
        checkpoints.restore(folder, training)
    if training.step >= subject.steps:
        raise UserError(
            "The run in {folder} has finished its {epochs} epochs. Give it more with --set recipe.epochs=N.",
            {"folder": str(folder), "epochs": subject.recipe.epochs},
        )
    telemetry.recall(run_folder.forget_metrics_after(folder, training.step))


class _Saver:
    """Writes checkpoints: between epochs no more often than they may cost, and at the end in any case."""

    def __init__(self, folder: Path, training: Training, graph: str) -> None:
        self._folder, self._training, self._graph = folder, training, graph
        self._pace = Pace(SAVING, 0.0)
        self._saved_at = -1

    def save_if_due(self, epoch: int) -> None:
        if self._pace.due():
            self.save(epoch)

    def save(self, epoch: int) -> None:
        if self._saved_at != self._training.step:
            with self._pace.counted():
                checkpoints.save(self._folder, self._training, epoch, self._graph)
            self._saved_at = self._training.step


class _Explaining:
    """Puts what PyTorch raises for a person's mistakes into words."""

    def __init__(self, document: Document, recipe: Recipe) -> None:
        self._title = document.title or "The network"
        self._recipe = recipe

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        values = {"title": self._title, "batch_size": self._recipe.batch_size}
        text = str(error)
        if isinstance(error, MemoryError | torch.OutOfMemoryError) or (
            isinstance(error, RuntimeError) and ("allocate memory" in text or "not enough memory" in text)
        ):
            raise UserError(
                "There is not enough memory to train {title} with {batch_size} images in a step. Lower batch_size.",
                values,
            ) from error
        if isinstance(error, RuntimeError) and "inplace operation" in text:
            raise UserError(
                "{title} cannot be trained: a layer with inplace overwrites what another layer still needs. "
                "Clear inplace.",
                values,
            ) from error


def _check_unused(folder: Path, resume: bool) -> None:
    if not resume and ((folder / "metrics.jsonl").exists() or checkpoints.last_of(folder).exists()):
        raise UserError(
            "{folder} holds a run already. Go on with it by --resume, or choose another folder.",
            {"folder": str(folder)},
        )


def _describe(folder: Path, document: Document, device: torch.device) -> None:
    """Add to run.json what this process knows."""
    versions = {
        "convcanvas": engine.__version__,
        "torch": torch.__version__,
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
    }
    info = run_folder.read_info(folder)
    run_folder.write_info(
        replace(
            info,
            device=str(device),
            threads=torch.get_num_threads(),
            versions={k: str(v) for k, v in versions.items()},
        )
    )


def _fail(heart: Heart, audience: Audience, error: UserError) -> None:
    """Let the folder and everybody who follows know."""
    state = heart.state
    progress = RunProgress(
        "failed", state.epoch, state.epochs, state.step, state.steps, 0.0, None, error.sentence, error.values
    )
    with contextlib.suppress(UserError):  # the disk may be full, and that is what failed
        heart.follow(progress)
    for follower in audience.everyone():
        follower.channel.send(progress)


def _silent(metrics: EpochMetrics) -> None:
    pass
