"""Documents as JSON files: reading that explains what is wrong, and saving that is whole or did not happen."""

import contextlib
import errno
import json
import math
import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from engine.document import FORMAT, Document, Edge, Group, Node
from engine.errors import UserError

FORMAT_NAME = "convcanvas"
FRAGMENT_NAME = "convcanvas-fragment"
MAXIMUM_BYTES = 256 * 1024 * 1024
MAXIMUM_NODES = 200_000
Item = TypeVar("Item", Node, Edge)


def load(path: str | Path) -> Document:
    """Read a document. Raises UserError with one plain sentence where the file cannot be read; runs no code."""
    path = Path(path)
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise UserError(
                "{path} is larger than a document can be (256 MB). Choose another file.", {"path": str(path)}
            )
        data = path.read_bytes()
    except OSError as error:
        raise cannot_read(path, error) from error
    return parse(data, str(path))


def parse(data: bytes, name: str) -> Document:
    """Read a document from the bytes of a file called `name`, which error messages mention."""
    try:
        text = data.decode("utf-8-sig")
        raw = json.loads(text, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise UserError(
            "{path} is not a ConvCanvas document: it is not text. Choose another file.", {"path": name}
        ) from error
    except json.JSONDecodeError as error:
        values = {"path": name, "line": error.lineno, "column": error.colno}
        if not text.strip():
            raise UserError("{path} is empty. Choose another file, or restore it from a copy.", values) from error
        if error.pos >= len(text.rstrip()):
            sentence = "{path} ends in the middle, at line {line}: the file was cut off. Restore it from a copy."
        else:
            sentence = (
                "{path} is not valid JSON at line {line}, column {column}. Mend that place, or choose another file."
            )
        raise UserError(sentence, values) from error
    except RecursionError as error:
        raise UserError(
            "{path} is nested too deeply to be a ConvCanvas document. Choose another file.", {"path": name}
        ) from error
    except ValueError as error:
        raise UserError(
            "{path} holds a number that cannot be used: {fault}. Mend it, or choose another file.",
            {"path": name, "fault": str(error)[:80]},
        ) from error
    return from_json(raw, name)


def save(document: Document, path: str | Path) -> None:
    """Write a document. The file at `path` is the old one or the new one, never something between."""
    write_atomically(Path(path), to_bytes(document))


def to_bytes(document: Document) -> bytes:
    """The document as it stands in a file: JSON with a line a node and a line an edge, so that versions compare."""
    return (_lines(to_json(document), 0) + "\n").encode()


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the file, flush to the disk, then take the file's place. Raises UserError."""
    path = Path(os.path.realpath(path))
    temporary: Path | None = None
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        temporary = path.parent / f".{path.name[:100]}.{secrets.token_hex(4)}.part"
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(temporary, path.stat().st_mode & 0o777)
        os.replace(temporary, path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def to_json(document: Document) -> dict[str, Any]:
    """The document as JSON literals; what a newer version had written stands where it stood."""
    return {
        "format": [FORMAT_NAME, FORMAT[0], max(FORMAT[1], document.format[1])],
        "id": document.id,
        "title": document.title,
        "root": document.root,
        "recipe": document.recipe,
        "groups": [
            {
                "id": group.id,
                "name": group.name,
                "nodes": [_item_json(node, ("id", "name", "block")) for node in group.nodes.values()],
                "edges": [_item_json(edge, ("id", "source", "target")) for edge in group.edges.values()],
                **group.extra,
            }
            for group in document.groups.values()
        ],
        **document.extra,
    }


def from_json(raw: Any, name: str = "document") -> Document:
    """The document that `to_json` wrote. Raises UserError that names the place of the first fault."""
    reader = _Reader(name)
    if not isinstance(raw, dict) or not isinstance(raw.get("format"), list) or raw["format"][:1] != [FORMAT_NAME]:
        raise UserError("{path} is not a ConvCanvas document. Choose a file that ConvCanvas has saved.", {"path": name})
    version = raw["format"][1:]
    if len(version) != 2 or any(type(part) is not int or part < 0 for part in version):
        raise reader.fault("format", "two whole numbers are wanted after its name")
    if version[0] > FORMAT[0]:
        raise UserError(
            "{path} was written by a newer ConvCanvas (format {version}; this one reads {ours}). Update ConvCanvas.",
            {"path": name, "version": ".".join(map(str, version)), "ours": ".".join(map(str, FORMAT))},
        )
    groups: dict[str, Group] = {}
    for index, item in enumerate(reader.list(raw, "groups", "")):
        group = reader.group(item, f"groups[{index}]")
        if group.id in groups:
            raise reader.fault(f"groups[{index}].id", f"“{group.id}” is the id of another group")
        groups[group.id] = group
    root = reader.text(raw, "root", "")
    if root not in groups:
        raise reader.fault("root", f"there is no group “{root}”")
    known = {"format", "id", "title", "root", "recipe", "groups"}
    recipe = raw.get("recipe", {})
    if not isinstance(recipe, dict):
        raise reader.fault("recipe", "settings in { } are wanted")
    return Document(
        id=reader.text(raw, "id", ""),
        title=reader.text(raw, "title", "", empty=True),
        root=root,
        groups=groups,
        recipe=recipe,
        format=(version[0], version[1]),
        extra={key: value for key, value in raw.items() if key not in known},
    )


def fragment_to_json(nodes: Iterable[Node], edges: Iterable[Edge]) -> dict[str, Any]:
    """Some nodes and edges of a document as JSON literals, as they travel on the clipboard."""
    return {
        "format": [FRAGMENT_NAME, *FORMAT],
        "id": FRAGMENT_NAME,
        "name": FRAGMENT_NAME,
        "nodes": [_item_json(node, ("id", "name", "block")) for node in nodes],
        "edges": [_item_json(edge, ("id", "source", "target")) for edge in edges],
    }


def fragment_from_json(raw: Any) -> tuple[list[Node], list[Edge]]:
    """The nodes and edges that `fragment_to_json` wrote. Raises UserError where `raw` is anything else."""
    reader = _Reader(FRAGMENT_NAME)
    if not isinstance(raw, dict) or raw.get("format") != [FRAGMENT_NAME, *FORMAT]:
        raise reader.fault("format", f"“{FRAGMENT_NAME}” of this version is wanted")
    group = reader.group(raw, "fragment")
    return list(group.nodes.values()), list(group.edges.values())


def cannot_read(path: str | Path, error: OSError) -> UserError:
    """Why a file could not be read, in a sentence."""
    values = {"path": str(path), "fault": error.strerror or str(error)}
    match error:
        case FileNotFoundError():
            return UserError("{path} is not there. Check the name, or choose another file.", values)
        case PermissionError():
            return UserError("{path} may not be read by you. Change its permissions, or choose another file.", values)
        case IsADirectoryError():
            return UserError("{path} is a folder. Choose a file in it.", values)
    return UserError("{path} cannot be read: {fault}. Check the disk, or choose another file.", values)


def cannot_write(path: str | Path, error: OSError) -> UserError:
    """Why a file could not be written, in a sentence."""
    values = {"path": str(path), "folder": str(Path(path).parent), "fault": error.strerror or str(error)}
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(
            "The disk is full: {path} was not saved, and the old file is as it was. Make room, or save elsewhere.",
            values,
        )
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return UserError(
                "The folder {folder} is not there, so {path} was not saved. Choose another folder.", values
            )
        case PermissionError():
            return UserError("You may not write to {folder}, so {path} was not saved. Choose another folder.", values)
        case IsADirectoryError():
            return UserError("{path} is a folder, so nothing was saved. Choose another name.", values)
    return UserError("{path} was not saved: {fault}. Check the disk, or save elsewhere.", values)


class _Reader:
    """Takes plain JSON apart and says in words where something is not as it should be."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fault(self, place: str, what: str) -> UserError:
        return UserError(
            "{path} is broken at {place}: {fault}. Mend it there, or restore the file from a copy.",
            {"path": self.name, "place": place, "fault": what},
        )

    def group(self, raw: Any, place: str) -> Group:
        raw = self.object(raw, place)
        nodes = self._items(raw, "nodes", place, self.node)
        edges = self._items(raw, "edges", place, self.edge)
        for index, edge in enumerate(edges.values()):
            for end in ("source", "target"):
                if getattr(edge, end) not in nodes:
                    raise self.fault(f"{place}.edges[{index}].{end}", f"there is no node “{getattr(edge, end)}”")
        known = {"id", "name", "nodes", "edges"}
        extra = {key: value for key, value in raw.items() if key not in known}
        return Group(self.text(raw, "id", place), self.text(raw, "name", place), nodes, edges, extra)

    def node(self, raw: dict[str, Any], place: str, extra: dict[str, Any]) -> Node:
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
            extra=extra,
        )

    def edge(self, raw: dict[str, Any], place: str, extra: dict[str, Any]) -> Edge:
        return Edge(
            id=self.text(raw, "id", place),
            source=self.text(raw, "source", place),
            target=self.text(raw, "target", place),
            output=self.text(raw, "output", place, "output"),
            input=self.text(raw, "input", place, "input"),
            index=self.whole(raw, "index", place, 0),
            extra=extra,
        )

    def _items(
        self,
        raw: dict[str, Any],
        key: str,
        place: str,
        read: Callable[[dict[str, Any], str, dict[str, Any]], Item],
    ) -> dict[str, Item]:
        items: dict[str, Item] = {}
        known: set[str] = set()
        for index, entry in enumerate(self.list(raw, key, place)):
            here = f"{place}.{key}[{index}]"
            entry = self.object(entry, here)
            extra = {k: v for k, v in entry.items() if k not in known} if known else {}
            item = read(entry, here, extra)
            if not known:
                known = {field.name for field in fields(item)} - {"extra"}
                extra.update((k, v) for k, v in entry.items() if k not in known)
            if item.id in items:
                raise self.fault(f"{here}.id", f"“{item.id}” is the id of another one")
            items[item.id] = item
        return items

    def object(self, raw: Any, place: str) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise self.fault(place, "an entry in { } is wanted")
        return raw

    def list(self, raw: dict[str, Any], key: str, place: str) -> list[Any]:
        value = raw.get(key)
        if not isinstance(value, list):
            raise self.fault(self._at(place, key), "a list in [ ] is wanted")
        if len(value) > MAXIMUM_NODES:
            raise self.fault(self._at(place, key), f"more than {MAXIMUM_NODES:,} entries")
        return value

    def text(self, raw: dict[str, Any], key: str, place: str, default: str | None = None, empty: bool = False) -> str:
        value = raw.get(key, default)
        if not isinstance(value, str) or len(value) > 1000 or not (value or empty):
            raise self.fault(self._at(place, key), "a text is wanted" if key in raw else "it is missing")
        return value

    def whole(self, raw: dict[str, Any], key: str, place: str, default: int) -> int:
        value = raw.get(key, default)
        if type(value) is not int or not 0 <= value < 2**31:
            raise self.fault(self._at(place, key), "a whole number is wanted")
        return value

    def truth(self, raw: dict[str, Any], key: str, place: str) -> bool:
        value = raw.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(self._at(place, key), "true or false is wanted")
        return value

    def coordinate(self, raw: dict[str, Any], key: str, place: str) -> float:
        value = raw.get(key, 0.0)
        if type(value) not in (int, float) or not math.isfinite(value) or abs(value) > 1e7:
            raise self.fault(self._at(place, key), "a number between -10,000,000 and 10,000,000 is wanted")
        return float(value)

    @staticmethod
    def _at(place: str, key: str) -> str:
        return f"{place}.{key}" if place else key


def _item_json(item: Node | Edge, always: tuple[str, ...]) -> dict[str, Any]:
    """The fields of a node or edge that are not at their default; whole coordinates without a decimal point."""
    raw: dict[str, Any] = {}
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name == "extra":
            raw.update(value)
        elif field.name in ("x", "y"):
            raw[field.name] = int(value) if value == int(value) else round(value, 2)
        elif field.name in always or (value != field.default and value != {}):
            raw[field.name] = value
    return raw


def _lines(value: Any, depth: int) -> str:
    """JSON, broken into lines down to the entries of `nodes` and `edges`."""
    if depth > 4 or not isinstance(value, dict | list) or not value or (depth == 4 and isinstance(value, dict)):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    if depth > 0 and all(
        not isinstance(v, dict | list) for v in (value.values() if isinstance(value, dict) else value)
    ):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    space = " " * (depth + 1)
    if isinstance(value, dict):
        parts = [f"{space}{json.dumps(k, ensure_ascii=False)}: {_lines(v, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{' ' * depth}}}"
    parts = [f"{space}{_lines(v, depth + 1)}" for v in value]
    return "[\n" + ",\n".join(parts) + f"\n{' ' * depth}]"


def _refuse_constant(text: str) -> None:
    raise ValueError(text)


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut, where the system lets a folder be flushed."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
