"""Attention between channels: how much of each map passes depends on what all of them hold."""

from engine.block import MAXIMUM_CHANNELS, REQUIRED, Argument, Block, Example, Port
from engine.reach import everywhere

_ACTIVATIONS = ("ReLU", "SiLU", "Hardswish", "GELU", "Sigmoid", "Hardsigmoid", "Tanh")


def _activation(name: str, default: str, help: str) -> Argument:
    return Argument(name, "choice", default, help, choices=_ACTIVATIONS, classes_of="torch.nn", face="{}")


BLOCKS = (
    Block(
        id="squeeze_excitation",
        title="SqueezeExcitation",
        category="attention",
        target="torchvision.ops.SqueezeExcitation",
        help="Looks at the mean of each map, and from all of them works out how much of each map passes: attention "
        "between channels, for little cost.",
        url="https://pytorch.org/vision/stable/generated/torchvision.ops.SqueezeExcitation.html",
        name="se",
        inputs=(Port("input", ranks=(4,)),),
        reach=everywhere,
        arguments=(
            Argument(
                "reduction",
                "int",
                16,
                "How many times fewer channels there are in the middle.",
                minimum=1,
                maximum=MAXIMUM_CHANNELS,
                passed=False,
                face="÷{}",
                always_on_face=True,
            ),
            Argument(
                "input_channels",
                "int",
                None,
                "Channels of the input; taken from it unless you type a value.",
                minimum=1,
                maximum=MAXIMUM_CHANNELS,
                derived="input[1]",
                torch_default=REQUIRED,
            ),
            Argument(
                "squeeze_channels",
                "int",
                None,
                "Channels in the middle; worked out from those of the input and reduction unless you type a value.",
                minimum=1,
                maximum=MAXIMUM_CHANNELS,
                derived="max(1, input_channels // reduction)",
                suggested=True,
                torch_default=REQUIRED,
            ),
            _activation("activation", "ReLU", "What stands behind the first of the two layers."),
            _activation("scale_activation", "Sigmoid", "What turns the answer into how much passes."),
        ),
        examples=(
            Example(((2, 8, 4, 4),), {"reduction": 4}),
            Example(((2, 3, 4, 5),), {"activation": "SiLU", "scale_activation": "Hardsigmoid"}),
            Example(((2, 6, 4, 4),), {"squeeze_channels": 4}),
        ),
    ),
)
