"""Recurrent blocks on long sequences or in many layers: their costs grow by the same amount with every step, and with
every layer after the second, so that short runs of few layers tell."""

import math
from collections.abc import Mapping
from dataclasses import replace

from engine.block import Block, Value
from engine.shapes import Arriving, Evaluation, Tensor, evaluate_block

SHORT = (2, 3)  # steps
FEW = (2, 3)  # layers


def evaluated(block: Block, arguments: Mapping[str, Value], inputs: Arriving, frozen: bool) -> Evaluation | None:
    """What `evaluate_block` finds, or would find if it had the time: torch unrolls steps and layers one by one on the
    meta device, some milliseconds each."""
    if block.steps is None:
        return evaluate_block(block, arguments, inputs, frozen)
    layers = arguments["num_layers"]
    states = any(inputs[port.name] for port in block.inputs[1:] if port.name in inputs)
    if layers <= FEW[1] or states:  # first states are given for so many layers, and no fewer can be run
        return _along(block, arguments, inputs, frozen)
    few, more = (_along(block, {**arguments, "num_layers": number}, inputs, frozen) for number in FEW)
    return _extended(few, more, layers - FEW[0]) if few and more else None


def _along(block: Block, arguments: Mapping[str, Value], inputs: Arriving, frozen: bool) -> Evaluation | None:
    """The same for few layers, and as many steps as there are."""
    assert block.steps is not None
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
    """What comes of `steps` more steps, or layers, than `short` had; `longer` had one more."""

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
        parameters=grown(short.parameters, longer.parameters),
        parameter_bytes=grown(short.parameter_bytes, longer.parameter_bytes),
        gradient_bytes=grown(short.gradient_bytes, longer.gradient_bytes),
        macs=grown(short.macs, longer.macs),
        keeps=(grown(short.keeps[0], longer.keeps[0]), grown(short.keeps[1], longer.keeps[1])),
        largest=max(longer.largest, *(math.prod(output.sizes(1)) for output in outputs)),
    )
