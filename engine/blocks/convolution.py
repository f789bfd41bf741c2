"""Convolutions: a small window of weights slides over the map, the same weights at every place."""

import math
from collections.abc import Sequence

from engine.block import (
    MAXIMUM_CHANNELS,
    MAXIMUM_EXTENT,
    REQUIRED,
    Argument,
    Block,
    Dims,
    Example,
    Rule,
    Settings,
    Value,
)
from engine.blocks.spatial import (
    MARGIN,
    in_each_dimension,
    kernel_size,
    misfit,
    page,
    per_side,
    size_text,
    span,
    stride_too_large,
    tensor_of,
    too_large,
    windows,
)
from engine.reach import Axis

IN_CHANNELS = Argument(
    "in_channels",
    "int",
    None,
    "Channels of the input; taken from it unless you type a value.",
    minimum=1,
    maximum=MAXIMUM_CHANNELS,
    derived="input[1]",
    torch_default=REQUIRED,
)
OUT_CHANNELS = Argument(
    "out_channels",
    "int",
    16,
    "How many patterns to learn: the channels of the output.",
    minimum=1,
    maximum=MAXIMUM_CHANNELS,
    face="{}",
    always_on_face=True,
    torch_default=REQUIRED,
)
GROUPS = Argument(
    "groups",
    "int",
    1,
    "Channels are split into this many groups that do not mix; equal to the channels: depthwise.",
    minimum=1,
    maximum=MAXIMUM_CHANNELS,
    face="g{}",
)
BIAS = Argument("bias", "bool", True, "Add a learnable number to every output channel.")
PADDING_MODE = Argument(
    "padding_mode",
    "choice",
    "zeros",
    "What the padding is filled with.",
    choices=("zeros", "reflect", "replicate", "circular"),
)
_KEEPS = {1: "“same” keeps its length", 2: "“same” keeps its size", 3: "“same” keeps its size"}
_ROOM = {1: "sequence", 2: "map", 3: "volume"}


def stride(dims: int) -> Argument:
    """The argument for the steps of the window."""
    return Argument(
        "stride",
        "size",
        1,
        "How far the window moves at each step; 2 halves the map.",
        minimum=1,
        maximum=MAXIMUM_EXTENT,
        unit="px",
        dimensions=(dims,),
        face="s{}",
    )


def padding(dims: int) -> Argument:
    """The argument for what is added around the map."""
    return Argument(
        "padding",
        "size",
        0,
        f"{MARGIN[dims]} added around the {_ROOM[dims]}; {_KEEPS[dims]}.",
        minimum=0,
        maximum=MAXIMUM_EXTENT,
        choices=("same", "valid"),
        unit="px",
        dimensions=(dims,),
        face="p{}",
    )


def dilation(dims: int) -> Argument:
    """The argument for the distance between the points of the window."""
    return Argument(
        "dilation",
        "size",
        1,
        "Distance between the window's points; 2 looks at every other pixel.",
        minimum=1,
        maximum=MAXIMUM_EXTENT,
        unit="px",
        dimensions=(dims,),
        face="d{}",
    )


def spans(settings: Settings, dims: int) -> tuple[int, ...]:
    """How many pixels the window covers."""
    return span(per_side(settings["kernel_size"], dims), per_side(settings["dilation"], dims))


def paddings(settings: Settings, dims: int) -> tuple[tuple[int, int], ...]:
    """How many pixels are added before and after, in each dimension; of an odd number “same” puts one more after."""
    if settings["padding"] == "valid":
        return ((0, 0),) * dims
    if settings["padding"] == "same":
        return tuple(((covered - 1) // 2, covered - 1 - (covered - 1) // 2) for covered in spans(settings, dims))
    return tuple((amount, amount) for amount in per_side(settings["padding"], dims))


def sides_out(settings: Settings, shape: Dims) -> tuple[int, ...]:
    """The sides of the result: the formula under Shape on PyTorch's page."""
    dims = len(shape) - 2
    steps = per_side(settings["stride"], dims)
    sides = zip(shape[2:], paddings(settings, dims), spans(settings, dims), steps, strict=True)
    return tuple((size + sum(added) - covered) // step + 1 for size, added, covered, step in sides)


def largest_padded(settings: Settings, shape: Dims) -> int:
    """How many numbers the padded input has, where PyTorch writes it out: only zeros need no place."""
    if settings["padding_mode"] == "zeros":
        return 0
    around = paddings(settings, len(shape) - 2)
    return shape[1] * math.prod(size + sum(added) for size, added in zip(shape[2:], around, strict=True))


def _groups(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    channels_in, channels_out, groups = settings["in_channels"], settings["out_channels"], settings["groups"]
    if channels_in % groups == 0 and channels_out % groups == 0:
        return None
    return {"groups": groups, "channels_in": channels_in, "channels_out": channels_out}


def _same_needs_stride_1(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    steps = per_side(settings["stride"], len(shapes[0]) - 2)
    if settings["padding"] != "same" or set(steps) == {1}:
        return None
    return {"stride": settings["stride"]}


def _kernel_fits(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    if all(side >= 1 for side in sides_out(settings, shapes[0])):
        return None
    return misfit(spans(settings, len(shapes[0]) - 2), shapes[0][2:], settings["padding"])


def _padding_mode_fits(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    """Reflection needs padding < size, wrapping around padding ≤ size."""
    mode, sides = settings["padding_mode"], shapes[0][2:]
    if mode in ("zeros", "replicate"):
        return None
    most = [side - 1 if mode == "reflect" else side for side in sides]
    amounts = paddings(settings, len(sides))
    if all(max(added) <= limit for added, limit in zip(amounts, most, strict=True)):
        return None
    return {"size": size_text(sides), "mode": mode, "most": min(most)}


def _countable_stride(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    return stride_too_large(settings["stride"], settings["in_channels"], len(shapes[0]) - 2)


def _small_enough(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    out = settings["out_channels"]
    kernel = math.prod(per_side(settings["kernel_size"], len(shapes[0]) - 2))
    weights = out * (settings["in_channels"] // settings["groups"]) * kernel
    result = out * math.prod(sides_out(settings, shapes[0]))
    return too_large(weights, result, largest_padded(settings, shapes[0]))


GROUPS_DIVIDE = Rule("groups", _groups)
WINDOW_RULES = (
    Rule("same_stride", _same_needs_stride_1),
    Rule("padding_mode_same", _padding_mode_fits),
    Rule("kernel_too_large", _kernel_fits),
    Rule("stride_too_large", _countable_stride),
)
SMALL_ENOUGH = Rule("too_large", _small_enough)


def reach(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    """What a convolution sees."""
    dims = len(leaving) - 2
    before = [first for first, _ in paddings(settings, dims)]
    kernel, steps, gaps = settings["kernel_size"], settings["stride"], settings["dilation"]
    return windows(kernel, steps, before, gaps, dims, settings["padding_mode"])


_HELP = {
    1: "Slides small windows of weights along sequences, such as sound. Each output channel is one pattern it has "
    "learnt to hear.",
    2: "Slides small windows of weights over the maps. Each output channel is one pattern it has learnt to see.",
    3: "Slides small cubes of weights through volumes, such as video or scans of a body. Each output channel is one "
    "pattern it has learnt to see.",
}


def _examples(dims: int) -> tuple[Example, ...]:
    even, odd = (8, 8, 8)[:dims], (9, 7, 6)[:dims]
    mixed = {"kernel_size": [3, 5, 2][:dims], "stride": 2, "padding": [1, 2, 0][:dims]}
    return (
        Example(((2, 3, *even),), {"out_channels": 4}),
        Example(((2, 4, *odd),), {"out_channels": 6, **mixed}),
        Example(((2, 4, *even),), {"out_channels": 4, "groups": 4, "bias": False, "padding": "same"}),
        Example(((2, 2, *even),), {"dilation": 2, "padding": 2, "padding_mode": "reflect"}),
        Example(((2, 2, *odd),), {"kernel_size": 4, "padding": "same", "padding_mode": "circular"}),
    )


def _convolution(dims: int) -> Block:
    return Block(
        id=f"conv{dims}d",
        title=f"Conv{dims}d",
        category="convolution",
        target=f"torch.nn.Conv{dims}d",
        help=_HELP[dims],
        url=page(f"Conv{dims}d"),
        name="conv",
        inputs=(tensor_of(dims),),
        arguments=(
            IN_CHANNELS,
            OUT_CHANNELS,
            kernel_size(dims, 3),
            stride(dims),
            padding(dims),
            dilation(dims),
            GROUPS,
            BIAS,
            PADDING_MODE,
        ),
        rules=(GROUPS_DIVIDE, *WINDOW_RULES, SMALL_ENOUGH),
        reach=reach,
        examples=_examples(dims),
    )


BLOCKS = in_each_dimension(_convolution)
