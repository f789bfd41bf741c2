"""Upsampling: make maps larger by computing the pixels between the given ones."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from engine.block import MAXIMUM_EXTENT, Argument, Block, Dims, Example, Port, Rule, Settings, Value
from engine.blocks.spatial import MAXIMUM_COUNT, page, per_side, size_text, too_large
from engine.calls import Call, Inputs, Text
from engine.reach import Axis, Each, Resample

MAXIMUM_SCALE = 1024

_MODES = ("nearest", "nearest-exact", "linear", "bilinear", "bicubic", "trilinear")
_RANKS = {"linear": 3, "bilinear": 4, "bicubic": 4, "trilinear": 5}  # the others take any of 3, 4 and 5
_KINDS: dict[str, Literal["nearest", "nearest-exact", "linear", "cubic", "area"]] = {
    "nearest": "nearest",
    "nearest-exact": "nearest-exact",
    "linear": "linear",
    "bilinear": "linear",
    "trilinear": "linear",
    "bicubic": "cubic",
    "area": "area",
}
_ANY_SPACE = (3, 4, 5)

_SIZE = Argument(
    "size",
    "size",
    None,
    "The sides of the result, such as height and width; empty: use scale_factor.",
    minimum=1,
    maximum=MAXIMUM_EXTENT,
    unit="px",
    optional=True,
    dimensions=(1, 2, 3),
    face="{}",
)
_SCALE = Argument(
    "scale_factor",
    "float",
    2.0,
    "How many times larger; empty: use size.",
    minimum=0,
    above_minimum=True,
    maximum=MAXIMUM_SCALE,
    optional=True,
    unit="×",
    face="×{}",
    always_on_face=True,
    torch_default=None,
)
_MODE = Argument(
    "mode",
    "choice",
    "nearest",
    "How the pixels between are computed: linear is for sequences, bilinear and bicubic for maps, trilinear for "
    "volumes.",
    choices=_MODES,
    face="{}",
    always_on_face=True,
)
_CORNERS = Argument(
    "align_corners",
    "bool",
    None,
    "Put the corner pixels of input and output on each other; not for the nearest modes.",
    optional=True,
    face="corners",
)
_ANY_MODE = replace(
    _MODE,
    help=_MODE.help.removesuffix(".") + "; area averages, which suits shrinking.",
    choices=(*_MODES, "area"),
)
_ANTIALIAS = Argument(
    "antialias",
    "bool",
    False,
    "Smooth while shrinking, so that fine stripes do not turn into coarse ones; for bilinear and bicubic.",
    face="antialias",
)


class LikeAnother(Call):
    """`interpolate(x, size=y.shape[2:], mode=…)`: of the second input, only the size counts."""

    def apply(self, function: Callable[..., Any], inputs: Inputs, settings: Settings, given: Mapping[str, Any]) -> Any:
        return function(inputs["input"][0], size=inputs["like"][0].shape[2:], **given)

    def text(self, name: str, inputs: Inputs, settings: Settings, written: list[str]) -> Text:
        return name, [inputs["input"][0], f"size={inputs['like'][0]}.shape[2:]", *written]


def _sides_out(settings: Settings, shapes: Sequence[Dims]) -> tuple[int, ...]:
    if len(shapes) == 2:
        return tuple(shapes[1][2:])
    if settings["size"] is not None:
        return per_side(settings["size"], len(shapes[0]) - 2)
    return tuple(int(side * settings["scale_factor"]) for side in shapes[0][2:])


def _mode_takes_rank(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    mode, rank = settings["mode"], len(shapes[0])
    if _RANKS.get(mode, rank) == rank:
        return None
    choices = [mode for mode in _MODES if _RANKS.get(mode, rank) == rank]
    return {"mode": mode, "wanted": f"rank_{_RANKS[mode]}", "shape": size_text(shapes[0][1:]), "choices": choices}


def _size_or_scale(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    return {} if (settings["size"] is None) == (settings["scale_factor"] is None) else None


def _as_many_numbers(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    size, dims = settings["size"], len(shapes[0]) - 2
    if not isinstance(size, list) or len(size) == dims:
        return None
    return {"argument": "size", "value": size_text(size), "dimensions": dims}


def _align_corners(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    if settings["align_corners"] is None or settings["mode"] in _RANKS:
        return None
    choices = [mode for mode, rank in _RANKS.items() if rank == len(shapes[0])]
    return {"mode": settings["mode"], "choices": choices}


def _antialias(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    if settings["antialias"] and settings["mode"] not in ("bilinear", "bicubic"):
        return {"mode": settings["mode"]}
    return None


def _something_left(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    sides = _sides_out(settings, shapes)
    return None if min(sides) >= 1 else {"size": size_text(sides), "argument": "scale_factor"}


def _small_enough(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    pixels = math.prod(_sides_out(settings, shapes))
    if pixels > MAXIMUM_COUNT:  # of one map
        return {"amount": f"{pixels:,}", "most": f"{MAXIMUM_COUNT:,}"}
    return too_large(shapes[0][1] * pixels)


def _same_rank(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    if len(shapes[0]) == len(shapes[1]):
        return None
    return {"input": size_text(shapes[0][1:]), "like": size_text(shapes[1][1:])}


_MODE_RULES = (Rule("mode_rank", _mode_takes_rank), Rule("align_corners", _align_corners))
_SIZE_RULES = (Rule("size_or_scale", _size_or_scale), Rule("size_numbers", _as_many_numbers))
_LEFT, _SMALL = Rule("vanishes", _something_left), Rule("too_large", _small_enough)


def _reach(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    mode = settings["mode"]
    return tuple(
        Resample(
            size_in,
            size_out,
            _KINDS[mode],
            bool(settings["align_corners"]),
            settings.get("scale_factor"),
            bool(settings.get("antialias")),
        )
        for size_in, size_out in zip(arriving[0][2:], leaving[2:], strict=True)
    )


def _reach_of_both(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> Each:
    return Each((_reach(settings, arriving, leaving), "nothing"))


_FUNCTION = "torch.nn.functional.interpolate"
_INPUT = Port("input", ranks=_ANY_SPACE)

BLOCKS = (
    Block(
        id="upsample",
        title="Upsample",
        category="upsampling",
        target="torch.nn.Upsample",
        help="Enlarges maps: nearest repeats pixels, bilinear blends the 4 around a point, bicubic 16 of them.",
        url=page("Upsample"),
        name="up",
        inputs=(_INPUT,),
        arguments=(_SIZE, _SCALE, _MODE, _CORNERS),
        rules=(*_SIZE_RULES, *_MODE_RULES, _LEFT, _SMALL),
        reach=_reach,
        examples=(
            Example(((2, 3, 4, 5),)),
            Example(((2, 3, 4, 5),), {"mode": "bilinear", "align_corners": True}),
            Example(((2, 3, 4, 5),), {"mode": "bicubic", "scale_factor": 1.5}),
            Example(((2, 3, 4, 5),), {"scale_factor": None, "size": [7, 9], "mode": "nearest-exact"}),
            Example(((2, 3, 6),), {"mode": "linear"}),
            Example(((2, 3, 4, 5, 3),), {"scale_factor": None, "size": [7, 9, 2], "mode": "trilinear"}),
        ),
    ),
    Block(
        id="interpolate",
        title="Interpolate",
        category="upsampling",
        kind="function",
        target=_FUNCTION,
        help="Makes maps larger or smaller. As Upsample, and it can average areas and smooth while it shrinks.",
        url=page("functional.interpolate"),
        name="resize",
        inputs=(_INPUT,),
        arguments=(_SIZE, _SCALE, _ANY_MODE, _CORNERS, _ANTIALIAS),
        rules=(*_SIZE_RULES, *_MODE_RULES, Rule("antialias", _antialias), _LEFT, _SMALL),
        reach=_reach,
        examples=(
            Example(((2, 3, 4, 5),)),
            Example(((2, 3, 9, 7),), {"scale_factor": 0.4, "mode": "bicubic", "antialias": True}),
            Example(((2, 3, 9, 7),), {"scale_factor": None, "size": 5, "mode": "area"}),
            Example(((2, 3, 6),), {"scale_factor": 1.7, "mode": "linear", "align_corners": True}),
            Example(((2, 3, 4, 3, 2),), {"mode": "trilinear", "align_corners": False}),
        ),
    ),
    Block(
        id="interpolate_like",
        title="Interpolate like",
        category="upsampling",
        kind="function",
        target=_FUNCTION,
        call=LikeAnother(),
        help="Gives a map the height and width of another, so that the two can be added or joined, as the paths of a "
        "feature pyramid.",
        url=page("functional.interpolate"),
        name="resize",
        inputs=(_INPUT, Port("like", ranks=_ANY_SPACE, dtypes=("float32", "int64", "bool"), only_shape=True)),
        arguments=(_ANY_MODE, _CORNERS, _ANTIALIAS),
        rules=(Rule("like_rank", _same_rank), *_MODE_RULES, Rule("antialias", _antialias), _SMALL),
        reach=_reach_of_both,
        examples=(
            Example(((2, 3, 4, 5), (2, 7, 8, 9))),
            Example(((2, 3, 9, 7), (2, 1, 4, 3)), {"mode": "bilinear", "antialias": True}),
            Example(((2, 3, 4), (2, 1, 7)), {"mode": "linear", "align_corners": True}),
        ),
    ),
)
