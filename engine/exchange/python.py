"""A document as Python source."""

from engine.document import Document
from engine.errors import UserError
from engine.planner import make_plan
from engine.source import source_of


def to_source(document: Document) -> str:
    """A module file that defines the network with plain PyTorch. Raises UserError where the network has errors."""
    plan = make_plan(document)
    if not plan.ok:
        first = next(problem for problem in plan.problems if problem.severity == "error")
        raise UserError("The network cannot be exported. {problem}", {"problem": first.message})
    return source_of(document, plan)
