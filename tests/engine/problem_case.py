"""A problem's case for tests: a document that has it, what is said of it, and which repairs are offered."""

from dataclasses import dataclass

from engine.document import Document
from tests.build import network

CONV, BN, RELU, POOL, UP = "conv2d", "batch_norm2d", "relu", "max_pool2d", "conv_transpose2d"
X, Y = ("x", "input", {"shape": [3, 8, 8]}), ("y", "output")
DIGITS = ("x", "input")
HEAD = (("f", "flatten"), ("l", "linear"), Y)


@dataclass(frozen=True)
class Case:
    """`fixes` are the labels of the repairs, in their order; `memory` is what the device has."""

    document: Document
    message: str
    fixes: tuple[str, ...] = ()
    severity: str = "error"
    memory: int | None = None


def case(message: str, *layers, edges: str = "", fixes: tuple[str, ...] = (), severity: str = "error") -> Case:
    return Case(network(*layers, edges=edges), message, fixes, severity)


def noted(message: str, *layers, edges: str = "", fixes: tuple[str, ...] = ()) -> Case:
    return case(message, *layers, edges=edges, fixes=fixes, severity="note")


def warned(message: str, *layers, edges: str = "", fixes: tuple[str, ...] = ()) -> Case:
    return case(message, *layers, edges=edges, fixes=fixes, severity="warning")
