"""Edits: every change a document can undergo, each with an exact inverse, each able to travel as JSON."""

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar, Union

from engine.block import Value
from engine.document import Document, Edge, Group, Node

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Touches = Literal["graph", "layout", "recipe", "title"]
Item = TypeVar("Item", Node, Edge)
END = -1  # an index that means "after all others"


class EditError(Exception):
    """An edit names something that is not in the document: the edit was made for another document or revision."""


@dataclass(frozen=True, slots=True)
class Insert:
    """Put nodes and edges in, each at an index of the order of definition (END: after the last)."""

    scope: str
    nodes: list[tuple[int, Node]] = field(default_factory=list)
    edges: list[tuple[int, Edge]] = field(default_factory=list)
    kind: Literal["insert"] = "insert"

    def touches(self) -> set[Touches]:
        return {"graph"}

    def perform(self, document: Document) -> "Edit":
        group = _group(document, self.scope)
        nodes, edges = group.nodes.keys(), group.edges.keys()
        for _, node in self.nodes:
            if node.id in nodes:
                raise EditError(f"the node {node.id} is there already")
        arriving = {node.id for _, node in self.nodes}
        for _, edge in self.edges:
            if edge.id in edges:
                raise EditError(f"the edge {edge.id} is there already")
            for end in (edge.source, edge.target):
                if end not in nodes and end not in arriving:
                    raise EditError(f"the edge {edge.id} names the node {end}, which is not there")
        _insert(group.nodes, self.nodes)
        _insert(group.edges, self.edges)
        return Remove(self.scope, [n.id for _, n in self.nodes], [e.id for _, e in self.edges])


@dataclass(frozen=True, slots=True)
class Remove:
    """Take nodes and edges out; the edges of a removed node must be among them."""

    scope: str
    nodes: list[str] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)
    kind: Literal["remove"] = "remove"

    def touches(self) -> set[Touches]:
        return {"graph"}

    def perform(self, document: Document) -> "Edit":
        group = _group(document, self.scope)
        nodes, edges = set(self.nodes), set(self.edges)
        if missing := (nodes - group.nodes.keys()) | (edges - group.edges.keys()):
            raise EditError(f"{', '.join(sorted(missing))} cannot be removed: not in the document")
        if nodes and any(edge.id not in edges for edge in group.edges_of(nodes)):
            raise EditError("a node is removed while an edge still ends at it")
        return Insert(self.scope, _take(group.nodes, nodes), _take(group.edges, edges))


@dataclass(frozen=True, slots=True)
class SetArguments:
    """Give a node a new set of arguments (those that differ from the defaults)."""

    scope: str
    node: str
    arguments: dict[str, Value]
    kind: Literal["set_arguments"] = "set_arguments"

    def touches(self) -> set[Touches]:
        return {"graph"}

    def perform(self, document: Document) -> "Edit":
        nodes, node = _node(document, self.scope, self.node)
        nodes[node.id] = replace(node, arguments=dict(self.arguments))
        return replace(self, arguments=node.arguments)


@dataclass(frozen=True, slots=True)
class Freeze:
    """Keep the parameters of nodes as they are in training, or let them learn again."""

    scope: str
    frozen: dict[str, bool]  # by node
    kind: Literal["freeze"] = "freeze"

    def touches(self) -> set[Touches]:
        return {"graph"}

    def perform(self, document: Document) -> "Edit":
        before = {id: _node(document, self.scope, id)[1] for id in self.frozen}
        nodes = _group(document, self.scope).nodes
        for id, frozen in self.frozen.items():
            nodes[id] = replace(before[id], frozen=frozen)
        return Freeze(self.scope, {id: node.frozen for id, node in before.items()})


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a node another name, and with it its parameters another state_dict key."""

    scope: str
    node: str
    name: str
    kind: Literal["rename"] = "rename"

    def touches(self) -> set[Touches]:
        return {"graph"}

    def perform(self, document: Document) -> "Edit":
        nodes, node = _node(document, self.scope, self.node)
        nodes[node.id] = replace(node, name=self.name)
        return replace(self, name=node.name)


@dataclass(frozen=True, slots=True)
class Move:
    """Put nodes elsewhere on the canvas; nothing is computed anew."""

    scope: str
    positions: dict[str, tuple[float, float]]
    kind: Literal["move"] = "move"

    def touches(self) -> set[Touches]:
        return {"layout"}

    def perform(self, document: Document) -> "Edit":
        before = {id: _node(document, self.scope, id)[1] for id in self.positions}
        nodes = _group(document, self.scope).nodes
        for id, (x, y) in self.positions.items():
            nodes[id] = replace(before[id], x=float(x), y=float(y))
        return Move(self.scope, {id: (node.x, node.y) for id, node in before.items()})


@dataclass(frozen=True, slots=True)
class SetRecipe:
    """Replace the recipe's settings (those that differ from the defaults)."""

    recipe: dict[str, Value]
    kind: Literal["set_recipe"] = "set_recipe"

    def touches(self) -> set[Touches]:
        return {"recipe"}

    def perform(self, document: Document) -> "Edit":
        before = document.recipe
        document.recipe = dict(self.recipe)
        return SetRecipe(before)


@dataclass(frozen=True, slots=True)
class SetTitle:
    """Give the document another title; exported source takes its class name from it."""

    title: str
    kind: Literal["set_title"] = "set_title"

    def touches(self) -> set[Touches]:
        return {"title"}

    def perform(self, document: Document) -> "Edit":
        before = document.title
        document.title = self.title
        return SetTitle(before)


@dataclass(frozen=True, slots=True)
class Several:
    """Several edits as one: all of them happen, or none."""

    edits: list["Edit"]
    kind: Literal["several"] = "several"

    def touches(self) -> set[Touches]:
        return {touched for edit in self.edits for touched in edit.touches()}

    def perform(self, document: Document) -> "Edit":
        done: list[Edit] = []
        try:
            for edit in self.edits:
                done.append(edit.perform(document))
        except EditError:
            for inverse in reversed(done):
                inverse.perform(document)
            raise
        return Several(done[::-1])


Edit = Union[Insert, Remove, SetArguments, Freeze, Rename, Move, SetRecipe, SetTitle, Several]  # noqa: UP007 - a recursive alias


@cache
def edit_adapter() -> "TypeAdapter[Edit]":
    """Reads and writes edits as JSON. Made on first use: importing pydantic takes a quarter of a second."""
    from pydantic import Field, TypeAdapter

    return TypeAdapter(Annotated[Edit, Field(discriminator="kind")])


def leaves(edit: Edit) -> list[Edit]:
    """The simple edits that `edit` consists of, in order."""
    if isinstance(edit, Several):
        return [leaf for part in edit.edits for leaf in leaves(part)]
    return [edit]


def _group(document: Document, scope: str) -> Group:
    if scope not in document.groups:
        raise EditError(f"the group {scope} is not in the document")
    return document.groups[scope]


def _node(document: Document, scope: str, id: str) -> tuple[dict[str, Node], Node]:
    nodes = _group(document, scope).nodes
    if id not in nodes:
        raise EditError(f"the node {id} is not in the document")
    return nodes, nodes[id]


def _insert(items: dict[str, Item], arriving: list[tuple[int, Item]]) -> None:
    if all(index == END or index >= len(items) + offset for offset, (index, _) in enumerate(arriving)):
        items.update((item.id, item) for _, item in arriving)
        return
    order = list(items.values())
    for index, item in arriving:
        order.insert(len(order) if index == END else index, item)
    items.clear()
    items.update((item.id, item) for item in order)


def _take(items: dict[str, Item], leaving: set[str]) -> list[tuple[int, Item]]:
    taken = [(index, item) for index, item in enumerate(items.values()) if item.id in leaving]
    for _, item in taken:
        del items[item.id]
    return taken
