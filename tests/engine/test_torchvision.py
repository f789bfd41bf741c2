"""Plans of torchvision's networks agree with torchinfo and with PyTorch's FLOP counter, and what is compiled from them
computes the same, to the bit."""

from functools import cache

import pytest
import torch
import torchinfo
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from engine.compiler import compile
from engine.planner import make_plan
from tests.torchvision_documents import document_of, torchvision_module, traced, weights

# Where it is told in a name or a paper, the number of layers on the longest way.
NETWORKS = {
    "alexnet": 8,
    "vgg16_bn": 16,
    "resnet18": 18,
    "resnet152": 152,
    "densenet201": 201,
    "googlenet": 22,
    "squeezenet1_1": 18,
    "mobilenet_v2": 53,
    "mobilenet_v3_small": None,
    "shufflenet_v2_x1_0": None,
    "efficientnet_b0": None,
    "mnasnet1_0": None,
    "regnet_y_400mf": None,
    "convnext_tiny": None,
    "vit_b_16": None,
}
SMALL = ("squeezenet1_1", "mobilenet_v3_small", "shufflenet_v2_x1_0", "mnasnet1_0")
SIDE = 64  # of the images on which outputs are compared


@cache
def _plan(name):
    return make_plan(document_of(torchvision_module(name)))


@pytest.mark.parametrize("name", NETWORKS)
def test_parameters_are_those_of_torchinfo(name):
    plan = _plan(name)
    summary = torchinfo.summary(torchvision_module(name), input_size=(1, 3, 224, 224), device="meta", verbose=0)
    assert [problem.message for problem in plan.problems if problem.severity != "note"] == []
    assert plan.parameters == plan.totals.trainable == summary.total_params


@pytest.mark.parametrize("name", NETWORKS)
def test_macs_are_half_of_the_flop_counters(name):
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        torchvision_module(name)(torch.empty(1, 3, 224, 224, device="meta"))
    assert 2 * _plan(name).macs == counter.get_total_flops()


@pytest.mark.parametrize(("name", "told"), NETWORKS.items())
def test_depth_counts_the_layers_on_the_longest_way(name, told):
    graph = traced(torchvision_module(name))
    depths = {}
    for node in graph.graph.nodes:
        module = graph.get_submodule(node.target) if node.op == "call_module" else None
        own = isinstance(module, nn.Conv2d | nn.Linear | nn.MultiheadAttention)
        depths[node] = own + max((depths[source] for source in node.all_input_nodes), default=0)
    assert _plan(name).totals.depth == max(depths.values())
    assert told in (None, max(depths.values()))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in SMALL else pytest.mark.slow) for name in NETWORKS]
)
def test_the_compiled_module_gives_the_same_bits(name):
    original = torchvision_module(name, SIDE, "cpu")
    compiled = compile(document_of(original, (3, SIDE, SIDE))).eval()
    compiled.load_state_dict(weights(original, compiled))
    images = torch.randn(2, 3, SIDE, SIDE)
    with torch.no_grad():
        assert torch.equal(compiled(images), original(images))
