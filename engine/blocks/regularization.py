"""Regularization: make training harder in a way that makes the result hold on images never seen."""

from dataclasses import replace

from engine.block import REQUIRED, SIGNATURE, Argument, Block, Example, Port, Value
from engine.blocks.activation import INPLACE
from engine.blocks.dimensions import DOCS


def _probability(default: float, help: str, torch_default: Value = SIGNATURE) -> Argument:
    return Argument(
        "p",
        "float",
        default,
        help,
        minimum=0,
        maximum=1,
        face="p {}",
        always_on_face=True,
        torch_default=torch_default,
    )


_DROPOUT = Block(
    id="dropout",
    title="Dropout",
    category="regularization",
    target="torch.nn.Dropout",
    help="In training, sets each number to 0 with probability p and scales up the rest; in eval mode does nothing.",
    url=f"{DOCS}torch.nn.Dropout.html",
    mode_dependent=True,
    random=True,
    in_place="inplace",
    arguments=(_probability(0.5, "Probability with which a number is set to 0."), INPLACE),
    examples=(Example(((2, 6),)), Example(((2, 3, 4, 4),), {"p": 0.2, "inplace": True})),
)


def _channels(title: str, help: str, shape: tuple[int, ...]) -> Block:
    """Dropout of whole channels, for inputs with as many dimensions as `shape` has."""
    return replace(
        _DROPOUT,
        id=title.lower(),
        title=title,
        target=f"torch.nn.{title}",
        help=help,
        url=f"{DOCS}torch.nn.{title}.html",
        name="dropout",
        inputs=(Port("input", ranks=(len(shape),)),),
        arguments=(_probability(0.5, "Probability with which a channel is set to 0."), INPLACE),
        examples=(Example((shape,)), Example((shape,), {"p": 0.2, "inplace": True})),
    )


_STOCHASTIC_DEPTH = replace(
    _DROPOUT,
    id="stochastic_depth",
    title="StochasticDepth",
    target="torchvision.ops.StochasticDepth",
    help="In training, sets the whole input to 0 with probability p and scales it up otherwise: placed at the end of a "
    "residual branch, it skips the branch, and the network is trained at many depths at once.",
    url="https://pytorch.org/vision/stable/generated/torchvision.ops.stochastic_depth.html",
    name="depth",
    in_place="",
    arguments=(
        _probability(0.2, "Probability with which the branch is skipped.", REQUIRED),
        Argument(
            "mode",
            "choice",
            "row",
            "Throw the dice for each image (row), or once for the whole batch.",
            choices=("row", "batch"),
            face="{}",
            torch_default=REQUIRED,
        ),
    ),
    examples=(Example(((2, 3, 4, 4),)), Example(((2, 6),), {"p": 0.5, "mode": "batch"})),
)

BLOCKS = (
    _DROPOUT,
    _channels(
        "Dropout1d",
        "In training, sets whole channels of a sequence to 0 with probability p: neighbours in one channel are so "
        "alike that dropping single numbers would hide little.",
        (2, 4, 5),
    ),
    _channels(
        "Dropout2d",
        "In training, sets whole maps to 0 with probability p: neighbouring pixels are so alike that dropping single "
        "ones would hide little.",
        (2, 3, 4, 4),
    ),
    _channels(
        "Dropout3d",
        "In training, sets whole volumes to 0 with probability p: neighbouring voxels are so alike that dropping "
        "single ones would hide little.",
        (2, 3, 2, 3, 3),
    ),
    replace(
        _DROPOUT,
        id="alpha_dropout",
        title="AlphaDropout",
        target="torch.nn.AlphaDropout",
        help="Dropout for networks with SELU: in training, sets numbers to SELU's lowest value, and keeps mean and "
        "variance as they were.",
        url=f"{DOCS}torch.nn.AlphaDropout.html",
        name="dropout",
        in_place="",  # PyTorch's module has the argument and does not look at it
        arguments=(_probability(0.5, "Probability with which a number is replaced."),),
        examples=(Example(((2, 6),)), Example(((2, 3, 4, 4),), {"p": 0.2})),
    ),
    _STOCHASTIC_DEPTH,
)
