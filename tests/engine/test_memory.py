"""Memory that is worked out is the memory that PyTorch takes: what autograd keeps, to the byte, and peaks, nearly."""

import gc
from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks
from torch.profiler import ProfilerActivity, profile, record_function

from engine import presets
from engine.compiler import compile
from engine.data.datasets import Dataset
from engine.document import Edge, Node
from engine.edits import END, Insert, Remove
from engine.planner import make_plan
from engine.training.loop import Bunch, begin, train_step
from engine.training.recipe import resolve
from tests.build import network
from tests.engine.test_registry import CASES, _document, _inputs
from tests.torchvision_documents import document_of, torchvision_module

FLOAT = 4  # bytes


@pytest.fixture(autouse=True)
def quick_weights(monkeypatch):
    """Here it does not matter what weights are, and to draw those of a large network takes seconds."""
    monkeypatch.setattr(nn.init, "kaiming_uniform_", lambda tensor, **rest: tensor.data.fill_(0.01))


def _memory(document):
    plan = make_plan(document)
    assert plan.ok, [problem.message for problem in plan.problems]
    return plan.totals.memory


# What autograd keeps ---------------------------------------------------------------------------------------------------


def _kept(module, images):
    """The bytes that autograd keeps of a forward pass, of each piece of memory once; weights and buffers are not its."""
    own = {tensor.untyped_storage().data_ptr() for tensor in (*module.parameters(), *module.buffers())}
    kept = {}

    def keep(tensor):
        kept[tensor.untyped_storage().data_ptr()] = tensor.untyped_storage()
        return tensor

    with saved_tensors_hooks(keep, lambda tensor: tensor):
        answer = module(*images)
    found = sum(storage.nbytes() for place, storage in kept.items() if place not in own)
    del answer
    return found


def _torchvision(name, side=64, batch=3):
    document = document_of(torchvision_module(name, side), (3, side, side))
    document.recipe["batch_size"] = batch
    return document


@pytest.mark.parametrize(
    "name",
    [
        "squeezenet1_1",
        "resnet18",
        "mobilenet_v3_small",
        "shufflenet_v2_x1_0",
        "mnasnet1_0",
        pytest.param("mobilenet_v2", marks=pytest.mark.slow),
        pytest.param("googlenet", marks=pytest.mark.slow),
        pytest.param("densenet121", marks=pytest.mark.slow),
        pytest.param("alexnet", marks=pytest.mark.slow),
        pytest.param("efficientnet_b0", marks=pytest.mark.slow),
        pytest.param("regnet_y_400mf", marks=pytest.mark.slow),
        pytest.param("convnext_tiny", marks=pytest.mark.slow),
        pytest.param("vit_b_16", marks=pytest.mark.slow),
    ],
)
def test_activations_are_what_autograd_keeps(name):
    document = _torchvision(name)
    module = compile(document)
    assert _memory(document).activations == _kept(module, [torch.randn(3, 3, 64, 64)])


@pytest.mark.parametrize("name", presets.names())
def test_activations_of_a_preset_are_what_autograd_keeps(name):
    document = presets.make(name)
    document.recipe["batch_size"] = 5
    shape = make_plan(document).nodes["input"].arguments["shape"]
    assert _memory(document).activations == _kept(compile(document), [torch.randn(5, *shape)])


# oneDNN's LSTM keeps a workspace of its own, and PyTorch's GRU on the CPU computes what it can of all steps at once;
# cuDNN keeps something else again. Planned is what both keep where they are computed step by step.
RECURRENT = ("lstm", "gru")


@pytest.mark.parametrize(("block", "example"), [case for case in CASES if case.values[0].id not in RECURRENT])
def test_every_block_keeps_what_was_planned(block, example):
    document = _with_learnt_inputs(_document(block, example))
    document.recipe["batch_size"] = example.inputs[0][0] if example.inputs else 1
    module = compile(document)
    assert _memory(document).activations == _kept(module, _inputs(block, example))


def _with_learnt_inputs(document):
    """Add a parameter to everything that arrives, so that gradients are wanted of it."""
    for node in [n for n in document.network.nodes.values() if n.block == "input" and "dtype" not in n.arguments]:
        leaving = [edge for edge in document.network.edges.values() if edge.source == node.id]
        shift, sum_ = f"shift_{node.id}", f"sum_{node.id}"
        nodes = [Node(shift, shift, "parameter", 1, {"shape": [1]}), Node(sum_, sum_, "add")]
        edges = [Edge(f"{sum_}_{source}", source, sum_, index=i) for i, source in enumerate((node.id, shift))]
        edges += [replace(edge, source=sum_) for edge in leaving]
        document.apply(Remove("main", [], [edge.id for edge in leaving]))
        document.apply(Insert("main", [(END, node) for node in nodes], [(END, edge) for edge in edges]))
    return document


def test_memory_is_told_of_the_node_that_made_it():
    document = network(
        ("x", "input", {"shape": [3, 8, 8]}),
        ("conv", "conv2d", {"out_channels": 4, "kernel_size": 1}),
        ("norm", "batch_norm2d"),
        ("relu", "relu", {"inplace": True}),
        ("flat", "flatten"),
        ("fc", "linear"),
        ("y", "output"),
    )
    nodes = make_plan(document).nodes
    images, maps = 3 * 64 * FLOAT, 4 * 64 * FLOAT
    # conv keeps the images; norm its input, which conv made; relu what it wrote over norm's output; and fc the same
    # memory again, through a view of it.
    assert {path: node.kept_bytes for path, node in nodes.items()} == {
        "x": images, "conv": maps, "norm": maps, "relu": 0, "flat": 0, "fc": 0, "y": 0,
    }  # fmt: skip


def test_what_is_frozen_keeps_little():
    document = network(
        ("x", "input", {"shape": [3, 8, 8]}),
        ("conv", "conv2d", {"out_channels": 4, "kernel_size": 1}),
        ("flat", "flatten"),
        ("fc", "linear", {"out_features": 2}),
        ("y", "output"),
    )
    for name in ("conv", "fc"):
        node = document.network.nodes[name]
        document.apply(Remove("main", [name], [e.id for e in document.network.edges_of({name})]))
        document.apply(Insert("main", [(END, replace(node, frozen=True))], []))
    wires = [("x", "conv"), ("conv", "flat"), ("flat", "fc"), ("fc", "y")]
    document.apply(
        Insert("main", [], [(END, Edge(f"{a}{b}", a, b)) for a, b in wires if "conv" in (a, b) or "fc" in (a, b)])
    )
    memory = _memory(document)
    weights = (3 * 4 + 4 + 256 * 2 + 2) * FLOAT
    assert (memory.weights, memory.gradients, memory.optimizer, memory.activations) == (weights, 0, 0, 0)


# Sums -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recipe", "batch", "states"),
    [
        ({}, 64, 1),
        ({"batch_size": 7, "momentum": 0.0}, 7, 0),
        ({"optimizer": "adam", "batch_size": 1}, 1, 2),
        ({"optimizer": "adamw", "momentum": 0.0}, 64, 2),
        ({"optimizer": "newton", "batch_size": 0, "momentum": "much"}, 64, 1),  # faulty: the defaults
    ],
)
def test_the_recipe_decides(recipe, batch, states):
    document = network(
        ("x", "input", {"shape": [6]}), ("fc", "linear", {"out_features": 3}), ("y", "output")
    )  # fmt: skip
    document.recipe.update(recipe)
    memory = _memory(document)
    weights, images, answers = (6 * 3 + 3) * FLOAT, 6 * batch * FLOAT, 3 * batch * FLOAT
    assert (memory.batch, memory.weights, memory.gradients) == (batch, weights, weights)
    assert (memory.optimizer, memory.activations) == (states * weights, images)
    assert memory.inference == weights + images + answers
    # At the loss: images, answers, the logarithms of probabilities, their gradient, and that of the answers.
    # At fc's backward: images, answers, its gradient, and those of its weights.
    most = max(weights + images, images + 4 * answers, images + 2 * answers + weights)
    assert memory.training == (1 + states) * weights + most


def test_a_network_without_output_has_memory_too():
    document = network(("x", "input", {"shape": [6]}), ("fc", "linear"), ("wrong", "conv2d"))
    memory = make_plan(document).totals.memory
    assert memory.activations == 64 * 6 * FLOAT
    assert memory.training > memory.inference > memory.weights == 70 * FLOAT


def test_an_empty_document_takes_nothing():
    memory = make_plan(network()).totals.memory
    assert (memory.weights, memory.training, memory.inference) == (0, 0, 0)


def test_dropout_costs_nothing_in_eval_mode():
    layers = [
        ("x", "input", {"shape": [100]}),
        ("drop", "dropout"),
        ("fc", "linear", {"out_features": 1}),
        ("y", "output"),
    ]
    without = [layer for layer in layers if layer[0] != "drop"]
    assert _memory(network(*layers)).inference == _memory(network(*without)).inference


# Peaks ----------------------------------------------------------------------------------------------------------------


def _peaks(document):
    """The most that the allocator had handed out in the second step of training, and in a pass in eval mode after it,
    without the gradients and the optimizer, by the events that PyTorch's profiler records."""
    recipe, plan = resolve(document.recipe), make_plan(document)
    data, index = _data(plan, recipe.batch_size), torch.arange(recipe.batch_size)
    gc.collect()
    gc.disable()  # what was made before and is freed meanwhile would count
    try:
        with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as profiler:
            training = begin(compile(document, plan), recipe, data, torch.device("cpu"))
            train_step(training, data, index, 0, Bunch())
            with record_function("second step"):
                train_step(training, data, index, 0, Bunch())
            module = training.module.eval()
            images = data.normalised(data.train_images)
            with record_function("ahead"), torch.inference_mode():
                module(images)
    finally:
        gc.enable()
    states = [value for state in training.optimizer.state.values() for value in state.values()]
    gradients = [parameter.grad for parameter in module.parameters()]
    rest = sum(tensor.nbytes for tensor in (*states, *gradients) if isinstance(tensor, torch.Tensor))
    return _most(profiler, "second step"), _most(profiler, "ahead") - rest


def _most(profiler, name):
    events = sorted(profiler.profiler.kineto_results.events(), key=lambda event: event.start_ns())
    span = next(event for event in events if event.name() == name)
    used = most = 0
    for event in events:
        if event.name() == "[memory]":
            used += event.nbytes()
            if span.start_ns() <= event.start_ns() <= span.start_ns() + span.duration_ns():
                most = max(most, used)
    return most


def _data(plan, count):
    """As many images as a batch has, for the network's only Input, and labels for its only Output."""
    dice = torch.Generator().manual_seed(0)
    nodes = {node.block: node for node in plan.nodes.values()}
    shape, classes = nodes["input"].arguments["shape"], nodes["output"].input_shapes["input"][0][1]
    images = torch.randint(0, 256, (count, *shape), dtype=torch.uint8, generator=dice)
    labels = torch.randint(0, classes, (count,), generator=dice)
    return Dataset("test", images, labels, images, labels, tuple(map(str, range(classes))), 0.5, 0.5)


def _unet(batch):
    """Two steps down and up again, with upsampling and concatenation; at its end the maps are averaged to classes."""
    layers, edges, before = [("x", "input", {"shape": [3, 64, 64]})], [], "x"

    def add(name, block, *sources, **arguments):
        layers.append((name, block, arguments))
        edges.extend(f"{source}>{name}" for source in sources or (before,))
        return name

    for level, channels in (("down1", 32), ("down2", 64), ("middle", 128), ("up2", 64), ("up1", 32)):
        if level.startswith("up"):
            before = add(f"{level}_size", "upsample", mode="bilinear")
            before = add(f"{level}_cat", "concat", before, f"{level.replace('up', 'down')}_relu")
        elif before != "x":
            before = add(f"{level}_pool", "max_pool2d")
        before = add(f"{level}_conv", "conv2d", out_channels=channels, padding=1, bias=False)
        before = add(f"{level}_norm", "batch_norm2d")
        before = add(f"{level}_relu", "relu", inplace=True)
    for name, block, arguments in (
        ("maps", "conv2d", {"out_channels": 16, "kernel_size": 1}),
        ("mean", "adaptive_avg_pool2d", {}),
        ("flat", "flatten", {}),
        ("y", "output", {}),
    ):
        before = add(name, block, **arguments)
    document = network(*layers, edges=" ".join(edges))
    document.recipe["batch_size"] = batch
    return document


def _preset(name):
    document = presets.make(name)
    document.recipe["optimizer"] = "adam"
    return document


PEAKS = {
    "lenet5_bn": lambda: _preset("lenet5_bn"),
    "residual_digits": lambda: _preset("residual_digits"),
    "unet": lambda: _unet(4),
    "resnet18": lambda: _torchvision("resnet18", batch=16),
    "squeezenet1_1": lambda: _torchvision("squeezenet1_1", batch=16),
    "densenet121": lambda: _torchvision("densenet121", batch=8),
    "mobilenet_v2": lambda: _torchvision("mobilenet_v2", batch=8),
    "shufflenet_v2_x1_0": lambda: _torchvision("shufflenet_v2_x1_0", batch=8),
    "googlenet": lambda: _torchvision("googlenet", batch=16),
    "efficientnet_b0": lambda: _torchvision("efficientnet_b0", batch=8),
    "convnext_tiny": lambda: _torchvision("convnext_tiny", batch=8),
    "vgg11_bn": lambda: _torchvision("vgg11_bn", batch=8),
}
QUICK = ("lenet5_bn", "residual_digits", "unet", "resnet18", "squeezenet1_1")


@pytest.mark.parametrize("name", [pytest.param(n, marks=[] if n in QUICK else pytest.mark.slow) for n in PEAKS])
def test_peaks_are_those_of_the_allocator(name):
    document = PEAKS[name]()
    planned = _memory(document)
    training, inference = _peaks(document)
    assert planned.training == pytest.approx(training, rel=0.1)
    assert planned.inference == pytest.approx(inference, rel=0.1)


@pytest.mark.cuda
@pytest.mark.parametrize("name", ["resnet18", "resnet50", "densenet121", "mobilenet_v2", "googlenet"])
def test_the_peak_of_training_on_cuda(name):
    """Here activations are nearly all of it: cuDNN's workspaces and oneDNN's copies matter little, and so does dropout,
    of which CUDA keeps bytes where the CPU keeps numbers."""
    document = _torchvision(name, side=224, batch=32)
    recipe, plan = resolve(document.recipe), make_plan(document)
    device = torch.device("cuda")
    data, index = _data(plan, recipe.batch_size).to(device), torch.arange(recipe.batch_size, device=device)
    torch.ones(8, 8, device=device) @ torch.ones(8, 8, device=device)  # cuBLAS takes its workspace once and for all
    gc.collect()
    before = torch.cuda.memory_allocated()
    training = begin(compile(document, plan), recipe, data, device)
    train_step(training, data, index, 0, Bunch())
    torch.cuda.reset_peak_memory_stats()
    train_step(training, data, index, 0, Bunch())
    assert plan.totals.memory.training == pytest.approx(torch.cuda.max_memory_allocated() - before, rel=0.1)
