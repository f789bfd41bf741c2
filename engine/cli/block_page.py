"""The catalogue of blocks as one Markdown page: docs/blocks.md is written by it, from the registry alone."""

import re
from collections.abc import Iterable

from engine.block import CATEGORY_TITLES, Argument, Block, Port
from engine.blocks import REGISTRY

_INTRODUCTION = """\
# The blocks

All {count} blocks of the catalogue, by category. `python main.py blocks --markdown` writes this page.

A *derived* argument is worked out from what arrives: the expression says how, by input port, batch first. An argument
that may be *left empty* has PyTorch's own default then. Shapes count the batch as their first dimension."""


def block_page() -> str:
    """Every block by category: its help and link, its ports, and its arguments with default, range and help."""
    blocks: dict[str, list[Block]] = {category: [] for category in CATEGORY_TITLES}
    for block in REGISTRY:
        blocks[block.category].append(block)
    parts = [_INTRODUCTION.format(count=sum(map(len, blocks.values()))), _contents(blocks)]
    for category, title in CATEGORY_TITLES.items():
        if blocks[category]:
            parts += [f"## {title}", *(part for block in blocks[category] for part in _block(block))]
    return "\n\n".join(parts) + "\n"


def _contents(blocks: dict[str, list[Block]]) -> str:
    lines = ["| category | blocks |", "| --- | --- |"]
    for category, title in CATEGORY_TITLES.items():
        links = [f"[{block.title}](#{_anchor(_heading(block))})" for block in blocks[category]]
        if links:
            lines.append(f"| {title} | {', '.join(links)} |")
    return "\n".join(lines)


def _heading(block: Block) -> str:
    return f"{block.title} · `{block.id}`"


def _anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _block(block: Block) -> Iterable[str]:
    yield f"### {_heading(block)}"
    name = f"[`{block.target}`]({block.url})" if block.target else f"[PyTorch]({block.url})"
    yield f"{block.help} {name}"
    ports = [f"*{word}:* {_ports(ports)}" for word, ports in (("in", block.inputs), ("out", block.outputs)) if ports]
    yield " · ".join(ports)
    if block.arguments:
        yield "\n".join(_arguments(block.arguments))


def _ports(ports: tuple[Port, ...]) -> str:
    return ", ".join(_port(port) for port in ports)


def _port(port: Port) -> str:
    facts = []
    if port.ranks:
        facts.append(f"{' or '.join(map(str, port.ranks))} dimensions")
    if port.dtypes != ("float32",):
        facts.append(" or ".join(port.dtypes))
    if port.variadic:
        facts.append("any number")
    if port.optional:
        facts.append("optional")
    if port.when:
        facts.append(f"with `{port.when}`")
    if port.count:
        facts.append(f"`{port.count}` of them, numbered from 0")
    return f"`{port.name}`" + (f" ({', '.join(facts)})" if facts else "")


def _arguments(arguments: tuple[Argument, ...]) -> Iterable[str]:
    yield "| argument | default | may be | help |"
    yield "| --- | --- | --- | --- |"
    for argument in arguments:
        cells = (f"`{argument.name}`", _default(argument), _range(argument), argument.help)
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _default(argument: Argument) -> str:
    if argument.derived:
        return f"derived: `{argument.derived}`"
    return "empty" if argument.default is None else f"`{_text(argument.default)}`"


def _range(argument: Argument) -> str:
    kind = {
        "int": "whole number",
        "float": "number",
        "bool": "`True`, `False`",
        "size": f"whole number, or {' or '.join(map(str, argument.dimensions))} of them",
        "shape": "list of whole numbers",
        "text": "text",
        "choice": "",
    }[argument.kind]
    parts = [kind] if kind else []
    if argument.choices:
        parts.append(", ".join(f"`{choice}`" for choice in argument.choices))
    if limit := _limit(argument):
        parts.append(limit)
    if argument.unit:
        parts.append(f"in {argument.unit}")
    if argument.optional:
        parts.append("empty")
    return ", ".join(parts)


def _limit(argument: Argument) -> str:
    low, high = argument.minimum, argument.maximum
    words = []
    if low is not None:
        words.append(f"{'above' if argument.above_minimum else 'from'} {low:,}")
    if high is not None:
        words.append(f"to {high:,}")
    return " ".join(words)


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
