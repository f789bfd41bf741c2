"""Linear layers: every output is a weighted sum of all inputs. And Embedding, which looks its sums up in a table."""

from collections.abc import Sequence
from dataclasses import replace

from engine.block import MAXIMUM_CHANNELS, REQUIRED, Argument, Block, Dims, Example, Port, Rule, Settings, Value
from engine.blocks.dimensions import DOCS, Sizes, along, shape_texts
from engine.reach import Reached, everywhere

MAXIMUM_FEATURES = 1_000_000_000  # of a row that arrives
MAXIMUM_NORM = 1_000_000

_last = along(lambda settings, rank: [-1])


def _mixes_features(settings: Settings, arriving: Sequence[Dims], leaving: Dims) -> Reached:
    """A row of features has no places; elsewhere, the last dimension is mixed."""
    return None if len(leaving) == 2 else _last(settings, arriving, leaving)


def _same_rows(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    return None if shapes[0][:-1] == shapes[1][:-1] else {"shapes": shape_texts(shapes)}


def _padding_there(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    index, rows = settings["padding_idx"], settings["num_embeddings"]
    return None if index is None or -rows <= index < rows else {"index": index, "least": -rows, "most": rows - 1}


_IN_FEATURES = Argument(
    "in_features",
    "int",
    None,
    "Length of the input's last dimension; taken from it unless you type a value.",
    minimum=1,
    maximum=MAXIMUM_FEATURES,
    derived="input[-1]",
    torch_default=REQUIRED,
)
_OUT_FEATURES = Argument(
    "out_features",
    "int",
    10,
    "How many weighted sums: the length of the output.",
    minimum=1,
    maximum=MAXIMUM_CHANNELS,
    face="→ {}",
    always_on_face=True,
    torch_default=REQUIRED,
)
MAXIMUM_PAIRINGS = 4096  # of a Bilinear: PyTorch computes its outputs one by one
_BIAS = Argument("bias", "bool", True, "Add a learnable number to every output.")
_ROWS = (2, 3, 4, 5)

_EMBEDDING = Block(
    id="embedding",
    title="Embedding",
    category="linear",
    target="torch.nn.Embedding",
    help="A table with a row of learnable numbers for each of so many words or classes: whole numbers come in, and "
    "each becomes its row. Its Input has dtype int64.",
    url=f"{DOCS}torch.nn.Embedding.html",
    name="embed",
    inputs=(Port("input", dtypes=("int64",)),),
    reach=everywhere,
    arguments=(
        Argument(
            "num_embeddings",
            "int",
            1000,
            "Rows of the table; the numbers that come in must be from 0 to one less.",
            minimum=1,
            maximum=MAXIMUM_FEATURES,
            face="{}",
            always_on_face=True,
            torch_default=REQUIRED,
        ),
        Argument(
            "embedding_dim",
            "int",
            64,
            "Length of a row.",
            minimum=1,
            maximum=MAXIMUM_CHANNELS,
            face="→ {}",
            always_on_face=True,
            torch_default=REQUIRED,
        ),
        Argument(
            "padding_idx",
            "int",
            None,
            "The number that stands for “nothing here”: its row is 0 and is not learnt.",
            minimum=-MAXIMUM_FEATURES,
            maximum=MAXIMUM_FEATURES,
            optional=True,
            face="pad {}",
        ),
        Argument(
            "max_norm",
            "float",
            None,
            "Rows longer than this are shortened to it whenever they are looked up.",
            minimum=0,
            maximum=MAXIMUM_NORM,
            above_minimum=True,
            optional=True,
        ),
        Argument(
            "norm_type",
            "float",
            2.0,
            "With max_norm: which p-norm is meant by length; 2 is the usual one.",
            minimum=0,
            maximum=1000,
            above_minimum=True,
        ),
        Argument(
            "scale_grad_by_freq",
            "bool",
            False,
            "Divide a row's gradient by how often it occurs in the batch.",
        ),
    ),
    rules=(Rule("padding_idx", _padding_there),),
    examples=(
        Example(((2, 6),), {"num_embeddings": 9, "embedding_dim": 4}, below=9),
        Example(((2, 3, 2),), {"num_embeddings": 5, "embedding_dim": 3, "padding_idx": -1}, below=5),
        Example(((2, 6),), {"num_embeddings": 5, "max_norm": 0.5, "norm_type": 1.0}, below=5),
        Example(((2, 6),), {"num_embeddings": 5, "scale_grad_by_freq": True}, below=5),
    ),
)

BLOCKS = (
    Block(
        id="linear",
        title="Linear",
        category="linear",
        target="torch.nn.Linear",
        help="Each output is a weighted sum of all inputs plus a bias. At the end of a network: one output a class.",
        url=f"{DOCS}torch.nn.Linear.html",
        name="fc",
        inputs=(Port("input", ranks=_ROWS),),
        reach=_mixes_features,
        arguments=(_IN_FEATURES, _OUT_FEATURES, _BIAS),
        examples=(Example(((2, 7),)), Example(((2, 3, 7),), {"out_features": 5, "bias": False})),
    ),
    Block(
        id="bilinear",
        title="Bilinear",
        category="linear",
        target="torch.nn.Bilinear",
        help="Each output is a weighted sum of all products of a number of one input with a number of the other: how "
        "two descriptions belong together.",
        url=f"{DOCS}torch.nn.Bilinear.html",
        inputs=(Port("input1", ranks=_ROWS), Port("input2", ranks=_ROWS)),
        reach=_mixes_features,
        arguments=(
            replace(_IN_FEATURES, name="in1_features", derived="input1[-1]"),
            replace(_IN_FEATURES, name="in2_features", derived="input2[-1]"),
            replace(_OUT_FEATURES, maximum=MAXIMUM_PAIRINGS),
            _BIAS,
        ),
        rules=(Rule("bilinear_shapes", _same_rows, symbolic=True),),
        examples=(
            Example(((2, 7), (2, 3))),
            Example(((2, 3, 4), (2, 3, 5)), {"out_features": 6, "bias": False}),
        ),
    ),
    _EMBEDDING,
)
