"""Each block sees what its declaration says: in its examples, pixel by pixel, against back-propagation."""

from dataclasses import replace

import pytest
import torch

from engine.block import Block, Example
from engine.compiler import compile
from engine.planner import make_plan
from engine.regions import Regions
from tests.engine.test_registry import CASES, _by_port, _document, _inputs

TRIES = 32  # random images: a maximum passes back to one of its pixels at a time
ROUNDING = 1e-5  # a part of the largest gradient; a weight that should be zero may come to a little more

# Where the numbers of a max unpool go is told by another input, which here is at random.
TRIED = [case for case in CASES if not case.values[0].id.startswith("max_unpool")]


class _Tried:
    """The block applied to many random images at once."""

    def __init__(self, block: Block, example: Example, module: torch.nn.Module) -> None:
        torch.manual_seed(0)
        many = replace(example, inputs=tuple((TRIES, *shape[1:]) for shape in example.inputs))
        self.images = [x.requires_grad_(x.is_floating_point()) for x in _inputs(block, many)]
        self.outputs = _by_port(block, example, module(*[x * 1 if x.requires_grad else x for x in self.images]))

    def seen(self, port: str, pixel: tuple[int, ...]) -> dict[int, torch.Tensor]:
        """Where the gradients of a pixel are, of all channels and images, by input: (places, dimensions of space)."""
        numbers = self.outputs[port][(slice(None), slice(None), *pixel)]
        wanted = {index: image for index, image in enumerate(self.images) if image.requires_grad}
        if not wanted:
            return {}
        total = (numbers * torch.randn_like(numbers)).sum()
        grads = torch.autograd.grad(total, list(wanted.values()), retain_graph=True, allow_unused=True)
        found = {}
        for index, grad in zip(wanted, grads, strict=True):
            if grad is not None:
                grad = grad.nan_to_num(0).abs()  # the root of zero has none
                found[index] = (grad > ROUNDING * grad.max()).sum((0, 1)).nonzero()
        return found


@pytest.mark.parametrize(("block", "example"), TRIED)
def test_a_block_sees_what_it_says(block, example):
    """A gradient is nowhere but in the region; and reaches its corners, but where everything is said to be seen."""
    document = _document(block, example)
    plan = make_plan(document)
    regions, planned = Regions(document, plan), plan.nodes["tested"]
    tried = _Tried(block, example, compile(document, plan).eval())
    for port, shape in planned.output_shapes.items():
        if planned.dtypes[port] != "float32" or shape[0] != "N" or len(shape) < 2:
            continue
        size = shape[2:]
        ways = regions._sight("tested").of(port).seen
        for pixel in {(0,) * len(size), tuple(side // 2 for side in size), tuple(side - 1 for side in size)}:
            told = regions.of("tested", pixel, port)
            for index, places in tried.seen(port, pixel).items():
                if not len(places):
                    continue
                first, last, region = tuple(places.amin(0).tolist()), tuple(places.amax(0).tolist()), told[f"in{index}"]
                spans = zip(region.first, first, last, region.last, strict=True)
                assert all(low <= a <= b <= high for low, a, b, high in spans), (
                    port,
                    pixel,
                    index,
                    first,
                    last,
                    region,
                )
                if ways[index] is not None and not block.random:
                    assert (first, last) == (region.first, region.last), (port, pixel, index)
