"""Normalization: bring activations to a common scale, then let the network scale and shift them as it likes.

BatchNorm and InstanceNorm, which look at each channel by itself; the others are in `normalization_groups`.
"""

from collections.abc import Sequence
from math import prod

from engine.block import MAXIMUM_CHANNELS, REQUIRED, Argument, Block, Dims, Example, Port, Rule, Settings, Value
from engine.blocks.dimensions import DOCS, Sizes, per_sample
from engine.plan import shape_text
from engine.reach import Reached, everywhere, pointwise

BATCH_NORMS = ("batch_norm1d", "batch_norm2d", "batch_norm3d")

NUM_FEATURES = Argument(
    "num_features",
    "int",
    None,
    "Channels of the input; taken from it unless you type a value.",
    minimum=1,
    maximum=MAXIMUM_CHANNELS,
    derived="input[1]",
    torch_default=REQUIRED,
)
EPS = Argument(
    "eps",
    "float",
    1e-5,
    "Added to the variance, so that nothing is divided by zero.",
    minimum=0,
    maximum=1,
    above_minimum=True,
    face="ε {}",
    always_on_face=True,
)


def _own_statistics(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> Reached:
    """In eval mode, running statistics are numbers that do not depend on the map; without them, all pixels count."""
    return (pointwise if settings["track_running_stats"] else everywhere)(settings, arriving, leaving)


def _several_pixels(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    """The variance of a single number is 0, and PyTorch refuses to divide by it."""
    places = prod(map(per_sample, shapes[0][2:]))
    return None if places > 1 else {"shape": shape_text(shapes[0])}


def _several_numbers(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    """With a batch there are as many numbers as images, at least; a tensor of the network's own has none."""
    samples, _, *places = shapes[0]
    single = samples == 1 and all(size == 1 for size in places)
    return {"shape": shape_text(shapes[0])} if single else None


def _batch_norm(dimensions: int, help: str, ranks: tuple[int, ...], shape: Dims) -> Block:
    title = f"BatchNorm{dimensions}d"
    return Block(
        id=f"batch_norm{dimensions}d",
        title=title,
        category="normalization",
        target=f"torch.nn.{title}",
        help=help,
        url=f"{DOCS}torch.nn.{title}.html",
        name="bn",
        inputs=(Port("input", ranks=ranks),),
        mode_dependent=True,
        reach=_own_statistics,
        arguments=(
            NUM_FEATURES,
            EPS,
            Argument(
                "momentum",
                "float",
                0.1,
                "How much of each new batch enters the running mean and variance; empty: the plain average of all.",
                minimum=0,
                maximum=1,
                optional=True,
                face="m {}",
                always_on_face=True,
            ),
            Argument("affine", "bool", True, "Learn a scale γ and a shift β for every channel."),
            Argument(
                "track_running_stats",
                "bool",
                True,
                "Collect running statistics for eval mode; without, every batch is normalized by itself.",
            ),
        ),
        rules=(Rule("single_place", _several_numbers, symbolic=True),),
        examples=(
            Example((shape,)),
            Example((shape,), {"affine": False, "eps": 0.001, "momentum": None}),
            Example((shape,), {"track_running_stats": False}),
        ),
    )


def _instance_norm(dimensions: int, help: str, shape: Dims) -> Block:
    title = f"InstanceNorm{dimensions}d"
    return Block(
        id=f"instance_norm{dimensions}d",
        title=title,
        category="normalization",
        target=f"torch.nn.{title}",
        help=help,
        url=f"{DOCS}torch.nn.{title}.html",
        name="norm",
        inputs=(Port("input", ranks=(dimensions + 2,)),),
        mode_dependent=True,
        reach=_own_statistics,
        arguments=(
            NUM_FEATURES,
            EPS,
            Argument(
                "momentum",
                "float",
                0.1,
                "With track_running_stats: how much of each new batch enters the running mean and variance.",
                minimum=0,
                maximum=1,
            ),
            Argument("affine", "bool", False, "Learn a scale γ and a shift β for every channel.", face="affine"),
            Argument(
                "track_running_stats",
                "bool",
                False,
                "Collect running statistics, and use them in eval mode; without, each image always uses its own.",
                face="running",
            ),
        ),
        rules=(Rule("single_place", _several_pixels, symbolic=True),),
        examples=(
            Example((shape,)),
            Example((shape,), {"affine": True, "eps": 0.001}),
            Example((shape,), {"track_running_stats": True, "momentum": 0.2}),
        ),
    )


BLOCKS = (
    _batch_norm(
        1,
        "Normalizes each feature over the batch, or each channel of a sequence over batch and length, then scales by γ "
        "and shifts by β. In eval mode it uses the running mean and variance that it collected in training.",
        (2, 3),
        (4, 3, 5),
    ),
    _batch_norm(
        2,
        "Normalizes each channel over batch, height and width, then scales by γ and shifts by β. In eval mode it "
        "uses the running mean and variance that it collected in training.",
        (4,),
        (4, 3, 5, 5),
    ),
    _batch_norm(
        3,
        "Normalizes each channel over batch, depth, height and width, then scales by γ and shifts by β. In eval mode "
        "it uses the running mean and variance that it collected in training.",
        (5,),
        (4, 3, 2, 3, 3),
    ),
    _instance_norm(
        1,
        "Normalizes each channel of each sequence by itself, over its length: loudness and offset of the sequence are "
        "gone.",
        (2, 3, 5),
    ),
    _instance_norm(
        2,
        "Normalizes each channel of each image by itself, over height and width: contrast and brightness of the image "
        "are gone. Usual where one image is turned into another, as in style transfer.",
        (2, 3, 5, 5),
    ),
    _instance_norm(
        3,
        "Normalizes each channel of each volume by itself, over depth, height and width; usual in the segmentation of "
        "medical images, where a batch is small.",
        (2, 3, 2, 3, 3),
    ),
)
