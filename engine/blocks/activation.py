"""Activations: the bend between two layers, without which they would be one linear layer."""

from collections.abc import Sequence

from engine.block import MAXIMUM_CHANNELS, Argument, Block, Dims, Example, Port, Rule, Settings, Value
from engine.blocks.dimensions import DOCS, Sizes, along_dim, dimension_argument, in_range, per_sample
from engine.reach import PIXEL, Axis, Window

MAXIMUM_FACTOR = 1000  # of a slope or a steepness: far more than anybody uses

INPLACE = Argument(
    "inplace",
    "bool",
    False,
    "Write the result over the input: saves memory, and the input is gone.",
    face="inplace",
)
_EXAMPLES = (Example(((2, 3, 4, 4),)), Example(((2, 5),)))


def _activation(
    id: str, title: str, help: str, *arguments: Argument, inplace: bool = False, examples: tuple[Example, ...] = ()
) -> Block:
    """An activation that works number by number. `inplace`: whether PyTorch can let it write into its input."""
    examples = examples or _EXAMPLES
    return Block(
        id=id,
        title=title,
        category="activation",
        target=f"torch.nn.{title}",
        help=help,
        url=f"{DOCS}torch.nn.{title}.html",
        in_place="inplace" if inplace else "",
        arguments=(*arguments, INPLACE) if inplace else arguments,
        examples=(*examples, Example(((2, 3, 4, 4),), {"inplace": True})) if inplace else examples,
    )


def _factor(name: str, default: float, help: str, face: str, above: bool = False) -> Argument:
    """A number of 0 or more: the in-place backward pass of leaky_relu and elu takes no other."""
    return Argument(
        name,
        "float",
        default,
        help,
        minimum=0,
        maximum=MAXIMUM_FACTOR,
        above_minimum=above,
        face=face,
        always_on_face=True,
    )


def _halves(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    """Half of a batch is not known to be a whole number of images."""
    size = shapes[0][settings["dim"]]
    return None if per_sample(size) % 2 == 0 else {"size": size, "dim": settings["dim"]}


def _halves_seen(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...]:
    """Each number sees the one at its place, and the one half of the dimension further on."""
    dim, rank = settings["dim"] % len(leaving), len(leaving)
    return tuple(Window(2, dilation=leaving[dim]) if place == dim else PIXEL for place in range(2, rank))


_RELU = Block(
    id="relu",
    title="ReLU",
    category="activation",
    target="torch.nn.ReLU",
    help="Keeps what is positive and sets the rest to 0.",
    url=f"{DOCS}torch.nn.ReLU.html",
    inputs=(Port("input", dtypes=("float32", "int64")),),
    in_place="inplace",
    arguments=(INPLACE,),
    examples=(Example(((2, 3, 4, 4),)), Example(((2, 5),), {"inplace": True})),
)

_PRELU = Block(
    id="prelu",
    title="PReLU",
    category="activation",
    target="torch.nn.PReLU",
    help="A LeakyReLU that learns its slope: one for all numbers, or one for each channel.",
    url=f"{DOCS}torch.nn.PReLU.html",
    inputs=(Port("input", ranks=(2, 3, 4, 5)),),
    arguments=(
        Argument(
            "per_channel",
            "bool",
            False,
            "Learn a slope for each channel, rather than one for all.",
            passed=False,
            face="per channel",
        ),
        Argument(
            "num_parameters",
            "int",
            None,
            "How many slopes: 1, or with per_channel the channels of the input.",
            minimum=1,
            maximum=MAXIMUM_CHANNELS,
            derived="1 + per_channel * (input[1] - 1)",
            torch_default=1,
        ),
        Argument(
            "init",
            "float",
            0.25,
            "The slope before training.",
            minimum=-MAXIMUM_FACTOR,
            maximum=MAXIMUM_FACTOR,
            face="{}",
        ),
    ),
    examples=(Example(((2, 3, 4, 4),)), Example(((2, 3, 4),), {"per_channel": True, "init": 0.1})),
)

_GLU = Block(
    id="glu",
    title="GLU",
    category="activation",
    target="torch.nn.GLU",
    help="A gated linear unit: one half of the channels is multiplied by the sigmoid of the other half, which so "
    "decides how much of each number passes.",
    url=f"{DOCS}torch.nn.GLU.html",
    arguments=(dimension_argument(1, "The dimension that is halved; 1 is the channels.", torch_default=-1),),
    rules=(in_range(), Rule("halves", _halves, symbolic=True)),
    reach=_halves_seen,
    examples=(Example(((2, 6, 4, 4),)), Example(((2, 3, 8),), {"dim": -1})),
)


def _softmax(id: str, title: str, help: str, sum_of: str) -> Block:
    return Block(
        id=id,
        title=title,
        category="activation",
        target=f"torch.nn.{title}",
        help=help,
        url=f"{DOCS}torch.nn.{title}.html",
        arguments=(dimension_argument(1, sum_of),),
        rules=(in_range(),),
        reach=along_dim,
        examples=(Example(((2, 5),)), Example(((2, 3, 4, 4),), {"dim": -1})),
    )


BLOCKS = (
    _RELU,
    _activation(
        "leaky_relu",
        "LeakyReLU",
        "Keeps what is positive and makes the rest small instead of 0, so that no unit falls silent for good.",
        _factor("negative_slope", 0.01, "What negative numbers are multiplied by.", "{}"),
        inplace=True,
        examples=(Example(((2, 3, 4, 4),)), Example(((2, 5),), {"negative_slope": 0.2})),
    ),
    _PRELU,
    _activation(
        "relu6",
        "ReLU6",
        "ReLU that stops at 6; small networks for telephones use it, since its range suits 8-bit numbers.",
        inplace=True,
    ),
    _activation(
        "elu",
        "ELU",
        "Keeps what is positive; negative numbers bend smoothly towards −α, which keeps the mean near 0.",
        _factor("alpha", 1.0, "How far below 0 the result can get.", "α {}"),
        inplace=True,
        examples=(Example(((2, 3, 4, 4),)), Example(((2, 5),), {"alpha": 0.5})),
    ),
    _activation(
        "selu",
        "SELU",
        "An ELU with fixed numbers, chosen so that activations keep mean 0 and variance 1 through many Linear layers; "
        "it goes with AlphaDropout.",
        inplace=True,
    ),
    _activation(
        "gelu",
        "GELU",
        "Multiplies each number by the share of a normal distribution that lies below it: a smooth ReLU, usual in "
        "transformers and ConvNeXt.",
        Argument(
            "approximate",
            "choice",
            "none",
            "Compute it exactly, or with tanh, which some published weights were trained with.",
            choices=("none", "tanh"),
            face="{}",
        ),
        examples=(*_EXAMPLES, Example(((2, 3, 4, 4),), {"approximate": "tanh"})),
    ),
    _activation(
        "silu",
        "SiLU",
        "x · sigmoid(x), also called swish: a smooth ReLU that dips a little below 0; used by EfficientNet.",
        inplace=True,
    ),
    _activation(
        "mish",
        "Mish",
        "x · tanh(softplus(x)): smooth, and a little below 0 for small negative numbers; used by YOLOv4.",
        inplace=True,
    ),
    _activation(
        "hardswish",
        "Hardswish",
        "SiLU made of straight pieces and one parabola: nearly the same, and cheap to compute; used by MobileNetV3.",
        inplace=True,
    ),
    _activation(
        "hardsigmoid",
        "Hardsigmoid",
        "Sigmoid made of three straight pieces: 0 below −3, 1 above 3, a line between.",
        inplace=True,
    ),
    _activation(
        "sigmoid",
        "Sigmoid",
        "Squeezes each number to between 0 and 1: a probability of yes, or how far a gate is open.",
    ),
    _activation(
        "tanh",
        "Tanh",
        "Squeezes each number to between −1 and 1; what LeNet used in 1998, and the last layer of many generators.",
    ),
    _activation(
        "softplus",
        "Softplus",
        "A ReLU without the corner, always above 0: for numbers that must be positive, such as a width.",
        _factor("beta", 1.0, "How sharp the bend is; the larger, the closer to ReLU.", "β {}", above=True),
        Argument(
            "threshold",
            "float",
            20.0,
            "Where beta times the number is above this, the result is the number itself.",
            minimum=0,
            maximum=MAXIMUM_FACTOR,
        ),
        examples=(Example(((2, 3, 4, 4),)), Example(((2, 5),), {"beta": 2.0, "threshold": 1.0})),
    ),
    _softmax(
        "softmax",
        "Softmax",
        "Turns numbers into probabilities that add up to 1. Cross-entropy does this itself: do not put it before "
        "the Output of a network that is to be trained.",
        "The dimension whose entries add up to 1; 1 is the channels or classes.",
    ),
    _softmax(
        "log_softmax",
        "LogSoftmax",
        "The logarithm of Softmax, computed without loss of precision. Cross-entropy does this itself.",
        "The dimension whose probabilities add up to 1; 1 is the channels or classes.",
    ),
    _GLU,
)
