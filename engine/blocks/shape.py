"""Shape: the same numbers in another arrangement. What takes a part of them is in `shape_parts`."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from engine.block import MAXIMUM_CHANNELS, REQUIRED, Argument, Block, Dims, Example, Rule, Settings, Value
from engine.blocks.dimensions import (
    ANY,
    DOCS,
    MOST_DIMENSIONS,
    Sizes,
    dimension_argument,
    in_range,
    off_batch,
    per_sample,
    places_kept,
)
from engine.calls import Call, Inputs, Text
from engine.plan import Dim, shape_text
from engine.reach import PIXEL, Axis


def _order(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    rank = len(shapes[0])
    return {} if settings["start_dim"] % rank > settings["end_dim"] % rank else None


def _permutation(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    rank, dims = len(shapes[0]), settings["dims"]
    places = sorted(number % rank for number in dims if -rank <= number < rank)
    if len(dims) == rank and places == list(range(rank)):
        return None
    return {"value": dims, "shape": shape_text(shapes[0], batch=True), "most": rank - 1}


def _places_permuted(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...] | None:
    rank = len(leaving)
    kept = all(number % rank == place for place, number in enumerate(settings["dims"]) if place >= 2)
    return (PIXEL,) * (rank - 2) if kept else None


@dataclass(frozen=True, slots=True)
class Division:
    """Whether `given` numbers, some of whose sizes may count the batch, can be laid out in `sizes`, one of which may
    be -1."""

    given: Sequence[Dim]
    sizes: Sequence[int]

    @property
    def wrong(self) -> bool:
        amount, batched = prod(map(per_sample, self.given)), any(isinstance(size, str) for size in self.given)
        free, rest = list(self.sizes).count(-1), prod(size for size in self.sizes if size != -1)
        if free > 1 or 0 in self.sizes:
            return True
        return amount % rest != 0 if free else batched or amount != rest

    @property
    def values(self) -> dict[str, Value]:
        return {"amount": shape_text(tuple(self.given), batch=True), "sizes": list(self.sizes)}


def _unflattens(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    division = Division([shapes[0][settings["dim"]]], settings["unflattened_size"])
    return {"dim": settings["dim"], **division.values} if division.wrong else None


def _reshapes(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    division = Division(shapes[0][1:], settings["shape"])
    return division.values if division.wrong else None


class Reshaping(Call):
    """`torch.reshape(x, (x.shape[0], 3, -1))`: the batch stays in front, however many images there are."""

    def apply(self, function: Any, inputs: Inputs, settings: Settings, given: Any) -> Any:
        x = inputs["input"][0]
        return function(x, (x.shape[0], *settings["shape"]))

    def text(self, name: str, inputs: Inputs, settings: Settings, written: list[str]) -> Text:
        x = inputs["input"][0]
        return name, [x, f"({', '.join([f'{x}.shape[0]', *map(str, settings['shape'])])})"]


def _end(name: str, default: int, help: str) -> Argument:
    return Argument(name, "int", default, help, minimum=-MOST_DIMENSIONS, maximum=MOST_DIMENSIONS - 1)


_FLATTEN = Block(
    id="flatten",
    title="Flatten",
    category="shape",
    target="torch.nn.Flatten",
    help="Lays the numbers of all maps in one row, as a Linear layer wants them.",
    url=f"{DOCS}torch.nn.Flatten.html",
    name="flat",
    inputs=ANY,
    arguments=(
        _end("start_dim", 1, "First dimension to be merged; 0 is the batch."),
        _end("end_dim", -1, "Last dimension to be merged; -1 is the last."),
    ),
    rules=(in_range("start_dim"), in_range("end_dim"), Rule("dimension_order", _order)),
    reach=places_kept,
    examples=(Example(((2, 3, 4, 4),)), Example(((2, 3, 4, 4),), {"start_dim": 2, "end_dim": 3})),
)

_UNFLATTEN = Block(
    id="unflatten",
    title="Unflatten",
    category="shape",
    target="torch.nn.Unflatten",
    help="Splits one dimension into several: 64 features into 4 heads of 16, or a row into channels, height and width.",
    url=f"{DOCS}torch.nn.Unflatten.html",
    name="unflat",
    inputs=ANY,
    arguments=(
        dimension_argument(1, "The dimension that is split; 1 is the channels or features.", torch_default=REQUIRED),
        Argument(
            "unflattened_size",
            "shape",
            [1, -1],
            "What it is split into, as sizes whose product is its own; one of them may be -1: whatever is left.",
            minimum=-1,
            maximum=MAXIMUM_CHANNELS,
            face="{}",
            always_on_face=True,
            torch_default=REQUIRED,
        ),
    ),
    rules=(in_range(), Rule("unflatten", _unflattens, symbolic=True)),
    reach=places_kept,
    examples=(
        Example(((2, 12),), {"unflattened_size": [3, 2, 2]}),
        Example(((2, 3, 8),), {"dim": -1, "unflattened_size": [-1, 2]}),
    ),
)

_RESHAPE = Block(
    id="reshape",
    title="Reshape",
    category="shape",
    kind="function",
    call=Reshaping(),
    target="torch.reshape",
    help="Arranges the numbers of each image in another shape, in the order in which they are; the batch is left "
    "alone. To exchange dimensions, use Permute.",
    url=f"{DOCS}torch.reshape.html",
    inputs=ANY,
    arguments=(
        Argument(
            "shape",
            "shape",
            [-1],
            "The new shape without the batch; one size may be -1: whatever is left.",
            minimum=-1,
            maximum=MAXIMUM_CHANNELS,
            face="{}",
            always_on_face=True,
            passed=False,
        ),
    ),
    rules=(Rule("reshape", _reshapes, symbolic=True),),
    reach=places_kept,
    examples=(Example(((2, 3, 4, 4),)), Example(((2, 3, 4, 4),), {"shape": [6, -1, 2]})),
)

_PERMUTE = Block(
    id="permute",
    title="Permute",
    category="shape",
    kind="function",
    target="torch.permute",
    help="Puts the dimensions into another order: 0, 2, 3, 1 moves the channels of maps to the end, where LayerNorm "
    "and Linear look for features.",
    url=f"{DOCS}torch.permute.html",
    inputs=ANY,
    arguments=(
        Argument(
            "dims",
            "shape",
            [0, 2, 3, 1],
            "For each dimension of the result, which one of the input it is; 0 is the batch.",
            minimum=-MOST_DIMENSIONS,
            maximum=MOST_DIMENSIONS - 1,
            face="{}",
            always_on_face=True,
            torch_default=REQUIRED,
        ),
    ),
    rules=(Rule("permutation", _permutation, symbolic=True),),
    reach=_places_permuted,
    examples=(
        Example(((2, 3, 4, 5),)),
        Example(((2, 3, 4),), {"dims": [0, -1, 1]}),
    ),
)

_SQUEEZE = Block(
    id="squeeze",
    title="Squeeze",
    category="shape",
    kind="function",
    target="torch.squeeze",
    help="Takes out a dimension of size 1. A dimension of another size is left as it is.",
    url=f"{DOCS}torch.squeeze.html",
    inputs=ANY,
    arguments=(dimension_argument(-1, "The dimension that is taken out; -1 is the last.", torch_default=REQUIRED),),
    rules=(in_range(), off_batch()),
    reach=places_kept,
    examples=(Example(((2, 3, 1),)), Example(((2, 1, 4, 4),), {"dim": 1})),
)

_UNSQUEEZE = Block(
    id="unsqueeze",
    title="Unsqueeze",
    category="shape",
    kind="function",
    target="torch.unsqueeze",
    help="Puts in a dimension of size 1, so that what is computed with the result is repeated along it.",
    url=f"{DOCS}torch.unsqueeze.html",
    inputs=ANY,
    arguments=(
        dimension_argument(
            -1, "Where it stands among the dimensions of the result; -1 is at the end.", torch_default=REQUIRED
        ),
    ),
    rules=(in_range(more=1),),
    reach=places_kept,
    examples=(Example(((2, 3),)), Example(((2, 4, 4),), {"dim": 1})),
)

_IDENTITY = Block(
    id="identity",
    title="Identity",
    category="shape",
    target="torch.nn.Identity",
    help="Passes its input on unchanged: a place to branch from, or to look at.",
    url=f"{DOCS}torch.nn.Identity.html",
    name="same",
    inputs=ANY,
    examples=(Example(((2, 3, 4, 4),)),),
)

BLOCKS = (_FLATTEN, _UNFLATTEN, _RESHAPE, _PERMUTE, _SQUEEZE, _UNSQUEEZE, _IDENTITY)
