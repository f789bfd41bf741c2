"""Convolutions that treat every channel by itself, and so need far fewer weights."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.block import MAXIMUM_CHANNELS, Argument, Block, Construct, Dims, Example, Rule, Settings, Value
from engine.blocks.convolution import (
    BIAS,
    IN_CHANNELS,
    OUT_CHANNELS,
    PADDING_MODE,
    SMALL_ENOUGH,
    WINDOW_RULES,
    dilation,
    largest_padded,
    padding,
    reach,
    sides_out,
    stride,
)
from engine.blocks.spatial import kernel_size, page, per_side, tensor_of, too_large

_DEPTH_MULTIPLIER = Argument(
    "depth_multiplier",
    "int",
    1,
    "How many windows each channel gets: so many output channels are made of it.",
    minimum=1,
    maximum=MAXIMUM_CHANNELS,
    passed=False,
    face="×{}",
)
_WINDOW = (stride(2), padding(2), dilation(2))


def _small_enough(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    middle = settings["in_channels"] * settings["depth_multiplier"]
    out, area = settings["out_channels"], math.prod(sides_out(settings, shapes[0]))
    weights = max(middle * math.prod(per_side(settings["kernel_size"], 2)), middle * out)
    return too_large(weights, middle * area, out * area, largest_padded(settings, shapes[0]))


def _parts(settings: Settings) -> list[Construct]:
    """A bias after each channel's window would be swallowed by the one at the end: only the pointwise part has one."""
    channels = settings["in_channels"]
    middle = channels * settings["depth_multiplier"]
    given: dict[str, Any] = {a.name: settings[a.name] for a in _WINDOW if settings[a.name] != a.default}
    given |= {"groups": channels, "bias": False}
    if settings["padding_mode"] != PADDING_MODE.default:
        given["padding_mode"] = settings["padding_mode"]
    bias = {} if settings["bias"] else {"bias": False}
    return [
        Construct("torch.nn.Conv2d", (channels, middle, settings["kernel_size"]), given),
        Construct("torch.nn.Conv2d", (middle, settings["out_channels"], 1), bias),
    ]


BLOCKS = (
    Block(
        id="depthwise_conv2d",
        title="Depthwise Conv2d",
        category="convolution",
        target="torch.nn.Conv2d",
        help="A Conv2d that gives every channel a window of its own and does not mix them: groups equals the channels. "
        "A 1×1 Conv2d after it mixes them, as in MobileNet.",
        url=page("Conv2d"),
        name="depthwise",
        inputs=(tensor_of(2),),
        arguments=(
            IN_CHANNELS,
            replace(
                OUT_CHANNELS,
                default=None,
                help="Channels of the output: those of the input times depth_multiplier, unless you type a value.",
                derived="in_channels * depth_multiplier",
                face=None,
                always_on_face=False,
            ),
            kernel_size(2, 3),
            _DEPTH_MULTIPLIER,
            *_WINDOW,
            Argument(
                "groups",
                "int",
                None,
                "As many as the input has channels, so that none is mixed with another.",
                minimum=1,
                maximum=MAXIMUM_CHANNELS,
                derived="in_channels",
                torch_default=1,
            ),
            BIAS,
            PADDING_MODE,
        ),
        rules=(*WINDOW_RULES, SMALL_ENOUGH),
        reach=reach,
        examples=(
            Example(((2, 3, 8, 8),)),
            Example(((2, 3, 9, 7),), {"depth_multiplier": 2, "kernel_size": [3, 5], "stride": 2, "padding": [1, 2]}),
            Example(((2, 4, 8, 8),), {"padding": "same", "dilation": 2, "bias": False, "padding_mode": "replicate"}),
        ),
    ),
    Block(
        id="separable_conv2d",
        title="Separable Conv2d",
        category="convolution",
        target="torch.nn.Sequential",
        parts=_parts,
        help="A depthwise Conv2d and a 1×1 Conv2d after it: first look at each channel, then mix them. Nearly a Conv2d "
        "for a fraction of its weights and work.",
        url=page("Conv2d"),
        name="separable",
        inputs=(tensor_of(2),),
        arguments=(
            IN_CHANNELS,
            OUT_CHANNELS,
            kernel_size(2, 3),
            _DEPTH_MULTIPLIER,
            *_WINDOW,
            replace(BIAS, help="Add a learnable number to every output channel, at the end."),
            PADDING_MODE,
        ),
        rules=(*WINDOW_RULES, Rule("too_large", _small_enough)),
        reach=reach,
        examples=(
            Example(((2, 3, 8, 8),), {"padding": 1}),
            Example(((2, 4, 9, 7),), {"out_channels": 6, "kernel_size": [3, 5], "stride": 2, "depth_multiplier": 2}),
            Example(((2, 4, 8, 8),), {"padding": "same", "dilation": 2, "bias": False, "padding_mode": "circular"}),
        ),
    ),
)
