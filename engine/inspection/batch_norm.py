"""What the BatchNorms of a network see and collect while it trains: a point in time for each that is told."""

import time
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils.hooks import RemovableHandle

from engine.inspection.history import History
from engine.messages import BatchNormSeries

BatchNorm = nn.BatchNorm1d | nn.BatchNorm2d | nn.BatchNorm3d

CHANNELS = 64  # of each node, at most
POINTS = 500  # in time
SERIES = ("running_mean", "running_var", "batch_mean", "batch_var")


class BatchNormRecorder:
    """Points of all BatchNorms, so that one that is looked at later has a history. `nodes`: by path.

    The statistics of a batch are taken by hooks that are there for the one step that will be told, and no
    other. They are those that normalise: over batch and places, the variance biased (divided by n, not n - 1).
    """

    def __init__(self, nodes: Mapping[str, BatchNorm]) -> None:
        self._nodes = dict(nodes)
        self._widths = {path: min(node.num_features, CHANNELS) for path, node in nodes.items()}
        self._histories = {path: History(len(SERIES) * width, POINTS) for path, width in self._widths.items()}
        self._hooks: list[RemovableHandle] = []
        self._seen: dict[str, torch.Tensor] = {}
        self._last: tuple[int, dict[str, np.ndarray]] = (-1, {})
        self.seconds = 0.0  # that the hooks took in this step

    def __contains__(self, path: object) -> bool:
        return path in self._nodes

    def attach(self) -> None:
        """Have the next step's batch statistics taken."""
        self.detach()
        self._seen, self.seconds = {}, 0.0
        for path, node in self._nodes.items():
            self._hooks.append(node.register_forward_pre_hook(partial(self._take, path)))

    def detach(self) -> None:
        """Leave the modules as they were."""
        for hook in self._hooks:
            hook.remove()
        self._hooks = []

    def record(self, step: int) -> None:
        """Make a point of the step for which `attach` was called."""
        paths = [path for path in self._nodes if path in self._seen]
        if not paths:
            return
        flat = torch.cat([self._point(path) for path in paths]).cpu().numpy()  # fetched in one go
        ends = np.cumsum([len(SERIES) * self._widths[path] for path in paths])
        points = dict(zip(paths, np.split(flat, ends[:-1]), strict=True))
        for path, row in points.items():
            self._histories[path].add(np.array([step]), row[None])
        self._last = (step, points)
        self._seen = {}

    def last(self, path: str) -> BatchNormSeries | None:
        """The point that was recorded last, as a message."""
        step, points = self._last
        if path not in points:
            return None
        return self._message(path, False, np.array([step]), points[path][None])

    def history(self, path: str) -> BatchNormSeries:
        """All points of one node, as a message."""
        history = self._histories[path]
        return self._message(path, True, history.steps, history.rows)

    def _take(self, path: str, node: BatchNorm, inputs: tuple[Any, ...]) -> None:
        began = time.perf_counter()
        with torch.no_grad():
            shown = inputs[0][:, : self._widths[path]].detach()  # (N, C), (N, C, L), (N, C, H, W) or (N, C, D, H, W)
            var, mean = torch.var_mean(shown, (0, *range(2, shown.dim())), correction=0)
            self._seen[path] = torch.cat([mean, var])
        self.seconds += time.perf_counter() - began

    def _point(self, path: str) -> torch.Tensor:
        """The four series of one node side by side, (4 * channels,)."""
        node, width, seen = self._nodes[path], self._widths[path], self._seen[path].to(torch.float32)
        if node.running_mean is None or node.running_var is None:  # it keeps none: eval mode uses the batch's
            return torch.cat([seen, seen])
        return torch.cat([node.running_mean[:width], node.running_var[:width], seen])

    def _message(self, path: str, restart: bool, steps: np.ndarray, rows: np.ndarray) -> BatchNormSeries:
        node, width = self._nodes[path], self._widths[path]
        split = {name: rows[:, i * width : (i + 1) * width] for i, name in enumerate(SERIES)}
        arrays = {name: np.ascontiguousarray(part, np.float32) for name, part in split.items()}
        arrays["step"] = steps
        for name, affine in (("weight", node.weight), ("bias", node.bias)):  # absent where affine is off
            if isinstance(affine, torch.Tensor):
                arrays[name] = affine.detach()[:width].cpu().numpy().copy()
        return BatchNormSeries(path, restart, node.num_features, node.eps, node.momentum, arrays)
