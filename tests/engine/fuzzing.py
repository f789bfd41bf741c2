"""Hostile documents, made by dice, and what must hold for each: a sentence or a plan, soon, and in little memory."""

import builtins
import json
import math
import random
import re
import resource
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import torch

from engine import files, presets
from engine.block import Argument, Block, Port
from engine.blocks import REGISTRY
from engine.compiler import compile
from engine.document import Document
from engine.errors import UserError
from engine.exchange.python import to_source
from engine.messages import decode, encode
from engine.plan import Plan
from engine.planner import make_plan
from engine.service import difference
from engine.training.recipe import SETTINGS, resolve

CPU_SECONDS, WALL_SECONDS = 1.5, 60.0  # for one case; other work on the computer lengthens only the latter
MEGABYTES = 400  # that all cases together may add to the most memory that the process has used
SMALL = 200_000  # parameters of a network that is also built
BLOCKS = list(REGISTRY)

# What is done with a document ------------------------------------------------------------------------------------


def examine(data: bytes) -> str:
    """Do with a file what the program does with it; how far it came. Fails where a person would see a fault of ours."""
    try:
        document = files.parse(data, "fuzz.json")
    except UserError as error:
        is_sentence(str(error))
        return "refused"
    plan = make_plan(document)
    problems_are_sentences(document, plan)
    news = difference(None, plan)
    assert decode(encode(news)) == news
    saved = files.to_bytes(document)
    again = files.parse(saved, "again")
    assert again == document
    assert files.to_bytes(again) == saved
    with suppress(UserError):
        resolve(document.recipe)
    if not plan.ok:
        return "planned"
    builtins.compile(to_source(document), "fuzz.py", "exec")
    if plan.parameters + plan.totals.buffers > SMALL:
        return "written"
    module = compile(document, plan)
    assert sum(parameter.numel() for parameter in module.parameters()) == plan.parameters
    shapes = [shape for node in plan.nodes.values() for shape in node.output_shapes.values()]
    numbers = sum(math.prod(size for size in shape if isinstance(size, int)) for shape in shapes)
    if plan.macs > 50 * SMALL or numbers > 5 * SMALL:
        return "built"
    runs_as_planned(module, plan)
    return "run"


def runs_as_planned(module: torch.nn.Module, plan: Plan) -> None:
    """The network takes a batch, and gives what was planned."""
    inputs = [node for path in plan.order if (node := plan.nodes[path]).block == "input" and node.live]
    kinds = {"float32": torch.float32, "int64": torch.int64}
    batch = [torch.zeros(3, *node.arguments["shape"], dtype=kinds[node.arguments["dtype"]]) for node in inputs]
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what PyTorch thinks of such a network
        result = module(*batch)
    found = result if isinstance(result, dict) else {None: result}
    outputs = [node for path in plan.order if (node := plan.nodes[path]).block == "output" and node.live]
    for output, tensor in zip(outputs, found.values(), strict=True):
        [shape] = output.input_shapes["input"]
        assert list(tensor.shape) == [3 * int(str(dim)[:-1] or 1) if isinstance(dim, str) else dim for dim in shape]


def is_sentence(text: str) -> None:
    """One line, with an end, and nothing left to be filled in."""
    assert text.isprintable(), repr(text)
    assert text.endswith((".", "?", ".)")), repr(text)
    assert len(text) < 20_000


def problems_are_sentences(document: Document, plan: Plan) -> None:
    before = files.to_bytes(document)
    for problem in plan.problems[:20]:
        is_sentence(problem.message)
        assert problem.reason().isprintable()
        assert set(problem.paths) <= document.network.nodes.keys()
        assert set(problem.edges) <= document.network.edges.keys()
        for fix in problem.fixes:
            assert fix.label().isprintable()
            inverse = document.apply(fix.edit)
            make_plan(document)
            document.apply(inverse)
            assert files.to_bytes(document) == before, f"{problem.code}: undo brings it back"


class TooLong(Exception):
    """A case has not come to its end in time."""


@contextmanager
def bounded(megabytes: int = MEGABYTES) -> Iterator[None]:
    """Cases within take no more memory than this, and no case hangs: see `soon`."""

    def stop(number: int, frame: Any) -> None:
        raise TooLong

    before = [signal.signal(number, stop) for number in (signal.SIGPROF, signal.SIGALRM)]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm") as statm:
        used = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 8 * megabytes * 1024 * 1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        for number, handler in zip((signal.SIGPROF, signal.SIGALRM), before, strict=True):
            signal.signal(number, handler)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most) // 1024
    assert grown < megabytes, f"{grown} MB more than before"


@contextmanager
def soon() -> Iterator[None]:
    """What is done within ends in about a second."""
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


# Documents made by dice ------------------------------------------------------------------------------------------

SIDES = (1, 2, 3, 4, 7, 8, 16, 28, 224, 4096, 65_536, 1_000_000)
HOSTILE = (
    None, True, False, 0, 1, -1, 2, 3, 64, 65_536, 65_537, 2**31 - 1, 2**31, 2**63 - 1, 2**63, -(2**63), 10**300, 0.0, -0.0,
    0.5, 1e-320, 1e308, -1e308, 1.5, "", "same", "zeros", "x" * 2000, "é😀\u2028\n\r\t", "{node}", "__class__", "N", [], [1],
    [0, 0], [1, 2, 3], [-1, -1], [65_536] * 3, [1] * 100, [[[[]]]], {}, {"a": {"b": [1]}}, [None], ["a"],
)  # fmt: skip
NAMES = (
    "conv1",
    "x",
    "a b",
    "class",
    "train",
    "forward",
    "0",
    "1",
    "F",
    "ops",
    "torch",
    "é",
    "None",
    "self",
    "_",
    "\n",
    "%s",
)


def document(dice: random.Random) -> dict[str, Any]:
    """A document: blocks wired as they should be or at random, arguments within their ranges, at their ends, or wild."""
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    if dice.random() < 0.4:  # one block, by itself, with arguments that may well be right
        _tested(dice.choice(BLOCKS), nodes, edges, dice, wild=False)
        return _around(nodes, edges, "net")
    for _ in range(dice.choice((0, 1, 1, 1, 2, 3, 6))):
        block = dice.choice(BLOCKS)
        _tested(block, nodes, edges, dice) if dice.random() < 0.8 else _add(nodes, block.id, dice, {})
    ids = [node["id"] for node in nodes]
    for _ in range(dice.choice((0, 0, 0, 1, 2, 8)) if ids else 0):
        edge = {"id": f"w{len(edges)}", "source": dice.choice(ids), "target": dice.choice(ids)}
        edges.append(edge | {"output": _port(dice), "input": _port(dice), "index": dice.choice((0, 0, 1, 2**31 - 1))})
    if ids and dice.random() < 0.05:  # many wires between few nodes
        count = dice.choice((50, 2000))
        edges += [{"id": f"m{i}", "source": dice.choice(ids), "target": dice.choice(ids)} for i in range(count)]
    for item in (*nodes, *edges):
        if dice.random() < 0.03:
            item[dice.choice(("name", "version", "x", "extra", "keys", "index", "frozen", "block"))] = _hostile(dice)
    made = _around(nodes, edges, dice.choice(("net", "", "F", "true", "1 é", 'a"b', *NAMES)))
    if dice.random() < 0.1:
        made[dice.choice(("recipe", "extra", "theme", "root", "title"))] = _hostile(dice)
    if dice.random() < 0.1:
        made["recipe"] = {dice.choice(SETTINGS).name: _hostile(dice)}
    return made


def _around(nodes: list[Any], edges: list[Any], title: str) -> dict[str, Any]:
    group = {"id": "main", "name": "main", "nodes": nodes, "edges": edges}
    made = {"format": ["convcanvas", 1, 0], "id": "d", "title": title, "root": "main", "recipe": {}}
    return made | {"groups": [group]}


def _tested(block: Block, nodes: list[Any], edges: list[Any], dice: random.Random, wild: bool = True) -> None:
    """The block, fed as it wants to be and leading to Outputs."""
    some = [argument for argument in block.arguments if dice.random() < 0.35]
    arguments = {a.name: _value(a, dice) if wild else _likely(a, dice) for a in some}
    if wild and dice.random() < 0.1:
        arguments[dice.choice(("", "unknown", "é", "self"))] = _hostile(dice)
    node = _add(nodes, block.id, dice, arguments)
    shape = [dice.choice(SIDES[:9] if dice.random() < 0.8 else SIDES) for _ in range(6)]
    for port in block.inputs_for(arguments):
        if port.optional and dice.random() < 0.5:
            continue
        for index in range(dice.choice((1, 2, 3)) if port.variadic else 1):
            edges.append(_fed(port, node, index, shape, nodes, edges, dice))
    for port in block.outputs_for(arguments):
        out = _add(nodes, "output", dice, {})
        edges.append({"id": f"w{len(edges)}", "source": node["id"], "target": out["id"], "output": port.name})


def _fed(
    port: Port,
    node: dict[str, Any],
    index: int,
    shape: list[int],
    nodes: list[Any],
    edges: list[Any],
    dice: random.Random,
) -> dict[str, Any]:
    """A wire to a port from an Input, or from a node that is there already."""
    wire = {"id": f"w{len(edges)}", "target": node["id"], "input": port.name, "index": index}
    if len(nodes) > 1 and dice.random() < 0.25:
        return wire | {"source": dice.choice(nodes)["id"]}
    rank = dice.choice(port.ranks or (2, 3, 4, 5)) - 1
    own = shape[:rank] if dice.random() < 0.9 else [dice.choice(SIDES) for _ in range(rank)]
    dtype = dice.choice([name for name in port.dtypes if name in ("float32", "int64")] or ["float32"])
    return wire | {"source": _add(nodes, "input", dice, {"shape": own or [1], "dtype": dtype})["id"]}


def _add(nodes: list[Any], block: str, dice: random.Random, arguments: dict[str, Any]) -> dict[str, Any]:
    name = f"n{len(nodes)}" if dice.random() < 0.97 else dice.choice(NAMES)
    node = {"id": f"n{len(nodes)}", "name": name, "block": block, "arguments": arguments}
    nodes.append(node | {"x": 0, "y": 0} if dice.random() < 0.9 else node)
    return nodes[-1]


def _value(argument: Argument, dice: random.Random) -> Any:
    """A value of the right kind mostly: in the range, at its ends or just beyond."""
    if dice.random() < 0.04:
        return _hostile(dice)
    low, high = argument.minimum or 0, argument.maximum if argument.maximum is not None else 1e9
    match argument.kind:
        case "bool":
            return dice.random() < 0.5
        case "text":
            return dice.choice(("", "a", "x" * 1000))
        case "choice":
            return dice.choice(argument.choices)
        case "float":
            return dice.choice((low, high, low + 0.5, (low + high) / 2, high * 1.01 + 1))
        case "int":
            return _whole(low, high, dice)
    if argument.choices and dice.random() < 0.2:
        return dice.choice(argument.choices)
    length = dice.choice(argument.dimensions if argument.kind == "size" else (1, 2, 3, 4, 5))
    if argument.kind == "size" and dice.random() < 0.6:
        return _whole(low, high, dice)
    return [_whole(low, high, dice) for _ in range(length)]


def _likely(argument: Argument, dice: random.Random) -> Any:
    """A small value that the argument can take."""
    low = math.ceil(argument.minimum if argument.minimum is not None else -3) + argument.above_minimum
    if argument.kind == "float":
        return min(low + 0.5, argument.maximum or 1.0)
    value = _value(argument, dice)
    if argument.kind in ("int", "size", "shape"):
        numbers = value if isinstance(value, list) else [value]
        small = [dice.randint(low, low + 3) for _ in numbers]
        value = small if isinstance(value, list) else small[0]
    return value if argument.fault(value) is None else argument.default


def _whole(low: float, high: float, dice: random.Random) -> int:
    small = dice.randint(int(low), int(min(high, low + 8)))
    return dice.choice((small, small, small, small, int(low), int(high), int(low) - 1, int(high) + 1, 64, 1))


def _hostile(dice: random.Random) -> Any:
    value = dice.choice(HOSTILE)
    for _ in range(dice.choice((0, 0, 0, 3, 70))):
        value = [value]
    return value


def _port(dice: random.Random) -> str:
    return dice.choice(("input", "output", "input", "output", "indices", "x", "é", "part0"))


# Files bent out of shape -----------------------------------------------------------------------------------------

TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null')
TOKENS = (
    b"1e999", b"-1", b"0", b"null", b"true", b"65536", b"9007199254740993", b"1e308", b"NaN", b'""', b'"\\ud800"', b"[]",
    b"{}", b"[" * 70, b'"block": "lstm"', b'"version": 9', b"7" * 400, b'"\\u0000"', b"\xff", b"\xef\xbb\xbf", b'"add"',
)  # fmt: skip


def whole_files() -> list[bytes]:
    """Files that are as they should be: the presets, a benchmark's network, and each block's examples."""
    from benchmarks.resnet import resnet

    found = [(presets.FOLDER / f"{name}.json").read_bytes() for name in presets.names()]
    found.append(files.to_bytes(resnet("resnet18")))
    dice = random.Random(0)
    for block in BLOCKS:
        nodes: list[Any] = []
        edges: list[Any] = []
        _tested(block, nodes, edges, dice)
        found.append(json.dumps(_around(nodes, edges, block.id), indent=1).encode())
    return found


def bent(whole: list[bytes], dice: random.Random) -> bytes:
    """One of these files with some of it flipped, inserted, deleted, cut off, doubled, or out of another one."""
    data = dice.choice(whole)
    bendings = dice.choice((BREAKING, SPARING))
    for _ in range(dice.choice((1, 1, 1, 2, 4, 16))):
        data = dice.choice(bendings)(data, dice, whole)
    return data


def _span(data: bytes, dice: random.Random, most: int = 200) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(start + dice.randint(0, most), len(data))


def _flip(data: bytes, dice: random.Random, whole: list[bytes]) -> bytes:
    at, _ = _span(data, dice)
    return data[:at] + bytes(byte ^ 1 << dice.randrange(8) for byte in data[at : at + 1]) + data[at + 1 :]


def _insert(data: bytes, dice: random.Random, whole: list[bytes]) -> bytes:
    at, _ = _span(data, dice)
    return data[:at] + dice.choice((dice.choice(TOKENS), bytes([dice.randrange(256)]))) + data[at:]


def _delete(data: bytes, dice: random.Random, whole: list[bytes]) -> bytes:
    start, end = _span(data, dice)
    return data[:start] + data[end:]


def _cut(data: bytes, dice: random.Random, whole: list[bytes]) -> bytes:
    return data[: _span(data, dice)[0]]


def _double(data: bytes, dice: random.Random, whole: list[bytes]) -> bytes:
    start, end = _span(data, dice, 2000)
    return data[:end] + data[start:end] + data[end:]


def _splice(data: bytes, dice: random.Random, whole: list[bytes]) -> bytes:
    other = dice.choice(whole)
    return data[: _span(data, dice)[0]] + other[_span(other, dice)[0] :]


def _exchange(data: bytes, dice: random.Random, whole: list[bytes]) -> bytes:
    """Another value in the place of one: what stays valid JSON gets furthest."""
    found = list(TOKEN.finditer(data))
    if not found:
        return data
    gone, come = dice.choice(found), dice.choice((dice.choice(found)[0], dice.choice(TOKENS)))
    return data[: gone.start()] + come + data[gone.end() :]


def _line(data: bytes, dice: random.Random, whole: list[bytes]) -> bytes:
    """A line less, twice, or elsewhere: in our layout that is a node or an edge."""
    lines = data.split(b"\n")
    lines.insert(dice.randrange(len(lines) + 1), lines[dice.randrange(len(lines))])
    if dice.random() < 0.7:
        del lines[dice.randrange(len(lines))]
    return b"\n".join(lines)


SPARING = (_exchange, _line)  # after which a file can often still be read
BREAKING = (_flip, _insert, _delete, _cut, _double, _splice, *SPARING)
