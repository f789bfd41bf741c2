"""`train`: a document becomes a run, in the foreground."""

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.arguments import Commands, add_set, recipe_settings
from engine.errors import UserError

if TYPE_CHECKING:
    from engine.messages import EpochMetrics

COMMANDS = ("train",)
INTERRUPTED = 130


def add_to(commands: Commands) -> None:
    """Declare the commands of this module."""
    train = commands.add_parser("train", help="train a network")
    train.add_argument("file", metavar="FILE")
    train.add_argument("--run", metavar="DIR", help="the run's folder; by default a new one among all runs")
    train.add_argument("--resume", action="store_true", help="go on with the run in --run")
    train.add_argument("--device", default="auto", help="auto, cpu, cuda or cuda:N")
    add_set(train)
    train.add_argument("--json", action="store_true", help="print an object an epoch")
    train.set_defaults(call=run_train)


def run_train(arguments: argparse.Namespace) -> int:
    """Train a document, printing a line an epoch. Ctrl-C stops after the step at hand, with a checkpoint."""
    from engine.training import run_folder
    from engine.training.controls import Controls
    from engine.training.process import stop_on_signals

    folder = _folder_to_resume(arguments) if arguments.resume else _new_folder(arguments)
    controls = Controls()
    restore = stop_on_signals(controls)
    try:
        from engine.training.run import run  # torch: some seconds

        epochs = run_folder.read_recipe(folder).epochs
        report = _print_json if arguments.json else _Table(folder, epochs)
        status = run(folder, arguments.device, resume=arguments.resume, report=report, controls=controls)
    finally:
        restore()
    return INTERRUPTED if status == "stopped" else 0


def _new_folder(arguments: argparse.Namespace) -> Path:
    """A folder with what is to be trained, and nothing else yet."""
    from engine import files
    from engine.training import recipe, run_folder

    document = files.load(arguments.file)
    document.recipe.update(recipe_settings(arguments.settings))
    resolved = recipe.resolve(document.recipe)
    if arguments.run and run_folder.holds_run(Path(arguments.run)):
        raise UserError(
            "{folder} holds a run already. Add --resume to go on with it, or choose another folder.",
            {"folder": arguments.run},
        )
    folder = Path(arguments.run) if arguments.run else run_folder.new_run_folder(document.title)
    run_folder.prepare(folder, document, resolved)
    return folder


def _folder_to_resume(arguments: argparse.Namespace) -> Path:
    """The folder of a run of this very network; only the number of epochs may be another one."""
    from engine import files
    from engine.training import run_folder

    if not arguments.run or not run_folder.holds_run(Path(arguments.run)):
        raise UserError(
            "{folder} holds no run to go on with. Name its folder with --run, or leave out --resume.",
            {"folder": arguments.run or "Nothing was given that"},
        )
    folder = Path(arguments.run)
    document = files.load(arguments.file)
    if run_folder.graph_hash(document) != run_folder.graph_hash(run_folder.read_document(folder)):
        raise UserError(
            "{file} is not the network that the run in {folder} trains. Start a new run, or give it the "
            "run's own document.json.",
            {"file": arguments.file, "folder": str(folder)},
        )
    settings = recipe_settings(arguments.settings)
    if settings.keys() - {"epochs"}:
        raise UserError(
            "A run that goes on keeps its recipe; only recipe.epochs can be set, not {names}. Start a new run.",
            {"names": [f"recipe.{name}" for name in sorted(settings.keys() - {"epochs"})]},
        )
    if settings:
        from engine.training.recipe import resolve

        resolve(settings)
        run_folder.write_recipe(folder, replace(run_folder.read_recipe(folder), epochs=settings["epochs"]))
    return folder


def _print_json(metrics: "EpochMetrics") -> None:
    entry = asdict(metrics)
    del entry["step"]
    print(json.dumps(entry), flush=True)


class _Table:
    """A line an epoch, under a heading that comes with the first."""

    def __init__(self, folder: Path, epochs: int) -> None:
        self._folder, self._epochs = folder, epochs
        self._started = False

    def __call__(self, metrics: "EpochMetrics") -> None:
        if not self._started:
            self._started = True
            print(f"run in {self._folder}")
            print("  epoch   loss   accuracy   held out: loss   accuracy   learning rate   seconds")
        epoch = f"{metrics.epoch}/{self._epochs}"
        print(
            f"{epoch:>7} {metrics.train_loss:6.4f} {metrics.train_accuracy:10.2%} {metrics.val_loss:16.4f} "
            f"{metrics.val_accuracy:10.2%} {metrics.learning_rate:15.4g} {metrics.seconds:9.1f}",
            flush=True,
        )
