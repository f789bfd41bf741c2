"""Finds what is wrong with names and arguments, and puts a block's faults into problems with their fixes."""

from collections import defaultdict
from functools import cache

from torch import fx, nn

from engine.block import Argument, Block, Fault, Value
from engine.document import FORMAT, Document, Edge, Group, Names, Node, is_valid_name
from engine.edits import Remove, Rename, SetArguments
from engine.problem import Fix, Problem, Severity, kind_word, limit_word

_SOURCE_WORDS = frozenset({"self", "torch", "nn", "super", "operator"})
_IMPORTED = frozenset({"F", "ops"})


@cache
def is_reserved(name: str) -> bool:
    """Whether a submodule of this name would hide something of nn.Module's or GraphModule's, such as `train`."""
    return name in _SOURCE_WORDS or hasattr(fx.GraphModule, name) or hasattr(_empty_module(), name)


@cache
def _empty_module() -> nn.Module:
    return fx.GraphModule(nn.Module(), fx.Graph())


def document_problems(document: Document) -> list[Problem]:
    """What the file held that this version does not know."""
    found = []
    if document.format[1] > FORMAT[1]:
        version = ".".join(map(str, document.format))
        found.append(Problem("newer_minor", "warning", (), {"version": version}))
    fields = [*document.extra, *(name for group in document.groups.values() for name in group.extra)]
    if fields:
        found.append(Problem("unknown_document_field", "warning", (), {"field": fields}))
    return found


def field_problem(group: Group, item: Node | Edge) -> Problem:
    """What a node or edge holds that this version does not know: one problem, however much it is."""
    fields: Value = list(item.extra)
    if isinstance(item, Node):
        return Problem("unknown_field", "warning", (item.id,), {"node": item.name, "field": fields})
    names = {"source": group.nodes[item.source].name, "node": group.nodes[item.target].name}
    return Problem("unknown_wire_field", "warning", (item.target,), {**names, "field": fields}, (item.id,))


def name_problems(group: Group, live: frozenset[str]) -> list[Problem]:
    """Names that cannot be a state_dict key, or that two nodes share."""
    found = []
    called: dict[str, list[Node]] = defaultdict(list)
    for node in group.nodes.values():
        called[node.name].append(node)
    names = Names(called)
    for name, nodes in called.items():
        if len(nodes) > 1:
            severity: Severity = "error" if sum(node.id in live for node in nodes) > 1 else "warning"
            values = {"name": name, "count": len(nodes)}
            fix = _rename(group, nodes[-1], names)
            found.append(Problem("name_taken", severity, tuple(node.id for node in nodes), values, fixes=(fix,)))
    for node in group.nodes.values():
        if code := _name_fault(node):
            found.append(
                Problem(
                    code,
                    "error" if node.id in live else "warning",
                    (node.id,),
                    {"node": node.name, "name": node.name},
                    fixes=(_rename(group, node, names),),
                )
            )
    return found


def _name_fault(node: Node) -> str | None:
    is_input = node.block == "input"  # its name becomes a parameter of `forward`
    if not is_valid_name(node.name) or (is_input and node.name.isdigit()):
        return "name_invalid"
    return "name_reserved" if is_reserved(node.name) or (is_input and node.name in _IMPORTED) else None


def _rename(group: Group, node: Node, names: Names) -> Fix:
    stem = "".join(c for c in node.name[:80] if c.isascii() and (c.isalnum() or c == "_")).lstrip("0123456789")
    name = names.free((stem or "node") + "1" if _name_fault(node) else node.name)
    return Fix("fix_rename", {"name": name}, Rename(group.id, node.id, name))


def unknown_arguments(scope: str, node: Node, block: Block) -> Problem | None:
    """The arguments that the block does not have: one problem, however many there are."""
    known = {name: value for name, value in node.arguments.items() if block.argument(name)}
    if len(known) == len(node.arguments):
        return None
    unknown = [name for name in node.arguments if name not in known]
    values: dict[str, Value] = {"argument": unknown if len(unknown) > 1 else unknown[0]}
    fix = Fix("fix_forget", values, SetArguments(scope, node.id, known))
    values = {"node": node.name, "block": block.title, **values}
    return Problem("argument_unknown", "warning", (node.id,), values, fixes=(fix,))


def argument_problem(scope: str, node: Node, block: Block, argument: Argument, fault: Fault) -> Problem:
    """The problem that a faulty argument is, told with the node's name."""
    values = {"node": node.name, "block": block.title, **fault.values}
    fixes: tuple[Fix, ...] = ()
    if fault.code == "argument_type":
        del values["kind"]
        values["wanted"] = kind_word(argument)
    elif fault.code == "argument_range":
        values["limit"] = limit_word(argument)
    name = values["argument"]
    if fault.code == "pinned":
        fixes = (Fix("fix_unpin", {"argument": name}, without_argument(scope, node, name)),)
    elif name in node.arguments:
        fixes = (_allowed(scope, node, argument),)
    return Problem(fault.code, "error", (node.id,), values, fixes=fixes)


def _allowed(scope: str, node: Node, argument: Argument) -> Fix:
    """The fix that gives an argument the nearest value that it can have, else lets it have its default again."""
    given, name = node.arguments[argument.name], argument.name
    nearest = [_within(argument, n) for n in given] if isinstance(given, list) else _within(argument, given)
    if argument.fault(nearest) is None and nearest != given:
        edit = SetArguments(scope, node.id, {**node.arguments, name: nearest})
        return Fix("fix_set", {"node": node.name, "argument": name, "value": nearest}, edit)
    if argument.default is None:
        return Fix("fix_clear", {"argument": name}, without_argument(scope, node, name))
    values: dict[str, Value] = {"node": node.name, "argument": name, "value": argument.default}
    return Fix("fix_unset", values, without_argument(scope, node, name))


def _within(argument: Argument, value: Value) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    low, high = argument.minimum, argument.maximum
    if low is not None and value < low:
        return type(value)(low)
    return type(value)(high) if high is not None and value > high else value


def without_argument(scope: str, node: Node, name: str) -> SetArguments:
    """The edit that lets an argument have its default, or be derived, again."""
    return SetArguments(scope, node.id, {key: value for key, value in node.arguments.items() if key != name})


def wire_fix(code: str, scope: str, edges: list[Edge]) -> Fix:
    """The fix that removes these wires."""
    return Fix(code, {}, Remove(scope, [], [edge.id for edge in edges]))
