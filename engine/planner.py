"""From a document to its plan: order, shapes, costs and problems. A broken graph keeps numbers on its valid part."""

from collections import OrderedDict, defaultdict
from dataclasses import dataclass, replace
from typing import Any

from engine.block import Argument, Block, Fault, Port, Value, names_of
from engine.blocks import REGISTRY
from engine.calls import flat
from engine.checks import problems_of_network
from engine.document import Document, Edge, Group, Node
from engine.expressions import ExpressionError, evaluate_any
from engine.memory import memory_of
from engine.network import Network
from engine.ordering import Order, order_of
from engine.plan import NodePlan, Plan, Status, Totals, shape_text
from engine.problem import Problem
from engine.problems import argument_problem, document_problems, name_problems, wire_fix
from engine.receptive_field import fields_of
from engine.repairs import Broken, repaired
from engine.shapes import MAXIMUM_ELEMENTS, Evaluation, Tensor, evaluate_block

Inputs = dict[str, list[Tensor]]
REMEMBERED_RESULTS, REMEMBERED_DOCUMENTS = 20_000, 8


@dataclass(frozen=True, slots=True)
class _Result:
    """What a block with certain arguments makes of certain tensors, in whichever document and under any name."""

    fields: dict[str, Any]  # of the NodePlan: arguments, shapes, costs
    evaluation: Evaluation
    outputs: tuple[tuple[str, Tensor], ...]  # by port


@dataclass(slots=True)
class _Known:
    """A node as it was planned the last time: while nothing before it changes, neither does this."""

    node: Node
    edges: list[Edge]
    arriving: list[Tensor]
    live: bool
    result: _Result
    plan: NodePlan


# By block, arguments and arriving tensors: only what went well and without a word. An edit changes the tensors of few
# nodes, so that planning again is mostly looking up; and whole networks consist of few different nodes.
_results: dict[Any, _Result] = {}
_documents: OrderedDict[str, dict[str, _Known]] = OrderedDict()


def forget() -> None:
    """Plan the next document from cold."""
    _results.clear()
    _documents.clear()


def make_plan(document: Document, memory_limit: int | None = None) -> Plan:
    """Plan `document`. Never raises for what a person got wrong: that becomes a problem of the plan.

    `memory_limit` is how many bytes the device has on which the network is to be trained; None: not known.
    """
    planning = _Planning(document, _documents.get(document.id, {}))
    plan = planning.plan(memory_limit)
    _documents[document.id] = planning.known
    _documents.move_to_end(document.id)
    if len(_documents) > REMEMBERED_DOCUMENTS:
        _documents.popitem(last=False)
    return plan


class _Stop(Exception):
    """This node cannot be evaluated; the problem says why, or there is none when it only waits for others."""

    def __init__(self, problem: Problem | None) -> None:
        super().__init__()
        self.problem = problem


class _Planning:
    def __init__(self, document: Document, before: dict[str, _Known]) -> None:
        self.document = document
        self.group: Group = document.network
        self.order: Order = order_of(self.group)
        self.before = before
        self.known: dict[str, _Known] = {}
        self.tensors: dict[tuple[str, str], Tensor] = {}
        self.nodes: dict[str, NodePlan] = {}
        self.problems: list[Problem] = []
        self.evaluations: dict[str, Evaluation] = {}
        self.into: dict[str, list[Edge]] = defaultdict(list)  # by node, in the order of a variadic input
        for edge in self.group.edges.values():
            self.into[edge.target].append(edge)
        for edges in self.into.values():
            if len(edges) > 1:
                edges.sort(key=lambda edge: edge.index)

    def plan(self, memory_limit: int | None) -> Plan:
        self._whole_network()
        for node_id in self.order.nodes:
            self._node(self.group.nodes[node_id])
        has_output = any(node.block == "output" for node in self.group.nodes.values())
        counted = [path for path in self.evaluations if not has_output or path in self.order.live]
        network = Network(
            document=self.document,
            order=self.order,
            counted=counted,
            nodes=self.nodes,
            into=self.into,
            tensors=self.tensors,
            evaluations=self.evaluations,
        )
        memory = memory_of(network)
        self._complete(network, memory.kept)
        totals = self._totals(counted, memory.total)
        self.problems += problems_of_network(network, totals, memory_limit)
        return Plan(
            document=self.document.id,
            revision=self.document.revision,
            order=self.order.nodes,
            nodes=self.nodes,
            problems=tuple(self.problems),
            totals=totals,
        )

    def _totals(self, counted: list[str], memory: Any) -> Totals:
        nodes = [self.nodes[path] for path in counted]
        evaluations = [self.evaluations[path] for path in counted]
        return Totals(
            parameters=sum(node.parameters for node in nodes),
            trainable=sum(node.trainable for node in nodes),
            buffers=sum(node.buffers for node in nodes),
            macs=sum(node.macs for node in nodes),
            depth=max((node.depth for node in nodes), default=0),
            parameter_bytes=sum(evaluation.parameter_bytes for evaluation in evaluations),
            memory=memory,
        )

    def _complete(self, network: Network, kept: dict[str, int]) -> None:
        """Add what depends on more than the node itself. A node that nothing changed for keeps its NodePlan."""
        fields = fields_of(network)
        depths: dict[str, int] = {}
        for path in self.order.nodes:
            node = self.nodes[path]
            depth = max([depths[edge.source] for edge in self.into[path] if edge.source in depths], default=0)
            depths[path] = depth = depth + (node.parameters > 0)
            extra = (kept.get(path, 0), depth, fields.get(path))
            if (node.kept_bytes, node.depth, node.receptive_field) != extra:
                node = replace(node, kept_bytes=extra[0], depth=depth, receptive_field=extra[2])
                self.nodes[path] = node
            if path in self.known:
                self.known[path].plan = node

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
        edges = self.into[node.id]
        live = node.id in self.order.live
        try:
            arriving = [self.tensors[edge.source, edge.output] for edge in edges]
        except KeyError:
            arriving = None
        known = self.before.get(node.id)
        if (
            known is not None
            and known.node is node
            and known.arriving == arriving
            and known.edges == edges
            and known.live == live
        ):
            self._take(node, known.result, known.plan)
            self.known[node.id] = known
        else:
            self._plan_node(node, edges, arriving, live)
        if node.extra:
            for name in node.extra:
                self._report(Problem("unknown_field", "warning", (node.id,), {"node": node.name, "field": name}))

    def _take(self, node: Node, result: _Result, plan: NodePlan) -> None:
        for port, tensor in result.outputs:
            self.tensors[node.id, port] = tensor
        self.evaluations[node.id] = result.evaluation
        self.nodes[node.id] = plan

    def _plan_node(self, node: Node, edges: list[Edge], arriving: list[Tensor] | None, live: bool) -> None:
        # What decides the result; None while tensors are missing. `repr` tells 1, 1.0 and True apart.
        key: Any = None
        if arriving is not None:
            ports = tuple(edge.input for edge in edges)
            key = (node.block, repr(node.arguments), node.frozen, ports, tuple(arriving))
        result = _results.get(key)
        status: Status = "ok"
        fields: dict[str, Any] = result.fields if result else {}
        problems = len(self.problems)
        try:
            result = result or self._work_out(node, fields)
        except _Stop as stop:
            if stop.problem:
                self._report(stop.problem)
            status = "wrong" if stop.problem else "waiting"
        plan = NodePlan(node.id, node.name, node.block, status, live, **fields)
        self.nodes[node.id] = plan
        if result is not None:
            self._take(node, result, plan)
            if len(self.problems) == problems and arriving is not None:
                self.known[node.id] = _Known(node, edges, arriving, live, result, plan)
                if len(_results) >= REMEMBERED_RESULTS:
                    _results.clear()
                _results[key] = result

    def _work_out(self, node: Node, fields: dict[str, Any]) -> _Result:
        """The result, worked out; `fields` is filled on the way, and keeps what was known where a problem stops us."""
        block = REGISTRY.get(node.block)
        if block is None:
            raise _Stop(Problem("unknown_block", "error", (node.id,), {"node": node.name, "block": node.block}))
        settings = self._settings(node, block)
        inputs = self._inputs(node, block)
        fields["input_shapes"] = {port: [tensor.shape for tensor in tensors] for port, tensors in inputs.items()}
        fields["arguments"] = self._derived(node, block, settings, inputs)
        self._rules(node, block, settings, inputs)
        evaluation = self._evaluate(node, block, settings, inputs)
        ports = block.outputs_for(settings)
        outputs = tuple(zip((port.name for port in ports), evaluation.outputs, strict=True))
        fields["output_shapes"] = {port: tensor.shape for port, tensor in outputs}
        fields["dtypes"] = {port: tensor.dtype for port, tensor in outputs}
        fields |= {name: getattr(evaluation, name) for name in ("parameters", "buffers", "macs")}
        fields["trainable"] = 0 if node.frozen else evaluation.parameters
        fields["output_bytes"] = sum(
            sum(tensor.bytes)
            for tensor, shared in zip(evaluation.outputs, evaluation.shares, strict=False)
            if shared is None
        )
        return _Result(fields, evaluation, outputs)

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
        ports = block.inputs_for(node.arguments)
        names = {port.name for port in ports}
        for port_name, edges in arriving.items():
            wrong_source = [e for e in edges if not self._has_output(e)]
            if port_name not in names or wrong_source:
                edge = wrong_source[0] if wrong_source else edges[0]
                end, name = (edge.source, edge.output) if wrong_source else (node.id, port_name)
                values: dict[str, Value] = {"node": self.group.nodes[end].name, "port": name}
                fix = wire_fix("fix_remove_wire", self.group.id, [edge])
                raise _Stop(Problem("unknown_port", "error", (node.id,), values, (edge.id,), (fix,)))
        inputs: Inputs = {}
        missing = False
        for port in ports:
            edges = arriving.get(port.name, [])
            if not edges and not port.optional:
                code = "missing_input" if len(ports) == 1 else "missing_named_input"
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
        for port in ports:
            for tensor, edge in zip(inputs[port.name], arriving.get(port.name, ()), strict=False):
                self._check_port(node, block, edge, port, tensor)
        return inputs

    def _has_output(self, edge: Edge) -> bool:
        source = self.group.nodes[edge.source]
        block = REGISTRY.get(source.block)
        return block is None or any(port.name == edge.output for port in block.outputs_for(source.arguments))

    def _check_port(self, node: Node, block: Block, edge: Edge, port: Port, tensor: Tensor) -> None:
        shape = shape_text(tensor.shape)
        if port.ranks and len(tensor.shape) not in port.ranks:
            wanted = f"rank_{port.ranks[0]}" if len(port.ranks) == 1 else "rank_any"
            values = {"node": node.name, "wanted": wanted, "shape": shape, "ranks": list(port.ranks)}
            problem = Problem("rank", "error", (node.id,), values, (edge.id,))
            raise _Stop(self._repaired(problem, node, block))
        if tensor.dtype not in port.dtypes:
            values = {"node": node.name, "wanted": port.dtypes[0], "dtype": tensor.dtype}
            raise _Stop(self._repaired(Problem("dtype", "error", (node.id,), values, (edge.id,)), node, block))
        if node.block == "output" and tensor.shape[:1] != ("N",):
            values = {"node": node.name, "shape": shape_text(tensor.shape, batch=True)}
            raise _Stop(self._repaired(Problem("batch_lost", "error", (node.id,), values, (edge.id,)), node, block))

    def _derived(self, node: Node, block: Block, settings: dict[str, Value], inputs: Inputs) -> dict[str, Value]:
        """All settings, those that follow from the input worked out, in the order of their declaration."""
        if all(argument.derived is None for argument in block.arguments):
            return settings
        first = next((tensors[0].dims[0] for tensors in inputs.values() if tensors), ())
        # Where nothing arrives at an optional port, the first input stands for it, as in self-attention.
        shapes = {port: tensors[0].dims[0] if tensors else first for port, tensors in inputs.items()}
        for argument in block.arguments:
            if argument.derived is None:
                continue
            try:
                found = evaluate_any(argument.derived, {**names_of(settings), **shapes})
            except ExpressionError:
                raise _Stop(self._cannot(node, inputs)) from None
            derived: Value = argument.normalized(list(found) if isinstance(found, tuple) else found)
            pinned = settings[argument.name]
            if pinned is not None and pinned != derived:
                fault = Fault("pinned", {"argument": argument.name, "pinned": pinned, "derived": derived})
                problem = argument_problem(self.group.id, node, block, argument, fault)
                raise _Stop(replace(problem, edges=self._wires(node)))
            settings[argument.name] = self._checked(node, block, argument, derived)
        return settings

    def _checked(self, node: Node, block: Block, argument: Argument, derived: Value) -> Value:
        if found := argument.fault(derived):
            fault = Fault(found.code, {"argument": argument.name, **found.values})
            raise _Stop(argument_problem(self.group.id, node, block, argument, fault))
        return derived

    def _rules(self, node: Node, block: Block, settings: dict[str, Value], inputs: Inputs) -> None:
        by_port = {port: [tensor.dims[0] for tensor in tensors] for port, tensors in inputs.items()}
        for rule in block.rules:
            values = rule.check(settings, by_port if rule.by_port else flat(by_port))
            if values is not None:
                problem = Problem(rule.code, "error", (node.id,), {"node": node.name, **values}, self._wires(node))
                raise _Stop(self._repaired(problem, node, block, settings))

    def _repaired(
        self, problem: Problem, node: Node, block: Block, settings: dict[str, Value] | None = None
    ) -> Problem:
        """The problem with the repairs that there are for it."""
        edges = self.into[node.id]
        arriving = [self.tensors.get((edge.source, edge.output)) for edge in edges]
        return repaired(Broken(self.document, self.group, node, block, settings or {}, edges, arriving, problem))

    def _evaluate(self, node: Node, block: Block, settings: dict[str, Value], inputs: Inputs) -> Evaluation:
        found: Evaluation | None
        if block.kind == "input":
            tensor = Tensor.of_sample(settings["shape"], settings["dtype"])
            found = Evaluation((tensor,), largest=_product(settings["shape"]))
        elif block.kind == "output":
            found = Evaluation(())
        elif block.kind == "parameter":
            found = self._held(node, block, settings["shape"])
        else:
            found = evaluate_block(block, settings, inputs, node.frozen)
        if found is None:
            raise _Stop(self._cannot(node, inputs))
        if found.largest > MAXIMUM_ELEMENTS:
            values = {"node": node.name, "amount": f"{found.largest:,}", "most": f"{MAXIMUM_ELEMENTS:,}"}
            raise _Stop(Problem("too_large", "error", (node.id,), values))
        return found

    @staticmethod
    def _held(node: Node, block: Block, shape: list[int]) -> Evaluation:
        """A tensor of the network's own: a parameter that is learnt, or a constant."""
        size = _product(shape)
        if block.id == "parameter":
            tensor = Tensor.held(shape, "float32", not node.frozen)
            return Evaluation((tensor,), parameters=size, parameter_bytes=4 * size, largest=size)
        return Evaluation((Tensor.held(shape, "float32", False),), buffers=size, buffer_bytes=4 * size, largest=size)

    def _cannot(self, node: Node, inputs: Inputs) -> Problem:
        values = {
            "node": node.name,
            "shapes": [shape_text(tensor.shape) for tensor in flat(inputs)],
        }
        return Problem("cannot_evaluate", "error", (node.id,), values, self._wires(node))

    def _wires(self, node: Node) -> tuple[str, ...]:
        """The ids of the edges that arrive, port by port."""
        ports = {edge.input: None for edge in self.into[node.id]}
        return tuple(edge.id for port in ports for edge in self.into[node.id] if edge.input == port)


def _product(sizes: list[int]) -> int:
    product = 1
    for size in sizes:
        product *= size
    return product
