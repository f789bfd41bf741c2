"""What one image becomes at any node of a network, reduced to what a panel shows.

Looking changes nothing: it runs in eval mode under inference_mode, restores the modes, and draws no random
numbers.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch
from torch import fx, nn
from torch.nn.functional import adaptive_avg_pool2d

from engine.data.datasets import Dataset
from engine.data.images import fit_image, read_image
from engine.errors import UserError
from engine.messages import Look, Maps
from engine.plan import Plan

MAXIMUM_VALUES = 65_536  # of a row of features
IMAGE_SIDE = 512  # of the image itself, in pixels


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An image as it enters the network, before normalisation, and what it shows, where that is known."""

    pixels: torch.Tensor  # uint8 (C, H, W)
    label: int | None


def input_shapes(plan: Plan) -> list[Sequence[int]]:
    """The shape of one sample at each Input that is in the network, in order."""
    live = (plan.nodes[path] for path in plan.order if plan.nodes[path].live)
    return [planned.arguments["shape"] for planned in live if planned.block == "input"]


def picture(image: int | str, data: Dataset, shape: Sequence[int]) -> Picture:
    """The held-out image of this number, or the one in this file, brought to `shape`. Raises UserError."""
    size = _image_shape(shape, data)
    if isinstance(image, str):
        return Picture(read_image(image, size, digit=data.shape[0] == 1), None)
    if not 0 <= image < len(data.val_images):
        raise UserError(
            "There is no held-out image {image}: they count from 0 to {last}. Choose another.",
            {"image": image, "last": len(data.val_images) - 1},
        )
    return Picture(fit_image(data.val_images[image].cpu(), size), int(data.val_labels[image]))


def look(
    module: fx.GraphModule,
    plan: Plan,
    order: Look,
    seen: Picture,
    data: Dataset,
    *,
    weights: Literal["first", "trained"],
    step: int,
) -> Maps:
    """Send the picture through the network and answer `order`. Raises UserError where it cannot be answered.

    `maps`, `low`, `high`, `mean` and `std` are of the channels from `order.first` on; in each map 0 stands
    for its `low` and 255 for its `high`. A row of features counts as one map: its four figures are of the
    whole row.
    """
    planned = plan.nodes.get(order.path)
    if planned is None or not planned.live:
        raise UserError("What was chosen is not in the network. Choose a node that leads to an Output.")
    viewer = _Viewer(module, order, planned.key if planned.block == "output" else None)
    with _eval_mode(module), torch.inference_mode():
        inputs = [_enter(seen, data, shape, module) for shape in input_shapes(plan)]
        answer = viewer.run(*inputs)
        chances = {} if isinstance(answer, dict) else _probabilities(answer, viewer.ends_in_softmax)
    count = len(chances.get("probabilities", data.classes))
    return Maps(
        document=order.document,
        revision=order.revision,
        path=order.path,
        image=order.image,
        images=len(data.val_images),
        shape=viewer.shape,
        first=order.first,
        weights=weights,
        step=step,
        label=seen.label,
        classes=list(data.classes) if count == len(data.classes) else list(map(str, range(count))),
        arrays={"image": _image(seen.pixels), **viewer.arrays, **chances},
    )


class _Viewer(fx.Interpreter):
    """Runs the graph node by node, and reduces the one asked for at once: the next node may overwrite it."""

    def __init__(self, module: fx.GraphModule, order: Look, output_key: str | None) -> None:
        super().__init__(module)
        self._order = order
        self.arrays: dict[str, np.ndarray] = {}
        self.shape: list[int] = []
        results = next(node for node in module.graph.nodes if node.op == "output").args[0]
        named = results if isinstance(results, dict) else {output_key: results}
        last = None if isinstance(results, dict) else results
        self.ends_in_softmax = (
            isinstance(last, fx.Node)
            and last.op == "call_module"
            and isinstance(self.fetch_attr(str(last.target)), nn.Softmax)
        )
        if output_key is not None:  # an Output shows what arrives at it
            self._wanted = named[output_key]
        else:
            self._wanted = next(node for node in module.graph.nodes if node.meta.get("path") == order.path)

    def run_node(self, n: fx.Node) -> Any:
        result = super().run_node(n)
        if n is self._wanted:
            self.shape = list(result.shape[1:])
            self.arrays = reduced(result, self._order.first, self._order.count, self._order.side)
        return result


def reduced(output: torch.Tensor, first: int, count: int, side: int) -> dict[str, np.ndarray]:
    """An output (1, …) as arrays of `Maps`: `count` maps of at most `side` pixels, or a row of values."""
    sample = output[0].to(torch.float32)
    if sample.dim() < 2:
        row = sample.reshape(-1)[:MAXIMUM_VALUES]
        return {"values": row.cpu().numpy().copy(), **_figures(row[None])}
    channels = sample.flatten(2) if sample.dim() > 3 else sample.reshape(len(sample), -1, sample.shape[-1])
    shown = channels[max(first, 0) :][: max(count, 0)]  # (shown, h, w)
    figures = _figures(shown.flatten(1))
    low, high = (torch.from_numpy(figures[name]).to(shown.device).view(-1, 1, 1) for name in ("low", "high"))
    height, width = shown.shape[1:]
    scale = min(1.0, max(side, 1) / max(height, width, 1))
    if scale < 1.0:
        shown = adaptive_avg_pool2d(shown, (max(round(height * scale), 1), max(round(width * scale), 1)))
    bright = (shown - low) / (high - low).clamp_min(torch.finfo(torch.float32).tiny) * 255
    return {"maps": bright.nan_to_num(0).round().clamp(0, 255).to(torch.uint8).cpu().numpy(), **figures}


def _figures(rows: torch.Tensor) -> dict[str, np.ndarray]:
    """Lowest, highest, mean and standard deviation of each row (n, m), of what is finite in it."""
    if rows.numel() == 0:
        return {name: np.zeros(len(rows), np.float32) for name in ("low", "high", "mean", "std")}
    rows = rows.nan_to_num()
    std, mean = torch.std_mean(rows, 1, correction=0)
    figures = {"low": rows.amin(1), "high": rows.amax(1), "mean": mean, "std": std}
    return {name: tensor.cpu().numpy().copy() for name, tensor in figures.items()}


def _probabilities(answer: torch.Tensor, done: bool) -> dict[str, np.ndarray]:
    """One number a class that add up to 1, where the network gives a row of real numbers."""
    if answer.dim() != 2 or not answer.is_floating_point():
        return {}
    chances = answer[0] if done else answer[0].softmax(0)
    return {"probabilities": chances.to(torch.float32).cpu().numpy().copy()}


def _enter(seen: Picture, data: Dataset, shape: Sequence[int], module: nn.Module) -> torch.Tensor:
    """The picture as one of the network's inputs, (1, …)."""
    pixels = fit_image(seen.pixels, _image_shape(shape, data))
    device = next((parameter.device for parameter in module.parameters()), pixels.device)
    values = data.normalised(pixels.to(device))  # (C, H, W)
    return (values.reshape(shape) if len(shape) < 3 else values.expand(*shape))[None].contiguous()


def _image_shape(shape: Sequence[int], data: Dataset) -> Sequence[int]:
    """Channels, height and width of an image for an Input of `shape`, also where that is a row of pixels."""
    if math.prod(shape) == math.prod(data.shape):
        return data.shape
    return [1] * (3 - len(shape)) + list(shape)[-3:]


def _image(pixels: torch.Tensor) -> np.ndarray:
    """uint8 (H, W), or (H, W, 3) for three channels."""
    channels, height, width = pixels.shape
    scale = IMAGE_SIDE / max(height, width)
    if scale < 1:
        pixels = fit_image(pixels, (channels, max(round(height * scale), 1), max(round(width * scale), 1)))
    return (pixels.permute(1, 2, 0) if channels == 3 else pixels[0]).contiguous().numpy()


@contextmanager
def _eval_mode(module: nn.Module) -> Iterator[None]:
    """Eval mode, and afterwards each submodule's own mode again."""
    modes = [(part, part.training) for part in module.modules()]
    module.eval()
    try:
        yield
    finally:
        for part, mode in modes:
            part.training = mode
