"""From a plan to a `torch.fx.GraphModule`, flat, its submodules named and ordered as the plan says."""

import hashlib
from collections import defaultdict
from functools import partial
from typing import Any

import torch
from torch import fx, nn

from engine.block import Block
from engine.blocks import REGISTRY
from engine.blocks.input_output import PARAMETER_STD
from engine.document import Document, Edge
from engine.errors import UserError
from engine.limits import free_memory
from engine.modules import build, call, target
from engine.plan import NodePlan, Plan
from engine.planner import make_plan
from engine.problem import bytes_text
from engine.source import class_name


def compile(document: Document, plan: Plan | None = None, *, seed: int = 0) -> fx.GraphModule:
    """The network of `document` as a module, in train mode, on the CPU.

    Inputs are taken in the order of the Input nodes; one output is a tensor, several are a dict by name. The first
    weights of each layer come from PyTorch's initialisation, seeded by `seed` and the layer's key, so that adding a
    layer does not change the others. Raises UserError where the network has errors, or more weights than memory.
    """
    plan = plan or make_plan(document)
    if not plan.ok:
        first = next(problem for problem in plan.problems if problem.severity == "error")
        raise UserError("The network cannot be built. {problem}", {"problem": first.message})
    needed, free = plan.totals.memory.weights, free_memory()
    if free is not None and needed > free:
        raise UserError(
            "The network cannot be built: its weights take {needed} of memory, and {free} is free on this computer. "
            "Make its layers smaller.",
            {"needed": bytes_text(needed), "free": bytes_text(free)},
        )
    writer = _Writer(document, plan, seed)
    for path in plan.order:
        if plan.nodes[path].live:
            writer.add(plan.nodes[path])
    return fx.GraphModule(writer.root, writer.finished(), class_name=class_name(document.title))


def key_seed(seed: int, key: str) -> int:
    """A seed of 63 bits that depends on both."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{key}".encode()).digest()[:8], "big") >> 1


class _Writer:
    """Writes the graph node by node, and puts their modules beside it."""

    def __init__(self, document: Document, plan: Plan, seed: int) -> None:
        self.document, self.plan, self.seed = document, plan, seed
        self.root, self.graph = nn.Module(), fx.Graph()
        self.tracer = fx.proxy.GraphAppendingTracer(self.graph)
        self.values: dict[tuple[str, str], fx.Proxy] = {}  # by path and output port
        self.outputs: dict[str, fx.Node] = {}
        self.arriving: dict[str, list[Edge]] = defaultdict(list)
        self.wanted: dict[str, set[str]] = defaultdict(set)  # the ports that somebody reads
        for edge in sorted(document.network.edges.values(), key=lambda edge: edge.index):
            self.arriving[edge.target].append(edge)
            if plan.nodes[edge.target].live:
                self.wanted[edge.source].add(edge.output)

    def add(self, planned: NodePlan) -> None:
        block = REGISTRY[planned.block]
        inputs = {
            port.name: [self.values[e.source, e.output] for e in self.arriving[planned.path] if e.input == port.name]
            for port in block.inputs_for(planned.arguments)
        }
        match block.kind:
            case "input":
                self._keep(planned, {"output": fx.Proxy(self.graph.placeholder(planned.key), self.tracer)})
            case "output":
                self.outputs[planned.key] = inputs["input"][0].node
            case "parameter":
                self._hold(planned)
                self._keep(planned, {"output": fx.Proxy(self.graph.get_attr(planned.key), self.tracer)})
            case "module":
                self.root.add_module(planned.key, self._module(block, planned))
                recorder = partial(self._record, planned.path, "call_module", planned.key)
                self._keep(planned, call(block, recorder, inputs, planned.arguments, self.wanted[planned.path]))
            case "function":
                recorder = partial(self._record, planned.path, "call_function", target(block.target))
                self._keep(planned, call(block, recorder, inputs, planned.arguments, self.wanted[planned.path]))

    def finished(self) -> fx.Graph:
        """The graph, with its result at its end."""
        single = len(self.outputs) == 1
        self.graph.output(next(iter(self.outputs.values())) if single else self.outputs)
        return self.graph

    def _record(self, path: str, kind: str, target: Any, *inputs: Any, **given: Any) -> fx.Proxy:
        """Stands for a module or function: calling it records a call."""
        proxy = self.tracer.create_proxy(kind, target, inputs, given)
        proxy.node.meta["call"] = path
        return proxy

    def _keep(self, planned: NodePlan, values: dict[str, fx.Proxy]) -> None:
        """Remember what leaves a node. Whoever looks at an output finds it by path and port; a sum of one is what it
        is given, so that one value may be several outputs."""
        for port, proxy in values.items():
            self.values[planned.path, port] = proxy
            proxy.node.meta.setdefault("outputs", []).append((planned.path, port))

    def _module(self, block: Block, planned: NodePlan) -> nn.Module:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(key_seed(self.seed, planned.key))
            module = build(block, planned.arguments)
        return module.requires_grad_(not self.document.network.nodes[planned.path].frozen)

    def _hold(self, planned: NodePlan) -> None:
        """A tensor that the network itself holds."""
        shape = planned.arguments["shape"]
        if planned.block == "constant":
            self.root.register_buffer(planned.key, torch.full(shape, planned.arguments["fill_value"]))
            return
        values = torch.zeros(shape) if planned.arguments["init"] == "zeros" else torch.ones(shape)
        if planned.arguments["init"] == "normal":
            dice = torch.Generator().manual_seed(key_seed(self.seed, planned.key))
            values.normal_(0, PARAMETER_STD, generator=dice)
        learns = not self.document.network.nodes[planned.path].frozen
        self.root.register_parameter(planned.key, nn.Parameter(values, requires_grad=learns))
