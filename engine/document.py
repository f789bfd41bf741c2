"""A document: everything in one file - nodes, edges, groups, layout and recipe. It changes only through `apply`."""

import keyword
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.block import Value

if TYPE_CHECKING:
    from engine.edits import Edit

FORMAT = (1, 0)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+")


def new_id() -> str:
    """An id that no other node, edge or document has; made by whoever makes the edit, so that it travels in it."""
    return secrets.token_hex(6)


def is_valid_name(name: str) -> bool:
    """Whether `name` can be one segment of a state_dict key and stand in exported source."""
    return len(name) <= 100 and _NAME.fullmatch(name) is not None and not keyword.iskeyword(name)


@dataclass(frozen=True, slots=True)
class Node:
    """A block placed in a document. `arguments` holds only what differs from the block's defaults."""

    id: str
    name: str
    block: str
    version: int = 1
    arguments: dict[str, Value] = field(default_factory=dict)
    x: float = 0.0
    y: float = 0.0
    frozen: bool = False  # its parameters are left as they are in training
    extra: dict[str, Any] = field(default_factory=dict)  # fields of a newer version, saved back as they came
    keys: tuple[str, ...] = ()  # the order of the fields in the file, where it is not the one that we would write


@dataclass(frozen=True, slots=True)
class Edge:
    """A connection from an output port to an input port; `index` orders the edges of a variadic input."""

    id: str
    source: str
    target: str
    output: str = "output"
    input: str = "input"
    index: int = 0
    extra: dict[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()


@dataclass(slots=True)
class Group:
    """A network: nodes and edges by id, in their order of definition, which decides the order of execution."""

    id: str
    name: str
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[str, Edge] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()

    def edges_of(self, node_ids: set[str]) -> list[Edge]:
        """The edges that begin or end at one of these nodes, in order."""
        return [edge for edge in self.edges.values() if edge.source in node_ids or edge.target in node_ids]

    def edges_into(self, node_id: str, port: str) -> list[Edge]:
        """The edges that arrive at one input port, in the order of a variadic input."""
        found = [edge for edge in self.edges.values() if edge.target == node_id and edge.input == port]
        return sorted(found, key=lambda edge: edge.index)

    def free_name(self, stem: str) -> str:
        """`stem` with the first number that gives a name no node here has: conv1, conv2, …"""
        return Names(node.name for node in self.nodes.values()).free(stem)


class Names:
    """Names that are taken. Asking for many free ones takes no longer for each than asking for one."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}  # by stem: no smaller number is free

    def __contains__(self, name: str) -> bool:
        return name in self._taken

    def add(self, name: str) -> None:
        """Take note that a name is taken."""
        self._taken.add(name)

    def free(self, stem: str) -> str:
        """`stem` with the first number that gives a name which is not taken; the stem itself where it has a number."""
        if stem not in self._taken and stem[-1:].isdigit():
            return stem
        stem = stem.rstrip("0123456789") or "node"
        number = self._next.get(stem, 1)
        while f"{stem}{number}" in self._taken:
            number += 1
        self._next[stem] = number
        return f"{stem}{number}"


@dataclass(slots=True)
class Document:
    """Nodes, edges, layout and recipe of one network. `revision` counts the edits since it was opened."""

    id: str = field(default_factory=new_id)
    title: str = ""
    root: str = "main"
    groups: dict[str, Group] = field(default_factory=lambda: {"main": Group("main", "main")})
    recipe: dict[str, Value] = field(default_factory=dict)
    format: tuple[int, int] = FORMAT
    extra: dict[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    revision: int = field(default=0, compare=False)

    @property
    def network(self) -> Group:
        """The root group: the network itself."""
        return self.groups[self.root]

    def apply(self, edit: "Edit") -> "Edit":
        """Carry out `edit` and return its exact inverse, order included. Nothing else may change a document."""
        inverse = edit.perform(self)
        self.revision += 1
        return inverse
