"""Where tensors enter and leave the network."""

from engine.block import MAXIMUM_CHANNELS, Argument, Block, Example, Port

BLOCKS = (
    Block(
        id="input",
        title="Input",
        category="input_output",
        kind="input",
        help="Where images enter the network. Its shape is channels × height × width; the batch comes by itself.",
        url="https://pytorch.org/docs/stable/tensors.html",
        name="input",
        inputs=(),
        arguments=(
            Argument(
                "shape",
                "shape",
                [1, 28, 28],
                "Shape of one sample: channels, height, width.",
                minimum=1,
                maximum=MAXIMUM_CHANNELS,
                face="{}",
                always_on_face=True,
            ),
        ),
        examples=(Example((), {"shape": [3, 8, 8]}),),
    ),
    Block(
        id="output",
        title="Output",
        category="input_output",
        kind="output",
        help="What the network answers. For classification: one number a class, before any softmax.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html",
        name="output",
        inputs=(Port("input", dtypes=("float32", "int64")),),
        outputs=(),
        examples=(Example(((2, 10),)),),
    ),
)
