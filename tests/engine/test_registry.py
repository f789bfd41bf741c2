"""Every block tests itself: shapes, gradients, source, help, icon. A new block needs no new test."""

from pathlib import Path

import pytest
import torch
from torch import nn

from engine.block import CATEGORY_TITLES, REQUIRED, SIGNATURE, Block, Registry
from engine.blocks import REGISTRY
from engine.compiler import compile
from engine.document import Document, Edge, Node
from engine.edits import END, Insert
from engine.exchange.python import to_source
from engine.modules import target
from engine.planner import make_plan
from engine.problem import SENTENCES

ICONS = Path(__file__).parents[2] / "resources" / "icons"
CASES = [
    pytest.param(block, example, id=f"{block.id}-{index}")
    for block in REGISTRY
    if block.kind in ("module", "function")
    for index, example in enumerate(block.examples)
]


def _document(block, example) -> Document:
    document = Document(id="example", title=f"Try {block.title}")
    nodes = [Node("tested", "tested", block.id, 1, example.arguments), Node("out", "out", "output")]
    edges = [Edge("last", "tested", "out")]
    for index, shape in enumerate(example.inputs):
        nodes.append(Node(f"in{index}", f"in{index}", "input", 1, {"shape": list(shape[1:])}))
        edges.append(Edge(f"e{index}", f"in{index}", "tested", index=index))
    document.apply(Insert("main", [(END, node) for node in nodes], [(END, edge) for edge in edges]))
    return document


@pytest.mark.parametrize(("block", "example"), CASES)
@pytest.mark.parametrize("mode", ["train", "eval"])
def test_planned_shape_is_the_real_shape_and_gradients_flow(block, example, mode):
    document = _document(block, example)
    plan = make_plan(document)
    assert plan.problems == ()
    module = compile(document, plan).train(mode == "train")
    inputs = [torch.randn(shape, requires_grad=True) for shape in example.inputs]
    # What is in-place would write over a leaf, which autograd refuses; a network never does that to its input's leaf.
    output = module(*[x * 1.0 for x in inputs])
    planned = plan.nodes["tested"].output_shapes["output"]
    assert tuple(example.inputs[0][0] if dim == "N" else dim for dim in planned) == tuple(output.shape)
    assert plan.nodes["tested"].dtypes["output"] == str(output.dtype).removeprefix("torch.")
    output.square().sum().backward()
    assert all(x.grad is not None and torch.isfinite(x.grad).all() for x in inputs)
    assert all(p.grad is not None for p in module.parameters())
    assert plan.nodes["tested"].parameters == sum(p.numel() for p in module.parameters())
    assert plan.nodes["tested"].buffers == sum(b.numel() for b in module.buffers())


@pytest.mark.parametrize(("block", "example"), CASES)
def test_exported_source_is_the_compiled_module(block, example):
    document = _document(block, example)
    module = compile(document)
    namespace: dict[str, object] = {}
    exec(to_source(document), namespace)
    exported = next(v for k, v in namespace.items() if k.startswith("Try"))()
    assert list(exported.state_dict()) == list(module.state_dict())
    exported.load_state_dict(module.state_dict())
    inputs = [torch.randn(shape) for shape in example.inputs]
    for mode in (True, False):
        outputs = []
        for network in (module, exported):
            torch.manual_seed(1)
            outputs.append(network.train(mode)(*[x.clone() for x in inputs]))
        assert torch.equal(*outputs)


@pytest.mark.parametrize("block", list(REGISTRY), ids=lambda block: block.id)
def test_a_block_is_complete(block):
    assert (ICONS / f"{block.id}.svg").is_file()
    assert block.category in CATEGORY_TITLES
    assert block.help.endswith((".", "?"))
    assert len(block.help) > 30
    assert block.url.startswith("https://pytorch.org/docs/stable/")
    assert block.examples
    for argument in block.arguments:
        assert argument.help.endswith("."), argument.name
        assert argument.derived or argument.fault(argument.default) is None, argument.name
    for rule in block.rules:
        assert rule.code in SENTENCES
    if block.in_place:
        assert block.argument(block.in_place)


@pytest.mark.parametrize("block", [b for b in REGISTRY if b.kind == "module"], ids=lambda block: block.id)
def test_arguments_are_spelt_and_defaulted_as_pytorch_does(block):
    import inspect

    signature = inspect.signature(target(block.target).__init__)
    for argument in block.arguments:
        parameter = signature.parameters[argument.name]
        if argument.torch_default is REQUIRED:
            assert parameter.default is inspect.Parameter.empty, argument.name
        else:
            ours = argument.default if argument.torch_default is SIGNATURE else argument.torch_default
            assert parameter.default == ours, argument.name
    names = [name for name in signature.parameters if signature.parameters[name].default is inspect.Parameter.empty]
    required = [argument.name for argument in block.arguments if argument.torch_default is REQUIRED]
    assert required == [name for name in names if name not in ("self", "args", "kwargs")]
    assert issubclass(target(block.target), nn.Module)


def test_the_first_blocks_are_all_there():
    expected = "input output conv2d batch_norm2d relu max_pool2d avg_pool2d adaptive_avg_pool2d upsample linear"
    expected += " flatten dropout add concat softmax identity"
    assert set(expected.split()) <= {block.id for block in REGISTRY}


def test_an_id_is_taken_once():
    registry = Registry()
    registry.add(Block("x", "X", "shape", "Help.", ""))
    with pytest.raises(ValueError, match="two blocks are called x"):
        registry.add(Block("x", "X", "shape", "Help.", ""))
