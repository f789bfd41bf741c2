"""A node with a problem, and what is known around it; whether other arguments would mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.block import Block, Value
from engine.calls import flat
from engine.document import Document, Edge, Group, Node
from engine.edits import SetArguments
from engine.plan import NodePlan
from engine.problem import Fix, Problem
from engine.shapes import Tensor


@dataclass(frozen=True, slots=True)
class Broken:
    """A node with a problem, and what is known around it. `arriving` are the tensors of `edges`, where known.

    `settings` are all of its arguments, or empty where the problem was found before they were. `nodes` are the plans
    of the nodes before it.
    """

    document: Document
    group: Group
    node: Node
    block: Block
    settings: Mapping[str, Value]
    edges: Sequence[Edge]
    arriving: Sequence[Tensor | None]
    problem: Problem
    nodes: Mapping[str, NodePlan]

    @property
    def values(self) -> Mapping[str, Value]:
        """What the problem's sentence says."""
        return self.problem.values

    def passes(self, arriving: Sequence[Tensor | None] | None = None, **changed: Value) -> bool:
        """Whether the block's rules would take these arguments, and tensors instead of those that arrive."""
        settings = {**self.settings, **changed}
        for name, value in changed.items():
            argument = self.block.argument(name)
            if argument is None or (argument.fault(value) and value is not None):
                return False
        given = self.arriving if arriving is None else arriving
        inputs: dict[str, list[Tensor]] = {port.name: [] for port in self.block.inputs_for(settings)}
        for edge, tensor in zip(self.edges, given, strict=True):
            if tensor is None or edge.input not in inputs:
                return False
            inputs[edge.input].append(tensor)
        numbers = {port: [tensor.dims[0] for tensor in tensors] for port, tensors in inputs.items()}
        symbols = {port: [tensor.shape for tensor in tensors] for port, tensors in inputs.items()}
        for rule in self.block.rules:
            by_port = symbols if rule.symbolic else numbers
            if rule.check(settings, by_port if rule.by_port else flat(by_port)) is not None:
                return False
        return True

    def setting(self, name: str, value: Value) -> Fix:
        """The fix that gives an argument another value."""
        edit = SetArguments(self.group.id, self.node.id, {**self.node.arguments, name: value})
        values: dict[str, Value] = {"node": self.node.name, "argument": name}
        if value is None:
            return Fix("fix_empty", values, edit)
        if isinstance(value, bool):
            return Fix("fix_on" if value else "fix_off", values, edit)
        return Fix("fix_set", {**values, "value": value}, edit)

    def clearing(self, name: str) -> Fix:
        """The fix that lets an argument have its default again."""
        kept = {key: value for key, value in self.node.arguments.items() if key != name}
        return Fix("fix_clear", {"argument": name}, SetArguments(self.group.id, self.node.id, kept))

    def first_of(self, name: str, *values: Value) -> list[Fix]:
        """The fix that gives an argument the first of these values with which the rules are met, if there is one."""
        return next(([self.setting(name, value)] for value in values if self.passes(**{name: value})), [])
