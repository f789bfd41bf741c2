"""What a plan is: all that the engine works out from a document, as plain data for many readers."""

from dataclasses import dataclass, field
from typing import Literal

from engine.block import Value
from engine.problem import Problem

Dim = int | str  # a size, or the batch: "N", "2N"
Shape = tuple[Dim, ...]
Status = Literal["ok", "wrong", "waiting"]  # waiting: something before it is wrong or missing


@dataclass(frozen=True, slots=True)
class NodePlan:
    """What one node comes to. Shapes are by port, a list for every input since an input may be variadic.

    `parameters` and `buffers` count numbers; `macs` counts multiply-accumulates for one sample, of convolutions,
    linears and matrix products: half of what `torch.utils.flop_counter` counts.
    """

    path: str
    key: str  # its prefix in the state_dict
    block: str
    status: Status
    live: bool  # whether it leads to an output, and so belongs to the network
    arguments: dict[str, Value] = field(default_factory=dict)  # all of them, derived ones included
    input_shapes: dict[str, list[Shape]] = field(default_factory=dict)
    output_shapes: dict[str, Shape] = field(default_factory=dict)
    dtypes: dict[str, str] = field(default_factory=dict)  # of the outputs
    parameters: int = 0
    buffers: int = 0
    macs: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one revision of a document. `order` is the order of execution, of all nodes not in a loop."""

    document: str
    revision: int
    order: tuple[str, ...] = ()
    nodes: dict[str, NodePlan] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    parameters: int = 0
    macs: int = 0
    depth: int = 0  # the most layers with weights on any way through
    parameter_bytes: int = 0

    @property
    def ok(self) -> bool:
        """Whether the network can be compiled: nothing in it is an error."""
        return not any(problem.severity == "error" for problem in self.problems)

    def shape_of(self, path: str, port: str = "output") -> Shape | None:
        """The shape that leaves a port, where it is known."""
        node = self.nodes.get(path)
        return node.output_shapes.get(port) if node else None


def shape_text(shape: Shape, batch: bool = False) -> str:
    """`64×28×28`; with `batch`, `N×64×28×28`. A shape of the batch alone is `N`."""
    dims = shape if batch or len(shape) < 2 or shape[0] != "N" else shape[1:]
    return "×".join(str(dim) for dim in dims) or "1"
