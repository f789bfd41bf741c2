"""Runs a compiled network node by node, and keeps what one output of one node gives."""

from typing import Any

import numpy as np
from torch import fx, nn

from engine.block import Result, structure
from engine.blocks import REGISTRY
from engine.errors import UserError
from engine.inspection.reducing import reduced
from engine.messages import Look
from engine.modules import taken_apart
from engine.plan import Plan, Shape


class Viewer(fx.Interpreter):
    """Runs the graph node by node, and reduces the output asked for at once: the next node may overwrite it."""

    def __init__(self, module: fx.GraphModule, plan: Plan, order: Look) -> None:
        super().__init__(module)
        self.extra_traceback = False  # it would write into the sentences of errors
        self._plan, self._order = plan, order
        self.arrays: dict[str, np.ndarray] = {}
        self.shape: list[int] = []
        results = next(node for node in module.graph.nodes if node.op == "output").args[0]
        last = None if isinstance(results, dict) else results
        self.ends_in_softmax = (
            isinstance(last, fx.Node)
            and last.op == "call_module"
            and isinstance(self.fetch_attr(str(last.target)), nn.Softmax)
        )
        planned = plan.nodes[order.path]
        block = REGISTRY[planned.block]
        ports = block.outputs_for(planned.arguments)
        self.ports = [port.name for port in ports]
        self.port = order.port if order.port in self.ports else self.ports[0] if self.ports else ""
        self._part: str | Result = self.port  # of what the wanted node of the graph gives
        if planned.block == "output":  # it shows what arrives at it
            self._wanted = results[planned.key] if isinstance(results, dict) else results
            self._batch = _batch_of(planned.input_shapes["input"][0])
        else:
            self._wanted = self._find(module.graph, planned.path)
            self._batch = _batch_of(planned.output_shapes[self.port])
            if (planned.path, self.port) not in self._wanted.meta.get("outputs", ()):
                self._part = structure(block, ports)

    def _find(self, graph: fx.Graph, path: str) -> fx.Node:
        """What gives the output; where nobody reads it, the call of which it is a part."""
        taken: fx.Node | None = None
        for node in list[fx.Node](graph.nodes):
            if (path, self.port) in node.meta.get("outputs", ()):
                return node
            taken = node if node.meta.get("call") == path else taken
        assert taken is not None
        return taken

    def run_node(self, n: fx.Node) -> Any:
        try:
            result = super().run_node(n)
        except (IndexError, RuntimeError, ValueError) as error:
            raise self._explained(n, error) from error
        if n is self._wanted:
            output = taken_apart(result, self._part, (self.port,))[self.port]
            sample = output if self._batch is None else output.select(self._batch, 0)
            self.shape = list(sample.shape)
            self.arrays = reduced(sample, self._order.first, self._order.count, self._order.side)
        return result

    def _explained(self, n: fx.Node, error: Exception) -> Exception:
        """What depends on the numbers themselves, and so cannot be known before, in words of ours; else the error."""
        path = n.meta.get("call")
        if path is None:
            return error
        planned = self._plan.nodes[path]
        ports = REGISTRY[planned.block].inputs_for(planned.arguments)
        if any(port.dtypes == ("int64",) for port in ports):
            return UserError(
                "{node} is given a whole number that is too large for it. Give it what it was made for, or make room "
                "for larger numbers.",
                {"node": planned.key},
            )
        if "more than 1" in str(error):  # PyTorch's norms, of one image alone
            return UserError(
                "{node} has one number to normalize when one image goes through, and nothing to compare it with. Let "
                "larger maps or fewer groups reach it.",
                {"node": planned.key},
            )
        return error


def _batch_of(shape: Shape) -> int | None:
    """Which dimension counts the images; None where the tensor is not of images, or mixes a batch with something."""
    return shape.index("N") if "N" in shape else None
