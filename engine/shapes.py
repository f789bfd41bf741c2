"""Shapes and costs of one block, found by running the real module on the meta device.

Every block runs with two batch sizes: a dimension that differs between the two counts the batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from engine.block import Block, Dims, Value
from engine.modules import build, call, target
from engine.plan import Dim, Shape

BATCHES = (2, 3)
MAXIMUM_ELEMENTS = 2**33  # of one tensor, for one sample or one set of weights: 32 GiB in float32


@dataclass(frozen=True, slots=True)
class Tensor:
    """What travels along an edge while planning: its dimensions with either batch size, and its dtype."""

    dims: tuple[Dims, Dims]
    dtype: str

    @property
    def shape(self) -> Shape:
        """The dimensions with the batch written as N."""
        return tuple(_dim(small, large) for small, large in zip(*self.dims, strict=True))

    def on_meta(self, which: int) -> torch.Tensor:
        """A tensor without data, with the smaller or the larger batch."""
        return torch.empty(self.dims[which], dtype=getattr(torch, self.dtype), device="meta")

    @staticmethod
    def of_sample(shape: Sequence[int], dtype: str) -> "Tensor":
        """A batch of samples of this shape."""
        small, large = ((batch, *shape) for batch in BATCHES)
        return Tensor((small, large), dtype)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a block makes of its inputs. `largest` is the size of its largest tensor, for one sample."""

    outputs: tuple[Tensor, ...]
    parameters: int
    buffers: int
    parameter_bytes: int
    macs: int
    largest: int


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


def evaluate_block(block: Block, arguments: Mapping[str, Value], inputs: Sequence[Tensor]) -> Evaluation | None:
    """What `block` makes of `inputs`, or None where PyTorch refuses."""
    try:
        with torch.no_grad():
            return _run(block, arguments, inputs)
    except (RuntimeError, ValueError, TypeError, OverflowError, IndexError):
        return None


def _run(block: Block, arguments: Mapping[str, Value], inputs: Sequence[Tensor]) -> Evaluation:
    module: nn.Module | None = None
    if block.kind == "module":
        with torch.device("meta"):
            module = build(block, arguments).eval()

    def result(tensors: list[torch.Tensor]) -> tuple[torch.Tensor, ...]:
        found = module(*tensors) if module else call(block, target(block.target), tensors, arguments)
        return found if isinstance(found, tuple) else (found,)

    first, second = ([tensor.on_meta(which) for tensor in inputs] for which in range(2))
    # Only what has to be counted runs under the counter: it makes building a module three times as slow.
    with _Flops() as counter:  # type: ignore[no-untyped-call]
        small = result(first)
    large = result(second)
    outputs = tuple(
        Tensor((tuple(one.shape), tuple(other.shape)), str(one.dtype).removeprefix("torch."))
        for one, other in zip(small, large, strict=True)
    )
    weights = list(module.parameters()) if module else []
    kept = list(module.buffers()) if module else []
    per_sample = (tensor.numel() // BATCHES[0] for tensor in small)
    return Evaluation(
        outputs=outputs,
        parameters=sum(weight.numel() for weight in weights),
        buffers=sum(buffer.numel() for buffer in kept),
        parameter_bytes=sum(weight.numel() * weight.element_size() for weight in weights),
        macs=counter.total // (2 * BATCHES[0]),
        largest=max((*per_sample, *(weight.numel() for weight in weights)), default=0),
    )
