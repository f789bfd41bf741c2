"""From a recipe to PyTorch's optimizer and learning-rate scheduler."""

import math
from functools import partial

import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR

from engine.training.recipe import Recipe
from engine.training.trainable import all_frozen

WARM_UP = 0.3  # the part of one cycle in which the rate rises
START, END = 1 / 25, 1 / 25 / 1e4  # of the peak; all three as in torch.optim.lr_scheduler.OneCycleLR


def make_optimizer(module: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    """The optimizer of the recipe, for all parameters that are not frozen. Raises UserError where there are none.

    Weight decay applies to all parameters, biases and BatchNorm's γ and β included: that is what one gets
    from `torch.optim.SGD(module.parameters(), weight_decay=…)`, and nobody should get other numbers here.
    `fused` computes the same in one kernel for all parameters.
    """
    weights = [parameter for parameter in module.parameters() if parameter.requires_grad]
    if not weights:
        raise all_frozen(type(module).__name__)
    rate, decay = recipe.learning_rate, recipe.weight_decay
    match recipe.optimizer:
        case "adam":
            return torch.optim.Adam(weights, lr=rate, weight_decay=decay, fused=True)
        case "adamw":
            return torch.optim.AdamW(weights, lr=rate, weight_decay=decay, fused=True)
    momentum = recipe.momentum
    # Without momentum there is nothing to look ahead along, so Nesterov's step is the plain one.
    nesterov = recipe.nesterov and momentum > 0
    return torch.optim.SGD(weights, lr=rate, momentum=momentum, nesterov=nesterov, weight_decay=decay, fused=True)


def make_scheduler(optimizer: torch.optim.Optimizer, recipe: Recipe, steps: int) -> LambdaLR:
    """The schedule of the recipe, moved on with every step.

    It is a function of the step alone, so that a run which goes on for more epochs than was planned continues
    on the longer curve. Momentum is left as the recipe says (OneCycleLR would move it too).
    """
    return LambdaLR(optimizer, partial(rate_at, recipe.schedule, steps))


def rate_at(schedule: str, steps: int, step: int) -> float:
    """The learning rate before step number `step` of `steps`, as a fraction of the recipe's."""
    match schedule:
        case "cosine":
            return _between(1.0, 0.0, step / steps)
        case "one_cycle":
            peak = WARM_UP * steps - 1
            if step <= peak:
                return _between(START, 1.0, step / peak)
            last = max(steps - 1 - max(peak, 0.0), 1.0)
            return _between(1.0, END, min((step - max(peak, 0.0)) / last, 1.0))
    return 1.0


def _between(first: float, last: float, part: float) -> float:
    """From `first` to `last` along half a cosine."""
    return last + (first - last) * (1 + math.cos(math.pi * part)) / 2
