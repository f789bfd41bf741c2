"""What normalisation makes superfluous, and what it cannot do with a small batch."""

from collections.abc import Iterator

from engine.blocks import REGISTRY
from engine.checks.survey import Survey
from engine.edits import SetArguments, Several
from engine.plan import NodePlan
from engine.problem import Fix, Problem
from engine.training.recipe import setting

_BIASED = tuple(
    block.id
    for block in REGISTRY
    if block.argument("bias") and block.category in ("convolution", "linear") and len(block.inputs) == 1
)
# These take the mean of every channel away, and with it whatever was added to the channel.
_CENTRING = frozenset(
    block.id for block in REGISTRY if block.id.startswith(("batch_norm", "instance_norm")) and block.inputs
)
_BATCH_NORMS = tuple(block.id for block in REGISTRY if block.id.startswith("batch_norm"))


def bias_before_norm(survey: Survey) -> Iterator[Problem]:
    """A layer adds a bias to each channel, and the norm after it, its only reader, takes it away again."""
    found = [node for node in survey.of(*_BIASED) if node.arguments["bias"] and _is_centred(survey, node)]
    edits = {}
    for node in found:
        given = survey.node(node.path).arguments
        edits[node.path] = SetArguments(survey.group.id, node.path, {**given, "bias": False})
    all_of_them = Several(list(edits.values()))
    for node in found:
        norm = survey.readers[node.path][0].target
        fixes = [Fix("fix_off", {"node": node.key, "argument": "bias"}, edits[node.path])]
        if len(found) > 1:
            fixes.append(Fix("fix_off_all", {"count": len(found), "argument": "bias"}, all_of_them))
        values = {"node": node.key, "norm": survey.node(norm).name}
        yield Problem("bias_before_norm", "note", (node.path,), values, (), tuple(fixes))


def _is_centred(survey: Survey, node: NodePlan) -> bool:
    readers = survey.readers[node.path]
    if len(readers) != 1 or survey.node(node.path).frozen:
        return False
    norm = survey.network.nodes[readers[0].target].block
    # A Linear's features are the channels only where it gives rows.
    is_linear = REGISTRY[node.block].category == "linear"
    return norm in _CENTRING and not (is_linear and len(node.output_shapes["output"]) > 2)


def small_batches(survey: Survey) -> Iterator[Problem]:
    """BatchNorm with one image in a step."""
    recipe = survey.recipe
    if recipe is None or recipe.batch_size > 1:
        return
    norms = list(survey.of(*_BATCH_NORMS))
    alone = [node for node in norms if has_one_value(node)]
    usual = setting("batch_size")
    assert usual is not None
    if alone:
        paths, values = tuple(node.path for node in alone), {"nodes": [node.key for node in alone]}
        yield Problem("norm_alone", "warning", paths, values, (), (survey.batch(2), survey.batch(usual.default)))
    elif norms:
        yield Problem("batch_of_one", "note", (), {"count": len(norms)}, (), (survey.batch(usual.default),))


def has_one_value(node: NodePlan) -> bool:
    """Whether a BatchNorm sees one number a channel of each image: a single image then has no variance."""
    return node.block in _BATCH_NORMS and all(size == 1 for size in node.input_shapes["input"][0][2:])
