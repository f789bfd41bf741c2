"""Documents as JSON files: reading that explains what is wrong, and saving that is whole or did not happen."""

import contextlib
import errno
import json
import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from engine.document import FORMAT, Document, Edge, Group, Node
from engine.errors import UserError
from engine.limits import MAXIMUM_BYTES
from engine.literals import read_literals
from engine.reader import (
    EDGE_ALWAYS,
    EDGE_DEFAULTS,
    EDGE_KEYS,
    GROUP_KEYS,
    NODE_ALWAYS,
    NODE_DEFAULTS,
    NODE_KEYS,
    Raw,
    Reader,
    in_order,
)

FORMAT_NAME = "convcanvas"
FRAGMENT_NAME = "convcanvas-fragment"
DOCUMENT_KEYS = ("format", "id", "title", "root", "recipe", "groups")
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def load(path: str | Path) -> Document:
    """Read a document. Raises UserError with one plain sentence where the file cannot be read; runs no code."""
    path = Path(path)
    try:
        ordinary_size(path)
        with open(path, "rb") as file:
            data = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        raise cannot_read(path, error) from error
    return parse(data, str(path))


def ordinary_size(path: Path) -> int:
    """The bytes of a file. Raises UserError where it is a pipe or a device, which may never end, and OSError."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise UserError("{path} is no ordinary file. Choose another one.", {"path": str(path)})
    return found.st_size


def parse(data: bytes, name: str) -> Document:
    """Read a document from the bytes of a file called `name`, which error messages mention."""
    return from_json(read_literals(data, name), name)


def save(document: Document, path: str | Path) -> None:
    """Write a document. The file at `path` is the old one or the new one, never something between.

    Raises UserError, also where the new one could not be opened again: nothing is written then.
    """
    values = {"path": str(path)}
    try:
        data = to_bytes(document)
        parse(data, document.title or "The document")
    except (ValueError, RecursionError) as error:
        raise UserError(
            "{path} was not saved: a text or a number in it cannot be written. Undo what you changed last.", values
        ) from error
    except UserError as error:
        raise UserError(
            "{path} was not saved, since it could not be opened again. {fault}", {**values, "fault": str(error)}
        ) from error
    write_atomically(Path(path), data)


def to_bytes(document: Document) -> bytes:
    """The document as it stands in a file: JSON with a line a node and a line an edge, so that versions compare.

    Raises ValueError for what no file can hold: numbers that are not finite, and halves of characters.
    """
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
    values = {
        "format": [FORMAT_NAME, FORMAT[0], max(FORMAT[1], document.format[1])],
        "id": document.id,
        "title": document.title,
        "root": document.root,
        "recipe": document.recipe,
        "groups": [_group_json(group) for group in document.groups.values()],
    }
    usual = [key for key in DOCUMENT_KEYS if key != "recipe" or values[key] or not document.keys]
    return in_order(values, document.extra, document.keys, usual)


def from_json(raw: Any, name: str = "document") -> Document:
    """The document that `to_json` wrote. Raises UserError that names the place of the first fault."""
    reader = Reader(name)
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
    if version[0] < FORMAT[0]:
        raise reader.fault("format", f"there never was a version {version[0]}")
    groups = reader.groups(raw)
    root = reader.text(raw, "root", "")
    if root not in groups:
        raise reader.fault("root", f"there is no group “{root}”")
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
        extra={key: value for key, value in raw.items() if key not in DOCUMENT_KEYS},
        keys=reader.keys(raw, DOCUMENT_KEYS, DOCUMENT_KEYS, {}),
    )


def fragment_to_json(nodes: Iterable[Node], edges: Iterable[Edge]) -> dict[str, Any]:
    """Some nodes and edges of a document as JSON literals, as they travel on the clipboard."""
    return {
        "format": [FRAGMENT_NAME, *FORMAT],
        "id": FRAGMENT_NAME,
        "name": FRAGMENT_NAME,
        "nodes": [_item_json(node, NODE_KEYS, NODE_ALWAYS, NODE_DEFAULTS) for node in nodes],
        "edges": [_item_json(edge, EDGE_KEYS, EDGE_ALWAYS, EDGE_DEFAULTS) for edge in edges],
    }


def fragment_from_json(raw: Any) -> tuple[list[Node], list[Edge]]:
    """The nodes and edges that `fragment_to_json` wrote. Raises UserError where `raw` is anything else."""
    reader = Reader(FRAGMENT_NAME)
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


def _group_json(group: Group) -> Raw:
    values = {
        "id": group.id,
        "name": group.name,
        "nodes": [_item_json(node, NODE_KEYS, NODE_ALWAYS, NODE_DEFAULTS) for node in group.nodes.values()],
        "edges": [_item_json(edge, EDGE_KEYS, EDGE_ALWAYS, EDGE_DEFAULTS) for edge in group.edges.values()],
    }
    return in_order(values, group.extra, group.keys, GROUP_KEYS)


def _item_json(item: Node | Edge, known: tuple[str, ...], always: tuple[str, ...], defaults: Raw) -> Raw:
    """The fields of a node or edge that are not at their default; whole coordinates without a decimal point."""
    values = {key: getattr(item, key) for key in known}
    for key in ("x", "y"):
        if key in values and values[key] == int(values[key]):
            values[key] = int(values[key])
    if not item.keys:
        usual = {k: v for k, v in values.items() if k in always or v != defaults[k]}
        return {**usual, **item.extra}
    return in_order(values, item.extra, item.keys, [k for k in known if k not in defaults or values[k] != defaults[k]])


def _lines(value: Any, depth: int) -> str:
    """JSON, broken into lines down to the entries of `nodes` and `edges`."""
    if depth > 4 or not isinstance(value, dict | list) or not value or (depth == 4 and isinstance(value, dict)):
        return _encode(value)
    if depth > 0 and all(
        not isinstance(v, dict | list) for v in (value.values() if isinstance(value, dict) else value)
    ):
        return _encode(value)
    space = " " * (depth + 1)
    if isinstance(value, dict):
        parts = [f"{space}{_encode(k)}: {_lines(v, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{' ' * depth}}}"
    parts = [f"{space}{_lines(v, depth + 1)}" for v in value]
    return "[\n" + ",\n".join(parts) + f"\n{' ' * depth}]"


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut, where the system lets a folder be flushed."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
