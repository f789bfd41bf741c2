"""What a plan is: all that the engine works out from a document, as plain data for many readers."""

from dataclasses import dataclass, field
from typing import Literal

from engine.block import Value
from engine.problem import Problem

Dim = int | str  # a size, or the batch: "N", "2N"
Shape = tuple[Dim, ...]
Status = Literal["ok", "wrong", "waiting"]  # waiting: something before it is wrong or missing


@dataclass(frozen=True, slots=True)
class Field:
    """What one pixel of a node's output sees of a network's input: its receptive field, a number a dimension of space.

    `size` is how many pixels it spans, `stride` how far two neighbours' fields lie apart, and `offset` where the middle
    of the first pixel's field is, all in pixels of the input; padding counts as if the input went on there. Where
    `whole` is set, every pixel sees all of the input.
    """

    source: str  # the path of the Input
    size: tuple[float, ...] = ()
    stride: tuple[float, ...] = ()
    offset: tuple[float, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class NodePlan:
    """What one node comes to. Shapes are by port, a list for every input since an input may be variadic.

    `parameters` and `buffers` count numbers; `macs` counts multiply-accumulates for one sample, of convolutions,
    linears and matrix products: half of what `torch.utils.flop_counter` counts. `output_bytes` is the memory that its
    outputs take for one sample, `kept_bytes` what autograd keeps of them, and of what it makes by the way, until the
    backward pass. `depth` counts the layers with weights on the longest way here, this one included: those that
    multiply by them, as the numbers in ResNet-152 and VGG-16 are counted, so that norms are none.
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
    trainable: int = 0  # of the parameters: those that are not frozen
    buffers: int = 0
    macs: int = 0
    output_bytes: int = 0
    kept_bytes: int = 0
    depth: int = 0
    receptive_field: Field | None = None

    def completed(self, kept_bytes: int, depth: int, receptive_field: Field | None) -> "NodePlan":
        """The same with these; by hand, since `dataclasses.replace` takes four times as long, once for each node."""
        return NodePlan(
            self.path,
            self.key,
            self.block,
            self.status,
            self.live,
            self.arguments,
            self.input_shapes,
            self.output_shapes,
            self.dtypes,
            self.parameters,
            self.trainable,
            self.buffers,
            self.macs,
            self.output_bytes,
            kept_bytes,
            depth,
            receptive_field,
        )


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of memory that the network takes with a batch of `batch` samples.

    `weights` are parameters and buffers, `gradients` and `optimizer` what training adds for each parameter,
    `activations` what autograd keeps at the end of a forward pass. `training` and `inference` are the most that is in
    use at any moment of a step, and of a forward pass in eval mode without gradients; both include the weights.
    """

    batch: int = 1
    weights: int = 0
    gradients: int = 0
    optimizer: int = 0
    activations: int = 0
    training: int = 0
    inference: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the network."""

    parameters: int = 0
    trainable: int = 0
    buffers: int = 0
    macs: int = 0
    depth: int = 0  # the most layers with weights on any way through
    parameter_bytes: int = 0
    memory: Memory = Memory()


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one revision of a document. `order` is the order of execution, of all nodes not in a loop."""

    document: str
    revision: int
    order: tuple[str, ...] = ()
    nodes: dict[str, NodePlan] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    totals: Totals = Totals()

    @property
    def ok(self) -> bool:
        """Whether the network can be compiled: nothing in it is an error."""
        return not any(problem.severity == "error" for problem in self.problems)

    @property
    def parameters(self) -> int:
        """How many numbers the network learns or has learnt."""
        return self.totals.parameters

    @property
    def macs(self) -> int:
        """Multiply-accumulates for one sample."""
        return self.totals.macs

    def shape_of(self, path: str, port: str = "output") -> Shape | None:
        """The shape that leaves a port, where it is known."""
        node = self.nodes.get(path)
        return node.output_shapes.get(port) if node else None


def shape_text(shape: Shape, batch: bool = False) -> str:
    """`64×28×28`; with `batch`, `N×64×28×28`. A shape of the batch alone is `N`."""
    dims = shape if batch or len(shape) < 2 or shape[0] != "N" else shape[1:]
    return "×".join(str(dim) for dim in dims) or "1"
