"""JSON text as plain values, refusing in a sentence whatever could not be written back as it was. Loads no torch."""

import json
import math
import re
from collections import Counter
from typing import Any

from engine.errors import UserError
from engine.limits import MAXIMUM_BYTES, MAXIMUM_DEPTH, MAXIMUM_DIGITS, MAXIMUM_VALUES, MEGABYTE

_HALF_A_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")  # one of two that make a character beyond the first 65,536


def read_literals(data: bytes, name: str) -> Any:
    """The value that the JSON in `data` stands for. Raises UserError, which calls the file `name`."""
    if len(data) > MAXIMUM_BYTES:
        raise too_large(name)
    if sum(map(data.count, (b",", b"[", b"{"))) > MAXIMUM_VALUES:
        raise UserError(
            "{path} holds more than {most} values, which no document needs. Choose another file.",
            {"path": name, "most": f"{MAXIMUM_VALUES:,}"},
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            "{path} is not a ConvCanvas document: it is not text. Choose another file.", {"path": name}
        ) from error
    raw = _parsed(text, name)
    if _depth_exceeds(raw, MAXIMUM_DEPTH):
        raise _too_deep(name)
    if _HALF_A_CHARACTER.search(text) and not _is_unicode(raw):
        raise UserError(
            "{path} holds half of a character (\\ud800 to \\udfff). Remove it, or choose another file.", {"path": name}
        )
    return raw


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_finite,
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        raise _broken(name, text, error) from error
    except RecursionError as error:
        raise _too_deep(name) from error
    except _Twice as error:
        raise UserError(
            "{path} says twice in one place what “{key}” is. Remove one of them, or choose another file.",
            {"path": name, "key": error.args[0]},
        ) from error
    except _Unusable as error:
        raise UserError(
            "{path} holds a number that cannot be used: {fault}. Mend it, or choose another file.",
            {"path": name, "fault": error.args[0]},
        ) from error


def too_large(name: str) -> UserError:
    """That a file is larger than a document can be."""
    return UserError(
        "{path} is larger than a document can be ({most} MB). Choose another file.",
        {"path": name, "most": MAXIMUM_BYTES // MEGABYTE},
    )


class _Twice(Exception):
    """A key that stands twice in an object: JSON allows it, and one of the values would be lost."""


class _Unusable(Exception):
    """A number that could not be computed with, or written back as it is."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        count = Counter(key for key, _ in pairs)
        raise _Twice(count.most_common(1)[0][0])
    return found


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > MAXIMUM_DIGITS:
        raise _Unusable(_shortened(text))
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _Unusable(_shortened(text))
    return number


def _refuse_constant(text: str) -> None:
    raise _Unusable(text)


def _shortened(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:20]}…"


def _depth_exceeds(raw: Any, most: int) -> bool:
    """Whether there are lists in lists, or objects, deeper than `most`."""
    level = [raw] if isinstance(raw, dict | list) else []
    for _ in range(most):
        values = (value for item in level for value in (item.values() if type(item) is dict else item))
        level = [value for value in values if type(value) is dict or type(value) is list]
        if not level:
            return False
    return True


def _is_unicode(raw: Any) -> bool:
    try:
        json.dumps(raw, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _broken(name: str, text: str, error: json.JSONDecodeError) -> UserError:
    values = {"path": name, "line": error.lineno, "column": error.colno}
    if not text.strip():
        return UserError("{path} is empty. Choose another file, or restore it from a copy.", values)
    if error.pos >= len(text.rstrip()):
        sentence = "{path} ends in the middle, at line {line}: the file was cut off. Restore it from a copy."
    else:
        sentence = "{path} is not valid JSON at line {line}, column {column}. Mend that place, or choose another file."
    return UserError(sentence, values)


def _too_deep(name: str) -> UserError:
    return UserError("{path} is nested too deeply to be a ConvCanvas document. Choose another file.", {"path": name})
