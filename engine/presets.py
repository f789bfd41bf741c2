"""The networks that come with the program, each a document in `resources/presets`."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from engine.document import Document, new_id
from engine.errors import UserError
from engine.files import load

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "presets"


@cache
def preset_names() -> tuple[str, ...]:
    """The names of all presets, in the order in which to offer them."""
    found = sorted(path.stem for path in FOLDER.glob("*.json"))
    first = [name for name in ("lenet5", "lenet5_bn") if name in found]
    return (*first, *(name for name in found if name not in first))


def load_preset(name: str) -> Document:
    """A new document that begins as this preset. Raises UserError where there is none of this name."""
    if name not in preset_names():
        raise UserError(
            "There is no preset “{name}”. There are: {names}.", {"name": name, "names": list(preset_names())}
        )
    return replace(load(FOLDER / f"{name}.json"), id=new_id())
