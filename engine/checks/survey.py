"""A network with what its checks look things up in, each made once, and only where some check asks for it."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from engine.blocks import REGISTRY
from engine.document import Edge, Group, Node
from engine.edits import SetArguments, SetRecipe
from engine.errors import UserError
from engine.network import Network
from engine.plan import NodePlan, Totals
from engine.problem import Fix
from engine.surgery import MAXIMUM_REPAIRED
from engine.training.recipe import Recipe, resolve


class Survey:
    """What a check sees. Only nodes that belong to the network and were worked out are found through it.

    `memory_limit` is how many bytes the device has, where that is known.
    """

    def __init__(self, network: Network, totals: Totals, memory_limit: int | None = None) -> None:
        self.network, self.totals, self.memory_limit = network, totals, memory_limit
        self.group: Group = network.group
        self._operations = 0
        self._by_block: dict[str, list[str]] = {}
        nodes = network.nodes
        for path in network.counted:
            self._by_block.setdefault(nodes[path].block, []).append(path)

    def of(self, *blocks: str) -> Iterator[NodePlan]:
        """The nodes of these blocks, block by block in the order of execution."""
        for block in blocks:
            for path in self._by_block.get(block, ()):
                yield self.network.nodes[path]

    def node(self, path: str) -> Node:
        """The node as it stands in the document."""
        return self.group.nodes[path]

    @cached_property
    def readers(self) -> dict[str, list[Edge]]:
        """By node, the wires that lead from it to nodes of the network."""
        counted = set(self.network.counted)
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.group.edges.values():
            if edge.target in counted:
                found[edge.source].append(edge)
        return found

    @cached_property
    def time(self) -> dict[str, int]:
        """By node, its place in the order of execution."""
        return {path: place for place, path in enumerate(self.network.order.nodes)}

    def arriving(self, path: str) -> list[Edge]:
        """The wires into a node, port by port: in the order in which its block is given tensors."""
        edges = self.network.into[path]
        if len(edges) < 2:
            return edges
        ports = REGISTRY[self.network.nodes[path].block].inputs_for(self.node(path).arguments)
        return [edge for port in ports for edge in edges if edge.input == port.name]

    def before(self, path: str) -> NodePlan | None:
        """The node from which the first wire comes."""
        edges = self.network.into[path]
        return self.network.nodes[edges[0].source] if edges else None

    @cached_property
    def recipe(self) -> Recipe | None:
        """The document's recipe; None where it holds values that cannot be."""
        try:
            return resolve(self.network.document.recipe)
        except UserError:
            return None

    def may_operate(self) -> bool:
        """Whether another problem may be offered repairs that take surgery. When some are mended, others get theirs."""
        self._operations += 1
        return self._operations <= MAXIMUM_REPAIRED

    # Fixes ------------------------------------------------------------------------------------------------------

    def setting(self, path: str, name: str, value: object) -> Fix:
        """The fix that gives one argument another value."""
        node = self.node(path)
        edit = SetArguments(self.group.id, path, {**node.arguments, name: value})
        return Fix("fix_set", {"node": node.name, "argument": name, "value": value}, edit)

    def batch(self, size: int) -> Fix:
        """The fix that trains with another batch."""
        edit = SetRecipe({**self.network.document.recipe, "batch_size": size})
        return Fix("fix_batch", {"value": size}, edit)
