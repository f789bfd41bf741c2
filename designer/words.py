"""Words for what the engine says: its English sentences, translated, and numbers with their units."""

import re

from PySide6.QtCore import QCoreApplication

from engine.block import Argument, Value
from engine.problem import bytes_text as bytes_text

BETWEEN = re.compile(r"\s*[x×*,;]\s*|\s+", re.IGNORECASE)  # what stands between the numbers of a list
_BRACKETS = re.compile(r"^[(\[]\s*(.*?)[,\s]*[)\]]$")


def translate(context: str, text: str) -> str:
    """An engine's sentence in the window's language. Its texts are collected from the engine's tables."""
    return QCoreApplication.translate(context, text)


def plain(text: str) -> str:
    """A menu's title without its mnemonic: `Save` for `&Save`, `保存` for `保存(&S)`."""
    return re.sub(r"\s*\(&\w\)|&", "", text)


def value_text(value: Value, argument: Argument | None = None) -> str:
    """A value as a person types it: `3×5`, `0, -1`, `1e-05`, nothing for None. No figure is lost."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ("×" if _is_extent(argument) else ", ").join(value_text(item) for item in value)
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)


def _is_extent(argument: Argument | None) -> bool:
    """Whether a list says how large something is along each dimension, rather than which, or by how much."""
    sized = argument is None or argument.kind == "size"
    return sized or (argument is not None and argument.minimum is not None and argument.minimum >= 1)


def parse_value(text: str, argument: Argument) -> Value:
    """The value that a person typed for `argument`. Raises ValueError where it is not of its kind."""
    text = text.strip()
    if not text:
        if argument.optional or argument.derived:
            return None
        raise ValueError(text)
    if text in argument.choices:
        return text
    if argument.kind == "text":
        return text
    text = text.replace("\u2212", "-")  # the typographer's minus
    if argument.kind == "int":
        return int(re.sub(r"[,\s]", "", text))
    if argument.kind == "float":
        return float(text)
    if argument.kind not in ("size", "shape"):
        raise ValueError(text)
    parts = [int(part) for part in BETWEEN.split(_BRACKETS.sub(r"\1", text))]
    if argument.kind == "size" and len(parts) == 1:
        return parts[0]
    return argument.normalized(parts)


def grouped(number: int) -> str:
    """A whole number with thin spaces between thousands, exact."""
    return f"{number:,}".replace(",", "\u202f")


def short(number: float) -> str:
    """A number in three figures: `850`, `61.7 k`, `1.24 M`."""
    for size, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= size:
            scaled = number / size
            digits = 2 if scaled < 10 else 1 if scaled < 100 else 0
            return f"{scaled:.{digits}f} {letter}"
    return f"{number:g}"
