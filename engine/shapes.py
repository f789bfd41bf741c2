"""Shapes and costs of one block, found by running the real module on the meta device, in train mode, under autograd.

The batch is a large prime number while it runs, so that a dimension which it divides counts the batch, and bytes which
it divides are bytes a sample. Where that leaves a doubt, the block runs with a second batch, and what differs counts.
"""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks

from engine.block import Block, Dims, Value
from engine.meta import META, Building, Counting, attending
from engine.modules import build, call, target
from engine.plan import Dim, Shape

BATCHES = (2, 3)
PRIME, OTHER_PRIME = 1_000_003, 999_983


@dataclass(frozen=True)
class Tensor:
    """What travels along an edge while planning: its dimensions with either of BATCHES, its dtype, and whether a
    gradient is wanted of it. `strides` tells how its numbers lie in memory where they are not in the order of its
    dimensions, after a Permute for instance: whether a block can give a view then, or must copy, depends on it."""

    dims: tuple[Dims, Dims]
    dtype: str
    needs_grad: bool = False
    strides: Dims | None = None

    @cached_property
    def shape(self) -> Shape:
        """The dimensions with the batch written as N."""
        return tuple(_dim(small, large) for small, large in zip(*self.dims, strict=True))

    @cached_property
    def bytes(self) -> tuple[int, int]:
        """Bytes a sample, and bytes that do not depend on the batch."""
        size = _SIZES.get(self.dtype, 4)
        for dim in self.dims[0]:
            size *= dim
        return (0, size) if self.dims[0] == self.dims[1] else (size // BATCHES[0], 0)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the batch is its first dimension, and in no other."""
        (first, *rest), (other, *others) = (sizes or (0,) for sizes in self.dims)
        return (first, other) == BATCHES and rest == others

    def sizes(self, batch: int) -> Dims:
        """The dimensions with another batch."""
        if self.is_plain:
            return (batch, *self.dims[0][1:])
        pairs = zip(*self.dims, strict=True)
        return tuple(small if small == large else small // BATCHES[0] * batch for small, large in pairs)

    @staticmethod
    def of_sample(shape: Sequence[int], dtype: str) -> "Tensor":
        """A batch of samples of this shape."""
        small, large = ((batch, *shape) for batch in BATCHES)
        return Tensor((small, large), dtype)

    @staticmethod
    def held(shape: Sequence[int], dtype: str, needs_grad: bool) -> "Tensor":
        """A tensor that the network holds itself, the same whatever the batch."""
        return Tensor((tuple(shape), tuple(shape)), dtype, needs_grad)


_SIZES = {"float32": 4, "int64": 8, "bool": 1}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a block makes of its inputs.

    `keeps_inputs` and `keeps_outputs` number the tensors that autograd keeps for the backward pass, `keeps` counts the
    bytes of what else it keeps, a sample and in all; `shares` tells for each output which input's memory it is in,
    where it is in one. `passes` tells for each input which output's gradient it is handed on in the backward pass,
    itself or a view of it, where it is; empty where all are new. `works` counts the bytes that are taken while the
    block is computed and given back at once, forwards and backwards, each a sample and in all. `largest` is the size
    of the largest tensor, for one sample, and `gradient_bytes` the size of the gradients of the parameters that are
    not frozen.
    """

    outputs: tuple[Tensor, ...]
    parameters: int = 0
    buffers: int = 0
    parameter_bytes: int = 0
    buffer_bytes: int = 0
    gradient_bytes: int = 0
    macs: int = 0
    largest: int = 0
    keeps_inputs: tuple[int, ...] = ()
    keeps_outputs: tuple[int, ...] = ()
    keeps: tuple[int, int] = (0, 0)
    shares: tuple[int | None, ...] = ()
    passes: tuple[int | None, ...] = ()
    works: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))


def _dim(small: int, large: int) -> Dim:
    if small == large:
        return small
    per_sample, rest = divmod(small, BATCHES[0])
    if rest or per_sample * BATCHES[1] != large:
        return "?"
    return "N" if per_sample == 1 else f"{per_sample}N"


Arriving = Mapping[str, Sequence[Tensor]]  # by input port


def evaluate_block(
    block: Block, arguments: Mapping[str, Value], inputs: Arriving, frozen: bool = False
) -> Evaluation | None:
    """What `block` makes of `inputs`, or None where PyTorch refuses."""
    # Train mode tells what training keeps. Few modules cannot be run so without numbers: BatchNorm's plain average.
    return _evaluated(block, arguments, inputs, frozen, True) or _evaluated(block, arguments, inputs, frozen, False)


def _evaluated(
    block: Block, arguments: Mapping[str, Value], inputs: Arriving, frozen: bool, training: bool
) -> Evaluation | None:
    ports = [port.name for port in block.outputs_for(arguments)]
    try:
        first = _Run(block, arguments, inputs, frozen, training, PRIME)
        dims = [first.sizes[port] for port in ports]
        if _is_plain(arguments, inputs, dims):
            outputs = [((BATCHES[0], *sizes[1:]), (BATCHES[1], *sizes[1:])) for sizes in dims]
        else:
            second = _Run(block, arguments, inputs, frozen, training, OTHER_PRIME)
            outputs = [_compared(first.sizes[port], second.sizes[port]) for port in ports]
    except (RuntimeError, ValueError, TypeError, OverflowError, IndexError, KeyError, AssertionError, AttributeError):
        return None
    return first.evaluation(ports, outputs)


def _is_plain(arguments: Mapping[str, Value], inputs: Arriving, dims: Sequence[Dims]) -> bool:
    """Whether there is no doubt: what arrives and what leaves has the batch in front, and no other multiple of it."""
    if not all(tensor.is_plain for tensors in inputs.values() for tensor in tensors) or not any(inputs.values()):
        return False
    for sizes in dims:
        if not sizes or sizes[0] != PRIME or any(size % PRIME == 0 for size in sizes[1:]):
            return False
    numbers = (item for value in arguments.values() for item in (value if isinstance(value, list) else [value]))
    return not any(isinstance(n, int) and n and n % PRIME == 0 for n in numbers)


def _compared(first: Dims, second: Dims) -> tuple[Dims, Dims]:
    """The sizes with BATCHES, from those with the two primes."""
    small, large = [], []
    for one, other in zip(first, second, strict=True):
        if one == other:
            small.append(one)
            large.append(one)
        elif one % PRIME == 0 and one // PRIME * OTHER_PRIME == other:
            small.append(one // PRIME * BATCHES[0])
            large.append(one // PRIME * BATCHES[1])
        else:  # such as a batch plus one: nothing that can be trained
            small.append(BATCHES[0])
            large.append(BATCHES[1] + BATCHES[0])
    return tuple(small), tuple(large)


class _Run:
    """One run of the block, with one batch, and what was seen in it."""

    def __init__(
        self,
        block: Block,
        arguments: Mapping[str, Value],
        inputs: Arriving,
        frozen: bool,
        training: bool,
        batch: int,
    ) -> None:
        module = _module(block, arguments, frozen, training) if block.kind == "module" else None
        self.writes = bool(block.in_place and arguments[block.in_place])
        given = {port: [_on_meta(tensor, batch, self.writes) for tensor in found] for port, found in inputs.items()}
        self.given = [tensor for tensors in given.values() for tensor in tensors]
        self.before = [_storage(tensor) for tensor in self.given]
        self.kept: list[torch.Tensor] = []
        # Only what has to be counted runs under the counter: it makes building a module three times as slow.
        with (
            attending() if block.category == "attention" else nullcontext(),
            torch.enable_grad(),
            saved_tensors_hooks(self._keep, _unkeep),
            Counting() as counter,
        ):
            self.outputs = call(block, module or target(block.target), given, arguments)
        self.counter = counter
        self.batch = batch
        self.weights = list(module.parameters()) if module else []
        self.buffers = list(module.buffers()) if module else []
        self.sizes = {port: tuple(tensor.shape) for port, tensor in self.outputs.items() if tensor is not None}

    def _keep(self, tensor: torch.Tensor) -> torch.Tensor:
        self.kept.append(tensor)
        return tensor

    def evaluation(self, ports: Sequence[str], dims: Sequence[tuple[Dims, Dims]]) -> Evaluation:
        tensors = [self.outputs[port] for port in ports]
        places = [_storage(tensor) for tensor in tensors]
        own = {_storage(weight) for weight in (*self.weights, *self.buffers)}
        kept = {_storage(tensor): tensor.untyped_storage().nbytes() for tensor in self.kept}
        rest = [size for place, size in kept.items() if place not in own and place not in (*places, *self.before)]
        per_sample = (tensor.numel() // self.batch or tensor.numel() for tensor in tensors)
        work = self.counter.work
        learnt = [weight for weight in self.weights if weight.requires_grad]
        return Evaluation(
            outputs=tuple(
                Tensor(pair, str(tensor.dtype).removeprefix("torch."), tensor.requires_grad, self._strides(tensor))
                for pair, tensor in zip(dims, tensors, strict=True)
            ),
            parameters=sum(weight.numel() for weight in self.weights),
            buffers=sum(buffer.numel() for buffer in self.buffers),
            parameter_bytes=_bytes(self.weights),
            buffer_bytes=_bytes(self.buffers),
            gradient_bytes=_bytes(learnt),
            macs=self.counter.flops // (2 * self.batch),
            largest=max((*per_sample, *(weight.numel() for weight in self.weights)), default=0),
            keeps_inputs=tuple(index for index, place in enumerate(self.before) if place in kept),
            keeps_outputs=tuple(i for i, place in enumerate(places) if place in kept and place not in self.before),
            keeps=(
                sum(size // self.batch for size in rest if size % self.batch == 0),
                sum(size for size in rest if size % self.batch),
            ),
            shares=tuple(self.before.index(place) if place in self.before else None for place in places),
            passes=() if kept or self.writes else self._passes(tensors),
            works=((work.forward // self.batch, work.weights), (work.backward // self.batch, work.weights)),
        )

    def _strides(self, tensor: torch.Tensor) -> Dims | None:
        """How it lies in memory, unless in the order of its dimensions, or in a way that depends on the batch."""
        if tensor.is_contiguous() or any(stride % self.batch == 0 for stride in tensor.stride() if stride):
            return None
        return tensor.stride()

    def _passes(self, made: Sequence[torch.Tensor]) -> tuple[int | None, ...]:
        """For each input, the output whose gradient becomes its own, found by a backward pass.

        What keeps anything for the backward pass computes with it, and so makes new gradients; only the rest is tried.
        """
        wanted = [tensor for tensor in self.given if tensor.requires_grad]
        if not wanted:
            return ()
        if self.counter.only_joins:  # each input is handed its part of the gradient; there may be very many
            return tuple(0 if tensor.requires_grad else None for tensor in self.given)
        made = [tensor for tensor in made if tensor.requires_grad]
        gradients = [torch.empty(tensor.shape, dtype=tensor.dtype, device=META) for tensor in made]
        found = iter(torch.autograd.grad(made, wanted, gradients, allow_unused=True))
        places = [_storage(gradient) for gradient in gradients]
        passed = []
        for tensor in self.given:
            gradient = next(found) if tensor.requires_grad else None
            place = None if gradient is None else _storage(gradient)
            passed.append(places.index(place) if place in places else None)
        return tuple(passed) if any(number is not None for number in passed) else ()


def _module(block: Block, arguments: Mapping[str, Value], frozen: bool, training: bool) -> nn.Module:
    with Building():  # type: ignore[no-untyped-call]
        module = build(block, arguments)
    if not training:
        module.eval()
    elif arguments.get("momentum", 0) is None:
        module.momentum = 0.1  # type: ignore[assignment]  # a plain average needs the count of batches, which is no number here
    return module.requires_grad_(False) if frozen else module


def _on_meta(tensor: Tensor, batch: int, writes: bool) -> torch.Tensor:
    """A tensor without data. What is written into must not be a leaf of autograd: in a network it never is."""
    dtype, sizes, grad = getattr(torch, tensor.dtype), tensor.sizes(batch), tensor.needs_grad
    if tensor.strides is None:
        made = torch.empty(sizes, dtype=dtype, device=META, requires_grad=grad)
    else:
        made = torch.empty_strided(sizes, tensor.strides, dtype=dtype, device=META, requires_grad=grad)
    return made.clone() if writes and grad else made


def _storage(tensor: torch.Tensor) -> int:
    """What tells the memory of one tensor from another's; views and what is written in place share it."""
    place: int = tensor.untyped_storage()._cdata
    return place


def _bytes(tensors: Sequence[torch.Tensor]) -> int:
    return sum(tensor.nbytes for tensor in tensors)


def _unkeep(tensor: torch.Tensor) -> torch.Tensor:
    return tensor
