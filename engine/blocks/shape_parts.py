"""Shape: parts of a tensor. What cuts off edges, or adds to them, is in `shape_edges`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.block import (
    MAXIMUM_CHANNELS,
    MAXIMUM_PORTS,
    REQUIRED,
    Argument,
    Block,
    Dims,
    Example,
    Port,
    Rule,
    Settings,
    Value,
)
from engine.blocks.dimensions import ANY, DOCS, Sizes, dimension_argument, in_range, off_batch, per_sample, shifted
from engine.calls import Call, Inputs, Text
from engine.reach import PIXEL, Axis, Seen, Window

MAXIMUM_INDEX = 1_000_000_000

_PARTS = (Port("part", dtypes=("float32", "int64"), count="chunks"),)


def bounds(first: int, last: int | None, step: int = 1) -> str:
    """A slice as Python writes it: `1:-2`."""
    text = f"{first or ''}:{'' if last is None else last}"
    return text if step == 1 else f"{text}:{step}"


class Slicing(Call):
    """`x[:, start:end:step]`, or `x[..., start:end:step, :]` where the dimension is counted from the last."""

    def apply(self, function: Any, inputs: Inputs, settings: Settings, given: Any) -> Any:
        part = slice(settings["start"], settings["end"], settings["step"])
        return function(inputs["input"][0], tuple(_around(settings["dim"], part, slice(None), ...)))

    def text(self, name: str, inputs: Inputs, settings: Settings, written: list[str]) -> Text:
        part = bounds(settings["start"], settings["end"], settings["step"])
        return f"{inputs['input'][0]}[{', '.join(_around(settings['dim'], part, ':', '...'))}]"


def _around(dim: int, part: Any, whole: Any, rest: Any) -> list[Any]:
    """The index of a tensor of which `part` is taken in one dimension."""
    return [whole] * dim + [part] if dim >= 0 else [rest, part] + [whole] * (-1 - dim)


def _slice_leaves(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    size = shapes[0][settings["dim"]]
    taken = len(range(*slice(settings["start"], settings["end"], settings["step"]).indices(size)))
    return None if taken else {"dim": settings["dim"], "size": size}


def _slice_reach(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    dim = settings["dim"] % len(leaving)
    first = slice(settings["start"], settings["end"]).indices(arriving[0][dim])[0]
    part = Window(1, stride=settings["step"], padding=-first)
    return tuple(part if place == dim else PIXEL for place in range(2, len(leaving)))


def _index(name: str, default: int | None, help: str, minimum: int = -MAXIMUM_INDEX, face: str = "{}") -> Argument:
    return Argument(
        name,
        "int",
        default,
        help,
        minimum=minimum,
        maximum=MAXIMUM_INDEX,
        optional=default is None,
        face=face,
        passed=False,
    )


_SLICE = Block(
    id="slice",
    title="Slice",
    category="shape",
    kind="function",
    call=Slicing(),
    target="operator.getitem",
    help="Takes a part of one dimension, as Python's start:end:step does: some of the channels, or the last step of a "
    "sequence.",
    url="https://pytorch.org/docs/stable/tensor_view.html",
    inputs=ANY,
    arguments=(
        replace(dimension_argument(1, "The dimension; 1 is the channels."), passed=False),
        _index("start", 0, "The first that is taken; the count begins at 0, and -1 is the last.", face="from {}"),
        _index("end", None, "The first that is no longer taken; empty: all to the end.", face="to {}"),
        _index("step", 1, "Take every so manyth only.", minimum=1, face="every {}"),
    ),
    rules=(in_range(), off_batch(), Rule("slice_leaves", _slice_leaves)),
    reach=_slice_reach,
    examples=(
        Example(((2, 5, 4),), {"start": 1, "end": 4}),
        Example(((2, 3, 6, 5),), {"dim": -2, "start": -4, "step": 2}),
        Example(((2, 5),), {"end": -1}),
    ),
)


def _chunk_count(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    """PyTorch makes chunks of equal size but the last, and then there may be fewer than were asked for. Of a batch,
    only what is a multiple of it whatever the number of images can be divided."""
    whole, chunks = shapes[0][settings["dim"]], settings["chunks"]
    size = per_sample(whole)
    each = -(-size // chunks)
    if -(-size // each) == chunks and (isinstance(whole, int) or size % chunks == 0):
        return None
    return {"chunks": chunks, "dim": settings["dim"], "size": whole}


def _sections(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    size, sections = shapes[0][settings["dim"]], settings["split_size_or_sections"]
    if sum(sections) == size:
        return None
    return {"sections": sections, "sum": sum(sections), "dim": settings["dim"], "size": size}


def _parts_seen(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> dict[str, Seen]:
    """Each part is seen as far from the beginning as those before it are long."""
    dim = settings["dim"] % len(leaving)
    sections = settings.get("split_size_or_sections")
    if sections is None:
        each = -(-arriving[0][dim] // settings["chunks"])
        sections = [each] * settings["chunks"]
    return {f"part{number}": shifted(dim, sum(sections[:number]), leaving) for number in range(len(sections))}


_DIM = dimension_argument(1, "The dimension that is divided; 1 is the channels.", torch_default=0)

_CHUNK = Block(
    id="chunk",
    title="Chunk",
    category="shape",
    kind="function",
    target="torch.chunk",
    help="Divides a tensor into parts of equal size, each with a port of its own: branches that see different "
    "channels. The last part may be smaller.",
    url=f"{DOCS}torch.chunk.html",
    inputs=ANY,
    outputs=_PARTS,
    arguments=(
        Argument(
            "chunks",
            "int",
            2,
            "How many parts.",
            minimum=1,
            maximum=MAXIMUM_PORTS,
            face="{}",
            always_on_face=True,
            torch_default=REQUIRED,
        ),
        _DIM,
    ),
    rules=(in_range(), Rule("chunk_count", _chunk_count, symbolic=True)),
    reach=_parts_seen,
    examples=(Example(((2, 4, 3, 3),)), Example(((2, 3, 8),), {"chunks": 3, "dim": -1})),
)

_SPLIT = Block(
    id="split",
    title="Split",
    category="shape",
    kind="function",
    target="torch.split",
    help="Divides a tensor into parts of the sizes that you give, each with a port of its own.",
    url=f"{DOCS}torch.split.html",
    inputs=ANY,
    outputs=(replace(_PARTS[0], count="len(split_size_or_sections)"),),
    arguments=(
        Argument(
            "split_size_or_sections",
            "shape",
            [8, 8],
            "The sizes of the parts, from the first on; together they must be all of the dimension.",
            minimum=1,
            maximum=MAXIMUM_CHANNELS,
            face="{}",
            always_on_face=True,
            torch_default=REQUIRED,
        ),
        _DIM,
    ),
    rules=(in_range(), off_batch(), Rule("split_sum", _sections)),
    reach=_parts_seen,
    examples=(
        Example(((2, 16, 3, 3),)),
        Example(((2, 3, 6),), {"split_size_or_sections": [1, 2, 3], "dim": -1}),
    ),
)

BLOCKS = (_CHUNK, _SPLIT, _SLICE)
