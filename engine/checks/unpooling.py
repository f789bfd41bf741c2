"""Max unpooling whose result is not the map that its indices were taken in."""

from collections.abc import Iterator

from engine.block import Value
from engine.blocks import REGISTRY
from engine.checks.survey import Survey
from engine.plan import NodePlan, shape_text
from engine.problem import Fix, Problem

_UNPOOLS = ("max_unpool1d", "max_unpool2d", "max_unpool3d")


def strange_places(survey: Survey) -> Iterator[Problem]:
    """Indices count the pixels of the map that was pooled, row by row: in a map of other sides they lie elsewhere, or
    beyond its end, where PyTorch stops a training."""
    for node in survey.of(*_UNPOOLS):
        edge = next(edge for edge in survey.arriving(node.path) if edge.input == "indices")
        pool = survey.network.nodes[edge.source]
        if REGISTRY[pool.block].category != "pooling":
            continue  # such as an Input: nobody knows where its indices are from
        here, there = node.output_shapes["output"][2:], pool.input_shapes["input"][0][2:]
        if here != there:
            values: dict[str, Value] = {"node": node.key, "pool": pool.key}
            values |= {"here": shape_text(here), "there": shape_text(there)}
            fixes = tuple(_as_it_was(survey, node, list(there)))
            yield Problem("unpool_places", "error", (node.path,), values, (edge.id,), fixes)


def _as_it_was(survey: Survey, node: NodePlan, sides: list[Value]) -> Iterator[Fix]:
    """The size of the pooled map as output_size, where such a map can have become this input."""
    size = sides[0] if len(set(sides)) == 1 else sides
    rule = next(rule for rule in REGISTRY[node.block].rules if rule.code == "unpool_size")
    if rule.check({**node.arguments, "output_size": size}, node.input_shapes["input"]) is None:
        yield survey.setting(node.path, "output_size", size)
