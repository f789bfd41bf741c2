"""What several commands' arguments have in common: settings as NAME=VALUE, and the file of a document."""

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.block import Value
from engine.errors import UserError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Commands = object

PREFIX = "recipe."


def add_set(command: argparse.ArgumentParser) -> None:
    """Give a command the option --set."""
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        dest="settings",
        help="a setting, such as recipe.epochs=3; may be given several times",
    )


def recipe_settings(settings: Sequence[str]) -> dict[str, Value]:
    """The recipe's settings among `recipe.NAME=VALUE`, as JSON literals or else text. Raises UserError."""
    from engine.training.recipe import SETTINGS, setting

    found: dict[str, Value] = {}
    for text in settings:
        name, equals, value = text.partition("=")
        if not equals:
            raise UserError("--set {text} has no value. Write NAME=VALUE.", {"text": text})
        known = setting(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
        if known is None:
            names = [PREFIX + argument.name for argument in SETTINGS]
            raise UserError(
                "There is no setting called {name}. Choose one of: {names}.", {"name": name, "names": names}
            )
        found[known.name] = _literal(value)
    return found


def checked(settings: dict[str, Value]) -> dict[str, Value]:
    """The same, after each value was found to be one that the recipe can have."""
    from engine.training.recipe import resolve

    resolve(settings)
    return settings


def _literal(text: str) -> Value:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
