"""Linear layers: every output is a weighted sum of all inputs."""

from engine.block import MAXIMUM_CHANNELS, REQUIRED, Argument, Block, Example, Port

BLOCKS = (
    Block(
        id="linear",
        title="Linear",
        category="linear",
        target="torch.nn.Linear",
        help="Each output is a weighted sum of all inputs plus a bias. At the end of a network: one output a class.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.Linear.html",
        name="fc",
        inputs=(Port("input", ranks=(2, 3, 4, 5)),),
        arguments=(
            Argument(
                "in_features",
                "int",
                None,
                "Length of the input's last dimension; taken from it unless you type a value.",
                minimum=1,
                maximum=1_000_000_000,
                derived="input[-1]",
                torch_default=REQUIRED,
            ),
            Argument(
                "out_features",
                "int",
                10,
                "How many weighted sums: the length of the output.",
                minimum=1,
                maximum=MAXIMUM_CHANNELS,
                face="→ {}",
                always_on_face=True,
                torch_default=REQUIRED,
            ),
            Argument("bias", "bool", True, "Add a learnable number to every output."),
        ),
        examples=(Example(((2, 7),)), Example(((2, 3, 7),), {"out_features": 5, "bias": False})),
    ),
)
