"""Linear layers on maps: they work along the last dimension, the columns of a map, which nobody means."""

from collections.abc import Iterator

from engine.blocks import REGISTRY
from engine.checks.survey import Survey
from engine.edits import Edit
from engine.plan import NodePlan, shape_text
from engine.problem import Fix, Problem
from engine.surgery import Step, Surgery

# Blocks that leave every number where it was, so that what is before them decides what dimensions mean.
_PASSING = frozenset(
    block.id
    for block in REGISTRY
    if block.category in ("activation", "regularization", "merging") or block.id in ("identity", "layer_norm")
)
_POOLS = {3: "adaptive_avg_pool1d", 4: "adaptive_avg_pool2d", 5: "adaptive_avg_pool3d"}  # by rank


def linear_on_maps(survey: Survey) -> Iterator[Problem]:
    """A Linear whose input is maps of channels, as they come from convolution and pooling."""
    for node in survey.of("linear"):
        shape = node.input_shapes["input"][0]
        if len(shape) > 2 and _are_maps(survey, node):
            values = {"node": node.key, "shape": shape_text(shape), "length": shape[-1]}
            edges = tuple(edge.id for edge in survey.network.into[node.path])
            fixes = tuple(_fixes(survey, node, len(shape))) if survey.may_operate() else ()
            yield Problem("linear_on_maps", "warning", (node.path,), values, edges, fixes)


def _fixes(survey: Survey, node: NodePlan, rank: int) -> Iterator[Fix]:
    yield Fix("fix_flatten", {"node": node.key}, _with(survey, node, Step("flatten")))
    yield Fix("fix_pool", {"node": node.key}, _with(survey, node, Step(_POOLS[rank]), Step("flatten")))


def _are_maps(survey: Survey, node: NodePlan) -> bool:
    """Whether channels come before space in what arrives. A Permute, as in ConvNeXt, has put them last."""
    before = survey.before(node.path)
    while before is not None and before.block in _PASSING:
        before = survey.before(before.path)
    if before is None:
        return False
    if before.block == "input":
        return len(before.arguments["shape"]) > 2
    category = REGISTRY[before.block].category
    return category in ("convolution", "pooling", "upsampling") or before.block.startswith(("batch_norm", "group_norm"))


def _with(survey: Survey, node: NodePlan, *steps: Step) -> Edit:
    """Put these before the layer, which then takes the number of its inputs from them."""
    surgery = Surgery(survey.group)
    surgery.insert(survey.network.into[node.path][0], *steps)
    surgery.clear(node.path, "in_features")
    return surgery.edit
