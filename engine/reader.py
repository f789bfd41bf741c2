"""Takes plain JSON apart into the parts of a document, and says in words where something is not as it should be.

What it does not know it keeps as `extra`, and where fields stand in another order than ours, that order as `keys`: so
a file of a newer version is saved back as it was.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any, TypeVar

from engine.document import Edge, Group, Node
from engine.errors import UserError
from engine.limits import MAXIMUM_EDGES, MAXIMUM_GROUPS, MAXIMUM_NODES, MAXIMUM_PLACE, MAXIMUM_TEXT

Item = TypeVar("Item", Node, Edge)
Raw = dict[str, Any]

NODE_KEYS = tuple(field.name for field in fields(Node))[:-2]  # without `extra` and `keys`
EDGE_KEYS = tuple(field.name for field in fields(Edge))[:-2]
GROUP_KEYS = ("id", "name", "nodes", "edges")
NODE_ALWAYS = ("id", "name", "block", "x", "y")  # written also where they are at their default
EDGE_ALWAYS = ("id", "source", "target")
NODE_DEFAULTS: Raw = {"version": 1, "arguments": {}, "x": 0.0, "y": 0.0, "frozen": False}
EDGE_DEFAULTS: Raw = {"output": "output", "input": "input", "index": 0}


class Reader:
    """Reads the parts of one document, which its faults call `name`, and counts them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._count = {"nodes": 0, "edges": 0}  # in all groups so far
        self._usual: dict[tuple[str, ...], bool] = {}  # by fields as they stand in the file: whether we would too
        self._same: dict[tuple[str, ...], tuple[str, ...]] = {}  # equal ones are kept once

    def fault(self, place: str, what: str) -> UserError:
        """That something is wrong at `place`."""
        return UserError(
            "{path} is broken at {place}: {fault}. Mend it there, or restore the file from a copy.",
            {"path": self.name, "place": place, "fault": what},
        )

    def groups(self, raw: Raw) -> dict[str, Group]:
        """All groups of a document, by id."""
        groups: dict[str, Group] = {}
        for index, item in enumerate(self.list(raw, "groups", "", MAXIMUM_GROUPS)):
            group = self.group(item, f"groups[{index}]")
            if group.id in groups:
                raise self.fault(f"groups[{index}].id", f"“{group.id}” is the id of another group")
            groups[group.id] = group
        return groups

    def group(self, raw: Any, place: str) -> Group:
        """One group, its edges between nodes that are there."""
        raw = self.object(raw, place)
        nodes = self._items(self._counted(raw, "nodes", place, MAXIMUM_NODES), f"{place}.nodes", self.node)
        edges = self._items(self._counted(raw, "edges", place, MAXIMUM_EDGES), f"{place}.edges", self.edge)
        for index, edge in enumerate(edges.values()):
            for end in ("source", "target"):
                if getattr(edge, end) not in nodes:
                    raise self.fault(f"{place}.edges[{index}].{end}", f"there is no node “{getattr(edge, end)}”")
        return Group(
            self.text(raw, "id", place),
            self.text(raw, "name", place),
            nodes,
            edges,
            {key: value for key, value in raw.items() if key not in GROUP_KEYS},
            self.keys(raw, GROUP_KEYS, GROUP_KEYS, {}),
        )

    def node(self, raw: Raw, place: str) -> Node:
        """One node."""
        arguments = raw.get("arguments", {})
        if not isinstance(arguments, dict):
            raise self.fault(f"{place}.arguments", "settings in { } are wanted")
        return Node(
            id=self.text(raw, "id", place),
            name=self.text(raw, "name", place),
            block=self.text(raw, "block", place),
            version=self.whole(raw, "version", place, 1),
            arguments=arguments,
            x=self.coordinate(raw, "x", place),
            y=self.coordinate(raw, "y", place),
            frozen=self.truth(raw, "frozen", place),
            extra={key: raw[key] for key in raw if key not in NODE_KEYS},
            keys=self.keys(raw, NODE_KEYS, NODE_ALWAYS, NODE_DEFAULTS),
        )

    def edge(self, raw: Raw, place: str) -> Edge:
        """One edge."""
        return Edge(
            id=self.text(raw, "id", place),
            source=self.text(raw, "source", place),
            target=self.text(raw, "target", place),
            output=self.text(raw, "output", place, "output"),
            input=self.text(raw, "input", place, "input"),
            index=self.whole(raw, "index", place, 0),
            extra={key: raw[key] for key in raw if key not in EDGE_KEYS},
            keys=self.keys(raw, EDGE_KEYS, EDGE_ALWAYS, EDGE_DEFAULTS),
        )

    def keys(self, raw: Raw, known: tuple[str, ...], always: tuple[str, ...], defaults: Raw) -> tuple[str, ...]:
        """The fields in the order of the file; empty where we would write the same ones in the same order."""
        found = tuple(raw)
        if found not in self._usual:
            ours = [key for key in known if key in raw] + [key for key in found if key not in known]
            self._usual[found] = list(found) == ours and all(key in raw for key in always)
        if self._usual[found] and not any(
            key in raw and raw[key] == default and key not in always for key, default in defaults.items()
        ):
            return ()
        return self._same.setdefault(found, found)

    def _counted(self, raw: Raw, key: str, place: str, most: int) -> list[Any]:
        found = self.list(raw, key, place, most - self._count[key])
        self._count[key] += len(found)
        return found

    def _items(self, raw: list[Any], place: str, read: Callable[[Raw, str], Item]) -> dict[str, Item]:
        items: dict[str, Item] = {}
        for index, entry in enumerate(raw):
            here = f"{place}[{index}]"
            item = read(self.object(entry, here), here)
            if item.id in items:
                raise self.fault(f"{here}.id", f"“{item.id}” is the id of another one")
            items[item.id] = item
        return items

    def object(self, raw: Any, place: str) -> Raw:
        """An object."""
        if not isinstance(raw, dict):
            raise self.fault(place, "an entry in { } is wanted")
        return raw

    def list(self, raw: Raw, key: str, place: str, most: int) -> list[Any]:
        """A list of at most so many entries."""
        value = raw.get(key)
        if not isinstance(value, list):
            raise self.fault(self._at(place, key), "a list in [ ] is wanted")
        if len(value) > most:
            limit = {"groups": MAXIMUM_GROUPS, "nodes": MAXIMUM_NODES, "edges": MAXIMUM_EDGES}[key]
            raise self.fault(self._at(place, key), f"a document has at most {limit:,} of them")
        return value

    def text(self, raw: Raw, key: str, place: str, default: str | None = None, empty: bool = False) -> str:
        """A text of reasonable length."""
        value = raw.get(key, default)
        if not isinstance(value, str) or not (value or empty):
            raise self.fault(self._at(place, key), "a text is wanted" if key in raw else "it is missing")
        if len(value) > MAXIMUM_TEXT:
            raise self.fault(self._at(place, key), f"it is longer than {MAXIMUM_TEXT:,} characters")
        return value

    def whole(self, raw: Raw, key: str, place: str, default: int) -> int:
        """A whole number that is not negative."""
        value = raw.get(key, default)
        if type(value) is not int or not 0 <= value < 2**31:
            raise self.fault(self._at(place, key), "a whole number is wanted")
        return value

    def truth(self, raw: Raw, key: str, place: str) -> bool:
        """True or false."""
        value = raw.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(self._at(place, key), "true or false is wanted")
        return value

    def coordinate(self, raw: Raw, key: str, place: str) -> float:
        """A place on the canvas, in pixels at zoom 1."""
        value = raw.get(key, 0.0)
        if type(value) not in (int, float) or not math.isfinite(value) or abs(value) > MAXIMUM_PLACE:
            raise self.fault(
                self._at(place, key), f"a number between -{MAXIMUM_PLACE:,} and {MAXIMUM_PLACE:,} is wanted"
            )
        return float(value)

    @staticmethod
    def _at(place: str, key: str) -> str:
        return f"{place}.{key}" if place else key


def in_order(values: Raw, extra: Raw, keys: Iterable[str], usual: Iterable[str]) -> Raw:
    """The fields and what we do not know, as they stood in the file (`keys`), then what we `usually` write as well."""
    every = {**values, **extra}
    return {key: every[key] for key in dict.fromkeys((*keys, *usual, *extra)) if key in every}
