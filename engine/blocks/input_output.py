"""Where tensors enter and leave the network, and those that it holds itself."""

from engine.block import MAXIMUM_CHANNELS, Argument, Block, Example, Port

PARAMETER_STD = 0.02  # of parameters that begin with random numbers

_SHAPE = Argument(
    "shape",
    "shape",
    [1],
    "Its whole shape; it has no batch, and is repeated along dimensions of size 1.",
    minimum=1,
    maximum=MAXIMUM_CHANNELS,
    face="{}",
    always_on_face=True,
    passed=False,
)

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
            Argument(
                "dtype",
                "choice",
                "float32",
                "Real numbers (float32), or whole ones (int64) such as the numbers of words or classes.",
                choices=("float32", "int64"),
                face="{}",
            ),
        ),
        examples=(Example((), {"shape": [3, 8, 8]}), Example((), {"shape": [12], "dtype": "int64"})),
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
    Block(
        id="parameter",
        title="Parameter",
        category="input_output",
        kind="parameter",
        target="torch.nn.Parameter",
        help="Numbers that the network learns, by themselves: a scale for every channel, what is added at each "
        "position.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html",
        name="param",
        inputs=(),
        arguments=(
            _SHAPE,
            Argument(
                "init",
                "choice",
                "zeros",
                "What the numbers are before training; normal draws them with a standard deviation of 0.02.",
                choices=("zeros", "ones", "normal"),
                face="{}",
                always_on_face=True,
                passed=False,
            ),
        ),
        examples=(Example((), {"shape": [1, 3, 1, 1], "init": "normal"}),),
    ),
    Block(
        id="constant",
        title="Constant",
        category="input_output",
        kind="parameter",
        target="torch.full",
        help="One number, or a tensor filled with it, that stays as it is: to scale or to shift by.",
        url="https://pytorch.org/docs/stable/generated/torch.full.html",
        name="const",
        inputs=(),
        arguments=(
            _SHAPE,
            Argument(
                "fill_value",
                "float",
                1.0,
                "The number.",
                minimum=-1e30,
                maximum=1e30,
                face="{}",
                always_on_face=True,
                passed=False,
            ),
        ),
        examples=(Example((), {"shape": [1, 3, 1, 1], "fill_value": 0.5}),),
    ),
)
