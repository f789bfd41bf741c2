"""Upsampling: make maps larger by computing the pixels between the given ones."""

from collections.abc import Sequence

from engine.block import MAXIMUM_EXTENT, Argument, Block, Dims, Example, Port, Rule, Settings, Value
from engine.blocks.convolution import pair, size_text


def _size_or_scale(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    return {} if (settings["size"] is None) == (settings["scale_factor"] is None) else None


def _align_corners(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    return {} if settings["mode"] == "nearest" and settings["align_corners"] is not None else None


def _something_left(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    if settings["scale_factor"] is None:
        return None
    height, width = (int(side * settings["scale_factor"]) for side in shapes[0][2:])
    return None if height >= 1 and width >= 1 else {"size": size_text(height, width)}


def _not_too_large(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    """The kernels of PyTorch count the pixels of one map in 31 bits."""
    if settings["size"] is not None:
        height, width = pair(settings["size"])
    else:
        height, width = (int(side * settings["scale_factor"]) for side in shapes[0][2:])
    return None if height * width < 2**31 else {"amount": height * width, "most": 2**31 - 1}


BLOCKS = (
    Block(
        id="upsample",
        title="Upsample",
        category="upsampling",
        target="torch.nn.Upsample",
        help="Enlarges maps: nearest repeats pixels, bilinear blends the 4 around a point, bicubic 16 of them.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.Upsample.html",
        name="up",
        inputs=(Port("input", ranks=(4,)),),
        arguments=(
            Argument(
                "size",
                "size",
                None,
                "Height and width of the result; empty: use scale_factor.",
                minimum=1,
                maximum=MAXIMUM_EXTENT,
                unit="px",
                optional=True,
                face="{}",
            ),
            Argument(
                "scale_factor",
                "float",
                2.0,
                "How many times larger; empty: use size.",
                minimum=0,
                above_minimum=True,
                maximum=1024,
                optional=True,
                unit="×",
                face="×{}",
                always_on_face=True,
                torch_default=None,
            ),
            Argument(
                "mode",
                "choice",
                "nearest",
                "How the pixels between are computed.",
                choices=("nearest", "bilinear", "bicubic"),
                face="{}",
                always_on_face=True,
            ),
            Argument(
                "align_corners",
                "bool",
                None,
                "Put the corner pixels of input and output on each other; only for bilinear and bicubic.",
                optional=True,
                face="corners",
            ),
        ),
        rules=(
            Rule("size_or_scale", _size_or_scale),
            Rule("align_corners", _align_corners),
            Rule("vanishes", _something_left),
            Rule("too_large", _not_too_large),
        ),
        examples=(
            Example(((2, 3, 4, 5),)),
            Example(((2, 3, 4, 5),), {"mode": "bilinear", "align_corners": True}),
            Example(((2, 3, 4, 5),), {"mode": "bicubic", "scale_factor": 1.5}),
            Example(((2, 3, 4, 5),), {"scale_factor": None, "size": [7, 9], "mode": "bilinear"}),
        ),
    ),
)
