"""Repairs of problems that a single node has: for a problem's code, the edits that mend it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.block import Block, Value
from engine.document import Document, Edge, Group, Node
from engine.problem import Fix, Problem
from engine.problems import without_argument
from engine.shapes import Tensor


@dataclass(frozen=True, slots=True)
class Broken:
    """A node with a problem, and what is known around it. `arriving` are the tensors of `edges`, where known.

    `settings` are all of its arguments, or empty where the problem was found before they were.
    """

    document: Document
    group: Group
    node: Node
    block: Block
    settings: Mapping[str, Value]
    edges: Sequence[Edge]
    arriving: Sequence[Tensor | None]
    problem: Problem


def repaired(broken: Broken) -> Problem:
    """The problem with its fixes."""
    repair = REPAIRS.get(broken.problem.code)
    return replace(broken.problem, fixes=tuple(repair(broken))) if repair else broken.problem


def clear_align_corners(broken: Broken) -> Iterable[Fix]:
    """Leave align_corners out."""
    edit = without_argument(broken.group.id, broken.node, "align_corners")
    return [Fix("fix_clear", {"argument": "align_corners"}, edit)]


REPAIRS: dict[str, Callable[[Broken], Iterable[Fix]]] = {"align_corners": clear_align_corners}
