"""Draws arguments and inputs for the blocks that are not about space: most of them fitting, some of them not."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from hypothesis import strategies as st

from engine.block import Argument, Block
from engine.blocks import REGISTRY
from engine.document import Document
from tests.build import network

SPATIAL = ("input_output", "convolution", "pooling", "upsampling")
OTHERS = [block for block in REGISTRY if block.category not in SPATIAL]
MOST = {"num_layers": 3, "num_embeddings": 9, "embedding_dim": 9, "dim_feedforward": 9, "hidden_size": 6}
SIZES = (1, 2, 3, 4, 6, 8)


@dataclass(frozen=True)
class Arriving:
    """A tensor of the network's input: the shape of a sample, and in which order its dimensions and the batch arrive.
    One that is `held` is a Parameter, which has no batch."""

    shape: tuple[int, ...]
    dtype: str = "float32"
    order: tuple[int, ...] | None = None
    held: bool = False

    def tensor(self, batch: int, below: int = 3) -> torch.Tensor:
        shape = self.shape if self.held else (batch, *self.shape)
        made = torch.randint(0, below, shape) if self.dtype == "int64" else torch.randn(shape)
        return made.permute(self.order) if self.order else made

    def layers(self, name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The nodes that it comes from, the last of which hands it on."""
        if self.held:
            yield name, "parameter", {"shape": list(self.shape)}
        else:
            yield name, "input", {"shape": list(self.shape), "dtype": self.dtype}
        if self.order:
            yield f"turn_{name}", "permute", {"dims": list(self.order)}


@dataclass(frozen=True)
class Case:
    """A block with arguments, and what arrives at its ports."""

    block: Block
    arguments: dict[str, Any]
    arriving: dict[str, list[Arriving]]

    def __repr__(self) -> str:
        return f"{self.block.id} {self.arguments} {self.arriving}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """As hypothesis prints it: without the whole declaration of the block."""
        printer.text(repr(self))

    def document(self) -> Document:
        """The tensors, and the block as `tested`. Nothing leads to an Output."""
        layers, edges = [], []
        for port, several in self.arriving.items():
            for index, arriving in enumerate(several):
                chain = list(arriving.layers(f"{port}_{index}"))
                layers += chain
                names = [layer[0] for layer in chain]
                edges += [f"{a}>{b}" for a, b in zip(names, names[1:], strict=False)]
                edges.append(f"{names[-1]}>tested.{port}")
        layers.append(("tested", self.block.id, self.arguments))
        return network(*layers, edges=" ".join(edges))

    def tensors(self, batch: int) -> dict[str, list[torch.Tensor]]:
        """Random inputs by port; whole numbers are as small as an Embedding wants them."""
        below = self.arguments.get("num_embeddings", 3)
        ports = [port.name for port in self.block.inputs_for(self.arguments)]
        return {port: [a.tensor(batch, below) for a in self.arriving.get(port, [])] for port in ports}


@st.composite
def cases(draw: st.DrawFn, block: Block) -> Case:
    first = draw(_arriving(block))
    arguments = {}
    for argument in block.arguments:
        if argument.derived is None and draw(st.integers(0, 3)):
            fitting = FITTING.get((block.id, argument.name)) or FITTING.get(("", argument.name))
            loose = _values(argument)
            whole = (first.shape if first.held else (BATCH_SIZE, *first.shape)) if fitting else ()
            if first.order and fitting:
                whole = tuple(whole[place] for place in first.order)
            arguments[argument.name] = draw(fitting(whole) if fitting and draw(st.integers(0, 4)) else loose)
    arriving = {port.name: [first] for port in block.inputs[:1]}
    others = OTHER_INPUTS.get(block.id)
    if others:
        arriving |= draw(others(first, arguments))
    return Case(block, arguments, arriving)


BATCH_SIZE = 5  # the batch for which fitting arguments are drawn: no size of a dimension


@st.composite
def _arriving(draw: st.DrawFn, block: Block) -> Arriving:
    port = block.inputs[0]
    rank = draw(st.sampled_from(port.ranks or (2, 3, 4, 5)))
    dtype = draw(st.sampled_from(port.dtypes))
    shape = draw(st.tuples(*[st.sampled_from(SIZES)] * (rank - 1)))
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return Arriving(shape, dtype, tuple(draw(st.permutations(range(rank)))))
    if kind == 1 and dtype == "float32":
        return Arriving((draw(st.sampled_from(SIZES)), *shape), held=True)
    return Arriving(shape, dtype)


def _values(argument: Argument) -> st.SearchStrategy[Any]:
    """Anything from the declared range, small."""
    low, high = argument.minimum, argument.maximum
    found: st.SearchStrategy[Any]
    match argument.kind:
        case "bool":
            found = st.booleans()
        case "choice":
            found = st.sampled_from(argument.choices)
        case "float":
            found = st.floats(max(low, -4), min(high, 4), exclude_min=argument.above_minimum)
        case "int":
            found = st.integers(int(max(low, -9)), int(min(high, MOST.get(argument.name, 9))))
        case "shape":
            found = st.lists(st.integers(int(max(low, -9)), int(min(high, 9))), min_size=1, max_size=6)
        case _:
            raise AssertionError(argument.kind)
    return st.none() | found if argument.optional else found


# Arguments that fit what arrives ----------------------------------------------------------------------------------------

Sizes = tuple[int, ...]


def _place(sizes: Sizes) -> st.SearchStrategy[int]:
    return st.integers(-len(sizes), len(sizes) - 1)


def _factors(number: int) -> st.SearchStrategy[list[int]]:
    """Sizes whose product is `number`, one of them perhaps written as -1."""
    found = [
        [a, b, number // a // b] for a in range(1, number + 1) for b in range(1, number + 1) if number % (a * b) == 0
    ]
    found += [[number], [1, number]]
    open_ones = [
        [-1 if place == hole else size for place, size in enumerate(s)] for s in found for hole in range(len(s))
    ]
    return st.sampled_from(found + open_ones)


@st.composite
def _sections(draw: st.DrawFn, sizes: Sizes) -> list[int]:
    size = sizes[1]
    cuts = sorted(draw(st.sets(st.integers(1, size - 1), max_size=3))) if size > 1 else []
    return [b - a for a, b in zip([0, *cuts], [*cuts, size], strict=True)]


def _pads(sizes: Sizes) -> st.SearchStrategy[list[int]]:
    pairs = st.integers(max(1, len(sizes) - 2), max(1, len(sizes) - 1))
    return pairs.flatmap(lambda n: st.lists(st.integers(-1, 3), min_size=2 * n, max_size=2 * n))


FITTING: dict[tuple[str, str], Callable[[Sizes], st.SearchStrategy[Any]]] = {
    ("", "dim"): _place,
    ("", "start_dim"): _place,
    ("", "end_dim"): _place,
    ("mean", "dim"): lambda sizes: st.lists(st.integers(1, len(sizes) - 1), min_size=1, max_size=2, unique=True),
    ("permute", "dims"): lambda sizes: st.permutations(range(len(sizes))),
    ("reshape", "shape"): lambda sizes: _factors(math.prod(sizes[1:])),
    ("unflatten", "unflattened_size"): lambda sizes: st.sampled_from(sizes).flatmap(_factors),
    ("split", "split_size_or_sections"): _sections,
    ("split", "dim"): lambda sizes: st.sampled_from((1, 1, 1, -1)),
    ("glu", "dim"): lambda sizes: st.sampled_from([d for d, size in enumerate(sizes) if size % 2 == 0] or [0]),
    ("pad", "pad"): _pads,
    ("pad", "value"): lambda sizes: st.none(),
    ("chunk", "chunks"): lambda sizes: st.sampled_from(sizes),
    ("group_norm", "num_groups"): lambda sizes: st.sampled_from((1, 2)),
    ("lstm", "dropout"): lambda sizes: st.just(0.0),
    ("gru", "dropout"): lambda sizes: st.just(0.0),
    ("", "num_heads"): lambda sizes: st.sampled_from([n for n in (1, 2, 3, 4) if sizes[-1] % n == 0]),
    ("", "nhead"): lambda sizes: st.sampled_from([n for n in (1, 2, 3, 4) if sizes[-1] % n == 0]),
    ("", "batch_first"): lambda sizes: st.just(sizes[1] != BATCH_SIZE),
    **{("crop", side): lambda sizes: st.integers(0, 1) for side in ("top", "bottom", "left", "right")},
}


# What arrives at further ports ------------------------------------------------------------------------------------------

Others = Callable[[Arriving, dict[str, Any]], st.SearchStrategy[dict[str, list[Arriving]]]]


@st.composite
def _changed(draw: st.DrawFn, first: Arriving, sizes: tuple[int, ...] = SIZES) -> Arriving:
    """Like `first`, often with one size changed, now and then without a batch or with another number of dimensions."""
    shape = list(first.shape)
    if draw(st.booleans()):
        shape[draw(st.integers(0, len(shape) - 1))] = draw(st.sampled_from(sizes))
    if draw(st.integers(0, 9)) == 0:
        shape = shape[1:] or shape
    held = first.held or draw(st.integers(0, 9)) == 0
    if held and not first.held:
        shape = [1, *shape]
    order = None if held or len(shape) != len(first.shape) else first.order
    return Arriving(tuple(shape), "float32" if held else first.dtype, order, held)


def _several(sizes: tuple[int, ...]) -> Others:
    return lambda first, arguments: st.lists(_changed(first, sizes), max_size=2).map(
        lambda others: {"input": [first, *others]}
    )


@st.composite
def _second_operand(draw: st.DrawFn, first: Arriving, arguments: dict[str, Any]) -> dict[str, list[Arriving]]:
    return {"other": [draw(_changed(first, (1,)))]}


@st.composite
def _second_matrix(draw: st.DrawFn, first: Arriving, arguments: dict[str, Any]) -> dict[str, list[Arriving]]:
    if draw(st.integers(0, 4)) == 0 or first.order:
        return {"other": [draw(_changed(first))]}
    columns = draw(st.sampled_from(SIZES))
    if len(first.shape) == 1 or draw(st.integers(0, 3)) == 0:
        return {"other": [Arriving((first.shape[-1], columns), held=True)]}
    return {"other": [Arriving((*first.shape[:-2], first.shape[-1], columns), held=first.held)]}


@st.composite
def _second_rows(draw: st.DrawFn, first: Arriving, arguments: dict[str, Any]) -> dict[str, list[Arriving]]:
    if draw(st.integers(0, 4)) == 0 or first.order:
        return {"input2": [draw(_changed(first))]}
    return {"input2": [Arriving((*first.shape[:-1], draw(st.sampled_from(SIZES))), held=first.held)]}


@st.composite
def _keys_and_values(draw: st.DrawFn, first: Arriving, arguments: dict[str, Any]) -> dict[str, list[Arriving]]:
    if first.held or first.order:
        return draw(st.sampled_from([{}, {"key": [first]}]))
    found = {}
    length = draw(st.sampled_from(SIZES))
    turned = None if arguments.get("batch_first", True) else (1, 0, 2)
    if turned and not first.order:
        found["query"] = [Arriving(first.shape, order=turned)]
    for port in ("key", "value"):
        if draw(st.booleans()):
            length = length if draw(st.integers(0, 4)) else draw(st.sampled_from(SIZES))
            found[port] = [Arriving((length, draw(st.sampled_from(SIZES))), order=turned)]
    return found


def _states(ports: tuple[str, ...]) -> Others:
    @st.composite
    def states(draw: st.DrawFn, first: Arriving, arguments: dict[str, Any]) -> dict[str, list[Arriving]]:
        if first.held or first.order:
            return {}
        found = {} if arguments.get("batch_first", True) else {"input": [Arriving(first.shape, order=(1, 0, 2))]}
        if draw(st.booleans()):
            layers = arguments.get("num_layers", 1) * (2 if arguments.get("bidirectional") else 1)
            fits = draw(st.integers(0, 4)) > 0
            size = arguments.get("hidden_size", 64) if fits else draw(st.sampled_from(SIZES))
            left = ports if draw(st.integers(0, 4)) else ports[:1]
            found |= {port: [Arriving((layers, size), order=(1, 0, 2))] for port in left}
        return found

    return states


OTHER_INPUTS: dict[str, Others] = {
    "add": _several((1,)),
    "multiply": _several((1,)),
    "concat": _several(SIZES),
    "stack": _several((3,)),
    "subtract": _second_operand,
    "matmul": _second_matrix,
    "bilinear": _second_rows,
    "multihead_attention": _keys_and_values,
    "lstm": _states(("hidden", "cell")),
    "gru": _states(("hidden",)),
}
