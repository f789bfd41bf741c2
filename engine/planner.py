"""From a document to its plan: order, shapes, costs and problems. A broken graph keeps numbers on its valid part."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from engine.block import Block, Fault, Value
from engine.blocks import REGISTRY
from engine.document import Document, Edge, Group, Node
from engine.expressions import ExpressionError, evaluate
from engine.ordering import Order, order_of
from engine.plan import NodePlan, Plan, Status, shape_text
from engine.problem import Fix, Problem
from engine.problems import argument_problem, document_problems, name_problems, wire_fix, without_argument
from engine.shapes import MAXIMUM_ELEMENTS, Evaluation, Tensor, evaluate_block

Inputs = dict[str, list[Tensor]]
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class _Result:
    """What a block with certain arguments makes of certain tensors, in whichever document and under any name."""

    fields: dict[str, Any]  # of the NodePlan: arguments, shapes, costs
    evaluation: Evaluation
    outputs: tuple[tuple[str, Tensor], ...]  # by port


# By block, arguments and arriving tensors: only what went well and without a word. An edit changes the tensors of few
# nodes, so that planning again is mostly looking up.
_remembered: dict[Any, _Result] = {}


def forget() -> None:
    """Plan the next document from cold."""
    _remembered.clear()


def make_plan(document: Document) -> Plan:
    """Plan `document`. Never raises for what a person got wrong: that becomes a problem of the plan."""
    return _Planning(document).plan()


class _Stop(Exception):
    """This node cannot be evaluated; the problem says why, or there is none when it only waits for others."""

    def __init__(self, problem: Problem | None) -> None:
        super().__init__()
        self.problem = problem


class _Planning:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.group: Group = document.network
        self.order: Order = order_of(self.group)
        self.tensors: dict[tuple[str, str], Tensor] = {}
        self.nodes: dict[str, NodePlan] = {}
        self.problems: list[Problem] = []
        self.evaluations: dict[str, Evaluation] = {}
        self.into: dict[str, list[Edge]] = defaultdict(list)  # by node, in the order of a variadic input
        for edge in self.group.edges.values():
            self.into[edge.target].append(edge)
        for edges in self.into.values():
            edges.sort(key=lambda edge: edge.index)

    def plan(self) -> Plan:
        self._whole_network()
        for node_id in self.order.nodes:
            self._node(self.group.nodes[node_id])
        has_output = any(node.block == "output" for node in self.group.nodes.values())
        counted = [path for path in self.evaluations if not has_output or path in self.order.live]
        evaluations = [self.evaluations[path] for path in counted]
        return Plan(
            document=self.document.id,
            revision=self.document.revision,
            order=self.order.nodes,
            nodes=self.nodes,
            problems=tuple(self.problems),
            parameters=sum(evaluation.parameters for evaluation in evaluations),
            macs=sum(evaluation.macs for evaluation in evaluations),
            depth=self._depth(counted),
            parameter_bytes=sum(evaluation.parameter_bytes for evaluation in evaluations),
        )

    def _whole_network(self) -> None:
        self.problems += document_problems(self.document)
        self.problems += name_problems(self.group, self.order.live)
        for kind in ("input", "output"):
            if not any(node.block == kind for node in self.group.nodes.values()):
                self.problems.append(Problem(f"no_{kind}", "error", ()))
        for loop in self.order.loops:
            inside = set(loop)
            edges = [e.id for e in self.group.edges.values() if e.source in inside and e.target in inside]
            names = [self.group.nodes[node_id].name for node_id in loop]
            self._report(Problem("cycle", "error", loop, {"names": names}, tuple(edges)))
            for node_id in loop:
                node = self.group.nodes[node_id]
                self.nodes[node_id] = NodePlan(node_id, node.name, node.block, "wrong", node_id in self.order.live)

    def _node(self, node: Node) -> None:
        for name in node.extra:
            self._report(Problem("unknown_field", "warning", (node.id,), {"node": node.name, "field": name}))
        key = self._key(node)
        found = _remembered.get(key)
        live = node.id in self.order.live
        status: Status = "ok"
        fields: dict[str, Any] = found.fields if found else {}
        try:
            found = found or self._work_out(node, key, fields)
            self.tensors.update(((node.id, port), tensor) for port, tensor in found.outputs)
            self.evaluations[node.id] = found.evaluation
            if not live:
                self.problems.append(Problem("unused", "note", (node.id,), {"node": node.name}))
        except _Stop as stop:
            if stop.problem:
                self._report(stop.problem)
            status = "wrong" if stop.problem else "waiting"
        self.nodes[node.id] = NodePlan(node.id, node.name, node.block, status, live, **fields)

    def _key(self, node: Node) -> Any:
        """What decides the result; None while tensors are missing. `repr` tells 1, 1.0 and True apart."""
        arriving = tuple((edge.input, self.tensors.get((edge.source, edge.output))) for edge in self.into[node.id])
        missing = any(tensor is None for _, tensor in arriving)
        return None if missing else (node.block, repr(node.arguments), arriving)

    def _work_out(self, node: Node, key: Any, fields: dict[str, Any]) -> _Result:
        """The result, worked out; `fields` is filled on the way, and keeps what was known where a problem stops us."""
        problems = len(self.problems)
        block = REGISTRY.get(node.block)
        if block is None:
            raise _Stop(Problem("unknown_block", "error", (node.id,), {"node": node.name, "block": node.block}))
        settings = self._settings(node, block)
        inputs = self._inputs(node, block)
        fields["input_shapes"] = {port: [tensor.shape for tensor in tensors] for port, tensors in inputs.items()}
        flat = [tensor for tensors in inputs.values() for tensor in tensors]
        fields["arguments"] = self._derived(node, block, settings, inputs)
        self._rules(node, block, settings, flat)
        evaluation = self._evaluate(node, block, settings, flat)
        outputs = tuple(zip((port.name for port in block.outputs), evaluation.outputs, strict=True))
        fields["output_shapes"] = {port: tensor.shape for port, tensor in outputs}
        fields["dtypes"] = {port: tensor.dtype for port, tensor in outputs}
        fields |= {name: getattr(evaluation, name) for name in ("parameters", "buffers", "macs")}
        result = _Result(fields, evaluation, outputs)
        if len(self.problems) == problems:
            if len(_remembered) >= REMEMBERED:
                _remembered.clear()
            _remembered[key] = result
        return result

    def _report(self, problem: Problem) -> None:
        """An error outside of what leads to an output does not keep the network from being trained: a warning."""
        live = any(path in self.order.live for path in problem.paths)
        if problem.severity == "error" and not live:
            problem = replace(problem, severity="warning")
        self.problems.append(problem)

    def _settings(self, node: Node, block: Block) -> dict[str, Value]:
        """The arguments as given or by default, all of them checked; derived ones stay None until they are known."""
        settings: dict[str, Value] = {}
        stop: Problem | None = None
        for name in node.arguments:
            if block.argument(name) is None:
                fault = Fault("argument_unknown", {"argument": name})
                self.problems.append(
                    replace(argument_problem(self.group.id, node, block, None, fault), severity="warning")
                )
        for argument in block.arguments:
            value = node.arguments.get(argument.name, argument.default)
            given = argument.name in node.arguments
            found = argument.fault(value) if given else None
            if found:
                fault = Fault(found.code, {"argument": argument.name, **found.values})
                if stop:
                    self._report(stop)
                stop = argument_problem(self.group.id, node, block, argument, fault)
            settings[argument.name] = argument.normalized(value)
        if stop:
            raise _Stop(stop)
        return settings

    def _inputs(self, node: Node, block: Block) -> Inputs:
        """The tensors at each input port, checked for number, rank and dtype."""
        arriving: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.into[node.id]:
            arriving[edge.input].append(edge)
        for port_name, edges in arriving.items():
            wrong_source = [e for e in edges if not self._has_output(e)]
            if block.input(port_name) is None or wrong_source:
                edge = wrong_source[0] if wrong_source else edges[0]
                end, name = (edge.source, edge.output) if wrong_source else (node.id, port_name)
                values: dict[str, Value] = {"node": self.group.nodes[end].name, "port": name}
                fix = wire_fix("fix_remove_wire", self.group.id, [edge])
                raise _Stop(Problem("unknown_port", "error", (node.id,), values, (edge.id,), (fix,)))
        inputs: Inputs = {}
        missing = False
        for port in block.inputs:
            edges = arriving.get(port.name, [])
            if not edges and not port.optional:
                code = "missing_input" if len(block.inputs) == 1 else "missing_named_input"
                raise _Stop(Problem(code, "error", (node.id,), {"node": node.name, "port": port.name}))
            if len(edges) > 1 and not port.variadic:
                values = {"node": node.name, "port": port.name, "count": len(edges)}
                fix = wire_fix("fix_remove_edges", self.group.id, edges[1:])
                ids = tuple(edge.id for edge in edges)
                raise _Stop(Problem("too_many_edges", "error", (node.id,), values, ids, (fix,)))
            found = [self.tensors.get((edge.source, edge.output)) for edge in edges]
            missing = missing or None in found
            inputs[port.name] = [tensor for tensor in found if tensor]
        if missing:
            raise _Stop(None)
        for port in block.inputs:
            for tensor, edge in zip(inputs[port.name], arriving.get(port.name, ()), strict=False):
                self._check_port(node, edge, port.ranks, port.dtypes, tensor)
        return inputs

    def _has_output(self, edge: Edge) -> bool:
        block = REGISTRY.get(self.group.nodes[edge.source].block)
        return block is None or block.output(edge.output) is not None

    def _check_port(
        self, node: Node, edge: Edge, ranks: tuple[int, ...], dtypes: tuple[str, ...], tensor: Tensor
    ) -> None:
        shape = shape_text(tensor.shape)
        if ranks and len(tensor.shape) not in ranks:
            wanted = f"rank_{ranks[0]}" if len(ranks) == 1 else "rank_any"
            values = {"node": node.name, "wanted": wanted, "shape": shape}
            raise _Stop(Problem("rank", "error", (node.id,), values, (edge.id,)))
        if tensor.dtype not in dtypes:
            values = {"node": node.name, "wanted": dtypes[0], "dtype": tensor.dtype}
            raise _Stop(Problem("dtype", "error", (node.id,), values, (edge.id,)))
        if node.block == "output" and tensor.shape[:1] != ("N",):
            values = {"node": node.name, "shape": shape_text(tensor.shape, batch=True)}
            raise _Stop(Problem("batch_lost", "error", (node.id,), values, (edge.id,)))

    def _derived(self, node: Node, block: Block, settings: dict[str, Value], inputs: Inputs) -> dict[str, Value]:
        names = {port: tensors[0].dims[0] for port, tensors in inputs.items() if tensors}
        for argument in block.arguments:
            if argument.derived is None:
                continue
            try:
                derived = evaluate(argument.derived, names)
            except ExpressionError:
                raise _Stop(self._cannot(node, inputs.values())) from None
            pinned = settings[argument.name]
            if pinned is not None and pinned != derived:
                fault = Fault("pinned", {"argument": argument.name, "pinned": pinned, "derived": derived})
                problem = argument_problem(self.group.id, node, block, argument, fault)
                raise _Stop(replace(problem, edges=self._wires(node)))
            if fault_ := argument.fault(derived):
                fault = Fault(fault_.code, {"argument": argument.name, **fault_.values})
                raise _Stop(argument_problem(self.group.id, node, block, argument, fault))
            settings[argument.name] = derived
        return settings

    def _rules(self, node: Node, block: Block, settings: dict[str, Value], inputs: list[Tensor]) -> None:
        shapes = [tensor.dims[0] for tensor in inputs]
        for rule in block.rules:
            values = rule.check(settings, shapes)
            if values is None:
                continue
            fixes: tuple[Fix, ...] = ()
            if rule.code == "align_corners":
                edit = without_argument(self.group.id, node, "align_corners")
                fixes = (Fix("fix_clear", {"argument": "align_corners"}, edit),)
            raise _Stop(
                Problem(rule.code, "error", (node.id,), {"node": node.name, **values}, self._wires(node), fixes)
            )

    def _evaluate(self, node: Node, block: Block, settings: dict[str, Value], inputs: list[Tensor]) -> Evaluation:
        found: Evaluation | None
        if block.kind == "input":
            tensor = Tensor.of_sample(settings["shape"], "float32")
            found = Evaluation((tensor,), 0, 0, 0, 0, _product(settings["shape"]))
        elif block.kind == "output":
            found = Evaluation((), 0, 0, 0, 0, 0)
        else:
            found = evaluate_block(block, settings, inputs)
        if found is None:
            raise _Stop(self._cannot(node, [inputs]))
        if found.largest > MAXIMUM_ELEMENTS:
            values = {"node": node.name, "amount": f"{found.largest:,}", "most": f"{MAXIMUM_ELEMENTS:,}"}
            raise _Stop(Problem("too_large", "error", (node.id,), values))
        return found

    def _cannot(self, node: Node, inputs: Iterable[Iterable[Tensor]]) -> Problem:
        values = {
            "node": node.name,
            "shapes": [shape_text(tensor.shape) for tensors in inputs for tensor in tensors],
        }
        return Problem("cannot_evaluate", "error", (node.id,), values, self._wires(node))

    def _wires(self, node: Node) -> tuple[str, ...]:
        """The ids of the edges that arrive, port by port."""
        ports = {edge.input: None for edge in self.into[node.id]}
        return tuple(edge.id for port in ports for edge in self.into[node.id] if edge.input == port)

    def _depth(self, counted: list[str]) -> int:
        depth: dict[str, int] = {}
        for path in self.order.nodes:
            before = max((depth.get(edge.source, 0) for edge in self.into[path]), default=0)
            depth[path] = before + (path in self.evaluations and self.evaluations[path].parameters > 0)
        return max((depth[path] for path in counted), default=0)


def _product(sizes: list[int]) -> int:
    product = 1
    for size in sizes:
        product *= size
    return product
