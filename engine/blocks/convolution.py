"""Convolutions: a small window of weights slides over the map, the same weights at every place."""

from collections.abc import Sequence

from engine.block import (
    MAXIMUM_CHANNELS,
    MAXIMUM_EXTENT,
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


def pair(value: Value) -> tuple[int, int]:
    """A size as (height, width)."""
    return (value, value) if isinstance(value, int) else (value[0], value[1])


def size_text(height: int, width: int) -> str:
    return f"{height}×{width}"


def _groups(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    channels_in, channels_out, groups = settings["in_channels"], settings["out_channels"], settings["groups"]
    if channels_in % groups == 0 and channels_out % groups == 0:
        return None
    return {"groups": groups, "channels_in": channels_in, "channels_out": channels_out}


def _same_needs_stride_1(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    if settings["padding"] != "same" or pair(settings["stride"]) == (1, 1):
        return None
    return {"stride": settings["stride"]}


def _kernel_fits(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    if settings["padding"] == "same":
        return None
    padding = (0, 0) if settings["padding"] == "valid" else pair(settings["padding"])
    kernel, dilation = pair(settings["kernel_size"]), pair(settings["dilation"])
    span = tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))
    height, width = shapes[0][2:]
    if height + 2 * padding[0] >= span[0] and width + 2 * padding[1] >= span[1]:
        return None
    return {"kernel": size_text(*span), "size": size_text(height, width), "padding": settings["padding"]}


def _padding_mode_fits(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    """Reflection needs padding < size, wrapping around padding ≤ size."""
    mode, padding = settings["padding_mode"], settings["padding"]
    if mode in ("zeros", "replicate") or padding == "valid":
        return None
    size = shapes[0][2:]
    if padding == "same":
        dilation, kernel = pair(settings["dilation"]), pair(settings["kernel_size"])
        # PyTorch puts the odd one at the far side.
        amounts = tuple(-(-d * (k - 1) // 2) for k, d in zip(kernel, dilation, strict=True))
    else:
        amounts = pair(padding)
    most = tuple(side - 1 if mode == "reflect" else side for side in size)
    if all(amount <= limit for amount, limit in zip(amounts, most, strict=True)):
        return None
    return {"size": size_text(*size), "mode": mode, "most": min(most)}


BLOCKS = (
    Block(
        id="conv2d",
        title="Conv2d",
        category="convolution",
        target="torch.nn.Conv2d",
        help="Slides small windows of weights over the maps. Each output channel is one pattern it has learnt to see.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html",
        name="conv",
        inputs=(Port("input", ranks=(4,)),),
        arguments=(
            Argument(
                "in_channels",
                "int",
                None,
                "Channels of the input; taken from it unless you type a value.",
                minimum=1,
                maximum=MAXIMUM_CHANNELS,
                derived="input[1]",
                torch_default=REQUIRED,
            ),
            Argument(
                "out_channels",
                "int",
                16,
                "How many patterns to learn: the channels of the output.",
                minimum=1,
                maximum=MAXIMUM_CHANNELS,
                face="{}",
                always_on_face=True,
                torch_default=REQUIRED,
            ),
            Argument(
                "kernel_size",
                "size",
                3,
                "Height and width of the window.",
                minimum=1,
                maximum=MAXIMUM_EXTENT,
                unit="px",
                face="{}",
                always_on_face=True,
                torch_default=REQUIRED,
            ),
            Argument(
                "stride",
                "size",
                1,
                "How far the window moves at each step; 2 halves the map.",
                minimum=1,
                maximum=MAXIMUM_EXTENT,
                unit="px",
                face="s{}",
            ),
            Argument(
                "padding",
                "size",
                0,
                "Rows and columns added around the map; “same” keeps its size.",
                minimum=0,
                maximum=MAXIMUM_EXTENT,
                choices=("same", "valid"),
                unit="px",
                face="p{}",
            ),
            Argument(
                "dilation",
                "size",
                1,
                "Distance between the window's points; 2 looks at every other pixel.",
                minimum=1,
                maximum=MAXIMUM_EXTENT,
                unit="px",
                face="d{}",
            ),
            Argument(
                "groups",
                "int",
                1,
                "Channels are split into this many groups that do not mix; equal to the channels: depthwise.",
                minimum=1,
                maximum=MAXIMUM_CHANNELS,
                face="g{}",
            ),
            Argument("bias", "bool", True, "Add a learnable number to every output channel."),
            Argument(
                "padding_mode",
                "choice",
                "zeros",
                "What the padding is filled with.",
                choices=("zeros", "reflect", "replicate", "circular"),
            ),
        ),
        rules=(
            Rule("groups", _groups),
            Rule("same_stride", _same_needs_stride_1),
            Rule("padding_mode_same", _padding_mode_fits),
            Rule("kernel_too_large", _kernel_fits),
        ),
        examples=(
            Example(((2, 3, 8, 8),), {"out_channels": 4}),
            Example(((2, 4, 9, 7),), {"out_channels": 6, "kernel_size": [3, 5], "stride": 2, "padding": [1, 2]}),
            Example(((2, 4, 8, 8),), {"out_channels": 4, "groups": 4, "bias": False, "padding": "same"}),
            Example(((2, 2, 8, 8),), {"dilation": 2, "padding": 2, "padding_mode": "reflect"}),
        ),
    ),
)
