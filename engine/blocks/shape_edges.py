"""Shape: the edges of maps, added to or cut off."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.block import MAXIMUM_EXTENT, REQUIRED, Argument, Block, Dims, Example, Rule, Settings, Value
from engine.blocks.dimensions import ANY, DOCS, Sizes
from engine.blocks.shape_parts import bounds
from engine.calls import Call, Inputs, Text
from engine.reach import PIXEL, Axis, Window

MAXIMUM_VALUE = 1e18  # that pads whole numbers as well: the next larger ones have no room in int64


def _pairs(settings: Settings, rank: int) -> dict[int, tuple[int, int]]:
    """How much is put before and behind, by dimension; PyTorch counts from the last one back."""
    amounts = settings["pad"]
    return {rank - 1 - place: (amounts[2 * place], amounts[2 * place + 1]) for place in range(len(amounts) // 2)}


def _pad_length(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    """Two numbers a dimension. Modes other than constant know batch and channels, and only those, to be left alone;
    PyTorch takes batch and channels as one where one of them is missing."""
    length, rank = len(settings["pad"]), len(shapes[0])
    padded = length // 2
    fits = length % 2 == 0 and padded <= rank
    if settings["mode"] != "constant":
        fits = fits and 1 <= padded <= 3 and rank - padded in (1, 2)
    if fits:
        return None
    least, most = max(1, rank - 2), rank - 1
    return {"count": length, "mode": settings["mode"], "least": 2 * least, "most": 2 * min(most, 3)}


def _pad_off_batch(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    shape = shapes[0]
    touched = [d for d, pair in _pairs(settings, len(shape)).items() if isinstance(shape[d], str) and any(pair)]
    return {"dim": touched[0]} if touched else None


def _pad_fits(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    """No more can be cut off than there is, and something must be left."""
    for dimension, (before, behind) in _pairs(settings, len(shapes[0])).items():
        size = shapes[0][dimension]
        if size + before + behind < 1 or size + min(before, 0) + min(behind, 0) < 0:
            return {"pad": settings["pad"], "dim": dimension, "size": size}
    return None


def _pad_copies(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    """Reflection has less than the size on each side to copy from, wrapping around no more than the size."""
    mode = settings["mode"]
    for dimension, pair in _pairs(settings, len(shapes[0])).items():
        size = shapes[0][dimension]
        most = {"reflect": size - 1, "circular": size}.get(mode, MAXIMUM_EXTENT)
        if mode != "constant" and not all(0 <= amount <= most for amount in pair):
            return {"mode": mode, "dim": dimension, "size": size, "most": most}
    return None


def _pad_value(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    return {"mode": settings["mode"]} if settings["value"] and settings["mode"] != "constant" else None


def _pad_reach(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    pairs, mode = _pairs(settings, len(leaving)), settings["mode"]
    befores = [pairs.get(dimension, (0, 0))[0] for dimension in range(2, len(leaving))]
    return tuple(Window(1, padding=before, fill="zeros" if mode == "constant" else mode) for before in befores)


_PAD = Block(
    id="pad",
    title="Pad",
    category="shape",
    kind="function",
    target="torch.nn.functional.pad",
    help="Puts rows and columns around maps, so that a window reaches over the edge, or that two maps become of one "
    "size.",
    url=f"{DOCS}torch.nn.functional.pad.html",
    inputs=ANY,
    arguments=(
        Argument(
            "pad",
            "shape",
            [1, 1, 1, 1],
            "How much to add: left, right, top, bottom, and so on for more dimensions; less than 0 cuts off.",
            minimum=-MAXIMUM_EXTENT,
            maximum=MAXIMUM_EXTENT,
            unit="px",
            face="{}",
            always_on_face=True,
            torch_default=REQUIRED,
        ),
        Argument(
            "mode",
            "choice",
            "constant",
            "What is put there: one value, the map mirrored at its edge, the edge's own pixels, or the other side.",
            choices=("constant", "reflect", "replicate", "circular"),
            face="{}",
        ),
        Argument(
            "value",
            "float",
            None,
            "With mode constant: the number that is put there; empty: 0.",
            minimum=-MAXIMUM_VALUE,
            maximum=MAXIMUM_VALUE,
            optional=True,
            face="{}",
        ),
    ),
    rules=(
        Rule("pad_length", _pad_length),
        Rule("batch_edge", _pad_off_batch, symbolic=True),
        Rule("pad_value", _pad_value),
        Rule("pad_copies", _pad_copies),
        Rule("pad_cuts", _pad_fits),
    ),
    reach=_pad_reach,
    examples=(
        Example(((2, 3, 4, 5),)),
        Example(((2, 3, 4, 5),), {"pad": [1, 2, 0, 3], "mode": "reflect"}),
        Example(((2, 3, 4, 5),), {"pad": [2, 2, 1, 1], "mode": "circular"}),
        Example(((2, 3, 4),), {"pad": [3, 1], "mode": "replicate"}),
        Example(((2, 3, 4, 5),), {"pad": [-1, 1], "value": -2.0}),
    ),
)


class Cropping(Call):
    """`x[..., top:-bottom, left:-right]`."""

    def apply(self, function: Any, inputs: Inputs, settings: Settings, given: Any) -> Any:
        rows, columns = (slice(first or None, last) for first, last in _cuts(settings))
        return function(inputs["input"][0], (..., rows, columns))

    def text(self, name: str, inputs: Inputs, settings: Settings, written: list[str]) -> Text:
        rows, columns = (bounds(*cut) for cut in _cuts(settings))
        return f"{inputs['input'][0]}[..., {rows}, {columns}]"


def _cuts(settings: Settings) -> list[tuple[int, int | None]]:
    """Where rows and columns begin and end."""
    return [(settings[before], -settings[behind] or None) for before, behind in (("top", "bottom"), ("left", "right"))]


def _crop_leaves(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    height, width = shapes[0][-2:]
    rows, columns = settings["top"] + settings["bottom"], settings["left"] + settings["right"]
    if rows < height and columns < width:
        return None
    return {"size": f"{height}×{width}", "rows": rows, "columns": columns}


def _crop_off_batch(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    shape = shapes[0]
    for place, pair in ((-2, ("top", "bottom")), (-1, ("left", "right"))):
        if isinstance(shape[place], str) and any(settings[name] for name in pair):
            return {"dim": len(shape) + place}
    return None


def _crop_reach(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    cut = (Window(1, padding=-settings["top"]), Window(1, padding=-settings["left"]))
    return (PIXEL,) * (len(leaving) - 4) + cut


def _cut(name: str, what: str) -> Argument:
    return Argument(
        name,
        "int",
        1,
        f"How many {what} to cut off.",
        minimum=0,
        maximum=MAXIMUM_EXTENT,
        unit="px",
        face=f"{name[0]}{{}}",
        always_on_face=True,
        passed=False,
    )


_CROP = Block(
    id="crop",
    title="Crop",
    category="shape",
    kind="function",
    call=Cropping(),
    target="operator.getitem",
    help="Cuts rows and columns off maps, as U-Net cuts a large map to the size of the one it is joined to.",
    url="https://pytorch.org/docs/stable/tensor_view.html",
    inputs=(replace(ANY[0], ranks=(4, 5)),),
    arguments=(
        _cut("top", "rows at the top"),
        _cut("bottom", "rows at the bottom"),
        _cut("left", "columns at the left"),
        _cut("right", "columns at the right"),
    ),
    rules=(Rule("batch_edge", _crop_off_batch, symbolic=True), Rule("crop_leaves", _crop_leaves)),
    reach=_crop_reach,
    examples=(
        Example(((2, 3, 4, 5),)),
        Example(((2, 3, 4, 5),), {"top": 0, "bottom": 2, "left": 3, "right": 0}),
        Example(((2, 3, 2, 5, 5),), {"top": 0, "bottom": 0}),
    ),
)


BLOCKS = (_PAD, _CROP)
