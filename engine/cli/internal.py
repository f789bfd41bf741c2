"""`run` and `engine`: the processes that the window starts. People have no need of them."""

import argparse
from pathlib import Path

from engine.cli.arguments import Commands

COMMANDS = ("run", "engine")


def add_to(commands: Commands) -> None:
    """Declare the commands of this module; without help, they are not listed."""
    run = commands.add_parser("run")
    run.add_argument("folder", metavar="FOLDER")
    run.add_argument("--device", default="auto")
    run.add_argument("--paused", action="store_true")
    run.add_argument("--resume", action="store_true")
    run.set_defaults(call=serve_run)
    engine = commands.add_parser("engine")
    engine.add_argument("address")
    engine.set_defaults(call=serve_engine)


def serve_run(arguments: argparse.Namespace) -> int:
    """Be the process of a run."""
    from engine.training.process import serve

    return serve(Path(arguments.folder), arguments.device, paused=arguments.paused, resume=arguments.resume)


def serve_engine(arguments: argparse.Namespace) -> int:
    """Be the engine process."""
    from engine import service

    return service.main(arguments.address)
