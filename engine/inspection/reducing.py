"""A tensor of one image, reduced to what a panel shows: small maps in bytes, or a row of numbers."""

import numpy as np
import torch
from torch.nn.functional import adaptive_avg_pool2d

MAXIMUM_VALUES = 65_536  # of a row of features


def reduced(sample: torch.Tensor, first: int, count: int, side: int) -> dict[str, np.ndarray]:
    """What there is of one image as arrays of `Maps`: `count` maps of at most `side` pixels, or a row of values."""
    sample = sample.to(torch.float32)
    if sample.dim() < 2:
        row = sample.reshape(-1)[:MAXIMUM_VALUES]
        return {"values": row.cpu().numpy().copy(), **_figures(row[None])}
    channels = sample[None] if sample.dim() == 2 else sample
    while channels.dim() > 3:  # of a volume, the slice through the middle
        channels = channels[:, channels.shape[1] // 2]
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
