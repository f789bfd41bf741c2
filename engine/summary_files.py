"""The summary of a network as CSV, as Markdown, and as two lines of words. Loads no torch."""

import csv
import io
import re
from collections.abc import Iterable

from engine.plan import Plan
from engine.summary import COLUMNS, FLOPS_PER_MAC, Column, Row, Summary, bytes_text


def totals_text(plan: Plan) -> list[str]:
    """The network in two lines: what it counts, and how much memory it takes."""
    totals, memory = plan.totals, plan.totals.memory
    work = f"{totals.macs:,} MACs, {FLOPS_PER_MAC * totals.macs:,} FLOPs for one sample; depth {totals.depth}"
    return [
        f"{totals.parameters:,} parameters, {totals.trainable:,} of them trainable; {totals.buffers:,} buffers; {work}",
        f"memory with a batch of {memory.batch:,}: {bytes_text(memory.training)} in training, "
        f"{bytes_text(memory.inference)} in inference",
    ]


def as_csv(summary: Summary) -> str:
    """The rows for other programs: exact numbers, bytes for one sample, and no total among them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(f"{c.id}_per_sample" if c.kind == "bytes" else c.id for c in COLUMNS)
    for row in summary.rows:
        writer.writerow(_csv_cell(row, column) for column in COLUMNS)
    return buffer.getvalue()


def _csv_cell(row: Row, column: Column) -> str:
    if column.is_number:
        return str(row.number(column))
    if column.kind == "shape":
        return " ".join("x".join(map(str, shape)) for shape in row.shapes)
    text = row.text(column).replace(" · s", "/").replace("×", "x")
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text  # no spreadsheet should take a name for a formula


def as_markdown(summary: Summary) -> str:
    """The table for people, with its totals; memory for the batch that the heading names."""
    lines = [
        _markdown_row(f"{c.title} (batch {summary.batch:,})" if c.kind == "bytes" else c.title for c in COLUMNS),
        _markdown_row("---:" if column.is_number else "---" for column in COLUMNS),
    ]
    for row in summary.rows:
        lines.append(_markdown_row(_markdown_cell(row, column, summary.batch) for column in COLUMNS))
    totals = [_amount(column, summary.totals[column.id]) if column.id in summary.totals else "" for column in COLUMNS]
    lines.append(_markdown_row(f"**{total}**" if total else "" for total in ("total", *totals[1:])))
    return "\n".join(lines) + "\n"


def _markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _markdown_cell(row: Row, column: Column, batch: int) -> str:
    if column.is_number:
        number = row.number(column, batch)
        return _amount(column, number) if number else ""
    text = " ".join(row.text(column).split())
    return re.sub(r"([\\|`*<\[])", r"\\\1", text)


def _amount(column: Column, number: int) -> str:
    return bytes_text(number) if column.kind == "bytes" else f"{number:,}"
