"""A plan as a table: a row a node in the order of execution, and totals. Loads no torch.

The window's summary and the command line read the same columns and rows; `summary_files.py` writes them.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from engine.plan import Field, NodePlan, Plan, Shape, Status, shape_text
from engine.problem import Problem
from engine.problem import bytes_text as bytes_text

Kind = Literal["name", "block", "shape", "dtype", "count", "work", "bytes", "field", "depth", "problems"]
FLOPS_PER_MAC = 2  # a multiplication and an addition
SUMMED: tuple[Kind, ...] = ("count", "work", "bytes")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it tells, and what kind of thing stands in it.

    `work` counts operations for one sample. `bytes` are of one sample in a Row, and shown for a batch: `help` may
    name the {batch}.
    """

    id: str
    title: str
    help: str
    kind: Kind

    @property
    def is_summed(self) -> bool:
        """Whether its numbers add up to a total, of which each has a share."""
        return self.kind in SUMMED

    @property
    def is_number(self) -> bool:
        """Whether numbers stand in it."""
        return self.is_summed or self.kind == "depth"


COLUMNS: tuple[Column, ...] = (
    Column("name", "name", "The node's name, in the order of execution.", "name"),
    Column("block", "block", "What the node is.", "block"),
    Column("output", "output", "Shape of the output of one sample; of every output, where there are several.", "shape"),
    Column("dtype", "dtype", "The type of the numbers of the output.", "dtype"),
    Column("parameters", "parameters", "Numbers that the node learns or has learnt.", "count"),
    Column("trainable", "trainable", "The parameters that are not frozen.", "count"),
    Column("buffers", "buffers", "Numbers that are saved with the weights and not learnt by gradients.", "count"),
    Column("macs", "MACs", "Multiply-accumulates of convolutions, linears and matrix products for one sample.", "work"),
    Column("flops", "FLOPs", "Floating-point operations for one sample: two for each multiply-accumulate.", "work"),
    Column("output_bytes", "output memory", "Memory of the outputs, with a batch of {batch}.", "bytes"),
    Column(
        "kept_bytes",
        "kept for backward",
        "What autograd keeps from the forward pass for the backward pass, with a batch of {batch}.",
        "bytes",
    ),
    Column(
        "receptive_field",
        "receptive field",
        "How many pixels of the input one pixel of the output sees, and how far apart two neighbours look.",
        "field",
    ),
    Column("depth", "depth", "Layers with weights on the longest way here, this one included.", "depth"),
    Column("problems", "problems", "Errors and warnings at the node.", "problems"),
)


def column(id: str) -> Column:
    """The column with this id."""
    return next(column for column in COLUMNS if column.id == id)


@dataclass(frozen=True, slots=True)
class Row:
    """What the table tells of one node. `numbers` holds the exact ones by column; bytes are for one sample.

    Rows that are counted make up the totals: not those of nodes that lead to no Output. `problems` are errors and
    warnings, errors first.
    """

    path: str
    name: str
    block: str
    status: Status
    is_counted: bool
    shapes: tuple[Shape, ...]
    dtypes: tuple[str, ...]
    numbers: Mapping[str, int]
    field: Field | None
    problems: tuple[Problem, ...]
    has_batch: bool  # otherwise its tensors are the same for every batch: a parameter that the network holds

    def number(self, column: Column, batch: int = 1) -> int:
        """The exact number in a column that is summed, or the depth."""
        return self.numbers[column.id] * (batch if column.kind == "bytes" and self.has_batch else 1)

    def text(self, column: Column) -> str:
        """What stands in a column that holds no number."""
        match column.kind:
            case "name":
                return self.name
            case "block":
                return self.block
            case "shape":
                return ", ".join(map(shape_text, self.shapes))
            case "dtype":
                return ", ".join(dict.fromkeys(self.dtypes))
            case "field":
                return field_text(self.field)
            case "problems":
                return ", ".join(problem.code for problem in self.problems)
        return str(self.numbers[column.id])

    def sort_key(self, column: Column, batch: int = 1) -> Any:
        """By which the rows of a column are sorted: numbers by value, shapes by size, `conv10` after `conv2`."""
        match column.kind:
            case "name" | "block" | "dtype":
                return _natural(self.text(column))
            case "shape":
                return sum(math.prod(dim for dim in shape if isinstance(dim, int)) for shape in self.shapes)
            case "field":
                return (-1.0,) if self.field is None else (float(self.field.whole), math.prod(self.field.size))
            case "problems":
                errors = sum(problem.severity == "error" for problem in self.problems)
                return errors, len(self.problems) - errors
        return self.number(column, batch)


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows in the order of execution, and the totals of the columns that have one, bytes for `batch` samples."""

    rows: tuple[Row, ...]
    totals: Mapping[str, int]
    batch: int


def summary_of(plan: Plan) -> Summary:
    """The table of a plan; memory is for the batch with which the network is trained."""
    rows = tuple(rows_of(plan, ordered(plan)))
    return Summary(rows, totals_of(plan, rows), plan.totals.memory.batch)


def ordered(plan: Plan) -> list[str]:
    """The paths of all nodes: in the order of execution, then those in a loop."""
    return [path for path in dict.fromkeys((*plan.order, *plan.nodes)) if path in plan.nodes]


def counted(plan: Plan) -> set[str]:
    """The paths of the nodes that make up the totals: without those that are wrong, or lead to no Output."""
    has_output = any(node.block == "output" for node in plan.nodes.values())
    return {path for path, node in plan.nodes.items() if node.status == "ok" and (node.live or not has_output)}


def number_of(node: NodePlan, column: Column, batch: int = 1) -> int:
    """The exact number of a node in a column that is summed, or its depth; bytes for `batch` samples."""
    if column.id == "flops":
        return FLOPS_PER_MAC * node.macs
    number: int = getattr(node, column.id)
    return number * batch if column.kind == "bytes" and has_batch(node) else number


def has_batch(node: NodePlan) -> bool:
    """Whether there is more to its outputs with a larger batch. What a network holds itself is the same for all."""
    return any(isinstance(dim, str) for shape in node.output_shapes.values() for dim in shape)


def rows_of(plan: Plan, paths: Iterable[str]) -> Iterable[Row]:
    """A row for each of these nodes."""
    problems: dict[str, list[Problem]] = defaultdict(list)
    for severity in ("error", "warning"):
        for problem in plan.problems:
            if problem.severity == severity:
                for path in problem.paths:
                    problems[path].append(problem)
    inside = counted(plan)
    for path in paths:
        yield _row(plan.nodes[path], path in inside, tuple(problems[path]))


def _row(node: NodePlan, is_counted: bool, problems: tuple[Problem, ...]) -> Row:
    return Row(
        path=node.path,
        name=node.key,
        block=node.block,
        status=node.status,
        is_counted=is_counted,
        shapes=tuple(node.output_shapes.values()),
        dtypes=tuple(node.dtypes.values()),
        numbers={column.id: number_of(node, column) for column in COLUMNS if column.is_number},
        field=node.receptive_field,
        problems=problems,
        has_batch=has_batch(node),
    )


def totals_of(plan: Plan, rows: Iterable[Row]) -> dict[str, int]:
    """The sums by column, and the depth of the network; bytes for the plan's batch."""
    totals, batch = plan.totals, plan.totals.memory.batch
    found = {id: getattr(totals, id) for id in ("parameters", "trainable", "buffers", "macs", "depth")}
    found["flops"] = FLOPS_PER_MAC * totals.macs
    inside = [row for row in rows if row.is_counted]
    for each in COLUMNS:
        if each.kind == "bytes":
            found[each.id] = sum(row.number(each, batch) for row in inside)
    return found


# Words ---------------------------------------------------------------------------------------------------------------


def field_text(field: Field | None) -> str:
    """`7×7 · s2`: how large the field is, and how far apart two neighbours' fields lie. `all` is the whole input."""
    if field is None:
        return ""
    if field.whole:
        return "all"
    size = "×".join(_plain(size) for size in field.size)
    strides = [_plain(stride) for stride in field.stride]
    if all(stride == "1" for stride in strides):
        return size
    return f"{size} · s{strides[0] if len(set(strides)) == 1 else '×'.join(strides)}"


def field_json(field: Field | None, plan: Plan) -> dict[str, Any] | None:
    """The same with all its numbers, and the name of the Input that is seen."""
    if field is None:
        return None
    source = plan.nodes.get(field.source)
    return {
        "input": source.key if source else field.source,
        "size": list(field.size),
        "stride": list(field.stride),
        "offset": list(field.offset),
        "whole": field.whole,
    }


def _plain(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _natural(text: str) -> list[tuple[bool, int, str]]:
    """`conv10` after `conv2`."""
    parts = re.split(r"([0-9]+)", text.lower())
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]
