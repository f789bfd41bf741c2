"""One node worked out: arguments checked, inputs taken, the block run. What is wrong stops it with a problem."""

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any, Protocol

from engine.block import MAXIMUM_ELEMENTS, Argument, Block, Fault, Port, Value, names_of
from engine.blocks import REGISTRY
from engine.calls import flat
from engine.document import Document, Edge, Group, Node
from engine.expressions import ExpressionError, evaluate_any
from engine.limits import MAXIMUM_WIRES
from engine.plan import NodePlan, shape_text
from engine.problem import Fix, Problem
from engine.problems import argument_problem, unknown_arguments, wire_fix
from engine.recurrence import evaluated
from engine.repairs import Broken, repaired
from engine.shapes import Evaluation, Tensor
from engine.sights import Sight, sight_of
from engine.surgery import MAXIMUM_REPAIRED

Inputs = dict[str, list[Tensor]]


@dataclass(frozen=True, slots=True)
class Result:
    """What a block with certain arguments makes of certain tensors, in whichever document and under any name."""

    fields: dict[str, Any]  # of the NodePlan: arguments, shapes, costs
    evaluation: Evaluation
    outputs: tuple[tuple[str, Tensor], ...]  # by port
    sight: Sight


class Stop(Exception):
    """This node cannot be evaluated; the problem says why, or there is none when it only waits for others."""

    def __init__(self, problem: Problem | None) -> None:
        super().__init__()
        self.problem = problem


class Around(Protocol):
    """What is known around a node while a network is planned."""

    document: Document
    group: Group
    into: dict[str, list[Edge]]  # by node
    tensors: dict[tuple[str, str], Tensor]  # by node and output port
    nodes: dict[str, NodePlan]  # those before it

    problems: list[Problem]  # those found so far

    def report(self, problem: Problem) -> None:
        """Take note of a problem."""


class NodeWork:
    """The way from a node to its result. `fields` fills on it, and keeps what was known where a problem stops it."""

    def __init__(self, around: Around, node: Node, block: Block) -> None:
        self.around, self.node, self.block = around, node, block
        self.edges = around.into[node.id]
        self.fields: dict[str, Any] = {}

    def result(self) -> Result:
        """What the node comes to. Raises Stop."""
        fields = self.fields
        settings = self._settings()
        inputs = self._inputs()
        fields["input_shapes"] = {port: [tensor.shape for tensor in tensors] for port, tensors in inputs.items()}
        fields["arguments"] = self._derived(settings, inputs)
        self._rules(settings, inputs)
        evaluation = self._evaluate(settings, inputs)
        ports = self.block.outputs_for(settings)
        outputs = tuple(zip((port.name for port in ports), evaluation.outputs, strict=True))
        fields["output_shapes"] = {port: tensor.shape for port, tensor in outputs}
        fields["dtypes"] = {port: tensor.dtype for port, tensor in outputs}
        fields |= {name: getattr(evaluation, name) for name in ("parameters", "buffers", "macs")}
        fields["trainable"] = 0 if self.node.frozen else evaluation.parameters
        fields["output_bytes"] = sum(
            sum(tensor.bytes)
            for tensor, shared in zip(evaluation.outputs, evaluation.shares, strict=False)
            if shared is None
        )
        arriving = {port: [tensor.dims[0] for tensor in tensors] for port, tensors in inputs.items()}
        leaving = {port: tensor.dims[0] for port, tensor in outputs}
        sight = sight_of(self.block, fields["arguments"], self.edges, arriving, leaving)
        return Result(fields, evaluation, outputs, sight)

    def _settings(self) -> dict[str, Value]:
        """The arguments as given or by default, all of them checked; derived ones stay None until they are known."""
        settings: dict[str, Value] = {}
        stop: Problem | None = None
        if problem := unknown_arguments(self.around.group.id, self.node, self.block):
            self.around.report(problem)
        for argument in self.block.arguments:
            value = self.node.arguments.get(argument.name, argument.default)
            given = argument.name in self.node.arguments
            found = argument.fault(value) if given else None
            if found:
                if stop:
                    self.around.report(stop)
                stop = self._argument_problem(argument.name, argument, found)
            settings[argument.name] = value if found else argument.normalized(value)
        if stop:
            raise Stop(stop)
        return settings

    def _argument_problem(self, name: str, argument: Argument, fault: Fault) -> Problem:
        fault = Fault(fault.code, {"argument": name, **fault.values})
        return argument_problem(self.around.group.id, self.node, self.block, argument, fault)

    def _wrong(self, code: str, values: dict[str, Value], edges: tuple[str, ...] = (), *fixes: Fix) -> Problem:
        return Problem(code, "error", (self.node.id,), {"node": self.node.name, **values}, edges, fixes)

    def _inputs(self) -> Inputs:
        """The tensors at each input port, checked for number, rank and dtype."""
        arriving: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            arriving[edge.input].append(edge)
        ports = self.block.inputs_for(self.node.arguments)
        names = {port.name for port in ports}
        for port_name, edges in arriving.items():
            wrong_source = [e for e in edges if not self._has_output(e)]
            if port_name not in names or wrong_source:
                edge = wrong_source[0] if wrong_source else edges[0]
                end, name = (edge.source, edge.output) if wrong_source else (self.node.id, port_name)
                values: dict[str, Value] = {"node": self.around.group.nodes[end].name, "port": name}
                fix = wire_fix("fix_remove_wire", self.around.group.id, [edge])
                raise Stop(self._wrong("unknown_port", values, (edge.id,), fix))
        inputs: Inputs = {}
        missing = False
        for port in ports:
            edges = arriving.get(port.name, [])
            if not edges and not port.optional:
                code = "missing_input" if len(ports) == 1 else "missing_named_input"
                raise Stop(self._wrong(code, {"port": port.name}))
            if len(edges) > 1 and not port.variadic:
                values = {"port": port.name, "count": len(edges)}
                fix = wire_fix("fix_remove_edges", self.around.group.id, edges[1:])
                ids = tuple(edge.id for edge in edges)
                raise Stop(self._wrong("too_many_edges", values, ids, fix))
            if len(edges) > MAXIMUM_WIRES:
                values = {"count": len(edges), "most": MAXIMUM_WIRES}
                raise Stop(self._wrong("too_many_wires", values, tuple(edge.id for edge in edges)))
            found = [self.around.tensors.get((edge.source, edge.output)) for edge in edges]
            missing = missing or None in found
            inputs[port.name] = [tensor for tensor in found if tensor]
        if missing:
            raise Stop(None)
        for port in ports:
            for tensor, edge in zip(inputs[port.name], arriving.get(port.name, ()), strict=False):
                self._check_port(edge, port, tensor)
        return inputs

    def _has_output(self, edge: Edge) -> bool:
        source = self.around.group.nodes[edge.source]
        block = REGISTRY.get(source.block)
        return block is None or any(port.name == edge.output for port in block.outputs_for(source.arguments))

    def _check_port(self, edge: Edge, port: Port, tensor: Tensor) -> None:
        shape = shape_text(tensor.shape)
        if port.ranks and len(tensor.shape) not in port.ranks:
            single = len(port.ranks) == 1
            wanted = f"rank_{port.ranks[0]}" if single else "rank_any" if min(port.ranks) == 2 else "rank_some"
            values = {"wanted": wanted, "shape": shape, "ranks": list(port.ranks)}
            problem = self._wrong("rank", values, (edge.id,))
            raise Stop(self._repaired(problem))
        if tensor.dtype not in port.dtypes:
            values = {"wanted": port.dtypes[0], "dtype": tensor.dtype}
            raise Stop(self._repaired(self._wrong("dtype", values, (edge.id,))))
        if self.node.block == "output" and tensor.dims[0] == tensor.dims[1]:
            raise Stop(self._wrong("no_way", {}, (edge.id,)))
        if self.node.block == "output" and tensor.shape[:1] != ("N",):
            values = {"shape": shape_text(tensor.shape, batch=True)}
            raise Stop(self._repaired(self._wrong("batch_lost", values, (edge.id,))))

    def _derived(self, settings: dict[str, Value], inputs: Inputs) -> dict[str, Value]:
        """All settings, those that follow from the input worked out, in the order of their declaration."""
        if all(argument.derived is None for argument in self.block.arguments):
            return settings
        shapes = _shapes_by_port(inputs)
        for argument in self.block.arguments:
            if argument.derived is None:
                continue
            names = names_of(settings)
            try:
                found, other = (evaluate_any(argument.derived, {**names, **known}) for known in shapes)
            except ExpressionError:
                raise Stop(self._cannot(inputs)) from None
            if found != other:
                raise Stop(self._wrong("batch_derived", {"argument": argument.name}, self._wires()))
            derived: Value = argument.normalized(list(found) if isinstance(found, tuple) else found)
            pinned = settings[argument.name]
            if pinned is not None and pinned != derived and not argument.suggested:
                fault = Fault("pinned", {"pinned": pinned, "derived": derived})
                problem = self._argument_problem(argument.name, argument, fault)
                raise Stop(replace(problem, edges=self._wires()))
            settings[argument.name] = self._checked(argument, derived if pinned is None else pinned)
        return settings

    def _checked(self, argument: Argument, derived: Value) -> Value:
        if found := argument.fault(derived):
            raise Stop(self._argument_problem(argument.name, argument, found))
        return derived

    def _rules(self, settings: dict[str, Value], inputs: Inputs) -> None:
        numbers = {port: [tensor.dims[0] for tensor in tensors] for port, tensors in inputs.items()}
        symbols = {port: [tensor.shape for tensor in tensors] for port, tensors in inputs.items()}
        for rule in self.block.rules:
            by_port = symbols if rule.symbolic else numbers
            values = rule.check(settings, by_port if rule.by_port else flat(by_port))
            if values is not None:
                problem = self._wrong(rule.code, {"block": self.block.title, **values}, self._wires())
                raise Stop(self._repaired(problem, settings))

    def _repaired(self, problem: Problem, settings: dict[str, Value] | None = None) -> Problem:
        """The problem with the repairs that there are for it."""
        around = self.around
        if len(around.problems) >= MAXIMUM_REPAIRED:
            return problem
        arriving = [around.tensors.get((edge.source, edge.output)) for edge in self.edges]
        broken = Broken(
            around.document,
            around.group,
            self.node,
            self.block,
            settings or {},
            self.edges,
            arriving,
            problem,
            around.nodes,
        )
        return repaired(broken)

    def _evaluate(self, settings: dict[str, Value], inputs: Inputs) -> Evaluation:
        found: Evaluation | None
        if self.block.kind == "input":
            tensor = Tensor.of_sample(settings["shape"], settings["dtype"])
            found = Evaluation((tensor,), largest=math.prod(settings["shape"]))
        elif self.block.kind == "output":
            found = Evaluation(())
        elif self.block.kind == "parameter":
            found = self._held(settings["shape"])
        else:
            found = evaluated(self.block, settings, inputs, self.node.frozen)
        if found is None:
            raise Stop(self._cannot(inputs))
        for tensor in found.outputs:
            if "?" in tensor.shape:
                values: dict[str, Value] = {"shape": shape_text(tensor.shape, batch=True)}
                raise Stop(self._wrong("batch_cut", values, self._wires()))
        if found.largest > MAXIMUM_ELEMENTS:
            values = {"amount": f"{found.largest:,}", "most": f"{MAXIMUM_ELEMENTS:,}"}
            raise Stop(self._wrong("too_large", values))
        return found

    def _held(self, shape: list[int]) -> Evaluation:
        """A tensor of the network's own: a parameter that is learnt, or a constant."""
        size = math.prod(shape)
        if self.block.id == "parameter":
            tensor = Tensor.held(shape, "float32", not self.node.frozen)
            learnt = 0 if self.node.frozen else 4 * size
            return Evaluation((tensor,), parameters=size, parameter_bytes=4 * size, gradient_bytes=learnt, largest=size)
        return Evaluation((Tensor.held(shape, "float32", False),), buffers=size, buffer_bytes=4 * size, largest=size)

    def _cannot(self, inputs: Inputs) -> Problem:
        values: dict[str, Value] = {
            "shapes": [shape_text(tensor.shape) for tensor in flat(inputs)],
        }
        return self._wrong("cannot_evaluate", values, self._wires())

    def _wires(self) -> tuple[str, ...]:
        """The ids of the edges that arrive, port by port."""
        ports = {edge.input: None for edge in self.edges}
        return tuple(edge.id for port in ports for edge in self.edges if edge.input == port)


def _shapes_by_port(inputs: Inputs) -> tuple[dict[str, Any], dict[str, Any]]:
    """The shape at each port, with either of the two batches.

    Where nothing arrives at an optional port, the one before stands for it, as in self-attention.
    """
    shapes: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    before: tuple[Any, Any] = ((), ())
    for port, tensors in inputs.items():
        before = tensors[0].dims if tensors else before
        shapes[0][port], shapes[1][port] = before
    return shapes
