"""Planning: a whole ResNet-152 from cold against torchinfo, and again after an edit of one argument."""

import random
import statistics

import torch
import torchinfo
import torchvision
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.measure import Row, interleaved, seconds
from benchmarks.resnet import IMAGE, resnet
from engine import planner, presets
from engine.block import Value
from engine.document import Document, Node
from engine.edits import SetArguments
from engine.planner import make_plan

COLD, AGAIN = 1 / 4, 0.008


def measure(quick: bool = False) -> list[Row]:
    """Rows for ResNet-152 (ResNet-18 when `quick`) and the presets."""
    name = "resnet18" if quick else "resnet152"
    document = resnet(name)
    with torch.device("meta"):
        module = getattr(torchvision.models, name)().eval()
    return [
        *_figures(name, document, module),
        _cold(name, document, module, 1 if quick else 15),
        _again(name, document, 3 if quick else 120),
        *(_preset(preset, 1 if quick else 15) for preset in presets.names()[: 1 if quick else None]),
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


def _cold(name: str, document: Document, module: torch.nn.Module, repetitions: int) -> Row:
    def summary() -> None:
        torchinfo.summary(module, input_size=(1, *IMAGE), device="meta", verbose=0)

    ours, peer = interleaved(repetitions, lambda: _from_cold(document), summary)
    row = Row(f"plan of {name} from cold, torchinfo", statistics.median(ours), statistics.median(peer), "s", "", None)
    ratio = row.ours / statistics.median(peer)
    return Row(row.what, row.ours, row.peer, "s", f"≤ {COLD:.2f} of peer", ratio <= COLD)


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


def _preset(name: str, repetitions: int) -> Row:
    document = presets.make(name)
    cold, warm = interleaved(repetitions, lambda: _from_cold(document), lambda: make_plan(document))
    again, whole = statistics.median(warm), statistics.median(cold)
    return Row(f"plan of {name} again, from cold", again, whole, "s", f"≤ {1000 * AGAIN:.0f} ms", again <= AGAIN)
