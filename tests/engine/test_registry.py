"""Every block tests itself: shapes, gradients, source, help, icon. A new block needs no new test."""

import inspect
from pathlib import Path

import pytest
import torch
from torch import nn

from engine.block import CATEGORY_TITLES, REQUIRED, SIGNATURE, Block, Registry, SameAs
from engine.blocks import REGISTRY
from engine.compiler import compile
from engine.document import Document, Edge, Node
from engine.edits import END, Insert
from engine.exchange.python import to_source
from engine.modules import target
from engine.planner import make_plan
from engine.problem import SENTENCES
from tests.build import network

ICONS = Path(__file__).parents[2] / "resources" / "icons"
CASES = [
    pytest.param(block, example, id=f"{block.id}-{index}")
    for block in REGISTRY
    if block.kind in ("module", "function")
    for index, example in enumerate(block.examples)
]


def _document(block, example) -> Document:
    """The block with an Input for everything that arrives, and an Output for everything that leaves."""
    document = Document(id="example", title=f"Try {block.title}")
    nodes = [Node("tested", "tested", block.id, 1, example.arguments)]
    edges = []
    for index, (shape, port) in enumerate(zip(example.inputs, _ports(block, example), strict=True)):
        arguments = {"shape": list(shape[1:])} | ({"dtype": port.dtypes[0]} if port.dtypes[0] != "float32" else {})
        nodes.append(Node(f"in{index}", f"in{index}", "input", 1, arguments))
        edges.append(Edge(f"e{index}", f"in{index}", "tested", input=port.name, index=index))
    document.apply(Insert("main", [(END, node) for node in nodes], [(END, edge) for edge in edges]))
    planned = make_plan(document).nodes["tested"]
    assert planned.status == "ok", [problem.message for problem in make_plan(document).problems]
    for port, shape in planned.output_shapes.items():
        _lead_out(document, port, shape)
    return document


def _lead_out(document: Document, port: str, shape) -> None:
    """Wire an output to an Output; one whose batch is in the second place, as an LSTM's hidden state, is turned."""
    nodes = [(END, Node(f"out_{port}", f"out_{port}", "output"))]
    if shape[0] == "N":
        edges = [Edge(f"last_{port}", "tested", f"out_{port}", port)]
    else:
        order = [1, 0, *range(2, len(shape))]
        nodes.append((END, Node(f"turn_{port}", f"turn_{port}", "permute", 1, {"dims": order})))
        edges = [
            Edge(f"to_{port}", "tested", f"turn_{port}", port),
            Edge(f"last_{port}", f"turn_{port}", f"out_{port}"),
        ]
    document.apply(Insert("main", nodes, [(END, edge) for edge in edges]))


def _ports(block, example):
    ports = {port.name: port for port in block.inputs_for(example.arguments)}
    if example.ports:
        return [ports[name] for name in example.ports]
    in_order = list(ports.values())
    return [in_order[0]] * len(example.inputs) if in_order and in_order[0].variadic else in_order[: len(example.inputs)]


def _inputs(block, example):
    """Random tensors, whole numbers below the example's `below` where such are taken."""
    made = []
    for shape, port in zip(example.inputs, _ports(block, example), strict=True):
        whole = port.dtypes[0] == "int64"
        made.append(torch.randint(0, example.below, shape) if whole else torch.randn(shape))
    return made


def _by_port(block, example, output):
    """What a network of `_document` answers, by output port."""
    ports = [port.name for port in block.outputs_for(example.arguments)]
    return {ports[0]: output} if len(ports) == 1 else {port: output[f"out_{port}"] for port in ports}


@pytest.mark.parametrize(("block", "example"), CASES)
@pytest.mark.parametrize("mode", ["train", "eval"])
def test_planned_shape_is_the_real_shape_and_gradients_flow(block, example, mode):
    document = _document(block, example)
    plan = make_plan(document)
    assert [problem.message for problem in plan.problems if problem.severity != "note"] == []
    module = compile(document, plan).train(mode == "train")
    # What is in-place would write over a leaf, which autograd refuses; a network never does that to its input's leaf.
    leaves = [x.requires_grad_(x.is_floating_point()) for x in _inputs(block, example)]
    outputs = _by_port(block, example, module(*[x * 1 if x.requires_grad else x for x in leaves]))
    planned = plan.nodes["tested"]
    batch = example.inputs[0][0] if example.inputs else 1
    for port, output in outputs.items():
        shape = planned.output_shapes[port]
        real = output.shape if shape[0] == "N" else output.transpose(0, 1).shape
        assert _sized(shape, batch) == tuple(real)
        assert planned.dtypes[port] == str(output.dtype).removeprefix("torch.")
    sum(output.square().sum() for output in outputs.values() if output.is_floating_point()).backward()
    for x, port in zip(leaves, _ports(block, example), strict=True):
        assert x.grad is None if port.only_shape or not x.requires_grad else torch.isfinite(x.grad).all()
    assert all(p.grad is not None for p in module.parameters())
    assert planned.parameters == sum(p.numel() for p in module.parameters())
    assert planned.buffers == sum(b.numel() for b in module.buffers())


def _sized(shape, batch):
    return tuple(int(str(dim).removesuffix("N") or 1) * batch if isinstance(dim, str) else dim for dim in shape)


@pytest.mark.parametrize(("block", "example"), CASES)
def test_exported_source_is_the_compiled_module(block, example):
    document = _document(block, example)
    module = compile(document)
    namespace: dict[str, object] = {}
    exec(to_source(document), namespace)
    exported = next(v for k, v in namespace.items() if k.startswith("Try"))()
    assert list(exported.state_dict()) == list(module.state_dict())
    exported.load_state_dict(module.state_dict())
    inputs = _inputs(block, example)
    for mode in (True, False):
        outputs = []
        for candidate in (module, exported):
            torch.manual_seed(1)
            answer = candidate.train(mode)(*[x.clone() for x in inputs])
            outputs.append(_by_port(block, example, answer))
        for port in outputs[0]:
            assert torch.equal(outputs[0][port], outputs[1][port])


@pytest.mark.parametrize("block", [b for b in REGISTRY if b.kind == "parameter"], ids=lambda block: block.id)
def test_a_tensor_of_the_networks_own(block):
    arguments = block.examples[0].arguments
    document = network(
        ("x", "input", {"shape": [3, 4, 4]}), ("own", block.id, arguments), ("s", "add"), ("y", "output"),
        edges="x>s own>s s>y",
    )  # fmt: skip
    plan = make_plan(document)
    assert [problem.message for problem in plan.problems if problem.severity != "note"] == []
    module = compile(document, plan)
    assert list(module.state_dict()) == ["own"]
    assert plan.parameters == sum(p.numel() for p in module.parameters())
    assert plan.totals.buffers == sum(b.numel() for b in module.buffers())
    namespace: dict[str, object] = {}
    exec(to_source(document), namespace)
    exported = namespace["TestNet"]()
    exported.load_state_dict(module.state_dict())
    x = torch.randn(2, 3, 4, 4)
    assert torch.equal(module(x), exported(x))
    assert torch.equal(module(x), x + module.own)


@pytest.mark.parametrize("block", list(REGISTRY), ids=lambda block: block.id)
def test_a_block_is_complete(block):
    assert (ICONS / f"{block.id}.svg").is_file()
    assert block.category in CATEGORY_TITLES
    assert block.help.endswith((".", "?"))
    assert len(block.help) > 30
    assert block.url.startswith(("https://pytorch.org/docs/stable/", "https://pytorch.org/vision/stable/"))
    assert block.examples
    for argument in block.arguments:
        assert argument.help.endswith("."), argument.name
        assert argument.derived or argument.fault(argument.default) is None, argument.name
    for rule in block.rules:
        assert rule.code in SENTENCES
    if block.in_place:
        assert block.argument(block.in_place)


@pytest.mark.parametrize(
    "block", [b for b in REGISTRY if b.kind == "module" and not b.parts], ids=lambda block: block.id
)
def test_arguments_are_spelt_and_defaulted_as_pytorch_does(block):
    parameters = _parameters(target(block.target))
    for argument in (a for a in block.arguments if a.passed):
        default = parameters[argument.name].default
        if argument.torch_default is REQUIRED:
            assert default is inspect.Parameter.empty, argument.name
        elif isinstance(argument.torch_default, SameAs):
            assert default is None, argument.name
        else:
            ours = argument.default if argument.torch_default is SIGNATURE else argument.torch_default
            assert getattr(default, "__name__", default) == ours, argument.name  # a class or function, by its name
    names = [name for name, parameter in parameters.items() if parameter.default is inspect.Parameter.empty]
    required = [a.name for a in block.arguments if a.passed and a.torch_default is REQUIRED]
    assert required == [name for name in names if name not in ("self", "args", "kwargs")]
    assert issubclass(target(block.target), nn.Module)


def _parameters(cls):
    """What a class is built with. LSTM and GRU hand everything on to what they derive from, with a mode of their own."""
    if issubclass(cls, nn.RNNBase):
        return {k: v for k, v in inspect.signature(nn.RNNBase.__init__).parameters.items() if k != "mode"}
    return inspect.signature(cls.__init__).parameters


def test_the_first_blocks_are_all_there():
    expected = "input output conv2d batch_norm2d relu max_pool2d avg_pool2d adaptive_avg_pool2d upsample linear"
    expected += " flatten dropout add concat softmax identity"
    assert set(expected.split()) <= {block.id for block in REGISTRY}


def test_an_id_is_taken_once():
    registry = Registry()
    registry.add(Block("x", "X", "shape", "Help.", ""))
    with pytest.raises(ValueError, match="two blocks are called x"):
        registry.add(Block("x", "X", "shape", "Help.", ""))
