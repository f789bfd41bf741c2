"""How a block's target is applied to its inputs: said once, for running it, for recording it in a graph, and for
writing it as source. Loads no torch.

`apply` works on whatever stands for tensors: tensors, or `torch.fx.Proxy` objects while a graph is recorded, so it
may use their operators, attributes and methods. `text` is the same as Python source.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Value = Any  # a JSON literal
Settings = Mapping[str, Value]
Inputs = Mapping[str, Sequence[Any]]  # by port, in the order of the ports; what stands for tensors, or variable names
Text = str | tuple[str, list[str]]  # an expression; or what is called and its arguments, which may be broken over lines


def literal(value: Value) -> str:
    """A value as Python writes it, in double quotes; a list as a tuple."""
    if isinstance(value, list):
        inner = ", ".join(literal(item) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return repr(value)


def flat(inputs: Inputs) -> list[Any]:
    """All that arrives, port by port."""
    return [value for values in inputs.values() for value in values]


class Call:
    """`f(x, y, argument=…)`: the inputs by position, then, for a function, the arguments by name.

    `given` are the arguments for the call itself, as PyTorch takes them; a module has had its own when it was built,
    and is given none. `settings` are all arguments of the block. `written` is `given` as source.
    """

    def apply(self, function: Callable[..., Any], inputs: Inputs, settings: Settings, given: Mapping[str, Any]) -> Any:
        return function(*flat(inputs), **given)

    def text(self, name: str, inputs: Inputs, settings: Settings, written: list[str]) -> Text:
        return name, flat(inputs) + written


class Sequenced(Call):
    """`f([x, y], argument=…)`."""

    def apply(self, function: Callable[..., Any], inputs: Inputs, settings: Settings, given: Mapping[str, Any]) -> Any:
        return function(flat(inputs), **given)

    def text(self, name: str, inputs: Inputs, settings: Settings, written: list[str]) -> Text:
        return name, [f"[{', '.join(flat(inputs))}]", *written]


@dataclass(frozen=True, slots=True)
class Fold(Call):
    """`x + y + z`, for an operator that takes two."""

    symbol: str

    def apply(self, function: Callable[..., Any], inputs: Inputs, settings: Settings, given: Mapping[str, Any]) -> Any:
        first, *rest = flat(inputs)
        for value in rest:
            first = function(first, value)
        return first

    def text(self, name: str, inputs: Inputs, settings: Settings, written: list[str]) -> Text:
        return f" {self.symbol} ".join(flat(inputs))


PLAIN = Call()
SEQUENCE = Sequenced()
