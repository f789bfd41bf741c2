"""Pooling: one number for each window, so that maps get smaller and small shifts matter less."""

from collections.abc import Sequence
from dataclasses import replace

from engine.block import MAXIMUM_EXTENT, REQUIRED, Argument, Block, Dims, Example, Port, Rule, Settings, Value
from engine.blocks.convolution import pair, size_text

_KERNEL = Argument(
    "kernel_size",
    "size",
    2,
    "Height and width of the window.",
    minimum=1,
    maximum=MAXIMUM_EXTENT,
    unit="px",
    face="{}",
    always_on_face=True,
    torch_default=REQUIRED,
)
_STRIDE = Argument(
    "stride",
    "size",
    None,
    "How far the window moves at each step; empty: as far as the window is wide.",
    minimum=1,
    maximum=MAXIMUM_EXTENT,
    unit="px",
    optional=True,
    face="stride {}",
)
_PADDING = Argument(
    "padding",
    "size",
    0,
    "Rows and columns added around the map, at most half of the window.",
    minimum=0,
    maximum=MAXIMUM_EXTENT,
    unit="px",
    face="p{}",
)
_CEIL = Argument("ceil_mode", "bool", False, "Also use windows that begin inside and reach over the edge.")


def _padding_fits(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    kernel, padding = pair(settings["kernel_size"]), pair(settings["padding"])
    if all(p <= k // 2 for k, p in zip(kernel, padding, strict=True)):
        return None
    return {"padding": settings["padding"], "kernel": settings["kernel_size"], "most": min(kernel) // 2}


def _kernel_fits(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    """At least one window must fit; PyTorch's formula for the output size, which must come to 1 or more."""
    kernel, padding = pair(settings["kernel_size"]), pair(settings["padding"])
    stride = pair(settings["stride"] or settings["kernel_size"])
    dilation = pair(settings.get("dilation", 1))
    span = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    for size, s, p, step in zip(shapes[0][2:], span, padding, stride, strict=True):
        room = size + 2 * p - s
        if room < 0 and not (settings["ceil_mode"] and -(-room // step) >= 0):
            return {
                "kernel": size_text(*span),
                "size": size_text(*shapes[0][2:]),
                "padding": settings["padding"],
            }
    return None


_RULES = (Rule("padding_too_large", _padding_fits), Rule("kernel_too_large", _kernel_fits))

BLOCKS = (
    Block(
        id="max_pool2d",
        title="MaxPool2d",
        category="pooling",
        target="torch.nn.MaxPool2d",
        help="Takes the largest number in each window: was the pattern seen anywhere here?",
        url="https://pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html",
        name="pool",
        inputs=(Port("input", ranks=(4,)),),
        arguments=(
            _KERNEL,
            _STRIDE,
            _PADDING,
            Argument(
                "dilation",
                "size",
                1,
                "Distance between the window's points.",
                minimum=1,
                maximum=MAXIMUM_EXTENT,
                unit="px",
                face="d{}",
            ),
            _CEIL,
        ),
        rules=_RULES,
        examples=(
            Example(((2, 3, 8, 8),)),
            Example(((2, 3, 9, 7),), {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True}),
            Example(((2, 3, 9, 9),), {"kernel_size": [3, 2], "dilation": 2}),
        ),
    ),
    Block(
        id="avg_pool2d",
        title="AvgPool2d",
        category="pooling",
        target="torch.nn.AvgPool2d",
        help="Takes the mean of each window: how strongly was the pattern seen here on the whole?",
        url="https://pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html",
        name="pool",
        inputs=(Port("input", ranks=(4,)),),
        arguments=(
            _KERNEL,
            _STRIDE,
            _PADDING,
            _CEIL,
            Argument("count_include_pad", "bool", True, "Count the zeros of the padding in the mean."),
            Argument(
                "divisor_override",
                "int",
                None,
                "Divide by this instead of by the number of pixels in the window.",
                minimum=1,
                maximum=1_000_000,
                optional=True,
            ),
        ),
        rules=_RULES,
        examples=(
            Example(((2, 3, 8, 8),)),
            Example(
                ((2, 3, 9, 7),),
                {"kernel_size": 3, "stride": [2, 1], "padding": 1, "count_include_pad": False},
            ),
        ),
    ),
    Block(
        id="adaptive_avg_pool2d",
        title="AdaptiveAvgPool2d",
        category="pooling",
        target="torch.nn.AdaptiveAvgPool2d",
        help="Averages to a size that you choose, whatever comes in; 1×1 is global average pooling.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html",
        name="pool",
        inputs=(Port("input", ranks=(4,)),),
        arguments=(replace(_KERNEL, name="output_size", default=1, help="Height and width of the result."),),
        examples=(Example(((2, 3, 8, 8),)), Example(((2, 3, 9, 7),), {"output_size": [3, 2]})),
    ),
)
