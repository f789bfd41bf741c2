"""Whether a network can be trained on a dataset, in the words of a person who builds it."""

from engine.checks.data import misfit
from engine.checks.normalization import has_one_value
from engine.data.catalogue import Facts
from engine.document import Document
from engine.errors import UserError
from engine.plan import NodePlan, Plan
from engine.problem import SENTENCES
from engine.training.recipe import Recipe


def check_trainable(document: Document, plan: Plan, recipe: Recipe, data: Facts) -> None:
    """Raise UserError, with what to change, where the network does not fit the data or the recipe."""
    title = document.title or "The network"
    live = [plan.nodes[path] for path in plan.order if plan.nodes[path].live]
    entry = _only(title, [node for node in live if node.block == "input"], "Inputs")
    answer = _only(title, [node for node in live if node.block == "output"], "Outputs")
    if problem := misfit(entry, answer, data):
        raise UserError(SENTENCES[problem.code], problem.values)
    if plan.parameters == 0:
        raise UserError(
            "{title} has no parameters, so there is nothing to train. Add a Conv2d or a Linear.",
            {"title": title},
        )
    if plan.totals.trainable == 0:
        raise all_frozen(title)
    alone = [node.key for node in live if has_one_value(node)]
    if alone and recipe.batch_size == 1:
        raise UserError(SENTENCES["norm_alone"], {"nodes": alone})


def all_frozen(title: str) -> UserError:
    """Why a network whose parameters are all frozen is not trained."""
    return UserError(
        "All parameters of {title} are frozen, so there is nothing to train. Unfreeze a layer.", {"title": title}
    )


def _only(title: str, nodes: list[NodePlan], kind: str) -> NodePlan:
    if len(nodes) != 1:
        raise UserError(
            "{title} has {count} {kind}, and training needs exactly one. Remove the others.",
            {"title": title, "count": len(nodes), "kind": kind},
        )
    return nodes[0]
