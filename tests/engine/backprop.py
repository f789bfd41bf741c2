"""What a pixel sees, found by back-propagating from it through a network in which nothing is hidden.

Weights are positive and biases zero, activations and chance are left out, maxima become means, and what interpolation
weighs is taken without its sign: then every gradient that can be there is there.
"""

from collections.abc import Sequence

import torch
from torch import fx, nn
from torch.nn import functional as F

from engine.compiler import compile
from engine.document import Document, Edge, Node
from engine.edits import END, Insert
from engine.planner import make_plan

LEFT_OUT = (nn.ReLU, nn.GELU, nn.SiLU, nn.Sigmoid, nn.Tanh, nn.Dropout, nn.BatchNorm2d)
Box = tuple[tuple[int, ...], tuple[int, ...]]  # first and last pixel


class Seeing:
    """The network of `document` up to one node, ready to be looked through."""

    def __init__(self, document: Document, path: str) -> None:
        if document.network.nodes[path].block != "output":
            edit = Insert("main", [(END, Node("look", "look", "output"))], [(END, Edge("look", path, "look"))])
            self.undo = document.apply(edit)
        plan = make_plan(document)
        self.size = plan.nodes[path].output_shapes["output"][2:]
        assert plan.ok, [problem.message for problem in plan.problems]
        self.module = _opened(compile(document, plan)).eval()
        live = [plan.nodes[at] for at in plan.order if plan.nodes[at].live]
        self.inputs = [node.path for node in live if node.block == "input"]
        self.shapes = {node.path: node.arguments["shape"] for node in live if node.block == "input"}
        if document.network.nodes[path].block != "output":
            document.apply(self.undo)

    def boxes(self, pixels: Sequence[tuple[int, ...]]) -> list[dict[str, Box]]:
        """The first and the last pixel that each pixel of the output sees, by the path of an Input.

        Each pixel has a sample of its own, so that going back once finds what all of them see.
        """
        images = [torch.rand(1, *self.shapes[at]) + 0.5 for at in self.inputs]
        images = [image.expand(len(pixels), *image.shape[1:]).clone().requires_grad_() for image in images]
        output = self.module(*images)
        output = output["look"] if isinstance(output, dict) else output
        seen = sum(output[(sample, slice(None), *pixel)].sum() for sample, pixel in enumerate(pixels))
        grads = torch.autograd.grad(seen, images, allow_unused=True)
        found: list[dict[str, Box]] = [{} for _ in pixels]
        for path, grad in zip(self.inputs, grads, strict=True):
            for sample in range(len(pixels)) if grad is not None else ():
                if (places := grad[sample].sum(0).nonzero()).numel():
                    found[sample][path] = (tuple(places.amin(0).tolist()), tuple(places.amax(0).tolist()))
        return found


def _opened(module: fx.GraphModule) -> nn.Module:
    """The module with nothing in it that hides what is seen."""
    for name, part in list(module.named_children()):
        if isinstance(part, LEFT_OUT):
            setattr(module, name, nn.Identity())
        elif isinstance(part, nn.MaxPool2d):
            setattr(module, name, _Mean(part))
        elif isinstance(part, nn.Upsample):
            setattr(module, name, _Blend(part))
    with torch.no_grad():
        for name, weight in module.named_parameters():
            weight.copy_(torch.zeros_like(weight) if name.endswith("bias") else weight.abs() + 0.1)
    return module


class _Mean(nn.Module):
    """The mean of each window of a max pool, dilation and all."""

    def __init__(self, pool: nn.MaxPool2d) -> None:
        super().__init__()
        self.pool = pool

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        pool, channels = self.pool, x.shape[1]
        height, width = pool(x.detach()).shape[2:]  # with ceil_mode, windows reach over the edge
        kernel, stride, padding, dilation = (
            (value, value) if isinstance(value, int) else value
            for value in (pool.kernel_size, pool.stride, pool.padding, pool.dilation)
        )
        behind = [stride[i] + dilation[i] * kernel[i] for i in range(2)]
        padded = F.pad(x, (padding[1], padding[1] + behind[1], padding[0], padding[0] + behind[0]))
        ones = torch.ones(channels, 1, *kernel, dtype=x.dtype)
        means = F.conv2d(padded, ones, stride=stride, dilation=dilation, groups=channels)
        return means[:, :, :height, :width]


class _Blend(nn.Module):
    """Interpolation as a matrix for each dimension, without signs and without what only rounding put there."""

    def __init__(self, upsample: nn.Upsample) -> None:
        super().__init__()
        self.upsample = upsample

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        height, width = x.shape[2:]
        rows = torch.eye(height, dtype=x.dtype)[:, None, :, None].repeat(1, 1, 1, width)
        columns = torch.eye(width, dtype=x.dtype)[:, None, None, :].repeat(1, 1, height, 1)
        down, across = self.upsample(rows)[:, 0, :, 0], self.upsample(columns)[:, 0, 0, :]
        down, across = (torch.where(matrix.abs() < 1e-6, 0, matrix.abs()) for matrix in (down, across))
        return torch.einsum("nchw,ha,wb->ncab", x, down, across)
