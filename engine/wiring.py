"""A network as numbers, so that what is worked out over all of its tensors takes little time."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.blocks import REGISTRY
from engine.document import Edge
from engine.network import Network
from engine.shapes import Evaluation

_HELD = frozenset(block.id for block in REGISTRY if block.kind == "parameter")
# In eval mode these hand on their input itself.
_HANDING_ON = frozenset(block.id for block in REGISTRY if block.random and block.category == "regularization")
_SPECIAL = _HELD | _HANDING_ON | {"input", "output"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What an evaluation comes to in bytes, worked out once for all nodes that share it.

    `size`, `per_sample` and `needs_grad` are of its first output, `further` of the others. `by_the_way` is what
    autograd keeps besides inputs and outputs, a sample and in all. `shared` are outputs with the input whose memory
    they are in; `passed` tells by input which output's gradient it is handed. `works` is taken only while the node is
    computed, forwards and backwards.
    """

    size: int
    per_sample: int
    needs_grad: bool
    further: list[tuple[int, int, bool]]
    by_the_way: tuple[int, int]
    shared: list[tuple[int, int]]
    passed: dict[int, int]
    works: tuple[int, int]


class Wiring:
    """The nodes that count in sums, and their tensors, with `batch` samples; lists are by node or by tensor.

    Nodes are numbered in the order of execution. Tensor i is the first output of node i; further outputs have the
    numbers after all of those. The lists are made at one stroke each, since of each edit's planning this is a part.
    """

    def __init__(self, network: Network, batch: int) -> None:
        paths, nodes, into = network.counted, network.nodes, network.into
        known: dict[int, Facts] = {}
        self.paths = paths
        self.evaluations = [network.evaluations[path] for path in paths]
        self.facts = [known.get(id(e)) or known.setdefault(id(e), _facts(e, batch)) for e in self.evaluations]
        self.makers = list(range(len(paths)))  # of tensors: the nodes
        self.sizes = [facts.size for facts in self.facts]  # of tensors, in bytes
        self.per_sample = [facts.per_sample for facts in self.facts]  # of tensors, in bytes
        self.needs_grad = [facts.needs_grad for facts in self.facts]  # of tensors
        self.outputs: dict[int, list[int]] = {}  # the tensors of the nodes that have several
        self._place = dict(zip(paths, self.makers, strict=True))
        self._further: dict[tuple[str, str], int] = {}  # tensors by path and port
        if any(facts.further for facts in known.values()):
            self._number_further(network)
        place, tensors = self._place, self._tensors
        self.sources = [  # the tensors that arrive, in the order of the Evaluation's inputs
            [place[edges[0].source]] if len(edges := into[path]) == 1 and not self.outputs else tensors(network, path)
            for path in paths
        ]
        special = [(place[path], block) for path in paths if (block := nodes[path].block) in _SPECIAL]
        self.images = [node for node, block in special if block == "input"]
        self.held = {node for node, block in special if block in _HELD}
        self.handing_on = {node for node, block in special if block in _HANDING_ON}
        self.answers = [self.sources[node][0] for node, block in special if block == "output"]  # tensors
        if not self.answers:  # while there is no Output: what nobody takes
            taken = {tensor for sources in self.sources for tensor in sources}
            self.answers = [tensor for tensor in range(len(self.makers)) if tensor not in taken]

    def storages(self, evaluating: bool) -> list[int]:
        """By tensor: the one whose memory it is in, which is itself where it is new."""
        found = list(range(len(self.makers)))
        handing_on = self.handing_on if evaluating else ()
        for node, facts in enumerate(self.facts):
            if facts.shared:
                for output, arriving in facts.shared:
                    found[self.output(node, output)] = found[self.sources[node][arriving]]
            elif handing_on and node in handing_on:
                found[node] = found[self.sources[node][0]]
        return found

    def output(self, node: int, index: int) -> int:
        """The tensor that is a node's output with this index."""
        return self.outputs[node][index] if index else node

    def _number_further(self, network: Network) -> None:
        for node, facts in enumerate(self.facts):
            if facts.further:
                path = self.paths[node]
                self.outputs[node] = [node]
                ports = list(network.nodes[path].output_shapes)[1:]
                for port, (size, per_sample, needs_grad) in zip(ports, facts.further, strict=True):
                    self._further[path, port] = len(self.makers)
                    self.outputs[node].append(len(self.makers))
                    self.makers.append(node)
                    self.sizes.append(size)
                    self.per_sample.append(per_sample)
                    self.needs_grad.append(needs_grad)

    def _tensors(self, network: Network, path: str) -> list[int]:
        """The tensors that arrive at a node, port by port."""
        edges: Sequence[Edge] = network.into[path]
        if len(edges) > 1 and len(ports := network.nodes[path].input_shapes) > 1:
            edges = [edge for port in ports for edge in edges if edge.input == port]
        place, further = self._place, self._further
        if not further:
            return [place[edge.source] for edge in edges]
        return [further.get((edge.source, edge.output), place[edge.source]) for edge in edges]


def _facts(evaluation: Evaluation, batch: int) -> Facts:
    outputs = [
        (batch * per_sample + fixed, per_sample, tensor.needs_grad)
        for tensor in evaluation.outputs
        for per_sample, fixed in [tensor.bytes]
    ]
    size, each, needs_grad = outputs[0] if outputs else (0, 0, False)
    kept, at_once = evaluation.keeps
    forward, backward = (batch * each + at_once for each, at_once in evaluation.works)
    return Facts(
        size=size,
        per_sample=each,
        needs_grad=needs_grad,
        further=outputs[1:],
        by_the_way=(kept, batch * kept + at_once),
        shared=[(output, arriving) for output, arriving in enumerate(evaluation.shares) if arriving is not None],
        passed={arriving: output for arriving, output in enumerate(evaluation.passes) if output is not None},
        works=(forward, backward),
    )
