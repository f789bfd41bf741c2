"""Recurrence: a sequence is read step by step, and what was read before is remembered."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.block import MAXIMUM_CHANNELS, REQUIRED, Argument, Block, Example, Port, Rule, Settings, Value
from engine.blocks.attention import BATCH_FIRST, batch_in_place, embedding_argument
from engine.blocks.dimensions import DOCS, Sizes
from engine.calls import Call, Inputs, Text
from engine.plan import shape_text
from engine.reach import everywhere

MAXIMUM_LAYERS = 64

_STATE = (3,)  # layers (twice as many in both directions), batch, features


class Reading(Call):
    """`f(x)`, `f(x, hidden)`, or for an LSTM `f(x, (hidden, cell))`."""

    def apply(self, function: Any, inputs: Inputs, settings: Settings, given: Any) -> Any:
        states = self._states(inputs)
        return function(inputs["input"][0], *([tuple(states)] if len(states) == 2 else states))

    def text(self, name: str, inputs: Inputs, settings: Settings, written: list[str]) -> Text:
        states = self._states(inputs)
        return name, [inputs["input"][0], *([f"({', '.join(states)})"] if len(states) == 2 else states)]

    @staticmethod
    def _states(inputs: Inputs) -> list[Any]:
        return [*inputs["hidden"], *inputs.get("cell", ())]


def _both_states(settings: Settings, shapes: Mapping[str, Sequence[Sizes]]) -> dict[str, Value] | None:
    return None if len(shapes["hidden"]) == len(shapes["cell"]) else {}


def _state_shapes(settings: Settings, shapes: Mapping[str, Sequence[Sizes]]) -> dict[str, Value] | None:
    batch = shapes["input"][0][0 if settings["batch_first"] else 1]
    layers = settings["num_layers"] * (2 if settings["bidirectional"] else 1)
    wanted = (layers, batch, settings["hidden_size"])
    for port in ("hidden", "cell"):
        for shape in shapes.get(port, ()):
            if shape != wanted:
                return {
                    "port": port,
                    "shape": shape_text(shape, batch=True),
                    "wanted_shape": shape_text(wanted, batch=True),
                }
    return None


def _dropout_acts(settings: Settings, shapes: Sequence[Sizes]) -> dict[str, Value] | None:
    """PyTorch only warns; what was asked for would not happen."""
    return {} if settings["dropout"] and settings["num_layers"] == 1 else None


_ARGUMENTS = (
    embedding_argument("input_size", "input"),
    Argument(
        "hidden_size",
        "int",
        64,
        "How many numbers are remembered from step to step.",
        minimum=1,
        maximum=MAXIMUM_CHANNELS,
        face="{}",
        always_on_face=True,
        torch_default=REQUIRED,
    ),
    Argument(
        "num_layers",
        "int",
        1,
        "How many are stacked, each reading what the one before it wrote.",
        minimum=1,
        maximum=MAXIMUM_LAYERS,
        face="×{}",
    ),
    Argument("bias", "bool", True, "Add learnable numbers in every gate."),
    BATCH_FIRST,
    Argument(
        "dropout",
        "float",
        0.0,
        "Probability with which a number is set to 0 between two layers, in training.",
        minimum=0,
        maximum=1,
        face="p {}",
    ),
    Argument(
        "bidirectional",
        "bool",
        False,
        "Read a second time, from the end; the output holds both, behind one another.",
        face="both ways",
    ),
)


def _recurrent(title: str, help: str, states: tuple[str, ...], *rules: Rule) -> Block:
    return Block(
        id=title.lower(),
        title=title,
        category="attention",
        target=f"torch.nn.{title}",
        call=Reading(),
        help=help,
        url=f"{DOCS}torch.nn.{title}.html",
        inputs=(Port("input", ranks=(3,)), *(Port(state, ranks=_STATE, optional=True) for state in states)),
        outputs=(Port("output"), *(Port(state) for state in states)),
        result=("output", states if len(states) > 1 else states[0]),
        mode_dependent=True,
        random=True,
        reach=everywhere,
        steps=lambda settings: 1 if settings["batch_first"] else 0,
        arguments=_ARGUMENTS,
        rules=(
            batch_in_place("input"),
            Rule("recurrent_dropout", _dropout_acts),
            *rules,
            Rule("state_shape", _state_shapes, by_port=True, symbolic=True),
        ),
        examples=(
            Example(((2, 5, 3),), {"hidden_size": 4}),
            Example(((2, 5, 3),), {"hidden_size": 4, "num_layers": 2, "bidirectional": True, "dropout": 0.5}),
            Example(((2, 4, 3),), {"hidden_size": 6, "bias": False}),
        ),
    )


BLOCKS = (
    _recurrent(
        "LSTM",
        "Reads a sequence step by step. Gates decide what enters its memory (cell), what is forgotten, and what is "
        "told (hidden), so that it remembers over many steps.",
        ("hidden", "cell"),
        Rule("both_states", _both_states, by_port=True),
    ),
    _recurrent(
        "GRU",
        "Reads a sequence step by step, and at each step decides how much of what it remembers is replaced: an LSTM "
        "with fewer gates and weights.",
        ("hidden",),
    ),
)
