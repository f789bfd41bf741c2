"""Max unpooling: numbers go back to where a max pool found them, and zeros stand in between."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.block import MAXIMUM_EXTENT, Argument, Block, Dims, Example, Rule, Settings, Value
from engine.blocks.pooling import stride
from engine.blocks.spatial import (
    MARGIN,
    SIDES,
    in_each_dimension,
    kernel_size,
    page,
    per_side,
    size_text,
    tensor_of,
    too_large,
)
from engine.calls import Call, Inputs, Text, flat, literal
from engine.reach import Axis, Spread


@dataclass(frozen=True, slots=True)
class Unpool(Call):
    """`unpool(x, indices, output_size=(7, 9))`: the size belongs to the call, not to the module."""

    dims: int

    def apply(self, function: Callable[..., Any], inputs: Inputs, settings: Settings, given: Mapping[str, Any]) -> Any:
        return function(*flat(inputs), **self._given(settings))

    def text(self, name: str, inputs: Inputs, settings: Settings, written: list[str]) -> Text:
        named = [f"{argument}={literal(list(value))}" for argument, value in self._given(settings).items()]
        return name, flat(inputs) + named

    def _given(self, settings: Settings) -> dict[str, tuple[int, ...]]:
        size = settings["output_size"]
        return {} if size is None else {"output_size": per_side(size, self.dims)}


def _plain_sides(settings: Settings, shape: Dims, padding: Value) -> tuple[int, ...]:
    """The sides of the result where output_size is not given: the formula under Shape on PyTorch's page."""
    dims = len(shape) - 2
    numbers = (settings["kernel_size"], settings["stride"] or settings["kernel_size"], padding)
    kernel, steps, cut = (per_side(value, dims) for value in numbers)
    sides = zip(shape[2:], steps, cut, kernel, strict=True)
    return tuple((size - 1) * step - 2 * amount + k for size, step, amount, k in sides)


def _equal_shapes(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    if shapes[0] == shapes[1]:
        return None
    return {"input": size_text(shapes[0][1:]), "indices": size_text(shapes[1][1:])}


def _size_can_be(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    """PyTorch takes a size less than a stride away from the plain one: those of which a pool makes this input."""
    if settings["output_size"] is None:
        return None
    plain = _plain_sides(settings, shapes[0], settings["padding"])
    steps = per_side(settings["stride"] or settings["kernel_size"], len(plain))
    wanted = per_side(settings["output_size"], len(plain))
    if all(abs(size - middle) < step for size, middle, step in zip(wanted, plain, steps, strict=True)):
        return None
    least = [max(1, middle - step + 1) for middle, step in zip(plain, steps, strict=True)]
    most = [middle + step - 1 for middle, step in zip(plain, steps, strict=True)]
    return {"output_size": size_text(wanted), "least": size_text(least), "most": size_text(most)}


def _something_left(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    if settings["output_size"] is not None:
        return None
    if all(side >= 1 for side in _plain_sides(settings, shapes[0], settings["padding"])):
        return None
    return {"padding": settings["padding"], "size": size_text(_plain_sides(settings, shapes[0], 0))}


def _small_enough(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    sides = settings["output_size"] or list(_plain_sides(settings, shapes[0], settings["padding"]))
    return too_large(shapes[0][1] * math.prod(per_side(sides, len(shapes[0]) - 2)))


def _reach(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    """Where the numbers go hangs on the indices; from a pool with the same window, somewhere in the window."""
    numbers = (settings["kernel_size"], settings["stride"] or settings["kernel_size"], settings["padding"])
    sides = (per_side(value, len(leaving) - 2) for value in numbers)
    return tuple(Spread(*window) for window in zip(*sides, strict=True))


def _arguments(dims: int) -> tuple[Argument, ...]:
    kernel = replace(kernel_size(dims, 2), help=f"{SIDES[dims]} of the window of the max pool.")
    steps = replace(stride(dims), help="The stride of the max pool; empty: as far as the window is wide.")
    padding = Argument(
        "padding",
        "size",
        0,
        f"{MARGIN[dims]} that the max pool added.",
        minimum=0,
        maximum=MAXIMUM_EXTENT,
        unit="px",
        dimensions=(dims,),
        face="p{}",
    )
    size = Argument(
        "output_size",
        "size",
        None,
        f"{SIDES[dims]} that the max pool was given, where its windows did not fit evenly; empty: as if they did.",
        minimum=1,
        maximum=MAXIMUM_EXTENT,
        unit="px",
        optional=True,
        dimensions=(dims,),
        passed=False,
        face="to {}",
    )
    return (kernel, steps, padding, size)


def _unpool(dims: int) -> Block:
    square, odd, cube = (2, 3, *(4,) * dims), (2, 3, *(3, 2, 2)[:dims]), 8**dims
    return Block(
        id=f"max_unpool{dims}d",
        title=f"MaxUnpool{dims}d",
        category="pooling",
        target=f"torch.nn.MaxUnpool{dims}d",
        call=Unpool(dims),
        help="Puts each number back where a max pool found it, and zeros everywhere else. The pool tells the places "
        "when its return_indices is set, as in SegNet.",
        url=page(f"MaxUnpool{dims}d"),
        name="unpool",
        inputs=(tensor_of(dims), tensor_of(dims, "indices", "int64")),
        arguments=_arguments(dims),
        rules=(
            Rule("unpool_shapes", _equal_shapes),
            Rule("padding_vanishes", _something_left),
            Rule("unpool_size", _size_can_be),
            Rule("too_large", _small_enough),
        ),
        reach=_reach,
        examples=(
            Example((square, square), below=cube),
            Example((odd, odd), {"output_size": [7, 5, 5][:dims]}, below=5),
            Example((odd, odd), {"kernel_size": 3, "stride": 2, "padding": 1}, below=3),
        ),
    )


BLOCKS = in_each_dimension(_unpool)
