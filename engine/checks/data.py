"""Whether a network fits the data of its recipe, and its answer the loss that it is trained with."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from engine.blocks import REGISTRY
from engine.checks.survey import Survey
from engine.data.catalogue import Facts, facts
from engine.edits import Several
from engine.plan import NodePlan, shape_text
from engine.problem import Fix, Problem, Severity
from engine.surgery import Step, Surgery

_POOLS = {3: "adaptive_avg_pool1d", 4: "adaptive_avg_pool2d", 5: "adaptive_avg_pool3d"}  # by rank
_KEEPING = ("activation", "regularization", "normalization", "pooling")  # categories that leave the channels alone
_HARMLESS = ("identity", "dropout", "flatten")
_SQUASHING = {"softmax": "softmax_before_loss", "sigmoid": "sigmoid_before_loss", "log_softmax": "softmax_twice"}


def misfit(entry: NodePlan, answer: NodePlan, data: Facts) -> Problem | None:
    """What keeps a network with this Input and this Output from being trained on the data; both are worked out.

    Where neither end fits, the network is plainly meant for other data, and where it answers no row of numbers, for
    another task: notes. Else one end was forgotten.
    """
    here, there = tuple(entry.arguments["shape"]), data.shape
    given, classes = answer.input_shapes["input"][0], len(data.classes)
    takes = here == there and entry.arguments["dtype"] == "float32"
    values = {"here": shape_text(here), "there": shape_text(there), "shape": shape_text(given), "classes": classes}
    answers = len(given) == 2 and given[1] == classes
    if takes and answers:
        return None
    if not takes and not answers:
        values |= {"node": entry.key, "answer": answer.key}
        return Problem("other_data", "note", (entry.path, answer.path), values)
    if not takes:
        severity: Severity = "warning" if len(here) == len(there) else "note"
        return Problem("data_shape", severity, (entry.path,), {"node": entry.key, **values})
    code, severity = ("data_classes", "warning") if len(given) == 2 else ("data_answer", "note")  # type: ignore[assignment]
    return Problem(code, severity, (answer.path,), {"node": answer.key, **values})


def misfits(survey: Survey) -> Iterator[Problem]:
    """What of the network's ends does not fit the data, and how to fit it."""
    ends = _ends(survey)
    if ends is None:
        return
    entry, answer, data = ends
    if problem := misfit(entry, answer, data):
        shaped = survey.setting(entry.path, "shape", list(data.shape))
        answering = _answering(survey, answer, len(data.classes))
        fixes: Iterable[Fix] = answering
        if problem.code == "data_shape":
            fixes = [shaped]
        elif problem.code == "other_data":
            fixes = [Fix("fix_fit", {}, Several([shaped.edit, fix.edit])) for fix in islice(answering, 1)]
        yield replace(problem, fixes=tuple(fixes))


def _answering(survey: Survey, answer: NodePlan, classes: int) -> Iterator[Fix]:
    """Ways to one number a class."""
    shape = answer.input_shapes["input"][0]
    linear = Step("linear", {"out_features": classes})
    if len(shape) == 2:
        if (last := _last_layer(survey, answer)) is not None:
            yield survey.setting(*last, classes)
        else:
            yield _before(survey, answer, "fix_linear", classes, linear)
    elif len(shape) > 2:
        yield _before(survey, answer, "fix_flatten_linear", classes, Step("flatten"), linear)
        if len(shape) in _POOLS:
            pool = Step(_POOLS[len(shape)])
            yield _before(survey, answer, "fix_pool_linear", classes, pool, Step("flatten"), linear)


def _before(survey: Survey, answer: NodePlan, code: str, classes: int, *steps: Step) -> Fix:
    surgery = Surgery(survey.group)
    surgery.insert(survey.network.into[answer.path][0], *steps)
    return Fix(code, {"node": answer.key, "classes": classes}, surgery.edit)


def _last_layer(survey: Survey, answer: NodePlan) -> tuple[str, str] | None:
    """The layer that decides how many numbers there are, and its argument that says so."""
    count = answer.input_shapes["input"][0][1]
    node = survey.before(answer.path)
    while node is not None:
        argument = next((name for name in ("out_features", "out_channels") if name in node.arguments), None)
        if argument is not None:
            is_free = node.arguments[argument] == count and node.arguments.get("groups", 1) == 1
            return (node.path, argument) if is_free else None
        keeps = REGISTRY[node.block].category in _KEEPING or node.block in ("flatten", "identity")
        shapes = next(iter(node.input_shapes.values()), [])
        if not keeps or not shapes or shapes[0][1:2] != (count,):
            return None
        node = survey.before(node.path)
    return None


def softmax_before_loss(survey: Survey) -> Iterator[Problem]:
    """Probabilities where the loss wants what they are made of: cross-entropy takes a softmax itself.

    A network for other data is not going to be trained here, and what it answers is its own affair: a note.
    """
    ends = _ends(survey)
    if ends is None or len(shape := ends[1].input_shapes["input"][0]) != 2 or shape[1] == 1:
        return
    node = survey.before(ends[1].path)
    while node is not None and node.block in _HARMLESS:
        node = survey.before(node.path)
    if node is None or node.block not in _SQUASHING:
        return
    surgery = Surgery(survey.group)
    surgery.take_out(node.path)
    fix = Fix("fix_remove", {"node": node.key}, surgery.edit)
    unfit = misfit(*ends)
    is_note = node.block == "log_softmax" or (unfit is not None and unfit.severity == "note")
    severity: Severity = "note" if is_note else "warning"
    yield Problem(_SQUASHING[node.block], severity, (node.path,), {"node": node.key}, (), (fix,))


def _ends(survey: Survey) -> tuple[NodePlan, NodePlan, Facts] | None:
    """The one Input, the one Output and the recipe's data, where there are these."""
    entries, answers = list(survey.of("input")), list(survey.of("output"))
    if survey.recipe is None or len(entries) != 1 or len(answers) != 1:
        return None
    return entries[0], answers[0], facts(survey.recipe.data)
