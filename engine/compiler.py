"""From a plan to a `torch.fx.GraphModule`, flat, its submodules named and ordered as the plan says."""

import hashlib
from collections import defaultdict
from typing import Any

import torch
from torch import fx, nn

from engine.blocks import REGISTRY
from engine.document import Document
from engine.errors import UserError
from engine.modules import build, call, target
from engine.plan import Plan
from engine.planner import make_plan
from engine.source import class_name


def compile(document: Document, plan: Plan | None = None, *, seed: int = 0) -> fx.GraphModule:
    """The network of `document` as a module, in train mode, on the CPU.

    Inputs are taken in the order of the Input nodes; one output is a tensor, several are a dict by name. The first
    weights of each layer come from PyTorch's initialisation, seeded by `seed` and the layer's key, so that adding a
    layer does not change the others. Raises UserError where the network has errors.
    """
    plan = plan or make_plan(document)
    if not plan.ok:
        first = next(problem for problem in plan.problems if problem.severity == "error")
        raise UserError("The network cannot be built. {problem}", {"problem": first.message})
    group = document.network
    arriving = defaultdict(list)
    for edge in sorted(group.edges.values(), key=lambda edge: edge.index):
        arriving[edge.target].append(edge)
    root, graph = nn.Module(), fx.Graph()
    values: dict[tuple[str, str], fx.Node] = {}
    outputs: dict[str, fx.Node] = {}
    for path in plan.order:
        planned = plan.nodes[path]
        if not planned.live:
            continue
        block = REGISTRY[planned.block]
        by_port = {
            p.name: [values[e.source, e.output] for e in arriving[path] if e.input == p.name] for p in block.inputs
        }
        inputs = [value for values_ in by_port.values() for value in values_]
        match block.kind:
            case "input":
                values[path, "output"] = graph.placeholder(planned.key)
            case "output":
                outputs[planned.key] = inputs[0]
            case "module":
                with torch.random.fork_rng(devices=[]):
                    torch.manual_seed(key_seed(seed, planned.key))
                    root.add_module(planned.key, build(block, planned.arguments))
                values[path, "output"] = graph.call_module(planned.key, tuple(inputs))
            case "function":
                function = _Recorder(graph, target(block.target))
                values[path, "output"] = call(block, function, inputs, planned.arguments)
        if (path, "output") in values:
            values[path, "output"].meta["path"] = path  # by which whoever looks at an output finds it
    graph.output(next(iter(outputs.values())) if len(outputs) == 1 else outputs)
    return fx.GraphModule(root, graph, class_name=class_name(document.title))


def key_seed(seed: int, key: str) -> int:
    """A seed of 63 bits that depends on both."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{key}".encode()).digest()[:8], "big") >> 1


class _Recorder:
    """Stands for a function while the graph is written: calling it records a call."""

    def __init__(self, graph: fx.Graph, function: Any) -> None:
        self._graph, self._function = graph, function

    def __call__(self, *inputs: Any, **settings: Any) -> fx.Node:
        return self._graph.call_function(self._function, inputs, settings)
