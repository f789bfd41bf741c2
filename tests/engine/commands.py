"""What the tests of the command line hand to it: the program as a process of its own, and networks with faults."""

import subprocess
import sys
from pathlib import Path

from engine import presets

MAIN = Path(__file__).resolve().parents[2] / "main.py"


def program(*arguments, **settings):
    """The program as a process."""
    return subprocess.Popen(
        [sys.executable, MAIN, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **settings,
    )


def broken(**changes):
    """LeNet-5 with one fault."""
    document = presets.make("lenet5")
    group = document.network
    for name, arguments in changes.items():
        group.nodes[name].arguments.update(arguments)
    return document
