"""What a block is: the one declaration that palette, form, shapes, module, source, help and tests all read."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Value = Any  # a JSON literal: None, bool, int, float, str or a list of them
Dims = tuple[int, ...]  # a concrete tensor shape, batch first

Category = Literal[
    "input_output",
    "convolution",
    "normalization",
    "activation",
    "pooling",
    "upsampling",
    "linear",
    "regularization",
    "merging",
    "shape",
]
CATEGORY_TITLES: dict[Category, str] = {
    "input_output": "Input and output",
    "convolution": "Convolution",
    "normalization": "Normalization",
    "activation": "Activation",
    "pooling": "Pooling",
    "upsampling": "Upsampling",
    "linear": "Linear",
    "regularization": "Regularization",
    "merging": "Merging",
    "shape": "Shape",
}
Kind = Literal["int", "float", "bool", "choice", "size", "shape", "text"]
"""`size` is a whole number or one a dimension, `shape` a list of whole numbers of any length."""

SIGNATURE = object()  # "PyTorch's own default is the same as ours"
REQUIRED = object()  # "PyTorch has no default: always write it, by position"

MAXIMUM_CHANNELS = 1_000_000
MAXIMUM_EXTENT = 65_536  # of a kernel, a stride, or a side of a map


@dataclass(frozen=True, slots=True)
class Port:
    """A place where edges arrive or leave. `ranks` counts the batch dimension; empty means any rank."""

    name: str
    ranks: tuple[int, ...] = ()
    dtypes: tuple[str, ...] = ("float32",)
    optional: bool = False
    variadic: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value cannot be taken: a problem code and the values of its sentence."""

    code: str
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Argument:
    """A constructor setting of a block (or a setting of the recipe), spelt as PyTorch spells it."""

    name: str
    kind: Kind
    default: Value
    help: str
    minimum: float | None = None
    maximum: float | None = None
    above_minimum: bool = False  # the minimum itself is not allowed
    choices: tuple[str, ...] = ()
    unit: str = ""
    optional: bool = False  # None may stand for "not given"
    derived: str | None = None  # an expression over the input shapes, such as "input[1]"
    face: str | None = None  # how the node's second line shows it, such as "s{}"; None: not there
    always_on_face: bool = False  # also when it has its default value
    torch_default: Value = SIGNATURE

    def fault(self, value: Value) -> Fault | None:
        """What is wrong with `value`, or None."""
        if value is None and self.optional:
            return None
        if isinstance(value, str) and value in self.choices:
            return None
        numbers = self._numbers(value)
        if self.kind == "choice" or (self.choices and isinstance(value, str)):
            return Fault("argument_choice", {"value": value, "choices": list(self.choices)})
        if numbers is None:
            return Fault("argument_type", {"value": value, "kind": self.kind})
        if any(not self._in_range(number) for number in numbers):
            return Fault(
                "argument_range",
                {
                    "value": value,
                    "minimum": self.minimum,
                    "maximum": self.maximum,
                    "above_minimum": self.above_minimum,
                },
            )
        return None

    def normalized(self, value: Value) -> Value:
        """`value` in the one spelling used for comparing and for source: 3 for [3, 3], 1.0 for the float 1."""
        if self.kind == "size" and isinstance(value, list) and len(set(value)) == 1:
            return value[0]
        if self.kind == "float" and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        return value

    def _numbers(self, value: Value) -> Sequence[float] | None:
        """The numbers in `value` whose range is to be checked, or None where the kind is wrong."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        match self.kind:
            case "bool":
                return [] if isinstance(value, bool) else None
            case "text":
                return [] if isinstance(value, str) and len(value) <= 1000 else None
            case "int":
                return [value] if whole else None
            case "float":
                number = whole or (isinstance(value, float) and math.isfinite(value))
                return [value] if number else None
            case "size" if whole:
                return [value]
            case "size" | "shape" if isinstance(value, list):
                right_length = len(value) == 2 if self.kind == "size" else 1 <= len(value) <= 6
                if right_length and all(isinstance(v, int) and not isinstance(v, bool) for v in value):
                    return value
        return None

    def _in_range(self, number: float) -> bool:
        low = self.minimum is None or (number > self.minimum if self.above_minimum else number >= self.minimum)
        return low and (self.maximum is None or number <= self.maximum)


Settings = Mapping[str, Value]
Check = Callable[[Settings, Sequence[Dims]], dict[str, Value] | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition across arguments and input shapes; `check` gives the sentence's values when it is broken."""

    code: str
    check: Check


@dataclass(frozen=True, slots=True)
class Example:
    """Input shapes (batch first) and arguments with which the registry's tests try the block."""

    inputs: tuple[Dims, ...]
    arguments: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """A type of operation in the catalogue.

    `target` is the PyTorch class or function. A function's `call` says how its inputs are written: `plain`
    (`f(x, …)`), `sequence` (`f([x, y], …)`) or `fold` (`x + y + z`, with `symbol`).
    """

    id: str
    title: str
    category: Category
    help: str
    url: str
    target: str = ""
    kind: Literal["module", "function", "input", "output"] = "module"
    call: Literal["plain", "sequence", "fold"] = "plain"
    symbol: str = ""
    name: str = ""  # what a new node is called, before its number; the id when empty
    version: int = 1
    arguments: tuple[Argument, ...] = ()
    inputs: tuple[Port, ...] = (Port("input"),)
    outputs: tuple[Port, ...] = (Port("output"),)
    rules: tuple[Rule, ...] = ()
    examples: tuple[Example, ...] = ()
    mode_dependent: bool = False  # train and eval mode differ
    random: bool = False
    in_place: str = ""  # the argument that makes it write into its input

    def argument(self, name: str) -> Argument | None:
        """The argument called `name`, or None."""
        return next((argument for argument in self.arguments if argument.name == name), None)

    def input(self, name: str) -> Port | None:
        """The input port called `name`, or None."""
        return next((port for port in self.inputs if port.name == name), None)

    def output(self, name: str) -> Port | None:
        """The output port called `name`, or None."""
        return next((port for port in self.outputs if port.name == name), None)


class Registry:
    """All blocks by id, in the order in which the palette shows them; an id is taken once."""

    def __init__(self) -> None:
        self._blocks: dict[str, Block] = {}

    def add(self, block: Block) -> None:
        """Take `block` in; a second block of the same id is an error in the catalogue."""
        if block.id in self._blocks:
            raise ValueError(f"two blocks are called {block.id}")
        names = [argument.name for argument in block.arguments]
        if len(names) != len(set(names)):
            raise ValueError(f"{block.id} declares an argument twice")
        self._blocks[block.id] = block

    def get(self, block_id: str) -> Block | None:
        """The block with this id, or None where this version does not know it."""
        return self._blocks.get(block_id)

    def __getitem__(self, block_id: str) -> Block:
        return self._blocks[block_id]

    def __iter__(self) -> Iterator[Block]:
        return iter(self._blocks.values())

    def __len__(self) -> int:
        return len(self._blocks)
