"""What a card says: its essence in a line, its parameters, its tooltip."""

from designer.words import translate, value_text
from engine.block import Argument, Block, Value
from engine.blocks import REGISTRY
from engine.document import Node
from engine.plan import NodePlan
from engine.problem import Problem

SEPARATOR = " · "


def title_of(node: Node) -> str:
    """The block's title, PyTorch's own word; the block's id where this version does not know it."""
    block = REGISTRY.get(node.block)
    return block.title if block else node.block


def essence(node: Node, plan: NodePlan | None) -> str:
    """The second line of a card: `5×5 · 6 · p2`."""
    block = REGISTRY.get(node.block)
    if block is None:
        return ""
    parts = [_part(argument, _value(argument, node, plan), node) for argument in _ordered(block)]
    return SEPARATOR.join(part for part in parts if part)


def _ordered(block: Block) -> list[Argument]:
    """Windows first, as people say it: 3×3, 64 channels."""
    return sorted((a for a in block.arguments if a.face), key=lambda a: not (a.kind == "size" and a.face == "{}"))


def _value(argument: Argument, node: Node, plan: NodePlan | None) -> Value:
    value = node.arguments.get(argument.name, argument.default)
    if value is None and argument.derived and plan:
        value = plan.arguments.get(argument.name)
    return value


def _part(argument: Argument, value: Value, node: Node) -> str:
    assert argument.face is not None
    if value is None or not (argument.always_on_face or value != argument.default):
        return ""
    if argument.kind == "bool":
        return argument.face if value else ""
    if isinstance(value, str) and argument.kind == "size":
        return value  # "same" says more than "psame"
    if argument.kind == "size" and argument.face == "{}" and isinstance(value, int) and len(argument.dimensions) == 1:
        value = [value] * argument.dimensions[0]
    try:
        return argument.face.format(f"{value:g}" if isinstance(value, float) else value_text(value, argument))
    except (IndexError, KeyError, ValueError):
        return argument.face


def worst(problems: list[Problem]) -> str:
    """`error`, `warning` or nothing: what the badge shows; notes have none."""
    severities = {problem.severity for problem in problems}
    return "error" if "error" in severities else "warning" if "warning" in severities else ""


def problem_lines(problems: list[Problem]) -> list[str]:
    """The sentences of errors and warnings."""
    return [problem.sentence(translate) for problem in problems if problem.severity != "note"]
