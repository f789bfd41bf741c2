"""From a document to its plan: order, shapes, costs and problems. A broken graph keeps numbers on its valid part."""

import warnings
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from engine.blocks import REGISTRY
from engine.checks import problems_of_network
from engine.document import Document, Edge, Group, Node
from engine.memory import memory_of
from engine.network import Network
from engine.node_work import NodeWork, Result, Stop
from engine.ordering import Order, order_of
from engine.plan import Memory, NodePlan, Plan, Status, Totals
from engine.problem import Problem
from engine.problems import document_problems, field_problem, name_problems
from engine.receptive_field import fields_of, forget_fields
from engine.repairs.network import end_problems, loop_problem
from engine.shapes import Evaluation, Tensor
from engine.sights import Sight

REMEMBERED_RESULTS, REMEMBERED_DOCUMENTS = 20_000, 8


@dataclass(slots=True)
class _Known:
    """A node as it was planned the last time: while nothing before it changes, neither does this."""

    node: Node
    edges: list[Edge]
    arriving: list[Tensor]
    live: bool
    result: Result
    plan: NodePlan


# By block, arguments and arriving tensors: only what went well and without a word. An edit changes the tensors of few
# nodes, so that planning again is mostly looking up; and whole networks consist of few different nodes.
_results: dict[Any, Result] = {}
_documents: OrderedDict[str, dict[str, _Known]] = OrderedDict()


def forget() -> None:
    """Plan the next document from cold."""
    _results.clear()
    _documents.clear()
    forget_fields()


class Interrupted(Exception):
    """Planning was given up. What is known by then is kept, so that it goes on from there when it is tried again."""


def make_plan(
    document: Document, memory_limit: int | None = None, *, interrupted: Callable[[], bool] = lambda: False
) -> Plan:
    """Plan `document`. Never raises for what a person got wrong: that becomes a problem of the plan.

    `memory_limit` is how many bytes the device has on which the network is to be trained; None: not known. Raises
    Interrupted where `interrupted`, which is asked at every node, says so.
    """
    before = _documents.get(document.id, {})
    planning = _Planning(document, before, interrupted)
    known = planning.known
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # PyTorch's words; what a person should know is a problem of ours
            return planning.plan(memory_limit)
    except Interrupted:
        known = {**before, **known}
        raise
    finally:
        _documents[document.id] = known
        _documents.move_to_end(document.id)
        if len(_documents) > REMEMBERED_DOCUMENTS:
            _documents.popitem(last=False)


class _Planning:
    def __init__(self, document: Document, before: dict[str, _Known], interrupted: Callable[[], bool]) -> None:
        self.document = document
        self.interrupted = interrupted
        self.group: Group = document.network
        self.order: Order = order_of(self.group)
        self.before = before
        self.known: dict[str, _Known] = {}
        self.tensors: dict[tuple[str, str], Tensor] = {}
        self.nodes: dict[str, NodePlan] = {}
        self.problems: list[Problem] = []
        self.evaluations: dict[str, Evaluation] = {}
        self.sights: dict[str, Sight] = {}
        self.into: dict[str, list[Edge]] = defaultdict(list)  # by node, in the order of a variadic input
        for edge in self.group.edges.values():
            self.into[edge.target].append(edge)
        for edges in self.into.values():
            if len(edges) > 1:
                edges.sort(key=lambda edge: edge.index)

    def plan(self, memory_limit: int | None) -> Plan:
        self._whole_network()
        for node_id in self.order.nodes:
            if self.interrupted():
                raise Interrupted
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
            sights=self.sights,
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

    def _totals(self, counted: list[str], memory: Memory) -> Totals:
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
            depths[path] = depth = depth + (node.parameters > 0 and node.macs > 0)
            extra = (kept.get(path, 0), depth, fields.get(path))
            if (node.kept_bytes, node.depth, node.receptive_field) != extra:
                self.nodes[path] = node = node.completed(*extra)
            if path in self.known:
                self.known[path].plan = node

    def _whole_network(self) -> None:
        self.problems += document_problems(self.document)
        self.problems += name_problems(self.group, self.order.live)
        self.problems += end_problems(self.group)
        for loop in self.order.loops:
            self.report(loop_problem(self.group, loop))
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
            self.report(field_problem(self.group, node))
        for edge in edges:
            if edge.extra:
                self.report(field_problem(self.group, edge))
        block = REGISTRY.get(node.block)
        if block is not None and node.version > block.version:
            values = {"node": node.name, "block": block.title, "version": node.version, "ours": block.version}
            self.report(Problem("newer_block", "warning", (node.id,), values))

    def _take(self, node: Node, result: Result, plan: NodePlan) -> None:
        for port, tensor in result.outputs:
            self.tensors[node.id, port] = tensor
        self.evaluations[node.id] = result.evaluation
        self.sights[node.id] = result.sight
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
        block = REGISTRY.get(node.block)
        if block is None:
            self.report(Problem("unknown_block", "error", (node.id,), {"node": node.name, "block": node.block}))
            status = "wrong"
        elif result is None:
            work = NodeWork(self, node, block)
            fields = work.fields
            try:
                result = work.result()
            except Stop as stop:
                if stop.problem:
                    self.report(stop.problem)
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

    def report(self, problem: Problem) -> None:
        """An error outside of what leads to an output does not keep the network from being trained: a warning."""
        live = any(path in self.order.live for path in problem.paths)
        if problem.severity == "error" and not live:
            problem = replace(problem, severity="warning")
        self.problems.append(problem)
