"""Recurrent blocks on long sequences: their costs grow by the same amount with every step, so two short runs tell."""

import math
from collections.abc import Mapping
from dataclasses import replace

from engine.block import Block, Value
from engine.shapes import Arriving, Evaluation, Tensor, evaluate_block

SHORT = (2, 3)  # steps


def evaluated(block: Block, arguments: Mapping[str, Value], inputs: Arriving, frozen: bool) -> Evaluation | None:
    """What `evaluate_block` finds, or would find if it had the time: torch unrolls the steps one by one on the meta
    device, some milliseconds each."""
    if block.steps is None:
        return evaluate_block(block, arguments, inputs, frozen)
    port, dim = block.inputs[0].name, block.steps(arguments)
    (sequence,) = inputs[port]
    length = sequence.dims[0][dim]
    if length <= SHORT[1]:
        return evaluate_block(block, arguments, inputs, frozen)
    shorter = ({**inputs, port: [_cut(sequence, dim, steps)]} for steps in SHORT)
    short, longer = (evaluate_block(block, arguments, given, frozen) for given in shorter)
    return _extended(short, longer, length - SHORT[0]) if short and longer else None


def _cut(tensor: Tensor, dim: int, steps: int) -> Tensor:
    small, large = ((*sizes[:dim], steps, *sizes[dim + 1 :]) for sizes in tensor.dims)
    return replace(tensor, dims=(small, large))


def _extended(short: Evaluation, longer: Evaluation, steps: int) -> Evaluation:
    """What comes of `steps` more steps than `short` had; `longer` had one more."""

    def grown(few: int, more: int) -> int:
        return few + (more - few) * steps

    def tensor(few: Tensor, more: Tensor) -> Tensor:
        small, large = (
            tuple(grown(*pair) for pair in zip(one, other, strict=True))
            for one, other in zip(few.dims, more.dims, strict=True)
        )
        return replace(few, dims=(small, large))

    outputs = tuple(tensor(*pair) for pair in zip(short.outputs, longer.outputs, strict=True))
    return replace(
        short,
        outputs=outputs,
        macs=grown(short.macs, longer.macs),
        keeps=(grown(short.keeps[0], longer.keeps[0]), grown(short.keeps[1], longer.keeps[1])),
        largest=max(short.largest, *(math.prod(output.sizes(1)) for output in outputs)),
    )
