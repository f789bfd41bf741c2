"""Attention: each place looks at all others and takes what it needs.

Between channels it is in `attention_channels`, recurrence in `attention_recurrent`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.block import MAXIMUM_CHANNELS, REQUIRED, Argument, Block, Example, Port, Rule, SameAs, Settings, Value
from engine.blocks.dimensions import DOCS, Sizes
from engine.calls import Call, Inputs, Text
from engine.plan import shape_text
from engine.reach import everywhere

MAXIMUM_HEADS = 1024

BATCH_FIRST = Argument(
    "batch_first",
    "bool",
    True,
    "The batch is the first dimension and the sequence the second; without, the other way round.",
    torch_default=False,
)


def batch_in_place(port: str) -> Rule:
    """The batch must be where `batch_first` says: else the images of a batch are taken for a sequence."""

    def check(settings: Settings, shapes: Mapping[str, Sequence[Sizes]]) -> dict[str, Value] | None:
        wanted = 0 if settings["batch_first"] else 1
        for shape in shapes[port]:
            found = [place for place, size in enumerate(shape) if isinstance(size, str)]
            if found and found != [wanted]:
                return {"shape": shape_text(shape, batch=True), "wanted_place": wanted}
        return None

    return Rule("batch_place", check, by_port=True, symbolic=True)


def embedding_argument(name: str, port: str, torch_default: Any = REQUIRED) -> Argument:
    """The length of the vectors that arrive at `port`."""
    return Argument(
        name,
        "int",
        None,
        f"Length of the vectors at {port}: their last dimension; taken from it unless you type a value.",
        minimum=1,
        maximum=MAXIMUM_CHANNELS,
        derived=f"{port}[-1]",
        torch_default=torch_default,
    )


def _heads(name: str, whole: str) -> tuple[Argument, Rule]:
    """The number of heads, and that it divides the length of the vectors."""

    def check(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
        heads, length = settings[name], settings[whole]
        return None if length % heads == 0 else {"argument": name, "heads": heads, "length": length}

    argument = Argument(
        name,
        "int",
        1,
        f"How many times attention is computed side by side, each on its share of the vectors; it must divide {whole}.",
        minimum=1,
        maximum=MAXIMUM_HEADS,
        face="heads {}",
        always_on_face=True,
        torch_default=REQUIRED,
    )
    return argument, Rule("heads", check)


def _probability(help: str, default: float) -> Argument:
    return Argument("dropout", "float", default, help, minimum=0, maximum=1, face="p {}")


class Attending(Call):
    """`f(query, key, value)`: what is missing is the same as what stands before it."""

    def apply(self, function: Any, inputs: Inputs, settings: Settings, given: Any) -> Any:
        weights = {name: settings[name] for name in self._written(settings)}
        return function(*self._three(inputs), **weights)

    def text(self, name: str, inputs: Inputs, settings: Settings, written: list[str]) -> Text:
        return name, [*self._three(inputs), *(f"{name}={settings[name]}" for name in self._written(settings))]

    @staticmethod
    def _three(inputs: Inputs) -> list[Any]:
        query = inputs["query"][0]
        key = inputs["key"][0] if inputs["key"] else query
        return [query, key, inputs["value"][0] if inputs["value"] else key]

    @staticmethod
    def _written(settings: Settings) -> list[str]:
        """The arguments of the call that are not as PyTorch has them by default."""
        if not settings["need_weights"]:
            return ["need_weights"]
        return [] if settings["average_attn_weights"] else ["average_attn_weights"]


def _attention_shapes(settings: Settings, shapes: Mapping[str, Sequence[Sizes]]) -> dict[str, Value] | None:
    """All three belong to the same batch, and there is a value for each key."""
    batch = 0 if settings["batch_first"] else 1
    query = shapes["query"][0]
    key = (shapes["key"] or [query])[0]
    value = (shapes["value"] or [key])[0]
    if query[batch] == key[batch] == value[batch] and key[1 - batch] == value[1 - batch]:
        return None
    return {name: shape_text(shape, batch=True) for name, shape in (("query", query), ("key", key), ("value", value))}


_NUM_HEADS, _HEADS_DIVIDE = _heads("num_heads", "embed_dim")
_NHEAD, _NHEAD_DIVIDES = _heads("nhead", "d_model")

_MULTIHEAD = Block(
    id="multihead_attention",
    title="MultiheadAttention",
    category="attention",
    target="torch.nn.MultiheadAttention",
    call=Attending(),
    help="Each vector of query is compared with every vector of key, and takes the more of a vector of value, the "
    "better they match. With a wire to query alone, a sequence attends to itself.",
    url=f"{DOCS}torch.nn.MultiheadAttention.html",
    name="attention",
    inputs=(
        Port("query", ranks=(3,)),
        Port("key", ranks=(3,), optional=True),
        Port("value", ranks=(3,), optional=True),
    ),
    outputs=(Port("output"), Port("weights", when="need_weights")),
    result=("output", "weights"),
    mode_dependent=True,
    random=True,
    reach=everywhere,
    arguments=(
        embedding_argument("embed_dim", "query"),
        _NUM_HEADS,
        _probability("Probability with which a match is left out in training.", 0.0),
        Argument("bias", "bool", True, "Add learnable numbers in the projections of query, key, value and output."),
        Argument("add_bias_kv", "bool", False, "Add one learnable vector to the keys, and one to the values."),
        Argument("add_zero_attn", "bool", False, "Add a vector of zeros to keys and values: something to ignore by."),
        embedding_argument("kdim", "key", SameAs("embed_dim")),
        embedding_argument("vdim", "value", SameAs("embed_dim")),
        BATCH_FIRST,
        Argument(
            "need_weights",
            "bool",
            False,
            "Also give the weights, which tell how much each vector took of each other, at a port of their own.",
            passed=False,
            face="weights",
        ),
        Argument(
            "average_attn_weights",
            "bool",
            True,
            "With need_weights: the mean over the heads, rather than the weights of each.",
            passed=False,
        ),
    ),
    rules=(
        batch_in_place("query"),
        batch_in_place("key"),
        batch_in_place("value"),
        Rule("attention_shapes", _attention_shapes, by_port=True, symbolic=True),
        _HEADS_DIVIDE,
    ),
    examples=(
        Example(((2, 5, 8),), {"num_heads": 2}),
        Example(((2, 5, 8), (2, 7, 6), (2, 7, 4)), {"num_heads": 4, "need_weights": True}),
        Example(((2, 5, 8), (2, 3, 8)), {"num_heads": 2, "dropout": 0.5, "bias": False, "add_zero_attn": True}),
        Example(
            ((2, 5, 8),),
            {"add_bias_kv": True, "num_heads": 2, "need_weights": True, "average_attn_weights": False},
        ),
    ),
)

_ENCODER_LAYER = Block(
    id="transformer_encoder_layer",
    title="TransformerEncoderLayer",
    category="attention",
    target="torch.nn.TransformerEncoderLayer",
    help="One layer of a transformer: the sequence attends to itself, then a small network of two Linear layers works "
    "on each vector; both are added to what came in and normalized.",
    url=f"{DOCS}torch.nn.TransformerEncoderLayer.html",
    name="encoder",
    inputs=(Port("input", ranks=(3,)),),
    mode_dependent=True,
    random=True,
    reach=everywhere,
    arguments=(
        embedding_argument("d_model", "input"),
        _NHEAD,
        Argument(
            "dim_feedforward",
            "int",
            2048,
            "Length of the vectors between the two Linear layers; usually 4 times d_model.",
            minimum=1,
            maximum=MAXIMUM_CHANNELS,
            face="ff {}",
            always_on_face=True,
        ),
        _probability("Probability with which a number is set to 0 in training.", 0.1),
        Argument(
            "activation",
            "choice",
            "relu",
            "What stands between the two Linear layers.",
            choices=("relu", "gelu"),
            face="{}",
        ),
        Argument(
            "layer_norm_eps",
            "float",
            1e-5,
            "Added to the variance in both LayerNorms, so that nothing is divided by zero.",
            minimum=0,
            maximum=1,
            above_minimum=True,
        ),
        BATCH_FIRST,
        Argument(
            "norm_first",
            "bool",
            False,
            "Normalize before attention and Linear layers rather than behind; deep stacks then learn more easily.",
            face="norm first",
        ),
        Argument("bias", "bool", True, "Add learnable numbers in Linear layers, attention and LayerNorms."),
    ),
    rules=(batch_in_place("input"), _NHEAD_DIVIDES),
    examples=(
        Example(((2, 5, 8),), {"nhead": 2, "dim_feedforward": 12}),
        Example(((2, 5, 6),), {"activation": "gelu", "norm_first": True, "bias": False, "dim_feedforward": 7}),
    ),
)

BLOCKS = (_MULTIHEAD, _ENCODER_LAYER)
