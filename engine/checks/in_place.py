"""Blocks that write over their input while somebody still needs what was there.

Such a network either fails in the backward pass, since autograd finds that what it had kept was changed, or, worse,
computes something else than the same network out of place without a word. Which of them, and whether at all, depends
on who shares memory with whom, on what autograd keeps, and on the order of execution; all three are known.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.block import Value
from engine.blocks import REGISTRY
from engine.checks.survey import Survey
from engine.document import Edge
from engine.edits import SetArguments
from engine.plan import NodePlan
from engine.problem import Fix, Problem

_WRITERS = {block.id: block.in_place for block in REGISTRY if block.in_place}
# In eval mode these hand on their input itself. In training they do not write where they only scale and forget.
_PASSED_ON = frozenset(block.id for block in REGISTRY if block.random and block.category == "regularization")
_SHAPES_ONLY = frozenset((block.id, port.name) for block in REGISTRY for port in block.inputs if port.only_shape)

Place = tuple[str, str]  # a node and its output


@dataclass(slots=True)
class _Reading:
    """A node takes a tensor; `keeps` tells whether autograd then keeps it for the node's backward pass."""

    at: float  # when, in the order of execution
    edge: Edge
    keeps: bool
    written: frozenset[str]  # the nodes that have written to the tensor on its way here, as they should


@dataclass(slots=True)
class _Memory:
    """All that happens to one piece of memory. `keeper` made it and keeps it; `split` handed out parts of it."""

    root: Place
    keeper: str = ""
    readings: list[_Reading] = field(default_factory=list)
    split: dict[str, str] = field(default_factory=dict)  # by node that takes a part: who made the parts


def overwritten(survey: Survey) -> Iterator[Problem]:
    """In-place blocks whose input is read, or kept by autograd, by somebody else."""
    for writer in survey.of(*_WRITERS):
        if _writes(survey, writer) and not _is_plain(survey, writer):
            if problem := _examined(survey, writer):
                yield problem


def _writes(survey: Survey, node: NodePlan) -> bool:
    argument = _WRITERS.get(node.block)
    return (
        argument is not None
        and node.arguments[argument] is True
        and survey.network.evaluations[node.path].shares == (0,)
    )


def _is_plain(survey: Survey, writer: NodePlan) -> bool:
    """Whether there is nothing to look into: what it writes over is new, its own alone, and nobody keeps it."""
    edge = survey.network.into[writer.path][0]
    if len(survey.readers[edge.source]) > 1:
        return False
    made = survey.network.evaluations[edge.source]
    block = survey.network.nodes[edge.source].block
    is_new = all(share is None for share in made.shares) and block not in ("parameter", "constant")
    return is_new and not made.keeps_outputs and block not in _PASSED_ON


def _examined(survey: Survey, writer: NodePlan) -> Problem | None:
    time = survey.time
    for training in (True, False):
        if not training and writer.block in _PASSED_ON:
            break  # in eval mode it writes nothing
        memory = _memory(survey, survey.network.into[writer.path][0], training)
        now = time[writer.path]
        if survey.network.nodes[memory.root[0]].block in ("parameter", "constant"):
            return _problem(survey, writer, "in_place_held", memory.root[0])
        if training and writer.path in memory.split:
            return _problem(survey, writer, "in_place_part", memory.split[writer.path])
        for reading in memory.readings:
            if reading.at > now and writer.path not in reading.written:
                return _problem(survey, writer, "in_place_read", reading.edge.target, reading.edge)
        if not training:
            break
        keepers = [reading.edge.target for reading in memory.readings if reading.keeps and reading.at < now]
        if memory.keeper or keepers:
            return _problem(survey, writer, "in_place_kept", memory.keeper or keepers[0])
    return None


def _memory(survey: Survey, edge: Edge, training: bool) -> _Memory:
    """What happens to the memory that arrives on a wire."""
    place = (edge.source, edge.output)
    while (source := _shared_from(survey, place, training)) is not None:
        place = source
    memory = _Memory(place)
    path = place[0]
    if training and _number(survey, place) in survey.network.evaluations[path].keeps_outputs:
        memory.keeper = path
    _follow(survey, memory, place, frozenset(), "", training)
    return memory


def _shared_from(survey: Survey, place: Place, training: bool) -> Place | None:
    """The tensor that the one at `place` shares its memory with, as a view of it or written over it."""
    path, _ = place
    shares, number = _shares(survey, path, training), _number(survey, place)
    index = shares[number] if number < len(shares) else None
    if index is None:
        return None
    edge = survey.arriving(path)[index]
    return edge.source, edge.output


def _follow(survey: Survey, memory: _Memory, place: Place, written: frozenset[str], split: str, training: bool) -> None:
    """Collect who reads the tensor at `place`, and all that share its memory after it."""
    waiting = [(place, written, split)]
    while waiting:
        (path, output), written, split = waiting.pop()
        for edge in survey.readers[path]:
            if edge.output != output:
                continue
            target = survey.network.nodes[edge.target]
            index = survey.arriving(edge.target).index(edge)
            keeps = index in survey.network.evaluations[edge.target].keeps_inputs
            # What is returned is read at the very end, wherever its Output stands.
            at = math.inf if target.block == "output" else survey.time[edge.target]
            if (target.block, edge.input) not in _SHAPES_ONLY:
                memory.readings.append(_Reading(at, edge, keeps, written))
            if split and survey.network.tensors[path, output].needs_grad:
                memory.split[edge.target] = split
            shares = _shares(survey, edge.target, training)
            own = written | {edge.target} if _writes(survey, target) else written
            ports = _ports(survey, edge.target)
            for port, share in zip(ports, shares, strict=False):
                if share == index:
                    waiting.append(((edge.target, port), own, edge.target if len(ports) > 1 else split))


def _shares(survey: Survey, path: str, training: bool) -> tuple[int | None, ...]:
    if not training and survey.network.nodes[path].block in _PASSED_ON:
        return (0,)
    return survey.network.evaluations[path].shares


def _ports(survey: Survey, path: str) -> list[str]:
    planned = survey.network.nodes[path]
    return [port.name for port in REGISTRY[planned.block].outputs_for(planned.arguments)]


def _number(survey: Survey, place: Place) -> int:
    return _ports(survey, place[0]).index(place[1])


def _problem(survey: Survey, writer: NodePlan, code: str, other: str, edge: Edge | None = None) -> Problem:
    node, argument = survey.node(writer.path), _WRITERS[writer.block]
    edit = SetArguments(survey.group.id, writer.path, {**node.arguments, argument: False})
    fix = Fix("fix_off", {"node": node.name, "argument": argument}, edit)
    values: dict[str, Value] = {"node": node.name, "other": survey.node(other).name, "argument": argument}
    wires = (survey.network.into[writer.path][0].id, *((edge.id,) if edge else ()))
    return Problem(code, "error", (writer.path, other), values, wires, (fix,))
