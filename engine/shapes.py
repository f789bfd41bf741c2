"""Shapes and costs of one block, found by running the real module on the meta device, in train mode, under autograd.

The batch is a large prime number while it runs, so that a dimension which it divides counts the batch, and bytes which
it divides are bytes a sample. Where that leaves a doubt, the block runs with a second batch, and what differs counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from engine.block import Block, Dims, Value
from engine.modules import build, call, target
from engine.plan import Dim, Shape

BATCHES = (2, 3)
PRIME, OTHER_PRIME = 1_000_003, 999_983

# Attention's fast path, in eval mode only, is one kernel whose work cannot be counted.
torch.backends.mha.set_fastpath_enabled(False)


@dataclass(frozen=True, slots=True)
class Tensor:
    """What travels along an edge while planning: its dimensions with either of BATCHES, its dtype, and whether a
    gradient is wanted of it."""

    dims: tuple[Dims, Dims]
    dtype: str
    needs_grad: bool = False

    @property
    def shape(self) -> Shape:
        """The dimensions with the batch written as N."""
        return tuple(_dim(small, large) for small, large in zip(*self.dims, strict=True))

    @property
    def bytes(self) -> tuple[int, int]:
        """Bytes a sample, and bytes that do not depend on the batch."""
        size = _SIZES.get(self.dtype, 4)
        for dim in self.dims[0]:
            size *= dim
        return (0, size) if self.dims[0] == self.dims[1] else (size // BATCHES[0], 0)

    def sizes(self, batch: int) -> Dims:
        """The dimensions with another batch."""
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
    where it is in one. `largest` is the size of the largest tensor, for one sample.
    """

    outputs: tuple[Tensor, ...]
    parameters: int = 0
    buffers: int = 0
    parameter_bytes: int = 0
    buffer_bytes: int = 0
    macs: int = 0
    largest: int = 0
    keeps_inputs: tuple[int, ...] = ()
    keeps_outputs: tuple[int, ...] = ()
    keeps: tuple[int, int] = (0, 0)
    shares: tuple[int | None, ...] = ()


def _dim(small: int, large: int) -> Dim:
    if small == large:
        return small
    per_sample, rest = divmod(small, BATCHES[0])
    if rest or per_sample * BATCHES[1] != large:
        return "?"
    return "N" if per_sample == 1 else f"{per_sample}N"


class _Flops(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts with PyTorch's own formulas. Its FlopCounterMode does so too, and also tells modules apart and tries to
    take every operation to pieces, of which there is no need here: a plan from cold takes a quarter longer with it."""

    total = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        result = func(*args, **kwargs)
        if formula := flop_registry.get(func.overloadpacket):
            self.total += formula(*args, **kwargs, out_val=result)
        return result


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
    arriving = [tensor.sizes(PRIME) for tensors in inputs.values() for tensor in tensors]
    for sizes in (*arriving, *dims):
        if not sizes or sizes[0] != PRIME or any(size % PRIME == 0 for size in sizes[1:]):
            return False
    numbers = (item for value in arguments.values() for item in (value if isinstance(value, list) else [value]))
    return bool(arriving) and not any(isinstance(n, int) and n and n % PRIME == 0 for n in numbers)


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
        module: nn.Module | None = None
        if block.kind == "module":
            with torch.device("meta"):
                module = build(block, arguments).train(training)
            if frozen:
                module.requires_grad_(False)
        writes = bool(block.in_place and arguments[block.in_place])
        given = {port: [_on_meta(tensor, batch, writes) for tensor in tensors] for port, tensors in inputs.items()}
        self.given = [tensor for tensors in given.values() for tensor in tensors]
        self.before = [_storage(tensor) for tensor in self.given]
        self.kept: list[torch.Tensor] = []
        # Only what has to be counted runs under the counter: it makes building a module three times as slow.
        with torch.enable_grad(), saved_tensors_hooks(self._keep, _unkeep), _Flops() as counter:  # type: ignore[no-untyped-call]
            self.outputs = call(block, module or target(block.target), given, arguments)
        self.flops = counter.total
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
        return Evaluation(
            outputs=tuple(
                Tensor(pair, str(tensor.dtype).removeprefix("torch."), tensor.requires_grad)
                for pair, tensor in zip(dims, tensors, strict=True)
            ),
            parameters=sum(weight.numel() for weight in self.weights),
            buffers=sum(buffer.numel() for buffer in self.buffers),
            parameter_bytes=sum(weight.numel() * weight.element_size() for weight in self.weights),
            buffer_bytes=sum(buffer.numel() * buffer.element_size() for buffer in self.buffers),
            macs=self.flops // (2 * self.batch),
            largest=max((*per_sample, *(weight.numel() for weight in self.weights)), default=0),
            keeps_inputs=tuple(index for index, place in enumerate(self.before) if place in kept),
            keeps_outputs=tuple(i for i, place in enumerate(places) if place in kept and place not in self.before),
            keeps=(
                sum(size // self.batch for size in rest if size % self.batch == 0),
                sum(size for size in rest if size % self.batch),
            ),
            shares=tuple(self.before.index(place) if place in self.before else None for place in places),
        )


def _on_meta(tensor: Tensor, batch: int, writes: bool) -> torch.Tensor:
    """A tensor without data. What is written into must not be a leaf of autograd: in a network it never is."""
    dtype = getattr(torch, tensor.dtype)
    made = torch.empty(tensor.sizes(batch), dtype=dtype, device="meta", requires_grad=tensor.needs_grad)
    return made.clone() if writes and tensor.needs_grad else made


def _storage(tensor: torch.Tensor) -> int:
    """What tells the memory of one tensor from another's; views and what is written in place share it."""
    place: int = tensor.untyped_storage()._cdata
    return place


def _unkeep(tensor: torch.Tensor) -> torch.Tensor:
    return tensor
