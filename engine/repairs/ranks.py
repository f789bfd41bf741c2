"""Repairs where a block is given another number of dimensions than it takes, or a batch that is no longer one."""

from collections.abc import Iterator

from engine.blocks import REGISTRY
from engine.document import Edge
from engine.edits import SetArguments
from engine.problem import Fix
from engine.repairs.broken import Broken
from engine.surgery import Step, Surgery


def rank(broken: Broken) -> Iterator[Fix]:
    """Take out the Flatten before it, or take the block of the same kind for so many dimensions."""
    edge = next(edge for edge in broken.edges if edge.id in broken.problem.edges)
    source = broken.group.nodes[edge.source]
    given = next((e for e in broken.group.edges.values() if e.target == source.id), None)
    ranks: list[int] = broken.values["ranks"]
    if source.block == "flatten" and given is not None:
        shape = broken.nodes[given.source].output_shapes.get(given.output, ())
        if len(shape) in ranks:
            surgery = Surgery(broken.group)
            surgery.take_out(source.id)
            yield Fix("fix_remove", {"node": source.name}, surgery.edit)
    yield from _sibling(broken, edge)


def _sibling(broken: Broken, edge: Edge) -> Iterator[Fix]:
    """conv1d for conv2d, batch_norm1d for batch_norm2d, where that takes what arrives."""
    stem, dims = broken.block.id[:-2], broken.block.id[-2:]
    tensor = broken.arriving[list(broken.edges).index(edge)]
    if dims not in ("1d", "2d", "3d") or tensor is None or len(broken.edges) != 1:
        return
    for number in (1, 2, 3):
        block = REGISTRY.get(f"{stem}{number}d")
        if block is None or len(tensor.shape) not in block.inputs[0].ranks:
            continue
        known = broken.node.arguments.items()
        kept = {name: value for name, value in known if (a := block.argument(name)) and a.fault(value) is None}
        surgery = Surgery(broken.group)
        surgery.replace(broken.node.id, Step(block.id, kept), broken.node.name)
        yield Fix("fix_replace", {"node": broken.node.name, "block": block.title}, surgery.edit)
        return


def batch_lost(broken: Broken) -> Iterator[Fix]:
    """Flatten from dimension 1 on."""
    source = broken.group.nodes[broken.edges[0].source]
    if source.block == "flatten" and source.arguments.get("start_dim", 1) == 0:
        edit = SetArguments(broken.group.id, source.id, {**source.arguments, "start_dim": 1})
        yield Fix("fix_set", {"node": source.name, "argument": "start_dim", "value": 1}, edit)
