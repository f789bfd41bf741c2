"""Parts that nothing comes of, and outputs that nobody has named."""

import re
from collections import defaultdict
from collections.abc import Iterator

from engine.block import Value
from engine.checks.survey import Survey
from engine.edits import Remove, Rename
from engine.plan import NodePlan
from engine.problem import Fix, Problem

_AUTOMATIC = re.compile(r"output\d*")


def unused(survey: Survey) -> Iterator[Problem]:
    """Nodes that can be computed and lead to no Output."""
    network = survey.network
    if len(network.counted) == len(network.evaluations):
        return
    wires: dict[str, list[str]] = defaultdict(list)
    for edge in survey.group.edges.values():
        wires[edge.source].append(edge.id)
        wires[edge.target].append(edge.id)
    for path in network.evaluations:
        if path not in network.order.live:
            values: dict[str, Value] = {"node": network.nodes[path].key}
            fix = Fix("fix_remove", values, Remove(survey.group.id, [path], wires[path]))
            yield Problem("unused", "note", (path,), values, (), (fix,))


def unnamed_outputs(survey: Survey) -> Iterator[Problem]:
    """Several Outputs of which one has the name that it was given by itself."""
    outputs = list(survey.of("output"))
    if len(outputs) < 2:
        return
    for node in outputs:
        if _AUTOMATIC.fullmatch(node.key):
            yield Problem("unnamed_output", "note", (node.path,), {"node": node.key}, (), (_named(survey, node),))


def _named(survey: Survey, node: NodePlan) -> Fix:
    """Call it after what it is given."""
    before = survey.before(node.path)
    stem = f"{before.key}_out" if before and not before.key.isdigit() else "answer"
    taken = any(other.name == stem for other in survey.group.nodes.values())
    name = survey.group.free_name(stem) if taken else stem
    return Fix("fix_rename", {"name": name}, Rename(survey.group.id, node.path, name))
