"""`data`: which datasets there are, and fetching one."""

import argparse
import json
import sys

from engine.cli.arguments import Commands
from engine.errors import UserError

COMMANDS = ("data",)


def add_to(commands: Commands) -> None:
    """Declare the commands of this module."""
    data = commands.add_parser("data", help="list the datasets, or fetch one")
    data.add_argument("name", nargs="?", metavar="NAME")
    source = data.add_mutually_exclusive_group()
    source.add_argument("--download", action="store_true", help="fetch it from the network")
    source.add_argument("--from", dest="folder", metavar="FOLDER", help="take its files from a folder")
    data.add_argument("--json", action="store_true", help="print JSON")
    data.set_defaults(call=run_data)


def run_data(arguments: argparse.Namespace) -> int:
    """List the datasets, or bring one here."""
    from engine.data import catalogue

    if arguments.name is None and (arguments.download or arguments.folder):
        raise UserError("Say which dataset: one of {names}.", {"names": list(catalogue.DATASETS)})
    names = list(catalogue.DATASETS) if arguments.name is None else [catalogue.facts(arguments.name).id]
    if arguments.download or arguments.folder:
        _fetch(arguments.name, arguments.folder)
    for name in names:
        facts = catalogue.DATASETS[name]
        entry = {
            "name": name,
            "title": facts.title,
            "shape": list(facts.shape),
            "classes": len(facts.classes),
            "train": facts.train,
            "held_out": facts.held_out,
            "available": catalogue.is_available(name),
            "path": str(catalogue.stored_at(name)),
        }
        if arguments.json:
            print(json.dumps(entry, ensure_ascii=False))
        else:
            there = "here" if entry["available"] else f"not here; fetch it with: data {name} --download"
            print(f"{name:<8}  {facts.train:>6,} to learn from, {facts.held_out:>6,} held out  {there}")
    return 0


def _fetch(name: str, folder: str | None) -> None:
    from engine.data.fetching import fetch

    shows = sys.stderr.isatty() and folder is None

    def progress(done: int, total: int) -> None:
        if shows:
            print(f"\r{done / 1e6:.1f} MB", end="", file=sys.stderr)

    fetch(name, folder, progress, lambda: False)
    if shows:
        print(file=sys.stderr)
