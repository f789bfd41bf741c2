"""Pixel shuffle: channels become pixels and pixels channels, and no number is lost.

Shi et al. 2016, Real-Time Single Image and Video Super-Resolution, https://arxiv.org/abs/1609.05158, section 2.2
"""

from collections.abc import Sequence

from engine.block import REQUIRED, Argument, Block, Dims, Example, Rule, Settings, Value
from engine.blocks.spatial import page, size_text, tensor_of
from engine.reach import Axis, Blocks

MAXIMUM_FACTOR = 1000  # its square is a number of channels


def _factor(name: str, help: str, face: str) -> Argument:
    return Argument(
        name,
        "int",
        2,
        help,
        minimum=1,
        maximum=MAXIMUM_FACTOR,
        unit="×",
        face=face,
        always_on_face=True,
        torch_default=REQUIRED,
    )


def _channels_divide(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    factor, channels = settings["upscale_factor"], shapes[0][1]
    if channels % factor**2 == 0:
        return None
    return {"factor": factor, "square": factor**2, "channels": channels}


def _sides_divide(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    factor, sides = settings["downscale_factor"], shapes[0][2:]
    return None if all(side % factor == 0 for side in sides) else {"factor": factor, "size": size_text(sides)}


def _enlarged(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    return (Blocks(enlarge=settings["upscale_factor"]),) * 2


def _shrunk(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    return (Blocks(shrink=settings["downscale_factor"]),) * 2


BLOCKS = (
    Block(
        id="pixel_shuffle",
        title="PixelShuffle",
        category="upsampling",
        target="torch.nn.PixelShuffle",
        help="Lays the numbers of several channels side by side as pixels of one: 4 channels become one map of twice "
        "the height and width. After a convolution it enlarges images without a checkerboard.",
        url=page("PixelShuffle"),
        name="shuffle",
        inputs=(tensor_of(2),),
        arguments=(_factor("upscale_factor", "How much larger; its square is how many channels become one.", "×{}"),),
        rules=(Rule("shuffle", _channels_divide),),
        reach=_enlarged,
        examples=(Example(((2, 8, 4, 3),)), Example(((2, 9, 2, 4),), {"upscale_factor": 3})),
    ),
    Block(
        id="pixel_unshuffle",
        title="PixelUnshuffle",
        category="upsampling",
        target="torch.nn.PixelUnshuffle",
        help="Lays the pixels of small squares behind one another as channels: the map gets smaller, and every number "
        "is kept. It undoes PixelShuffle.",
        url=page("PixelUnshuffle"),
        name="unshuffle",
        inputs=(tensor_of(2),),
        arguments=(
            _factor("downscale_factor", "How much smaller; its square is how many channels one becomes.", "÷{}"),
        ),
        rules=(Rule("unshuffle", _sides_divide),),
        reach=_shrunk,
        examples=(Example(((2, 3, 4, 6),)), Example(((2, 2, 9, 6),), {"downscale_factor": 3})),
    ),
)
