"""Merging: several tensors become one, or one is brought to a smaller or another scale."""

from collections.abc import Sequence

from engine.block import REQUIRED, Argument, Block, Dims, Example, Port, Rule, Settings, Value
from engine.blocks.dimensions import (
    DOCS,
    MOST_DIMENSIONS,
    Sizes,
    along,
    dimension_argument,
    in_range,
    shape_texts,
    shifted,
)
from engine.calls import SEQUENCE, Fold
from engine.reach import Each, everywhere

MAXIMUM_FACTOR = 1_000_000

_NUMBERS = ("float32", "int64")
_MANY = (Port("input", dtypes=_NUMBERS, variadic=True),)


def _broadcastable(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    return None if _broadcast(shapes) else {"shapes": shape_texts(shapes)}


def _broadcast(shapes: Sequence[Sizes]) -> bool:
    """Whether sizes are equal or 1, compared from the last dimension on."""
    rank = max(len(shape) for shape in shapes)
    aligned = [(1,) * (rank - len(shape)) + tuple(shape) for shape in shapes]
    return all(len({size for size in sizes if size != 1}) <= 1 for sizes in zip(*aligned, strict=True))


def _same_rank(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    return None if len({len(shape) for shape in shapes}) == 1 else {"shapes": shape_texts(shapes)}


def _joinable(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    dim = settings["dim"] % len(shapes[0])
    rest = {tuple(size for index, size in enumerate(shape) if index != dim) for shape in shapes}
    return None if len(rest) == 1 else {"shapes": shape_texts(shapes), "dim": settings["dim"]}


def _one_after_another(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> Each:
    """Each input is seen as far from its own beginning as those before it are long."""
    dim = settings["dim"] % len(leaving)
    firsts = [sum(shape[dim] for shape in arriving[:place]) for place in range(len(arriving))]
    return Each(tuple(shifted(dim, -first, leaving) for first in firsts))


def _equal(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    return None if len(set(shapes)) == 1 else {"shapes": shape_texts(shapes)}


def _matrices(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    first, second = shapes
    if first[-1] == second[-2]:
        return None
    return {"shapes": shape_texts(shapes), "columns": first[-1], "rows": second[-2]}


def _matrix_batches(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    return None if _broadcast([shape[:-2] for shape in shapes]) else {"shapes": shape_texts(shapes)}


def _once(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    rank = len(shapes[0])
    places = [number % rank for number in settings["dim"]]
    twice = [number for number in settings["dim"] if places.count(number % rank) > 1]
    return {"argument": "dim", "value": twice[0]} if twice else None


def _operator(
    id: str,
    target: str,
    symbol: str,
    help: str,
    page: str,
    inputs: tuple[Port, ...],
    code: str,
    examples: tuple[Example, ...],
) -> Block:
    """Something done number by number with Python's own operator."""
    return Block(
        id=id,
        title=id.capitalize(),
        category="merging",
        kind="function",
        call=Fold(symbol),
        target=target,
        help=help,
        url=f"{DOCS}{page}.html",
        inputs=inputs,
        rules=(Rule(code, _broadcastable, symbolic=True),),
        examples=(Example(((2, 3, 4, 4), (2, 3, 4, 4))), *examples),
    )


_THREE = (Example(((2, 3, 4, 4), (2, 3, 1, 1), (2, 1, 4, 4))),)

_CONCAT = Block(
    id="concat",
    title="Concat",
    category="merging",
    kind="function",
    call=SEQUENCE,
    target="torch.cat",
    help="Puts its inputs behind one another; along dimension 1, the channels of one follow those of the other.",
    url=f"{DOCS}torch.cat.html",
    name="cat",
    inputs=_MANY,
    arguments=(
        dimension_argument(
            1, "The dimension along which the inputs follow one another; 1 is the channels.", torch_default=0
        ),
    ),
    rules=(
        Rule("concat_ranks", _same_rank, symbolic=True),
        in_range(),
        Rule("concat_shapes", _joinable, symbolic=True),
    ),
    reach=_one_after_another,
    examples=(
        Example(((2, 3, 4, 4), (2, 5, 4, 4))),
        Example(((2, 3, 4, 4), (2, 3, 4, 2), (2, 3, 4, 1)), {"dim": -1}),
    ),
)

_STACK = Block(
    id="stack",
    title="Stack",
    category="merging",
    kind="function",
    call=SEQUENCE,
    target="torch.stack",
    help="Lays inputs of one shape on one another along a new dimension, as frames make a film.",
    url=f"{DOCS}torch.stack.html",
    inputs=_MANY,
    arguments=(
        dimension_argument(
            1, "Where the new dimension stands among those of the result; 1 is behind the batch.", torch_default=0
        ),
    ),
    rules=(in_range(more=1), Rule("stack_shapes", _equal, symbolic=True)),
    reach=everywhere,
    examples=(
        Example(((2, 3, 4, 4), (2, 3, 4, 4))),
        Example(((2, 5), (2, 5), (2, 5)), {"dim": -1}),
    ),
)

_MATMUL = Block(
    id="matmul",
    title="MatMul",
    category="merging",
    kind="function",
    target="torch.matmul",
    help="The product of matrices: each number of the result is a sum of products of a row of the first input and a "
    "column of the second. Attention is made of it.",
    url=f"{DOCS}torch.matmul.html",
    inputs=(Port("input", ranks=(2, 3, 4, 5)), Port("other", ranks=(2, 3, 4, 5))),
    rules=(
        Rule("matmul_shapes", _matrices, symbolic=True),
        Rule("matmul_batches", _matrix_batches, symbolic=True),
    ),
    reach=everywhere,
    examples=(
        Example(((2, 3, 4), (2, 4, 5))),
        Example(((2, 3, 2, 4), (2, 1, 4, 5))),
    ),
)

_MEAN = Block(
    id="mean",
    title="Mean",
    category="merging",
    kind="function",
    target="torch.mean",
    help="The mean along some dimensions. Over height and width it leaves one number a channel, as global average "
    "pooling does; over channels, one map.",
    url=f"{DOCS}torch.mean.html",
    arguments=(
        Argument(
            "dim",
            "shape",
            [-2, -1],
            "The dimensions that are averaged over; -2, -1 are height and width.",
            minimum=-MOST_DIMENSIONS,
            maximum=MOST_DIMENSIONS - 1,
            face="dim {}",
            always_on_face=True,
            torch_default=REQUIRED,
        ),
        Argument("keepdim", "bool", False, "Keep these dimensions, with size 1.", face="keepdim"),
    ),
    rules=(in_range(), Rule("dimension_twice", _once)),
    reach=along(lambda settings, rank: settings["dim"]),
    examples=(
        Example(((2, 3, 4, 4),)),
        Example(((2, 3, 4, 4),), {"dim": [1], "keepdim": True}),
        Example(((2, 6, 5),), {"dim": [1]}),
    ),
)

_SCALE = Block(
    id="scale",
    title="Scale",
    category="merging",
    kind="function",
    target="torch.mul",
    help="Multiplies everything by one number that stays as it is. For a number that is learnt, multiply by a "
    "Parameter.",
    url=f"{DOCS}torch.mul.html",
    inputs=(Port("input", dtypes=_NUMBERS),),
    arguments=(
        Argument(
            "other",
            "float",
            0.5,
            "The number.",
            minimum=-MAXIMUM_FACTOR,
            maximum=MAXIMUM_FACTOR,
            face="×{}",
            always_on_face=True,
            torch_default=REQUIRED,
        ),
    ),
    examples=(Example(((2, 3, 4, 4),)), Example(((2, 5),), {"other": -2.0})),
)

BLOCKS = (
    _operator(
        "add",
        "operator.add",
        "+",
        "Adds its inputs number by number, as a residual block adds what it learnt to what came in.",
        "torch.add",
        _MANY,
        "add_shapes",
        _THREE,
    ),
    _operator(
        "subtract",
        "operator.sub",
        "-",
        "Subtracts the second input from the first, number by number: what is in one and not in the other.",
        "torch.sub",
        (Port("input", dtypes=_NUMBERS), Port("other", dtypes=_NUMBERS)),
        "broadcast_shapes",
        (Example(((2, 3, 4, 4), (2, 3, 1, 1))),),
    ),
    _operator(
        "multiply",
        "operator.mul",
        "*",
        "Multiplies its inputs number by number: one holds what there is to say, the other how much of it passes, as "
        "in squeeze-and-excitation.",
        "torch.mul",
        _MANY,
        "broadcast_shapes",
        _THREE,
    ),
    _SCALE,
    _CONCAT,
    _STACK,
    _MATMUL,
    _MEAN,
)
