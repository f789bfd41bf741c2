"""Fractional max pooling: maps shrink by less than 2, and by windows that chance places anew each time.

Graham 2014, Fractional Max-Pooling, https://arxiv.org/abs/1412.6071
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from engine.block import Argument, Block, Dims, Example, Port, Rule, Settings, Value
from engine.blocks.spatial import (
    INDICES,
    RETURN_INDICES,
    SIDES,
    kernel_size,
    output_size,
    page,
    per_side,
    size_text,
    tensor_of,
    too_large,
)
from engine.reach import Axis, Drawn

MAXIMUM_RATIO = 0.99  # PyTorch takes all below 1

_RATIO = Argument(
    "output_ratio",
    "float",
    0.5,
    "The result's sides as a part of the input's, such as 0.7; empty: use output_size.",
    minimum=0,
    maximum=MAXIMUM_RATIO,
    above_minimum=True,
    optional=True,
    unit="×",
    face="×{}",
    always_on_face=True,
    torch_default=None,
)


def _sides_out(settings: Settings, shape: Dims) -> tuple[int, ...]:
    if settings["output_size"] is not None:
        return per_side(settings["output_size"], len(shape) - 2)
    return tuple(int(side * settings["output_ratio"]) for side in shape[2:])


def _size_or_ratio(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    return {} if (settings["output_size"] is None) == (settings["output_ratio"] is None) else None


def _something_left(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    sides = _sides_out(settings, shapes[0])
    return None if min(sides) >= 1 else {"size": size_text(sides), "argument": "output_ratio"}


def _windows_fit(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    """Each window begins one further than the last at the least; for volumes PyTorch wants one pixel more than that."""
    sides, dims = shapes[0][2:], len(shapes[0]) - 2
    kernel, out = per_side(settings["kernel_size"], dims), _sides_out(settings, shapes[0])
    spare = 1 if dims == 3 else 0
    if all(places + k - 1 + spare <= side for places, k, side in zip(out, kernel, sides, strict=True)):
        return None
    return {"output": size_text(out), "kernel": size_text(kernel), "size": size_text(sides)}


def _small_enough(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    return too_large(shapes[0][1] * math.prod(_sides_out(settings, shapes[0])))


def _reach(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    kernel = per_side(settings["kernel_size"], len(leaving) - 2)
    return tuple(Drawn(*numbers) for numbers in zip(arriving[0][2:], leaving[2:], kernel, strict=True))


def _fractional(dims: int) -> Block:
    sides = (9, 8, 7)[:dims] if dims == 2 else (7, 9, 8)
    return Block(
        id=f"fractional_max_pool{dims}d",
        title=f"FractionalMaxPool{dims}d",
        category="pooling",
        target=f"torch.nn.FractionalMaxPool{dims}d",
        help="Takes the largest number in windows that chance places anew each time, in eval mode too. Maps can shrink "
        "by less than half at a step, and training sees every image a little differently.",
        url=page(f"FractionalMaxPool{dims}d"),
        name="pool",
        inputs=(tensor_of(dims),),
        outputs=(Port("output"), INDICES),
        random=True,
        arguments=(
            kernel_size(dims, 2),
            replace(
                output_size(dims),
                default=None,
                help=f"{SIDES[dims]} of the result; empty: use output_ratio.",
                optional=True,
                torch_default=None,
            ),
            _RATIO,
            RETURN_INDICES,
        ),
        rules=(
            Rule("size_or_ratio", _size_or_ratio),
            Rule("vanishes", _something_left),
            Rule("fractional_too_large", _windows_fit),
            Rule("too_large", _small_enough),
        ),
        reach=_reach,
        examples=(
            Example(((2, 3, *sides),)),
            Example(((2, 3, *sides),), {"kernel_size": [3, 2, 1][:dims], "output_ratio": 0.7}),
            Example(((2, 3, *sides),), {"output_ratio": None, "output_size": [5, 4, 3][:dims], "return_indices": True}),
        ),
    )


BLOCKS = tuple(_fractional(dims) for dims in (2, 3))
