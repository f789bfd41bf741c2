"""Shapes and costs of one block, found by running the real module on the meta device, in train mode, under autograd.

The batch is a large prime number while it runs, so that a dimension which it divides counts the batch, and bytes which
it divides are bytes a sample. Where that leaves a doubt, the block runs with a second batch, and what differs counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks
from torch.nn import functional
from torch.overrides import TorchFunctionMode
from torch.utils._device import _device_constructors
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from engine.block import Block, Dims, Value
from engine.modules import build, call, target
from engine.plan import Dim, Shape
from engine.work import Work

BATCHES = (2, 3)
PRIME, OTHER_PRIME = 1_000_003, 999_983

# Attention's fast path, in eval mode only, is one kernel whose work cannot be counted.
torch.backends.mha.set_fastpath_enabled(False)


@dataclass(frozen=True, slots=True)
class Tensor:
    """What travels along an edge while planning: its dimensions with either of BATCHES, its dtype, and whether a
    gradient is wanted of it. `strides` tells how its numbers lie in memory where they are not in the order of its
    dimensions, after a Permute for instance: whether a block can give a view then, or must copy, depends on it."""

    dims: tuple[Dims, Dims]
    dtype: str
    needs_grad: bool = False
    strides: Dims | None = None

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


class _Building(TorchFunctionMode):  # type: ignore[no-untyped-call]
    """Makes tensors on the meta device, as `with torch.device("meta")` does, and leaves out to initialise them."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func in _FILLING:
            return args[0] if args else kwargs["tensor"]
        if func in _MAKING and (kwargs is None or kwargs.get("device") is None):
            return func(*args, **{**(kwargs or {}), "device": _META})
        return func(*args, **(kwargs or {}))


_META = torch.device("meta")
_MAKING = _device_constructors()
_FILLING = {
    *(getattr(torch.Tensor, name) for name in ("uniform_", "normal_", "fill_", "zero_")),
    *(getattr(nn.init, name) for name in ("uniform_", "normal_", "constant_", "kaiming_uniform_")),
}


class _Counting(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts FLOPs with PyTorch's own formulas. Its FlopCounterMode does so too, and also tells modules apart and tries
    to take every operation to pieces, of which there is no need here: a plan from cold takes a quarter longer with it.

    Batch normalization, which PyTorch takes to pieces itself on the meta device, is answered at once: that alone was
    half of the time of planning a ResNet-152 from cold.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.flops = 0
        self.work = Work()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        packet = func.overloadpacket
        if packet is torch.ops.aten.native_batch_norm:
            self.work.backward = max(self.work.backward, args[0].nbytes)
            return _batch_norm(*args, **kwargs)
        result = func(*args, **kwargs)
        if packet is torch.ops.aten.convolution:
            self.work.convolution(args[0], args[1], result)
        if formula := flop_registry.get(_COUNTED_AS.get(packet, packet)):
            self.flops += formula(*args, **kwargs, out_val=result)
        return result


@contextmanager
def _attending() -> Iterator[None]:
    """Attention is computed as on CPU and CUDA: in one kernel, which keeps less than the steps that it consists of.

    On the meta device PyTorch always goes step by step. So does the CPU where attention has dropout.
    """
    functional.scaled_dot_product_attention = _attend  # type: ignore[assignment]
    try:
        yield
    finally:
        functional.scaled_dot_product_attention = _STEP_BY_STEP


def _attend(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, mask: Any = None, dropout: float = 0.0, *rest: Any
) -> torch.Tensor:
    # Whoever computes with numbers meanwhile, in another thread, is not concerned.
    if query.device.type != "meta" or mask is not None or dropout > 0:
        return _STEP_BY_STEP(query, key, value, mask, dropout, *rest)
    output: torch.Tensor = _ONE_KERNEL(query, key, value, dropout, *rest)[0]
    return output


_STEP_BY_STEP = functional.scaled_dot_product_attention
_ONE_KERNEL = torch.ops.aten._scaled_dot_product_flash_attention_for_cpu
_COUNTED_AS = {_ONE_KERNEL: torch.ops.aten._scaled_dot_product_flash_attention}


def _batch_norm(
    input: torch.Tensor, weight: Any, bias: Any, mean: Any, var: Any, training: bool, *rest: float
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """What `aten.native_batch_norm` gives: the normalized input, and the mean and 1/σ of each channel, for training."""
    size = input.shape[1] if training else 0
    output = input.new_empty(input.shape) if input.is_contiguous() else torch.empty_like(input)
    return output, input.new_empty(size), input.new_empty(size)


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
        module = _module(block, arguments, frozen, training) if block.kind == "module" else None
        self.writes = bool(block.in_place and arguments[block.in_place])
        given = {port: [_on_meta(tensor, batch, self.writes) for tensor in found] for port, found in inputs.items()}
        self.given = [tensor for tensors in given.values() for tensor in tensors]
        self.before = [_storage(tensor) for tensor in self.given]
        self.kept: list[torch.Tensor] = []
        # Only what has to be counted runs under the counter: it makes building a module three times as slow.
        with (
            _attending() if block.category == "attention" else nullcontext(),
            torch.enable_grad(),
            saved_tensors_hooks(self._keep, _unkeep),
            _Counting() as counter,
        ):
            self.outputs = call(block, module or target(block.target), given, arguments)
        self.flops, self.work = counter.flops, counter.work
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
            macs=self.flops // (2 * self.batch),
            largest=max((*per_sample, *(weight.numel() for weight in self.weights)), default=0),
            keeps_inputs=tuple(index for index, place in enumerate(self.before) if place in kept),
            keeps_outputs=tuple(i for i, place in enumerate(places) if place in kept and place not in self.before),
            keeps=(
                sum(size // self.batch for size in rest if size % self.batch == 0),
                sum(size for size in rest if size % self.batch),
            ),
            shares=tuple(self.before.index(place) if place in self.before else None for place in places),
            passes=() if kept or self.writes else _passes(self.given, tensors),
            works=(
                (self.work.forward // self.batch, self.work.weights),
                (self.work.backward // self.batch, self.work.weights),
            ),
        )

    def _strides(self, tensor: torch.Tensor) -> Dims | None:
        """How it lies in memory, unless in the order of its dimensions, or in a way that depends on the batch."""
        if tensor.is_contiguous() or any(stride % self.batch == 0 for stride in tensor.stride() if stride):
            return None
        return tensor.stride()


def _module(block: Block, arguments: Mapping[str, Value], frozen: bool, training: bool) -> nn.Module:
    with _Building():  # type: ignore[no-untyped-call]
        module = build(block, arguments)
    if not training:
        module.eval()
    elif arguments.get("momentum", 0) is None:
        module.momentum = 0.1  # type: ignore[assignment]  # a plain average needs the count of batches, which is no number here
    return module.requires_grad_(False) if frozen else module


def _passes(given: Sequence[torch.Tensor], made: Sequence[torch.Tensor]) -> tuple[int | None, ...]:
    """For each input, the output whose gradient becomes its own, found by a backward pass.

    What keeps anything for the backward pass computes with it, and so makes new gradients; only the rest is tried.
    """
    wanted = [tensor for tensor in given if tensor.requires_grad]
    if not wanted:
        return ()
    made = [tensor for tensor in made if tensor.requires_grad]
    gradients = [torch.empty_like(tensor) for tensor in made]
    found = iter(torch.autograd.grad(made, wanted, gradients, allow_unused=True))
    places = [_storage(gradient) for gradient in gradients]
    passed = []
    for tensor in given:
        gradient = next(found) if tensor.requires_grad else None
        place = None if gradient is None else _storage(gradient)
        passed.append(places.index(place) if place in places else None)
    return tuple(passed) if any(number is not None for number in passed) else ()


def _on_meta(tensor: Tensor, batch: int, writes: bool) -> torch.Tensor:
    """A tensor without data. What is written into must not be a leaf of autograd: in a network it never is."""
    dtype, sizes, grad = getattr(torch, tensor.dtype), tensor.sizes(batch), tensor.needs_grad
    if tensor.strides is None:
        made = torch.empty(sizes, dtype=dtype, device=_META, requires_grad=grad)
    else:
        made = torch.empty_strided(sizes, tensor.strides, dtype=dtype, device=_META, requires_grad=grad)
    return made.clone() if writes and grad else made


def _storage(tensor: torch.Tensor) -> int:
    """What tells the memory of one tensor from another's; views and what is written in place share it."""
    place: int = tensor.untyped_storage()._cdata
    return place


def _bytes(tensors: Sequence[torch.Tensor]) -> int:
    return sum(tensor.nbytes for tensor in tensors)


def _unkeep(tensor: torch.Tensor) -> torch.Tensor:
    return tensor
