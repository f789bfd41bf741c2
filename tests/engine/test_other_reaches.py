"""What a block declares to see is what its gradients come from."""

import itertools

import pytest
import torch

from engine.modules import build, call, target
from engine.planner import make_plan
from engine.reach import All, Each
from tests.engine.other_cases import OTHERS, Arriving, Case

# Where a number of the input has no influence, or chance decides; what is declared must only cover what is found.
LOOSE = {"relu", "relu6", "hardswish", "hardsigmoid"}
CASES = [
    pytest.param(block, example, id=f"{block.id}-{index}")
    for block in OTHERS
    if block.inputs[0].dtypes[0] == "float32" and block.category != "regularization"
    for index, example in enumerate(block.examples)
    if example.arguments.get("mode", "constant") == "constant"  # padding that copies pixels is for whoever follows
]


def _case(block, example) -> Case:
    ports = [port.name for port in block.inputs_for(example.arguments)]
    arriving = [Arriving(shape[1:]) for shape in example.inputs]
    if block.inputs[0].variadic:
        return Case(block, example.arguments, {ports[0]: arriving})
    return Case(block, example.arguments, {port: [a] for port, a in zip(ports, arriving, strict=False)})


@pytest.mark.parametrize(("block", "example"), CASES)
def test_reach_covers_every_gradient(block, example):
    case = _case(block, example)
    planned = make_plan(case.document()).nodes["tested"]
    assert planned.status == "ok"
    torch.manual_seed(3)
    function = build(block, planned.arguments).eval() if block.kind == "module" else target(block.target)
    given = case.tensors(2)
    inputs = [x.requires_grad_() for several in given.values() for x in several]
    outputs = call(
        block, function, {port: [x * 1 for x in several] for port, several in given.items()}, planned.arguments
    )
    shapes = [tuple(x.shape) for x in inputs]
    for port, output in outputs.items():
        reach = block.reach(planned.arguments, shapes, tuple(output.shape))
        reach = reach[port] if isinstance(reach, dict) else reach
        for number, x in enumerate(inputs):
            axes = reach.seen[number] if isinstance(reach, Each) else reach
            if axes is None or _is_broadcast(block, x, output):
                continue
            assert len(axes) == output.dim() - 2
            for place in itertools.product(*map(range, output.shape[2:])):
                found = _found(output, x, place)
                seen = _seen(axes, place, x.shape[2:])
                assert found <= seen, (port, number, place, found - seen)
                if block.id not in LOOSE:
                    assert found == seen, (port, number, place, seen - found)


def _found(output, x, place):
    """The places of `x` that any channel of one output pixel depends on."""
    pixels = output[(slice(None), slice(None), *place)]
    weights = torch.randn(pixels.shape, generator=torch.Generator().manual_seed(1))
    (gradient,) = torch.autograd.grad((pixels * weights).sum(), x, retain_graph=True, allow_unused=True)
    if gradient is None:
        return set()
    return {tuple(index) for index in (gradient.abs() > 1e-9).any(0).any(0).nonzero().tolist()}


def _is_broadcast(block, x, output):
    """A size of 1 that is repeated is for whoever follows the reach."""
    return block.id in ("add", "multiply", "subtract") and x.shape[2:] != output.shape[2:]


def _seen(axes, place, sizes):
    sides = [
        range(side) if isinstance(axis, All) else [i for i in axis.sees(o) if 0 <= i < side]
        for axis, o, side in zip(axes, place, sizes, strict=True)
    ]
    return set(itertools.product(*sides))
