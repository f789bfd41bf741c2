"""ResNets as flat documents of our own blocks, laid out like torchvision's; building one needs no torch."""

from dataclasses import dataclass, field
from typing import Any

from engine.document import Document, Edge, Node
from engine.edits import END, Insert

IMAGE = [3, 224, 224]
STAGES: dict[str, tuple[bool, tuple[int, ...]]] = {  # whether its blocks are bottlenecks, and how many a stage
    "resnet18": (False, (2, 2, 2, 2)),
    "resnet50": (True, (3, 4, 6, 3)),
    "resnet152": (True, (3, 8, 36, 3)),
}
COLUMNS, DISTANCE_X, DISTANCE_Y = 24, 224.0, 136.0


def resnet(name: str) -> Document:
    """The network that torchvision calls `name`; its `layer1.0.conv1` is our `layer1_0_conv1`."""
    is_bottleneck, counts = STAGES[name]
    writer = Writer()
    last = writer.add("input", "input", shape=IMAGE)
    last = writer.convolution("conv1", "bn1", last, 64, 7, stride=2, padding=3)
    last = writer.add("relu", "relu", last, inplace=True)
    last = writer.add("maxpool", "max_pool2d", last, kernel_size=3, stride=2, padding=1)
    channels = 64
    for stage, count in enumerate(counts):
        planes = 64 * 2**stage
        out = planes * 4 if is_bottleneck else planes
        for number in range(count):
            stride = 2 if stage and not number else 1
            write = _bottleneck if is_bottleneck else _basic
            last = write(writer, f"layer{stage + 1}_{number}", last, planes, stride, channels != out)
            channels = out
    last = writer.add("avgpool", "adaptive_avg_pool2d", last, output_size=1)
    last = writer.add("flatten", "flatten", last)
    last = writer.add("fc", "linear", last, out_features=1000)
    writer.add("output", "output", last)
    return writer.document(name)


@dataclass(slots=True)
class Writer:
    """Collects nodes and edges; a node's id is its name."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def add(self, name: str, block: str, *sources: str, **arguments: Any) -> str:
        row, column = divmod(len(self.nodes), COLUMNS)
        self.nodes.append(Node(name, name, block, 1, arguments, column * DISTANCE_X, row * DISTANCE_Y))
        for index, source in enumerate(sources):
            self.edges.append(Edge(f"{source}-{name}", source, name, index=index))
        return name

    def convolution(
        self, conv: str, norm: str, source: str, channels: int, kernel: int, stride: int = 1, padding: int = 0
    ) -> str:
        """A convolution without bias, and the BatchNorm after it."""
        arguments = {"stride": stride, "padding": padding}
        given = {name: value for name, value in arguments.items() if value != (name == "stride")}
        self.add(conv, "conv2d", source, out_channels=channels, kernel_size=kernel, bias=False, **given)
        return self.add(norm, "batch_norm2d", conv)

    def document(self, title: str) -> Document:
        made = Document(title=title)
        made.apply(Insert("main", [(END, node) for node in self.nodes], [(END, edge) for edge in self.edges]))
        return made


def _shortcut(writer: Writer, stem: str, source: str, channels: int, stride: int, projects: bool) -> str:
    if not projects:
        return source
    return writer.convolution(f"{stem}_downsample_0", f"{stem}_downsample_1", source, channels, 1, stride)


def _basic(writer: Writer, stem: str, source: str, planes: int, stride: int, projects: bool) -> str:
    last = writer.convolution(f"{stem}_conv1", f"{stem}_bn1", source, planes, 3, stride, 1)
    last = writer.add(f"{stem}_relu1", "relu", last, inplace=True)
    last = writer.convolution(f"{stem}_conv2", f"{stem}_bn2", last, planes, 3, 1, 1)
    side = _shortcut(writer, stem, source, planes, stride, projects)
    last = writer.add(f"{stem}_add", "add", last, side)
    return writer.add(f"{stem}_relu2", "relu", last, inplace=True)


def _bottleneck(writer: Writer, stem: str, source: str, planes: int, stride: int, projects: bool) -> str:
    last = writer.convolution(f"{stem}_conv1", f"{stem}_bn1", source, planes, 1)
    last = writer.add(f"{stem}_relu1", "relu", last, inplace=True)
    last = writer.convolution(f"{stem}_conv2", f"{stem}_bn2", last, planes, 3, stride, 1)
    last = writer.add(f"{stem}_relu2", "relu", last, inplace=True)
    last = writer.convolution(f"{stem}_conv3", f"{stem}_bn3", last, 4 * planes, 1)
    side = _shortcut(writer, stem, source, 4 * planes, stride, projects)
    last = writer.add(f"{stem}_add", "add", last, side)
    return writer.add(f"{stem}_relu3", "relu", last, inplace=True)
