"""Whether a network can be trained on a dataset, in the words of a person who builds it. Loads no torch."""

from engine.data.catalogue import Facts
from engine.document import Document
from engine.errors import UserError
from engine.plan import NodePlan, Plan, shape_text
from engine.training.recipe import Recipe


def check_trainable(document: Document, plan: Plan, recipe: Recipe, data: Facts) -> None:
    """Raise UserError, with what to change, where the network does not fit the data or the recipe."""
    title = document.title or "The network"
    live = [plan.nodes[path] for path in plan.order if plan.nodes[path].live]
    entry = _only(title, [node for node in live if node.block == "input"], "Inputs")
    answer = _only(title, [node for node in live if node.block == "output"], "Outputs")
    _check_input(title, entry, data)
    _check_output(answer, data)
    if plan.parameters == 0:
        raise UserError(
            "{title} has no parameters, so there is nothing to train. Add a Conv2d or a Linear.",
            {"title": title},
        )
    if plan.totals.trainable == 0:
        raise all_frozen(title)
    alone = next((node for node in live if _needs_company(node)), None)
    if alone and recipe.batch_size == 1:
        raise UserError(
            "{node} cannot normalize one image whose maps have one pixel. Set batch_size to 2 or more.",
            {"node": alone.key},
        )


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


def _check_input(title: str, entry: NodePlan, data: Facts) -> None:
    shape = tuple(entry.arguments["shape"])
    if shape != data.shape:
        raise UserError(
            "{title} takes {here} and the data has {there} images. Set the shape of {node} to {there}.",
            {"title": title, "here": shape_text(shape), "there": shape_text(data.shape), "node": entry.key},
        )


def _check_output(answer: NodePlan, data: Facts) -> None:
    shape = answer.input_shapes["input"][0]
    values = {"node": answer.key, "shape": shape_text(shape), "classes": len(data.classes)}
    if len(shape) != 2:
        raise UserError(
            "{node} is given {shape} for an image, and training needs one number a class. Put Flatten and a "
            "Linear with {classes} out_features before it.",
            values,
        )
    if shape[1] != len(data.classes):
        raise UserError(
            "{node} is given {shape} numbers for an image, and the data has {classes} classes. Set "
            "out_features of the last Linear to {classes}.",
            values,
        )


def _needs_company(node: NodePlan) -> bool:
    """A BatchNorm on maps of a single pixel: one image alone has no variance."""
    return node.block == "batch_norm2d" and node.input_shapes["input"][0][2:] == (1, 1)
