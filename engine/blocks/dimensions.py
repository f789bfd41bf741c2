"""What many blocks have in common where an argument names a dimension: rules, reaches, ports, docs."""

from collections.abc import Callable, Iterable, Sequence

from engine.block import Argument, Check, Dims, Port, Rule, Settings, Value
from engine.plan import Dim, shape_text
from engine.reach import PIXEL, All, Axis, Reach, Window

Sizes = tuple[Dim, ...]  # a shape in which "N" or "18N" counts the batch
MOST_DIMENSIONS = 8  # in an argument that names one; tensors with more are rare, and can be reshaped

ANY = (Port("input", dtypes=("float32", "int64")),)
DOCS = "https://pytorch.org/docs/stable/generated/"


def dimension_argument(default: int, help: str, name: str = "dim", torch_default: Value = None) -> Argument:
    """An argument that names one dimension; the card always shows it."""
    return Argument(
        name,
        "int",
        default,
        help,
        minimum=-MOST_DIMENSIONS,
        maximum=MOST_DIMENSIONS - 1,
        face="dim {}",
        always_on_face=True,
        torch_default=torch_default,
    )


def per_sample(size: Dim) -> int:
    """A size as it is with a batch of one: 18 for "18N"."""
    return size if isinstance(size, int) else int(size.removesuffix("N") or 1)


def shape_texts(shapes: Sequence[Sizes]) -> list[str]:
    """Shapes without their batch: `64×14×14`, `64×7×7`."""
    return [shape_text(shape) for shape in shapes]


def _in_range(argument: str, more: int) -> Check:
    def check(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
        rank = len(shapes[0]) + more
        numbers = settings[argument] if isinstance(settings[argument], list) else [settings[argument]]
        wrong = [number for number in numbers if not -rank <= number < rank]
        return {"argument": argument, "value": wrong[0], "least": -rank, "most": rank - 1} if wrong else None

    return check


def in_range(argument: str = "dim", more: int = 0) -> Rule:
    """The dimensions that `argument` names must be there; `more` dimensions are made by the block itself."""
    return Rule("dimension", _in_range(argument, more))


def _off_batch(argument: str) -> Check:
    def check(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
        number = settings[argument]
        return {"argument": argument, "value": number} if isinstance(shapes[0][number], str) else None

    return check


def off_batch(argument: str = "dim") -> Rule:
    """The dimension that `argument` names must not count the batch: how many images there are is not known."""
    return Rule("batch_dimension", _off_batch(argument), symbolic=True)


def along(which: Callable[[Settings, int], Iterable[int]]) -> Reach:
    """The reach of a block that mixes everything along some dimensions, which `which` gives from the settings and the
    number of dimensions, and leaves the other ones alone."""

    def reach(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...] | None:
        rank = len(leaving)
        if len(arriving[0]) != rank:
            return None
        mixed = {dimension % rank for dimension in which(settings, rank)}
        return tuple(All() if dimension in mixed else PIXEL for dimension in range(2, rank))

    return reach


along_dim = along(lambda settings, rank: [settings["dim"]])


def shifted(dim: int, first: int, leaving: Dims) -> tuple[Axis, ...]:
    """The axes of what leaves where it begins, along `dim`, with number `first` of what arrives."""
    return tuple(Window(1, padding=-first) if place == dim else PIXEL for place in range(2, len(leaving)))


def places_kept(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> tuple[Axis, ...] | None:
    """The reach of a block that gives the numbers another arrangement: none where a map no longer is the same map."""
    same = len(arriving[0]) == len(leaving) and arriving[0][2:] == leaving[2:]
    return (PIXEL,) * (len(leaving) - 2) if same else None
