"""Pooling: one number for each window, so that maps get smaller and small shifts matter less."""

import math
from collections.abc import Sequence

from engine.block import MAXIMUM_EXTENT, REQUIRED, Argument, Block, Dims, Example, Port, Rule, Settings, Value
from engine.blocks.spatial import (
    INDICES,
    MARGIN,
    RETURN_INDICES,
    in_each_dimension,
    kernel_size,
    misfit,
    page,
    per_side,
    size_text,
    span,
    tensor_of,
    too_large,
    windows,
)
from engine.reach import Axis

_CEIL = Argument("ceil_mode", "bool", False, "Also use windows that begin inside and reach over the edge.", face="ceil")
_COUNT_PADDING = Argument("count_include_pad", "bool", True, "Count the zeros of the padding in the mean.")
_DIVISOR = Argument(
    "divisor_override",
    "int",
    None,
    "Divide by this instead of by the number of pixels in the window.",
    minimum=1,
    maximum=1_000_000,
    optional=True,
)
_NORM_TYPE = Argument(
    "norm_type",
    "float",
    2.0,
    "The power p: 1 sums, 2 is the length of a vector, larger ones come close to the maximum. A fraction takes no "
    "negative numbers.",
    minimum=1,
    maximum=100,
    face="p {}",
    always_on_face=True,
    torch_default=REQUIRED,
)


def stride(dims: int) -> Argument:
    """The argument for the steps of the window; without it, window stands beside window."""
    return Argument(
        "stride",
        "size",
        None,
        "How far the window moves at each step; empty: as far as the window is wide.",
        minimum=1,
        maximum=MAXIMUM_EXTENT,
        unit="px",
        optional=True,
        dimensions=(dims,),
        face="stride {}",
    )


def _padding(dims: int) -> Argument:
    around = {1: "at both ends", 2: "around the map", 3: "around the volume"}
    return Argument(
        "padding",
        "size",
        0,
        f"{MARGIN[dims]} added {around[dims]}, at most half of the window.",
        minimum=0,
        maximum=MAXIMUM_EXTENT,
        unit="px",
        dimensions=(dims,),
        face="p{}",
    )


def _dilation(dims: int) -> Argument:
    return Argument(
        "dilation",
        "size",
        1,
        "Distance between the window's points.",
        minimum=1,
        maximum=MAXIMUM_EXTENT,
        unit="px",
        dimensions=(dims,),
        face="d{}",
    )


def _window(settings: Settings) -> tuple[Value, Value, Value, Value]:
    """Kernel, stride, padding and dilation; not all pools have all."""
    kernel = settings["kernel_size"]
    return kernel, settings["stride"] or kernel, settings.get("padding", 0), settings.get("dilation", 1)


def _padding_fits(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    dims = len(shapes[0]) - 2
    kernel, padding = per_side(settings["kernel_size"], dims), per_side(settings["padding"], dims)
    if all(p <= k // 2 for k, p in zip(kernel, padding, strict=True)):
        return None
    return {"padding": settings["padding"], "kernel": settings["kernel_size"], "most": min(kernel) // 2}


def _sides_out(settings: Settings, shape: Dims) -> tuple[int, ...]:
    """The sides of the result: the formula under Shape on PyTorch's page, 0 or less where no window fits."""
    dims = len(shape) - 2
    kernel, steps, padding, gaps = (per_side(value, dims) for value in _window(settings))
    sides = []
    for size, covered, amount, step in zip(shape[2:], span(kernel, gaps), padding, steps, strict=True):
        room = size + 2 * amount - covered
        places = (-(-room // step) if settings["ceil_mode"] else room // step) + 1
        begins_outside = settings["ceil_mode"] and (places - 1) * step >= size + amount
        sides.append(places - 1 if begins_outside else places)
    return tuple(sides)


def _kernel_fits(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    if all(side >= 1 for side in _sides_out(settings, shapes[0])):
        return None
    dims = len(shapes[0]) - 2
    kernel, _, padding, gaps = _window(settings)
    return misfit(span(per_side(kernel, dims), per_side(gaps, dims)), shapes[0][2:], padding)


def _no_kernel_larger(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    """PyTorch's check for averages over volumes, which looks at neither padding nor ceil_mode."""
    sides = shapes[0][2:]
    kernel = per_side(settings["kernel_size"], len(sides))
    if all(k <= side for k, side in zip(kernel, sides, strict=True)):
        return None
    return {"kernel": size_text(kernel), "size": size_text(sides)}


def _sees_the_map(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    """Whether each window has a point on the map. With gaps wider than the map it can fall on padding alone: PyTorch
    then gives an index that is nowhere, and the backward pass of it ends the process (seen with PyTorch 2.14)."""
    sides = shapes[0][2:]
    kernel, steps, padding, gaps = (per_side(value, len(sides)) for value in _window(settings))
    for size, points, step, amount, gap in zip(sides, kernel, steps, padding, gaps, strict=True):
        for start in range(-amount, 0, step) if gap > size else ():
            first = -(start // gap)  # the first point that is not before the map
            if first >= points or start + first * gap >= size:
                return {"dilation": settings["dilation"], "size": size_text(sides), "padding": settings["padding"]}
    return None


def _small_enough(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    return too_large(shapes[0][1] * math.prod(_sides_out(settings, shapes[0])))


_PADDING_FITS = Rule("padding_too_large", _padding_fits)
_FITS = (Rule("kernel_too_large", _kernel_fits), Rule("too_large", _small_enough))


def _mean_fits(dims: int) -> tuple[Rule, ...]:
    return (Rule("kernel_larger", _no_kernel_larger), *_FITS) if dims == 3 else _FITS


def _reach(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    return windows(*_window(settings), len(leaving) - 2)


def _pool(dims: int, kind: str, help: str, arguments: tuple[Argument, ...], **more: object) -> Block:
    return Block(
        id=f"{kind.lower()}_pool{dims}d",
        title=f"{kind}Pool{dims}d",
        category="pooling",
        target=f"torch.nn.{kind}Pool{dims}d",
        help=help,
        url=page(f"{kind}Pool{dims}d"),
        name="pool",
        inputs=(tensor_of(dims),),
        arguments=arguments,
        reach=_reach,
        **more,  # type: ignore[arg-type]
    )


def _maximum(dims: int) -> Block:
    even, odd = (8, 6, 7)[:dims], (9, 7, 9)[:dims]
    return _pool(
        dims,
        "Max",
        "Takes the largest number in each window: was the pattern seen anywhere here?",
        (kernel_size(dims, 2), stride(dims), _padding(dims), _dilation(dims), RETURN_INDICES, _CEIL),
        outputs=(Port("output"), INDICES),
        rules=(_PADDING_FITS, *_FITS, Rule("only_padding", _sees_the_map)),
        examples=(
            Example(((2, 3, *even),)),
            Example(((2, 3, *odd),), {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True}),
            Example(((2, 3, *odd),), {"kernel_size": [3, 2, 4][:dims], "stride": 1, "dilation": 2}),
            Example(((2, 3, *even),), {"return_indices": True}),
        ),
    )


def _average(dims: int) -> Block:
    even, odd = (8, 6, 7)[:dims], (9, 7, 5)[:dims]
    mixed = {"kernel_size": 3, "stride": [2, 1, 3][:dims], "padding": 1, "count_include_pad": False}
    examples = [Example(((2, 3, *even),)), Example(((2, 3, *odd),), mixed)]
    examples += [Example(((2, 3, *odd),), {"kernel_size": 4, "stride": 2, "padding": 2, "ceil_mode": True})]
    if dims > 1:
        examples.append(Example(((2, 3, *even),), {"divisor_override": 3}))
    return _pool(
        dims,
        "Avg",
        "Takes the mean of each window: how strongly was the pattern seen here on the whole?",
        (kernel_size(dims, 2), stride(dims), _padding(dims), _CEIL, _COUNT_PADDING, *((_DIVISOR,) if dims > 1 else ())),
        rules=(_PADDING_FITS, *_mean_fits(dims)),
        examples=tuple(examples),
    )


def _power(dims: int) -> Block:
    even, odd = (8, 6, 7)[:dims], (9, 7, 5)[:dims]
    return _pool(
        dims,
        "LP",
        "Takes the p-norm of each window: between the sum, which every number is part of, and the maximum, which only "
        "the largest is.",
        (_NORM_TYPE, kernel_size(dims, 2), stride(dims), _CEIL),
        rules=_mean_fits(dims),
        examples=(
            Example(((2, 3, *even),)),
            Example(((2, 3, *odd),), {"norm_type": 4, "kernel_size": 3, "stride": [2, 1, 3][:dims], "ceil_mode": True}),
            Example(((2, 3, *odd),), {"norm_type": 1, "kernel_size": [3, 2, 4][:dims]}),
        ),
    )


BLOCKS = in_each_dimension(_maximum, _average, _power)
