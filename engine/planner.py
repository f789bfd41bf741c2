"""From a document to its plan: order, shapes, costs and problems. A broken graph keeps numbers on its valid part."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from engine.block import Block, Fault, Value
from engine.blocks import REGISTRY
from engine.document import Document, Edge, Group, Node
from engine.expressions import ExpressionError, evaluate
from engine.ordering import Order, order_of
from engine.plan import NodePlan, Plan, shape_text
from engine.problem import Fix, Problem
from engine.problems import argument_problem, document_problems, name_problems, wire_fix, without_argument
from engine.shapes import MAXIMUM_ELEMENTS, Evaluation, Evaluator, Tensor

Inputs = dict[str, list[Tensor]]


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
        self.into: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
        for edge in self.group.edges.values():
            self.into[edge.target][edge.input].append(edge)
        for ports in self.into.values():
            for edges in ports.values():
                edges.sort(key=lambda edge: edge.index)

    def plan(self) -> Plan:
        self._whole_network()
        with Evaluator() as evaluator:
            for node_id in self.order.nodes:
                self._node(self.group.nodes[node_id], evaluator)
        has_output = any(node.block == "output" for node in self.group.nodes.values())
        counted = [path for path in self.evaluations if not has_output or path in self.order.live]
        return Plan(
            document=self.document.id,
            revision=self.document.revision,
            order=self.order.nodes,
            nodes=self.nodes,
            problems=tuple(self.problems),
            parameters=sum(self.evaluations[path].parameters for path in counted),
            macs=sum(self.evaluations[path].macs for path in counted),
            depth=self._depth(counted),
            parameter_bytes=sum(self.evaluations[path].parameter_bytes for path in counted),
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

    def _node(self, node: Node, evaluator: Evaluator) -> None:
        planned = NodePlan(node.id, node.name, node.block, "ok", node.id in self.order.live)
        for name in node.extra:
            self._report(Problem("unknown_field", "warning", (node.id,), {"node": node.name, "field": name}))
        try:
            block = REGISTRY.get(node.block)
            if block is None:
                raise _Stop(Problem("unknown_block", "error", (node.id,), {"node": node.name, "block": node.block}))
            settings = self._settings(node, block)
            inputs = self._inputs(node, block)
            planned = replace(planned, input_shapes={p: [t.shape for t in ts] for p, ts in inputs.items()})
            flat = [tensor for tensors in inputs.values() for tensor in tensors]
            settings = self._derived(node, block, settings, inputs)
            planned = replace(planned, arguments=settings)
            self._rules(node, block, settings, flat)
            self.nodes[node.id] = self._evaluate(planned, node, block, settings, flat, evaluator)
            if not planned.live:
                self.problems.append(Problem("unused", "note", (node.id,), {"node": node.name}))
        except _Stop as stop:
            if stop.problem:
                self._report(stop.problem)
            self.nodes[node.id] = replace(planned, status="wrong" if stop.problem else "waiting")

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
        arriving = self.into[node.id]
        for port_name, edges in arriving.items():
            wrong_source = [e for e in edges if not self._has_output(e)]
            if block.input(port_name) is None or wrong_source:
                edge = wrong_source[0] if wrong_source else edges[0]
                end, port = (edge.source, edge.output) if wrong_source else (node.id, port_name)
                values = {"node": self.group.nodes[end].name, "port": port}
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
                raise _Stop(replace(problem, edges=tuple(e.id for es in self.into[node.id].values() for e in es)))
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
            edges = tuple(edge.id for edges in self.into[node.id].values() for edge in edges)
            fixes: tuple[Fix, ...] = ()
            if rule.code == "align_corners":
                edit = without_argument(self.group.id, node, "align_corners")
                fixes = (Fix("fix_clear", {"argument": "align_corners"}, edit),)
            raise _Stop(Problem(rule.code, "error", (node.id,), {"node": node.name, **values}, edges, fixes))

    def _evaluate(
        self,
        planned: NodePlan,
        node: Node,
        block: Block,
        settings: dict[str, Value],
        inputs: list[Tensor],
        evaluator: Evaluator,
    ) -> NodePlan:
        found: Evaluation | None
        if block.kind == "input":
            tensor = Tensor.of_sample(settings["shape"], "float32")
            found = Evaluation((tensor,), 0, 0, 0, 0, _product(settings["shape"]))
        elif block.kind == "output":
            found = Evaluation((), 0, 0, 0, 0, 0)
        else:
            found = evaluator.evaluate(block, settings, inputs)
        if found is None:
            raise _Stop(self._cannot(node, [inputs]))
        if found.largest > MAXIMUM_ELEMENTS:
            values = {"node": node.name, "amount": f"{found.largest:,}", "most": f"{MAXIMUM_ELEMENTS:,}"}
            raise _Stop(Problem("too_large", "error", (node.id,), values))
        outputs = dict(zip((port.name for port in block.outputs), found.outputs, strict=True))
        self.tensors.update(((node.id, name), tensor) for name, tensor in outputs.items())
        self.evaluations[node.id] = found
        return replace(
            planned,
            output_shapes={name: tensor.shape for name, tensor in outputs.items()},
            dtypes={name: tensor.dtype for name, tensor in outputs.items()},
            parameters=found.parameters,
            buffers=found.buffers,
            macs=found.macs,
        )

    def _cannot(self, node: Node, inputs: Iterable[Iterable[Tensor]]) -> Problem:
        shapes = [shape_text(tensor.shape) for tensors in inputs for tensor in tensors]
        edges = tuple(edge.id for edges in self.into[node.id].values() for edge in edges)
        return Problem("cannot_evaluate", "error", (node.id,), {"node": node.name, "shapes": shapes}, edges)

    def _depth(self, counted: list[str]) -> int:
        depth: dict[str, int] = {}
        for path in self.order.nodes:
            before = max(
                (depth.get(e.source, 0) for edges in self.into[path].values() for e in edges), default=0
            )
            depth[path] = before + (path in self.evaluations and self.evaluations[path].parameters > 0)
        return max((depth[path] for path in counted), default=0)


def _product(sizes: list[int]) -> int:
    product = 1
    for size in sizes:
        product *= size
    return product
