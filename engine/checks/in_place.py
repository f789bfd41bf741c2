"""Blocks that write over their input while somebody still needs what was there.

Such a network either fails in the backward pass, since autograd finds that what it had kept was changed, or, worse,
computes something else than the same network out of place without a word. Which of them, and whether at all, depends
on who shares memory with whom, on what autograd keeps, and on the order of execution; all three are known.
"""

from collections.abc import Iterator

from engine.block import Value
from engine.checks.memories import PASSED_ON, WRITERS, Memories, writes
from engine.checks.survey import Survey
from engine.document import Edge
from engine.edits import SetArguments
from engine.plan import NodePlan
from engine.problem import Fix, Problem

_HELD = ("parameter", "constant")


def overwritten(survey: Survey) -> Iterator[Problem]:
    """In-place blocks whose input is read, or kept by autograd, by somebody else."""
    training, evaluating = Memories(survey, True), Memories(survey, False)
    for writer in survey.of(*WRITERS):
        if writes(survey, writer) and not _is_plain(survey, writer):
            problem = _in_training(survey, training, writer) or _in_eval_mode(survey, evaluating, writer)
            if problem:
                yield problem


def _is_plain(survey: Survey, writer: NodePlan) -> bool:
    """Whether there is nothing to look into: what it writes over is new, its own alone, and nobody keeps it."""
    edge = survey.network.into[writer.path][0]
    if len(survey.readers[edge.source]) > 1:
        return False
    made = survey.network.evaluations[edge.source]
    block = survey.network.nodes[edge.source].block
    is_new = all(share is None for share in made.shares) and block not in _HELD
    return is_new and not made.keeps_outputs and block not in PASSED_ON


def _in_training(survey: Survey, memories: Memories, writer: NodePlan) -> Problem | None:
    path, now = writer.path, survey.time[writer.path]
    edge = survey.network.into[path][0]
    memory = memories.at(edge)
    if survey.network.nodes[memory.root[0]].block in _HELD:
        return _problem(survey, writer, "in_place_held", memory.root[0])
    if path in memory.parts and survey.network.tensors[edge.source, edge.output].needs_grad:
        return _problem(survey, writer, "in_place_part", memory.parts[path][-1][0])
    if reading := memory.misled(path, now):
        return _problem(survey, writer, "in_place_read", reading.edge.target, reading.edge)
    if memory.keeper:
        return _problem(survey, writer, "in_place_kept", memory.keeper)
    if memory.first_keeper and memory.first_keeper.at < now:
        return _problem(survey, writer, "in_place_kept", memory.first_keeper.edge.target)
    return None


def _in_eval_mode(survey: Survey, memories: Memories, writer: NodePlan) -> Problem | None:
    """Nothing is kept then; but Dropout gives its input itself to the next one, which may write into it."""
    if writer.block in PASSED_ON:
        return None  # it writes nothing then
    memory = memories.at(survey.network.into[writer.path][0])
    reading = memory.misled(writer.path, survey.time[writer.path])
    return _problem(survey, writer, "in_place_read", reading.edge.target, reading.edge) if reading else None


def _problem(survey: Survey, writer: NodePlan, code: str, other: str, edge: Edge | None = None) -> Problem:
    node, argument = survey.node(writer.path), WRITERS[writer.block]
    edit = SetArguments(survey.group.id, writer.path, {**node.arguments, argument: False})
    fix = Fix("fix_off", {"node": node.name, "argument": argument}, edit)
    values: dict[str, Value] = {"node": node.name, "other": survey.node(other).name, "argument": argument}
    wires = (survey.network.into[writer.path][0].id, *((edge.id,) if edge else ()))
    return Problem(code, "error", (writer.path, other), values, wires, (fix,))
