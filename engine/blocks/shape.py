"""Shape: the same numbers in another arrangement."""

from collections.abc import Sequence

from engine.block import Argument, Block, Dims, Example, Port, Rule, Settings, Value

_ANY = (Port("input", dtypes=("float32", "int64")),)


def _dimensions(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    rank = len(shapes[0])
    for argument in ("start_dim", "end_dim"):
        if not -rank <= settings[argument] < rank:
            return {"argument": argument, "value": settings[argument], "least": -rank, "most": rank - 1}
    return None


def _order(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    rank = len(shapes[0])
    return {} if settings["start_dim"] % rank > settings["end_dim"] % rank else None


BLOCKS = (
    Block(
        id="flatten",
        title="Flatten",
        category="shape",
        target="torch.nn.Flatten",
        help="Lays the numbers of all maps in one row, as a Linear layer wants them.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.Flatten.html",
        name="flat",
        inputs=_ANY,
        arguments=(
            Argument("start_dim", "int", 1, "First dimension to be merged; 0 is the batch.", minimum=-8, maximum=7),
            Argument("end_dim", "int", -1, "Last dimension to be merged; -1 is the last.", minimum=-8, maximum=7),
        ),
        rules=(Rule("dimension", _dimensions), Rule("dimension_order", _order)),
        examples=(Example(((2, 3, 4, 4),)), Example(((2, 3, 4, 4),), {"start_dim": 2, "end_dim": 3})),
    ),
    Block(
        id="identity",
        title="Identity",
        category="shape",
        target="torch.nn.Identity",
        help="Passes its input on unchanged: a place to branch from, or to look at.",
        url="https://pytorch.org/docs/stable/generated/torch.nn.Identity.html",
        name="same",
        inputs=_ANY,
        examples=(Example(((2, 3, 4, 4),)),),
    ),
)
