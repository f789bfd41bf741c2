"""The networks that come with the program, as documents in resources/presets. Loads no torch."""

from dataclasses import replace
from pathlib import Path

from engine import files
from engine.document import Document, new_id
from engine.errors import UserError

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "presets"


def names() -> list[str]:
    """The names of all presets."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def titles() -> dict[str, str]:
    """The presets' titles by name."""
    return {name: files.load(FOLDER / f"{name}.json").title for name in names()}


def make(name: str) -> Document:
    """A new document of the preset called `name`, with an id of its own. Raises UserError where there is none."""
    if name not in names():
        raise UserError("There is no preset called {name}. Choose one of: {names}.", {"name": name, "names": names()})
    return replace(files.load(FOLDER / f"{name}.json"), id=new_id())
