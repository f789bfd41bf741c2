"""Normalization over several channels or features at once: for each image by itself, the same in both modes."""

from collections.abc import Sequence
from dataclasses import replace
from math import prod

from engine.block import (
    MAXIMUM_CHANNELS,
    MAXIMUM_LENGTH,
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
from engine.blocks.dimensions import DOCS, Sizes, along, per_sample
from engine.blocks.normalization import EPS, NUM_FEATURES
from engine.plan import shape_text
from engine.reach import everywhere

MAXIMUM_WINDOW = 1000  # channels that local response norm looks at
MAXIMUM_RESPONSE = 1000  # of its factors

_DIMS = Argument(
    "dims",
    "int",
    1,
    "How many of the last dimensions are normalized together: 1 is the features, 3 channels, height and width of maps.",
    minimum=1,
    maximum=MAXIMUM_LENGTH,
    passed=False,
    face="dims {}",
    always_on_face=True,
)
_NORMALIZED_SHAPE = Argument(
    "normalized_shape",
    "shape",
    None,
    "The sizes of these dimensions; taken from the input unless you type them.",
    minimum=1,
    maximum=MAXIMUM_CHANNELS,
    derived="input[max(1, len(input) - dims):]",
    torch_default=REQUIRED,
)


def _dims(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    most = len(shapes[0]) - 1
    return None if settings["dims"] <= most else {"dims": settings["dims"], "most": most}


def _groups_divide(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    channels, groups = settings["num_channels"], settings["num_groups"]
    return None if channels % groups == 0 else {"groups": groups, "channels": channels}


def _several_numbers(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    """The variance of a single number is 0; PyTorch refuses it where the batch is one image."""
    samples, channels, *places = map(per_sample, shapes[0])
    numbers = samples * channels // settings["num_groups"] * prod(places)
    return None if numbers > 1 else {"groups": settings["num_groups"], "shape": shape_text(shapes[0])}


def _factor(name: str, default: float, help: str) -> Argument:
    return Argument(name, "float", default, help, minimum=0, maximum=MAXIMUM_RESPONSE)


_last = along(lambda settings, rank: range(rank - settings["dims"], rank))

BLOCKS = (
    Block(
        id="layer_norm",
        title="LayerNorm",
        category="normalization",
        target="torch.nn.LayerNorm",
        help="Normalizes the features of each place by themselves, then scales and shifts them; usual in transformers. "
        "It looks at the last dimensions: for the channels of maps, put a Permute before it and one behind.",
        url=f"{DOCS}torch.nn.LayerNorm.html",
        name="norm",
        inputs=(Port("input", ranks=(2, 3, 4, 5)),),
        arguments=(
            _DIMS,
            _NORMALIZED_SHAPE,
            EPS,
            Argument("elementwise_affine", "bool", True, "Learn a scale and a shift for every number."),
            Argument("bias", "bool", True, "With elementwise_affine: learn the shift, too."),
        ),
        rules=(Rule("norm_dims", _dims),),
        reach=_last,
        examples=(
            Example(((2, 3, 6),)),
            Example(((2, 3, 4, 5),), {"dims": 3, "bias": False}),
            Example(((2, 6),), {"elementwise_affine": False, "eps": 1e-6}),
        ),
    ),
    Block(
        id="group_norm",
        title="GroupNorm",
        category="normalization",
        target="torch.nn.GroupNorm",
        help="Normalizes groups of channels of each image by themselves. It does not depend on the batch, so it works "
        "where BatchNorm does not: with one or two images at a time.",
        url=f"{DOCS}torch.nn.GroupNorm.html",
        name="norm",
        inputs=(Port("input", ranks=(2, 3, 4, 5)),),
        arguments=(
            Argument(
                "num_groups",
                "int",
                1,
                "Into how many groups the channels are split; it must divide them. 1: all channels together.",
                minimum=1,
                maximum=MAXIMUM_CHANNELS,
                face="g{}",
                always_on_face=True,
                torch_default=REQUIRED,
            ),
            replace(NUM_FEATURES, name="num_channels"),
            EPS,
            Argument("affine", "bool", True, "Learn a scale and a shift for every channel."),
        ),
        rules=(Rule("norm_groups", _groups_divide), Rule("single_number", _several_numbers, symbolic=True)),
        reach=everywhere,
        examples=(
            Example(((2, 4, 5, 5),)),
            Example(((2, 6, 5),), {"num_groups": 3, "affine": False}),
            Example(((2, 6),), {"num_groups": 2, "eps": 0.001}),
        ),
    ),
    Block(
        id="local_response_norm",
        title="LocalResponseNorm",
        category="normalization",
        target="torch.nn.LocalResponseNorm",
        help="Divides each number by the strength of the channels beside it at the same place, so that strong ones "
        "hold others down. AlexNet used it in 2012; BatchNorm has taken its place.",
        url=f"{DOCS}torch.nn.LocalResponseNorm.html",
        name="lrn",
        inputs=(Port("input", ranks=(3, 4)),),  # of volumes PyTorch takes only those that lie in memory in one piece
        arguments=(
            Argument(
                "size",
                "int",
                5,
                "How many neighbouring channels count, the one itself included.",
                minimum=1,
                maximum=MAXIMUM_WINDOW,
                face="n {}",
                always_on_face=True,
                torch_default=REQUIRED,
            ),
            _factor("alpha", 1e-4, "How much the neighbours' strength counts."),
            _factor("beta", 0.75, "The power to which the sum is raised before the division."),
            _factor("k", 1.0, "Added to the sum, so that nothing is divided by zero; AlexNet had 2."),
        ),
        examples=(
            Example(((2, 7, 4, 4),)),
            Example(((2, 7, 4),), {"size": 4, "alpha": 0.1, "beta": 0.5, "k": 2.0}),
            Example(((2, 3, 3, 2),), {"size": 9}),
        ),
    ),
    Block(
        id="rms_norm",
        title="RMSNorm",
        category="normalization",
        target="torch.nn.RMSNorm",
        help="Divides the features of each place by their root mean square, then scales them: a LayerNorm that neither "
        "subtracts the mean nor shifts, and as good in large transformers.",
        url=f"{DOCS}torch.nn.RMSNorm.html",
        name="norm",
        inputs=(Port("input", ranks=(2, 3, 4, 5)),),
        arguments=(
            _DIMS,
            _NORMALIZED_SHAPE,
            replace(
                EPS,
                default=None,
                optional=True,
                help="Added to the mean square, so that nothing is divided by zero; empty: the smallest step of "
                "float32.",
                always_on_face=False,
            ),
            Argument("elementwise_affine", "bool", True, "Learn a scale for every number."),
        ),
        rules=(Rule("norm_dims", _dims),),
        reach=_last,
        examples=(
            Example(((2, 3, 6),)),
            Example(((2, 3, 4, 5),), {"dims": 2, "eps": 1e-6}),
            Example(((2, 6),), {"elementwise_affine": False}),
        ),
    ),
)
