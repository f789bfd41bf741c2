"""Planning: whole ResNets and DenseNets from cold, beside torchinfo and torchview, and again after an edit of one
argument; and a document of 10,000 nodes."""

import random
import statistics

import torch
import torchinfo
import torchview
import torchvision
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.densenet import BLOCKS, densenet
from benchmarks.measure import Row, interleaved, seconds
from benchmarks.resnet import IMAGE, Writer, resnet
from engine import planner, presets
from engine.block import Value
from engine.document import Document, Node
from engine.edits import SetArguments
from engine.planner import make_plan

COLD, AGAIN, LARGE = 1 / 4, 0.008, 1.0
DEEP = 10  # levels of modules in modules that torchview shows: all of them


def measure(quick: bool = False) -> list[Row]:
    """Rows for ResNet-152 and DenseNet-201 (ResNet-18 and DenseNet-121 when `quick`), 10,000 nodes and the presets."""
    return [
        *_network("resnet18" if quick else "resnet152", quick),
        *_network("densenet121" if quick else "densenet201", quick),
        _large(1_000 if quick else 10_000, 1 if quick else 5),
        *(_preset(preset, 1 if quick else 15) for preset in presets.names()[: 1 if quick else None]),
    ]


def _network(name: str, quick: bool) -> list[Row]:
    document = densenet(name) if name in BLOCKS else resnet(name)
    with torch.device("meta"):
        module = getattr(torchvision.models, name)().eval()
    return [
        *_figures(name, document, module),
        *_cold(name, document, module, 1 if quick else 15),
        _again(name, document, 3 if quick else 120),
    ]


def _figures(name: str, document: Document, module: torch.nn.Module) -> list[Row]:
    """Speed is worth nothing where the figures are wrong."""
    plan = make_plan(document)
    parameters = sum(parameter.numel() for parameter in module.parameters())
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        module(torch.empty(1, *IMAGE, device="meta"))
    macs = counter.get_total_flops() / 2
    nodes = f"plan of {name} ({len(document.network.nodes)} nodes)"
    return [
        Row(f"{nodes}: parameters, torchvision's", plan.parameters, parameters, "", "equal",
            plan.parameters == parameters),
        Row(f"{nodes}: MACs, half of torch's FLOPs", plan.macs, macs, "", "equal", plan.macs == macs),
    ]  # fmt: skip


def _cold(name: str, document: Document, module: torch.nn.Module, repetitions: int) -> list[Row]:
    """Ours with shapes, costs, memory, receptive fields and problems; torchview's graph is not drawn."""

    def summary() -> None:
        torchinfo.summary(module, input_size=(1, *IMAGE), device="meta", verbose=0)

    def graph() -> None:
        torchview.draw_graph(module, input_size=(1, *IMAGE), device="meta", depth=DEEP)

    times = interleaved(repetitions, lambda: _from_cold(document), summary, graph)
    ours, info, view = map(statistics.median, times)
    what = f"plan of {name} from cold"
    # A DenseNet has as many different layers as it has layers, of which few are found in the memory of others.
    most = 1 if name in BLOCKS else COLD
    return [
        Row(f"{what}, torchinfo", ours, info, "s", f"≤ {most:.2f} of peer", ours <= most * info),
        Row(f"{what}, torchview", ours, view, "s", "", None),
    ]


def _from_cold(document: Document) -> None:
    planner.forget()
    make_plan(document)


def _again(name: str, document: Document, edits: int) -> Row:
    """After each edit, everything but what it changes has been planned before; no edit is made twice."""
    dice = random.Random(0)
    make_plan(document)
    tried: set[str] = set()
    times = []
    while len(times) < edits:
        node = dice.choice(list(document.network.nodes.values()))
        arguments = _changed(node, dice)
        if arguments is None or repr((node.id, arguments)) in tried:
            continue
        tried.add(repr((node.id, arguments)))
        inverse = document.apply(SetArguments("main", node.id, arguments))
        times.append(seconds(lambda: make_plan(document)))
        document.apply(inverse)
    found = statistics.median(times)
    what = f"plan of {name} again after one argument, median of {edits} edits"
    if name in BLOCKS:  # an edit changes the shapes of all layers after it
        return Row(what, found, None, "s", "", None)
    return Row(what, found, None, "s", f"≤ {1000 * AGAIN:.0f} ms", found <= AGAIN)


def _changed(node: Node, dice: random.Random) -> dict[str, Value] | None:
    """Another value for one of the node's arguments, as a person might set it."""
    tries: dict[str, list[tuple[str, Value]]] = {
        "conv2d": [
            ("out_channels", 8 * dice.randint(1, 200)),
            ("kernel_size", dice.choice([1, 2, 3, 5])),
            ("padding", dice.randint(0, 3)),
            ("bias", True),
        ],
        "batch_norm2d": [("eps", dice.randint(2, 999) / 1e5), ("momentum", dice.randint(1, 99) / 100)],
        "relu": [("inplace", False)],
        "linear": [("out_features", dice.randint(2, 2000))],
        "max_pool2d": [("kernel_size", dice.randint(2, 9))],
    }
    name, value = dice.choice(tries.get(node.block, [("", None)]))
    if not name or node.arguments.get(name) == value:
        return None
    return {**node.arguments, name: value}


def _large(nodes: int, repetitions: int) -> Row:
    """A chain of residual blocks, with little but its length to it."""
    writer = Writer()
    last = writer.add("input", "input", shape=[16, 32, 32])
    while len(writer.nodes) + 8 <= nodes:
        source, stem = last, f"block{len(writer.nodes)}"
        for half in ("a", "b"):
            last = writer.convolution(f"{stem}_conv_{half}", f"{stem}_norm_{half}", last, 16, 3, padding=1)
            last = writer.add(f"{stem}_relu_{half}", "relu", last, inplace=True)
        last = writer.add(f"{stem}_add", "add", last, source)
    while len(writer.nodes) + 1 < nodes:
        last = writer.add(f"same{len(writer.nodes)}", "identity", last)
    writer.add("output", "output", last)
    document = writer.document("long")
    (times,) = interleaved(repetitions, lambda: _from_cold(document))
    found = statistics.median(times)
    return Row(f"plan of {len(writer.nodes):,} nodes from cold", found, None, "s", f"≤ {LARGE:.0f} s", found <= LARGE)


def _preset(name: str, repetitions: int) -> Row:
    document = presets.make(name)
    cold, warm = interleaved(repetitions, lambda: _from_cold(document), lambda: make_plan(document))
    again, whole = statistics.median(warm), statistics.median(cold)
    return Row(f"plan of {name} again, from cold", again, whole, "s", f"≤ {1000 * AGAIN:.0f} ms", again <= AGAIN)
