"""Shapes and costs of one block, found by running the real module on the meta device.

Every block runs with two batch sizes: a dimension that differs between the two counts the batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch.utils.flop_counter import FlopCounterMode

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


def evaluate_block(
    block: Block, arguments: Mapping[str, Value], inputs: Sequence[Tensor]
) -> Evaluation | None:
    """What `block` makes of `inputs`, or None where PyTorch refuses."""
    try:
        with torch.no_grad(), torch.device("meta"):
            return _run(block, arguments, inputs)
    except (RuntimeError, ValueError, TypeError, OverflowError, IndexError):
        return None


def _run(block: Block, arguments: Mapping[str, Value], inputs: Sequence[Tensor]) -> Evaluation:
    module = build(block, arguments).eval() if block.kind == "module" else None

    def result(which: int) -> tuple[torch.Tensor, ...]:
        tensors = [torch.empty(t.dims[which], dtype=getattr(torch, t.dtype)) for t in inputs]
        found = module(*tensors) if module else call(block, target(block.target), tensors, arguments)
        return found if isinstance(found, tuple) else (found,)

    # Only what has to be counted runs under the counter: it makes building a module three times as slow.
    with FlopCounterMode(display=False) as counter:
        small = result(0)
    outputs = tuple(
        Tensor((tuple(one.shape), tuple(other.shape)), str(one.dtype).removeprefix("torch."))
        for one, other in zip(small, result(1), strict=True)
    )
    weights = list(module.parameters()) if module else []
    kept = list(module.buffers()) if module else []
    per_sample = (tensor.numel() // BATCHES[0] for tensor in small)
    return Evaluation(
        outputs=outputs,
        parameters=sum(weight.numel() for weight in weights),
        buffers=sum(buffer.numel() for buffer in kept),
        parameter_bytes=sum(weight.numel() * weight.element_size() for weight in weights),
        macs=counter.get_total_flops() // (2 * BATCHES[0]),
        largest=max((*per_sample, *(weight.numel() for weight in weights)), default=0),
    )
