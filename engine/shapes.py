"""Shapes and costs of one block, found by running the real module on the meta device, and remembered.

Every block runs with two batch sizes: a dimension that differs between the two counts the batch.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import torch
from torch.utils.flop_counter import FlopCounterMode

from engine.block import Block, Dims, Value
from engine.modules import build, call, target
from engine.plan import Dim, Shape

BATCHES = (2, 3)
REMEMBERED = 20_000
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


_remembered: OrderedDict[Any, Evaluation | None] = OrderedDict()


def _dim(small: int, large: int) -> Dim:
    if small == large:
        return small
    per_sample, rest = divmod(small, BATCHES[0])
    if rest or per_sample * BATCHES[1] != large:
        return "?"
    return "N" if per_sample == 1 else f"{per_sample}N"


class Evaluator:
    """Evaluates blocks for one plan; one FLOP counter serves the whole plan and starts only when it is needed."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._counter: FlopCounterMode | None = None

    def __enter__(self) -> "Evaluator":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def evaluate(self, block: Block, arguments: Mapping[str, Value], inputs: Sequence[Tensor]) -> Evaluation | None:
        """What `block` makes of `inputs`, or None where PyTorch refuses."""
        settings = tuple(tuple(v) if isinstance(v, list) else v for v in arguments.values())
        key = (block.id, settings, tuple(inputs))
        if key in _remembered:
            _remembered.move_to_end(key)
            return _remembered[key]
        try:
            found = self._run(block, arguments, inputs)
        except (RuntimeError, ValueError, TypeError, OverflowError, IndexError):
            found = None
        _remembered[key] = found
        if len(_remembered) > REMEMBERED:
            _remembered.popitem(last=False)
        return found

    def _run(self, block: Block, arguments: Mapping[str, Value], inputs: Sequence[Tensor]) -> Evaluation:
        if self._counter is None:
            self._stack.enter_context(torch.no_grad())
            self._stack.enter_context(torch.device("meta"))
            self._counter = self._stack.enter_context(FlopCounterMode(display=False))
        results: list[tuple[torch.Tensor, ...]] = []
        module = build(block, arguments).eval() if block.kind == "module" else None
        before = self._counter.get_total_flops()
        for which in range(2):
            tensors = [torch.empty(t.dims[which], dtype=getattr(torch, t.dtype)) for t in inputs]
            result = module(*tensors) if module else call(block, target(block.target), tensors, arguments)
            results.append(result if isinstance(result, tuple) else (result,))
            if which == 0:
                flops = self._counter.get_total_flops() - before
        outputs = tuple(
            Tensor((tuple(small.shape), tuple(large.shape)), str(small.dtype).removeprefix("torch."))
            for small, large in zip(*results, strict=True)
        )
        weights = list(module.parameters()) if module else []
        kept = list(module.buffers()) if module else []
        per_sample = (tensor.numel() // BATCHES[0] for tensor in results[0])
        return Evaluation(
            outputs=outputs,
            parameters=sum(weight.numel() for weight in weights),
            buffers=sum(buffer.numel() for buffer in kept),
            parameter_bytes=sum(weight.numel() * weight.element_size() for weight in weights),
            macs=flops // (2 * BATCHES[0]),
            largest=max((*per_sample, *(weight.numel() for weight in weights)), default=0),
        )
