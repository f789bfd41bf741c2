"""Transposed convolutions: every pixel paints a window of weights, so that maps get larger."""

import math
from collections.abc import Sequence
from dataclasses import replace

from engine.block import MAXIMUM_EXTENT, Argument, Block, Dims, Example, Rule, Settings, Value
from engine.blocks.convolution import BIAS, GROUPS, GROUPS_DIVIDE, IN_CHANNELS, OUT_CHANNELS, dilation
from engine.blocks.spatial import (
    MARGIN,
    SIDES,
    in_each_dimension,
    kernel_size,
    page,
    per_side,
    size_text,
    span,
    stride_too_large,
    tensor_of,
    too_large,
)
from engine.reach import Axis, Spread

_HELP = {
    1: "Makes sequences longer, and learns how: every number paints a window of weights, stride apart, and what "
    "overlaps is added.",
    2: "Makes maps larger, and learns how: every pixel paints a window of weights, stride apart, and what overlaps is "
    "added. The way back up in a U-Net or a generator.",
    3: "Makes volumes larger, and learns how: every pixel paints a cube of weights, stride apart, and what overlaps is "
    "added.",
}


def _arguments(dims: int) -> tuple[Argument, ...]:
    stride = Argument(
        "stride",
        "size",
        2,
        "How far apart the windows are painted; 2 doubles the map. Best a divisor of kernel_size.",
        minimum=1,
        maximum=MAXIMUM_EXTENT,
        unit="px",
        dimensions=(dims,),
        face="s{}",
        always_on_face=True,
        torch_default=1,
    )
    padding = replace(
        stride,
        name="padding",
        default=0,
        help=f"{MARGIN[dims]} cut off all around: the padding of the convolution that this one turns round.",
        minimum=0,
        face="p{}",
        always_on_face=False,
        torch_default=0,
    )
    output_padding = replace(
        padding,
        name="output_padding",
        help=f"{MARGIN[dims]} added at the end alone, since a stride above 1 leaves the size open.",
        face="op{}",
    )
    kernel = replace(kernel_size(dims, 2), help=f"{SIDES[dims]} of the window that is painted.")
    gaps = replace(dilation(dims), help="Distance between the window's points; 2 paints every other pixel.")
    return (IN_CHANNELS, OUT_CHANNELS, kernel, stride, padding, output_padding, GROUPS, BIAS, gaps)


def _uncut(settings: Settings, shape: Dims) -> tuple[int, ...]:
    """The sides of the result before padding cuts them: the formula under Shape on PyTorch's page."""
    dims = len(shape) - 2
    names = ("stride", "output_padding", "kernel_size", "dilation")
    steps, more, kernel, gaps = (per_side(settings[name], dims) for name in names)
    sides = zip(shape[2:], steps, span(kernel, gaps), more, strict=True)
    return tuple((size - 1) * step + covered + added for size, step, covered, added in sides)


def _sides_out(settings: Settings, shape: Dims) -> tuple[int, ...]:
    cut = per_side(settings["padding"], len(shape) - 2)
    return tuple(side - 2 * amount for side, amount in zip(_uncut(settings, shape), cut, strict=True))


def _output_padding_fits(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    dims = len(shapes[0]) - 2
    steps, gaps = per_side(settings["stride"], dims), per_side(settings["dilation"], dims)
    most = [max(step, gap) - 1 for step, gap in zip(steps, gaps, strict=True)]
    if all(a <= limit for a, limit in zip(per_side(settings["output_padding"], dims), most, strict=True)):
        return None
    return {name: settings[name] for name in ("output_padding", "stride", "dilation")} | {"most": min(most)}


def _something_left(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    if all(side >= 1 for side in _sides_out(settings, shapes[0])):
        return None
    return {"padding": settings["padding"], "size": size_text(_uncut(settings, shapes[0]))}


def _countable_stride(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    return stride_too_large(settings["stride"], settings["out_channels"], len(shapes[0]) - 2)


def _small_enough(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    out = settings["out_channels"]
    kernel = math.prod(per_side(settings["kernel_size"], len(shapes[0]) - 2))
    weights = settings["in_channels"] * (out // settings["groups"]) * kernel
    return too_large(weights, out * math.prod(_sides_out(settings, shapes[0])))


def _reach(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    names = ("kernel_size", "stride", "padding", "dilation")
    sides = (per_side(settings[name], len(leaving) - 2) for name in names)
    return tuple(Spread(*numbers) for numbers in zip(*sides, strict=True))


def _examples(dims: int) -> tuple[Example, ...]:
    square, oblong = (4, 4, 4)[:dims], (5, 3, 2)[:dims]
    odd = {"kernel_size": [4, 2, 6][:dims], "padding": [1, 0, 2][:dims], "output_padding": [1, 0, 1][:dims]}
    return (
        Example(((2, 3, *square),), {"out_channels": 4}),
        Example(((2, 4, *oblong),), {"out_channels": 6, "groups": 2, **odd}),
        Example(
            ((2, 2, *square),), {"out_channels": 3, "stride": 1, "dilation": 2, "output_padding": 1, "bias": False}
        ),
    )


def _transposed(dims: int) -> Block:
    return Block(
        id=f"conv_transpose{dims}d",
        title=f"ConvTranspose{dims}d",
        category="convolution",
        target=f"torch.nn.ConvTranspose{dims}d",
        help=_HELP[dims],
        url=page(f"ConvTranspose{dims}d"),
        name="upconv",
        inputs=(tensor_of(dims),),
        arguments=_arguments(dims),
        rules=(
            GROUPS_DIVIDE,
            Rule("output_padding", _output_padding_fits),
            Rule("padding_vanishes", _something_left),
            Rule("stride_too_large", _countable_stride),
            Rule("too_large", _small_enough),
        ),
        reach=_reach,
        examples=_examples(dims),
    )


BLOCKS = in_each_dimension(_transposed)
