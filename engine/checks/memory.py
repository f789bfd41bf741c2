"""Networks that will not fit the memory of the device on which they are to be trained."""

from collections.abc import Iterator

from engine.checks.survey import Survey
from engine.problem import Problem, bytes_text


def too_much(survey: Survey) -> Iterator[Problem]:
    """A step of training needs more bytes than the device has."""
    memory, limit = survey.totals.memory, survey.memory_limit
    if limit is None or memory.training <= limit:
        return
    values = {"needed": bytes_text(memory.training), "available": bytes_text(limit), "batch": memory.batch}
    size = _fitting(survey, limit)
    yield Problem("memory", "warning", (), values, (), (survey.batch(size),) if size else ())


def _fitting(survey: Survey, limit: int) -> int:
    """The largest half, quarter, … of the batch that fits; 0 where none does.

    The peak is the largest of several sums, each of a part that stays and a part that grows with the batch; so
    between an empty batch, for which all that stays is a bound, and this one it lies below the straight line.
    """
    memory = survey.totals.memory
    fixed = memory.weights + memory.gradients + memory.optimizer
    size = memory.batch // 2
    while size and fixed + (memory.training - fixed) * size / memory.batch > limit:
        size //= 2
    return size
