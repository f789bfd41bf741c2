"""The command line: the same engine without a window. What is heavy is loaded by the command that needs it.

Exit status: 0 fine; 1 the network has errors (`check`); 2 bad input of any kind, with one plain line on
standard error; 130 interrupted.
"""

import argparse
import errno
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from engine.cli import data, documents, internal, listing, prediction, training
from engine.errors import UserError

PROGRAM = "convcanvas"
FAMILIES = (listing, documents, training, prediction, data, internal)
INTERRUPTED = 128 + signal.SIGINT


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        raise UserError("{message}. See {program} --help.", {"message": _plain(message), "program": self.prog})


def takes(arguments: Sequence[str]) -> bool:
    """Whether these arguments are for the command line; otherwise they are for the window."""
    return bool(arguments) and (arguments[0] in _commands() or arguments[0] in ("-h", "--help", "--version"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command; the exit status. Never lets an exception through that a person's input caused."""
    try:
        parsed = parser().parse_args(arguments)
        status: int = parsed.call(parsed)
        sys.stdout.flush()
        return status
    except UserError as error:
        return _refuse(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough
        _drop_output()
        return 0
    except OSError as error:  # files have had their say as UserErrors: this is the output itself
        _drop_output()
        sentence = "The disk is full: " if error.errno == errno.ENOSPC else ""
        sentence += "the output could not be written ({fault}). Send it elsewhere."
        return _refuse(UserError(sentence, {"fault": error.strerror or str(error)}))


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    from engine import __version__

    top = _Parser(prog=PROGRAM, description="Design, check and train convolutional networks.", allow_abbrev=False)
    top.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for family in FAMILIES:
        family.add_to(commands)
    return top


def _refuse(error: UserError) -> int:
    """Say in one line why not."""
    print(f"{PROGRAM}: {' '.join(str(error).split())}", file=sys.stderr)
    return 2


def _drop_output() -> None:
    """What is still to be written to standard output goes nowhere, or Python would try again at its end."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _commands() -> set[str]:
    return {name for family in FAMILIES for name in family.COMMANDS}


def _plain(message: str) -> str:
    """argparse's message as the beginning of a sentence."""
    return (message[:1].upper() + message[1:]).rstrip(".")
