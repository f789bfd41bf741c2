"""Normalization: bring activations to a common scale, then let the network scale and shift them as it likes."""

from engine.block import MAXIMUM_CHANNELS, REQUIRED, Argument, Block, Example, Port

BLOCKS = (
    Block(
        id="batch_norm2d",
        title="BatchNorm2d",
        category="normalization",
        target="torch.nn.BatchNorm2d",
        help="Normalizes each channel over batch, height and width, then scales by γ and shifts by β. In eval mode it "
        "uses the running mean and variance that it collected in training.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html",
        name="bn",
        inputs=(Port("input", ranks=(4,)),),
        mode_dependent=True,
        arguments=(
            Argument(
                "num_features",
                "int",
                None,
                "Channels of the input; taken from it unless you type a value.",
                minimum=1,
                maximum=MAXIMUM_CHANNELS,
                derived="input[1]",
                torch_default=REQUIRED,
            ),
            Argument(
                "eps",
                "float",
                1e-5,
                "Added to the variance, so that nothing is divided by zero.",
                minimum=0,
                maximum=1,
                above_minimum=True,
                face="ε {}",
                always_on_face=True,
            ),
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
        examples=(
            Example(((4, 3, 5, 5),)),
            Example(((4, 3, 5, 5),), {"affine": False, "eps": 0.001, "momentum": None}),
            Example(((4, 3, 5, 5),), {"track_running_stats": False}),
        ),
    ),
)
