"""What one image becomes at any node of a network, reduced to what a panel shows.

Looking changes nothing: it runs in eval mode under inference_mode, and restores the modes and the state of chance.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from torch import fx, nn

from engine.data.datasets import Dataset
from engine.data.images import fit_image, read_image
from engine.errors import UserError
from engine.inspection.viewer import Viewer
from engine.messages import Look, Maps
from engine.plan import Plan

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


def whole_inputs(plan: Plan) -> list[str]:
    """The Inputs in the network that take whole numbers, which no image is."""
    live = (plan.nodes[path] for path in plan.order if plan.nodes[path].live)
    return [node.path for node in live if node.block == "input" and node.arguments["dtype"] != "float32"]


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
    if whole := whole_inputs(plan):
        raise UserError(
            "{node} takes whole numbers, such as those of words, and an image has none. Choose a node to which only "
            "images lead.",
            {"node": plan.nodes[whole[0]].key},
        )
    viewer = Viewer(module, plan, order)
    with _eval_mode(module), _same_dice(module), torch.inference_mode():
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
        port=viewer.port,
        ports=viewer.ports,
    )


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
    if len(shape) < 3:
        return values.reshape(1, *shape)
    # In a volume, every slice is the image.
    between = [1] * (len(shape) - 3)
    return values.reshape(len(values), *between, *values.shape[1:]).expand(*shape)[None].contiguous()


def _image_shape(shape: Sequence[int], data: Dataset) -> Sequence[int]:
    """Channels, height and width of an image for an Input of `shape`, also where that is a row of pixels."""
    if len(shape) >= 3:
        return [shape[0], *shape[-2:]]
    if math.prod(shape) == math.prod(data.shape):
        return data.shape
    return [1] * (3 - len(shape)) + list(shape)


def _image(pixels: torch.Tensor) -> np.ndarray:
    """uint8 (H, W), or (H, W, 3) for three channels."""
    channels, height, width = pixels.shape
    scale = IMAGE_SIDE / max(height, width)
    if scale < 1:
        pixels = fit_image(pixels, (channels, max(round(height * scale), 1), max(round(width * scale), 1)))
    return (pixels.permute(1, 2, 0) if channels == 3 else pixels[0]).contiguous().numpy()


@contextmanager
def _same_dice(module: nn.Module) -> Iterator[None]:
    """Chance that some layers need in eval mode too, the same at every look, and afterwards the former state again."""
    devices = {parameter.device for parameter in module.parameters() if parameter.is_cuda}
    with torch.random.fork_rng(devices=list(devices)):
        torch.default_generator.manual_seed(0)
        yield


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
