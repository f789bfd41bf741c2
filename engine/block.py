"""What a block is: the one declaration that palette, form, shapes, module, source, help and tests all read."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from engine.calls import PLAIN, Call
from engine.calls import Settings as Settings
from engine.calls import Value as Value
from engine.expressions import ExpressionError, evaluate
from engine.reach import Reach, pointwise

Dims = tuple[int, ...]  # a concrete tensor shape, batch first

Category = Literal[
    "input_output",
    "convolution",
    "normalization",
    "activation",
    "pooling",
    "upsampling",
    "linear",
    "attention",
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
    "attention": "Attention and recurrence",
    "regularization": "Regularization",
    "merging": "Merging",
    "shape": "Shape",
}
Kind = Literal["int", "float", "bool", "choice", "size", "shape", "text"]
"""`size` is a whole number or one a dimension of space, `shape` a list of whole numbers of any length."""

SIGNATURE = object()  # "PyTorch's own default is the same as ours"
REQUIRED = object()  # "PyTorch has no default: always write it, by position"


@dataclass(frozen=True, slots=True)
class SameAs:
    """A `torch_default`: PyTorch's is None, which stands for the value of another argument."""

    argument: str


MAXIMUM_CHANNELS = 1_000_000
MAXIMUM_EXTENT = 65_536  # of a kernel, a stride, or a side of a map
MAXIMUM_LENGTH = 16  # of a list: more dimensions than any tensor here has
MAXIMUM_PORTS = 64  # that a block can have of one kind
MAXIMUM_ELEMENTS = 2**33  # of one tensor, for one sample or one set of weights: 32 GiB in float32


@dataclass(frozen=True, slots=True)
class Port:
    """A place where edges arrive or leave. `ranks` counts the batch dimension; empty means any rank.

    `when` names an argument without which the port is not there. `count` is an expression over the arguments: so many
    ports there are, called by the name and a number from 0 (`part0`, `part1`, …).
    """

    name: str
    ranks: tuple[int, ...] = ()
    dtypes: tuple[str, ...] = ("float32",)
    optional: bool = False
    variadic: bool = False
    when: str = ""
    count: str = ""
    only_shape: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value cannot be taken: a problem code and the values of its sentence."""

    code: str
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Argument:
    """A constructor setting of a block (or a setting of the recipe), spelt as PyTorch spells it.

    `derived` is an expression over the input shapes, by port, and the other arguments: `input[1]`, `input[-dims:]`.
    Where `passed` is not set, the target is not given it: it serves expressions, or the call.
    """

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
    derived: str | None = None
    suggested: bool = False  # what is derived is a suggestion: another value may be typed, and is not wrong
    dimensions: tuple[int, ...] = (2,)  # of a `size`: how many numbers it may have
    passed: bool = True
    classes_of: str = ""  # where the choices are names of classes: the module that they are in
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
                size = self.kind == "size"
                right_length = len(value) in self.dimensions if size else 1 <= len(value) <= MAXIMUM_LENGTH
                if right_length and all(isinstance(v, int) and not isinstance(v, bool) for v in value):
                    return value
        return None

    def _in_range(self, number: float) -> bool:
        low = self.minimum is None or (number > self.minimum if self.above_minimum else number >= self.minimum)
        return low and (self.maximum is None or number <= self.maximum)


Check = Callable[[Settings, Any], dict[str, Value] | None]
Result = tuple[Any, ...]  # names of ports, and tuples of them


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition across arguments and input shapes; `check` gives the sentence's values when it is broken.

    It is called with the settings and the shapes that arrive: a list of them, or with `by_port` a list for each
    port's name, for blocks that have optional ports. With `symbolic`, a dimension that counts the batch is in them as
    text, "N" or "18N"; otherwise it is the number for some small batch.
    """

    code: str
    check: Check
    by_port: bool = False
    symbolic: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """Input shapes (batch first) and arguments with which the registry's tests try the block.

    `ports` are the ports at which the inputs arrive, where not all arrive at the first ones in order; `below` is the
    number under which whole numbers (int64) that arrive stay.
    """

    inputs: tuple[Dims, ...]
    arguments: dict[str, Value] = field(default_factory=dict)
    ports: tuple[str, ...] = ()
    below: int = 2


@dataclass(frozen=True, slots=True)
class Construct:
    """A module to be built: the dotted name of its class and what that is given, as JSON literals."""

    target: str
    positional: tuple[Value, ...] = ()
    keyword: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """A type of operation in the catalogue.

    `target` is the PyTorch class or function, and `call` says how it is applied. `parts`, for a block that is several
    modules after one another, gives them from the settings; they make an `nn.Sequential`. `result` is the structure
    of what the target returns, as names of output ports, such as `("output", ("hidden", "cell"))`; without it, one
    port is a tensor and several are a tuple. A block of kind `parameter` is a tensor that the network holds itself.
    """

    id: str
    title: str
    category: Category
    help: str
    url: str
    target: str = ""
    kind: Literal["module", "function", "parameter", "input", "output"] = "module"
    call: Call = PLAIN
    parts: Callable[[Settings], Sequence[Construct]] | None = None
    result: Result = ()
    name: str = ""  # what a new node is called, before its number; the id when empty
    version: int = 1
    arguments: tuple[Argument, ...] = ()
    inputs: tuple[Port, ...] = (Port("input"),)
    outputs: tuple[Port, ...] = (Port("output"),)
    rules: tuple[Rule, ...] = ()
    reach: Reach = pointwise
    examples: tuple[Example, ...] = ()
    mode_dependent: bool = False  # train and eval mode differ
    random: bool = False
    in_place: str = ""  # the argument that makes it write into its input
    steps: Callable[[Settings], int] | None = None  # the dimension of its first input which it goes along step by step

    def argument(self, name: str) -> Argument | None:
        """The argument called `name`, or None."""
        return next((argument for argument in self.arguments if argument.name == name), None)

    def inputs_for(self, arguments: Settings) -> tuple[Port, ...]:
        """The input ports that a node with these arguments has; faulty ones count as not given."""
        return self._ports(self.inputs, arguments)

    def outputs_for(self, arguments: Settings) -> tuple[Port, ...]:
        """The output ports that a node with these arguments has; faulty ones count as not given."""
        return self._ports(self.outputs, arguments)

    def _ports(self, declared: tuple[Port, ...], arguments: Settings) -> tuple[Port, ...]:
        if not any(port.when or port.count for port in declared):
            return declared
        settings = {argument.name: argument.default for argument in self.arguments}
        for argument in self.arguments:
            if argument.name in arguments and argument.fault(arguments[argument.name]) is None:
                settings[argument.name] = arguments[argument.name]
        found: list[Port] = []
        for port in declared:
            if port.count:
                count = _count(port.count, settings)
                found += [replace(port, name=f"{port.name}{number}", count="") for number in range(count)]
            elif not port.when or settings[port.when]:
                found.append(port)
        return tuple(found)


def structure(block: Block, ports: Sequence[Port]) -> str | Result:
    """What the target returns: the name of a port, or a tuple of names and tuples. Names may be of absent ports."""
    if block.result:
        return block.result
    single = len(ports) == 1 and not any(port.count for port in block.outputs)
    return ports[0].name if single else tuple(port.name for port in ports)


def ports_in(names: str | Result) -> list[str]:
    """The ports in a structure, from the left."""
    return [names] if isinstance(names, str) else [port for name in names for port in ports_in(name)]


def _count(expression: str, settings: Settings) -> int:
    try:
        number = evaluate(expression, names_of(settings))
    except ExpressionError:
        return 1
    return min(max(number, 1), MAXIMUM_PORTS)


def names_of(settings: Settings) -> dict[str, Any]:
    """What settings are called in expressions: the whole numbers, truths (as 0 and 1) and lists among them."""
    return {
        name: tuple(value) if isinstance(value, list) else int(value)
        for name, value in settings.items()
        if isinstance(value, list | int)
    }


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
