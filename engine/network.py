"""What planning has found out of a network, for those who work out more from it: costs, fields, problems."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.document import Document, Edge, Group
from engine.ordering import Order
from engine.plan import NodePlan
from engine.shapes import Evaluation, Tensor
from engine.sights import Sight


@dataclass(frozen=True, slots=True)
class Network:
    """A document whose nodes have been planned one by one. All mappings are by path, in the order of execution.

    `counted` are the nodes that were evaluated and belong to the network: those that count in sums. `into` holds the
    edges that arrive at a node, in the order of a variadic input; `tensors` is by path and output port.
    """

    document: Document
    order: Order
    counted: list[str]
    nodes: Mapping[str, NodePlan]
    into: Mapping[str, list[Edge]]
    tensors: Mapping[tuple[str, str], Tensor]
    evaluations: Mapping[str, Evaluation]
    sights: Mapping[str, Sight]

    @property
    def group(self) -> Group:
        """The group that is the network."""
        return self.document.network
