"""Activations: the bend between two layers, without which they would be one linear layer."""

from collections.abc import Sequence

from engine.block import Argument, Block, Dims, Example, Port, Rule, Settings, Value


def _dimension(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    rank = len(shapes[0])
    if -rank <= settings["dim"] < rank:
        return None
    return {"argument": "dim", "value": settings["dim"], "least": -rank, "most": rank - 1}


BLOCKS = (
    Block(
        id="relu",
        title="ReLU",
        category="activation",
        target="torch.nn.ReLU",
        help="Keeps what is positive and sets the rest to 0.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html",
        inputs=(Port("input", dtypes=("float32", "int64")),),
        in_place="inplace",
        arguments=(
            Argument(
                "inplace",
                "bool",
                False,
                "Write the result over the input: saves memory, and the input is gone.",
                face="inplace",
            ),
        ),
        examples=(Example(((2, 3, 4, 4),)), Example(((2, 5),), {"inplace": True})),
    ),
    Block(
        id="softmax",
        title="Softmax",
        category="activation",
        target="torch.nn.Softmax",
        help="Turns numbers into probabilities that add up to 1. Cross-entropy does this itself: do not put it before "
        "the Output of a network that is to be trained.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html",
        arguments=(
            Argument(
                "dim",
                "int",
                1,
                "The dimension whose entries add up to 1; 1 is the channels or classes.",
                minimum=-8,
                maximum=7,
                face="dim {}",
                always_on_face=True,
                torch_default=None,
            ),
        ),
        rules=(Rule("dimension", _dimension),),
        examples=(Example(((2, 5),)), Example(((2, 3, 4, 4),), {"dim": -1})),
    ),
)
