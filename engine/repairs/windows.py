"""Repairs of windows: kernels that do not fit, paddings and strides that do not go together."""

import math
from collections.abc import Iterator

from engine.block import Value
from engine.blocks import REGISTRY
from engine.blocks.spatial import per_side
from engine.document import Node
from engine.problem import Fix
from engine.repairs.broken import Broken
from engine.shapes import Tensor, evaluate_block
from engine.surgery import Surgery

FARTHEST = 64  # nodes that are walked back to find the last pooling


def kernel_too_large(broken: Broken) -> Iterator[Fix]:
    """Pad until the window fits, make it as large as the map, or leave out the last pooling before it."""
    covered = [d * (k - 1) + 1 for k, d in zip(_sides(broken, "kernel_size"), _sides(broken, "dilation"), strict=True)]
    short = max(span - side for span, side in zip(covered, _map(broken), strict=True))
    if "padding" in broken.settings:
        yield from broken.first_of("padding", -(-short // 2))
    yield from kernel_larger(broken, padded=True)
    yield from _less_pooling(broken)


def kernel_larger(broken: Broken, padded: bool = False) -> Iterator[Fix]:
    """A kernel as large as the map, with its padding where that counts."""
    dilation, padding = _sides(broken, "dilation"), _sides(broken, "padding")
    room = [side + 2 * p * padded for side, p in zip(_map(broken), padding, strict=True)]
    most = [max(1, (side - 1) // d + 1) for side, d in zip(room, dilation, strict=True)]
    kernel = tuple(map(min, _sides(broken, "kernel_size"), most))
    yield from broken.first_of("kernel_size", min(kernel), list(kernel))


def fractional_too_large(broken: Broken) -> Iterator[Fix]:
    """The next smaller window, or result, with which there is room for all windows."""
    for name in ("kernel_size", "output_size"):
        if broken.settings[name] is not None:
            yield from broken.first_of(name, *range(min(_sides(broken, name)) - 1, 0, -1))


def padding_mode_same(broken: Broken) -> Iterator[Fix]:
    """Pad with zeros, or no further than the map reaches."""
    yield from broken.first_of("padding_mode", "zeros")
    yield from broken.first_of("padding", broken.values["most"])


def same_stride(broken: Broken) -> Iterator[Fix]:
    """Stride 1, or half of the kernel as padding, which “same” comes to for odd kernels."""
    yield from broken.first_of("stride", 1)
    spans = zip(_sides(broken, "kernel_size"), _sides(broken, "dilation"), strict=True)
    half = [d * (k - 1) // 2 for k, d in spans]
    yield from broken.first_of("padding", half[0] if len(set(half)) == 1 else list(half))


def groups(broken: Broken) -> Iterator[Fix]:
    """The next smaller number that divides the channels on both sides."""
    into, out = broken.settings["in_channels"], broken.settings["out_channels"]
    common = math.gcd(into, out)
    yield from broken.first_of("groups", *(n for n in range(min(common, broken.settings["groups"]), 0, -1)))


def _map(broken: Broken) -> tuple[int, ...]:
    """The sides of the map that arrives."""
    tensor = broken.arriving[0]
    assert tensor is not None  # the rule has seen it
    return tensor.dims[0][2:]


def _sides(broken: Broken, name: str) -> tuple[int, ...]:
    """An argument, a number a dimension of space; where the block has no such, its usual value."""
    value: Value = broken.settings.get(name, 0 if name == "padding" else 1)
    return per_side(0 if isinstance(value, str) else value, len(_map(broken)))


def _less_pooling(broken: Broken) -> Iterator[Fix]:
    """Leave out the last pooling on the way here, where that makes the map large enough."""
    readers: dict[str, int] = {}
    for edge in broken.group.edges.values():
        readers[edge.source] = readers.get(edge.source, 0) + 1
    between: list[Node] = []
    edge = broken.edges[0]
    for _ in range(FARTHEST):
        node = broken.group.nodes[edge.source]
        block = REGISTRY[node.block]
        arriving = [each for each in broken.group.edges.values() if each.target == node.id]
        if len(arriving) != 1 or readers[node.id] > 1 or len(block.inputs) != 1:
            return
        edge = arriving[0]
        if block.category == "pooling" and len(block.outputs_for(node.arguments)) == 1:
            if _fits_without(broken, edge.source, between):
                surgery = Surgery(broken.group)
                surgery.take_out(node.id)
                yield Fix("fix_remove", {"node": node.name}, surgery.edit)
            return
        between.append(node)


def _fits_without(broken: Broken, source: str, between: list[Node]) -> bool:
    """Run the nodes after the pooling with what arrives at it."""
    planned = broken.nodes[source]
    shape, dtype = planned.output_shapes.get("output"), planned.dtypes.get("output")
    if shape is None or dtype is None or shape[:1] != ("N",) or not all(isinstance(side, int) for side in shape[1:]):
        return False
    tensor = Tensor.of_sample([int(side) for side in shape[1:]], dtype)
    for node in reversed(between):
        block, port = REGISTRY[node.block], REGISTRY[node.block].inputs[0].name
        found = evaluate_block(block, broken.nodes[node.id].arguments, {port: [tensor]})
        if found is None:
            return False
        tensor = found.outputs[0]
    return broken.passes([tensor])
