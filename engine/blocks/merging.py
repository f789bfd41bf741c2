"""Merging: several tensors become one."""

from collections.abc import Sequence

from engine.block import Argument, Block, Dims, Example, Port, Rule, Settings, Value
from engine.calls import SEQUENCE, Fold


def shape_texts(shapes: Sequence[Dims]) -> list[str]:
    """Shapes without their batch: `64×14×14`, `64×7×7`."""
    return ["×".join(map(str, shape[1:])) or "1" for shape in shapes]


def _broadcastable(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    rank = max(len(shape) for shape in shapes)
    aligned = [(1,) * (rank - len(shape)) + tuple(shape) for shape in shapes]
    if all(len({size for size in sizes if size != 1}) <= 1 for sizes in zip(*aligned, strict=True)):
        return None
    return {"shapes": shape_texts(shapes)}


def _same_rank(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    return None if len({len(shape) for shape in shapes}) == 1 else {"shapes": shape_texts(shapes)}


def _dimension(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    rank = len(shapes[0])
    if -rank <= settings["dim"] < rank:
        return None
    return {"argument": "dim", "value": settings["dim"], "least": -rank, "most": rank - 1}


def _joinable(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    dim = settings["dim"] % len(shapes[0])
    rest = {tuple(size for index, size in enumerate(shape) if index != dim) for shape in shapes}
    return None if len(rest) == 1 else {"shapes": shape_texts(shapes), "dim": settings["dim"]}


BLOCKS = (
    Block(
        id="add",
        title="Add",
        category="merging",
        kind="function",
        call=Fold("+"),
        target="operator.add",
        help="Adds its inputs number by number, as a residual block adds what it learnt to what came in.",
        url="https://pytorch.org/docs/stable/generated/torch.add.html",
        inputs=(Port("input", dtypes=("float32", "int64"), variadic=True),),
        rules=(Rule("add_shapes", _broadcastable),),
        examples=(
            Example(((2, 3, 4, 4), (2, 3, 4, 4))),
            Example(((2, 3, 4, 4), (2, 3, 1, 1), (2, 1, 4, 4))),
        ),
    ),
    Block(
        id="concat",
        title="Concat",
        category="merging",
        kind="function",
        call=SEQUENCE,
        target="torch.cat",
        help="Puts its inputs behind one another; along dimension 1, the channels of one follow those of the other.",
        url="https://pytorch.org/docs/stable/generated/torch.cat.html",
        name="cat",
        inputs=(Port("input", dtypes=("float32", "int64"), variadic=True),),
        arguments=(
            Argument(
                "dim",
                "int",
                1,
                "The dimension along which the inputs follow one another; 1 is the channels.",
                minimum=-8,
                maximum=7,
                face="dim {}",
                always_on_face=True,
                torch_default=0,
            ),
        ),
        rules=(
            Rule("concat_ranks", _same_rank),
            Rule("dimension", _dimension),
            Rule("concat_shapes", _joinable),
        ),
        examples=(
            Example(((2, 3, 4, 4), (2, 5, 4, 4))),
            Example(((2, 3, 4, 4), (2, 3, 4, 2), (2, 3, 4, 1)), {"dim": -1}),
        ),
    ),
)
