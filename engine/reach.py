"""What one number of a block's output sees of its input, a dimension of space at a time. Loads no torch.

A block declares its reach once; receptive fields, and the region that a chosen pixel sees, are worked out from it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Window:
    """Output o sees the inputs o·stride − padding + t·dilation, t = 0 … kernel − 1: convolution and pooling."""

    kernel: int
    stride: int = 1
    padding: int = 0  # before the first pixel; may be negative, where pixels are cut off
    dilation: int = 1


@dataclass(frozen=True, slots=True)
class Spread:
    """Input i reaches the outputs i·stride − padding + t·dilation, t = 0 … kernel − 1: transposed convolution."""

    kernel: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1


@dataclass(frozen=True, slots=True)
class Resample:
    """Output o is computed around the place o of `size_in` pixels stretched to `size_out`, as torch's interpolate does.

    `scale` is scale_factor where it was given (torch then uses it, rather than the ratio of the sizes).
    """

    size_in: int
    size_out: int
    mode: Literal["nearest", "nearest-exact", "linear", "cubic", "area"]
    align_corners: bool = False
    scale: float | None = None
    antialias: bool = False


@dataclass(frozen=True, slots=True)
class Bins:
    """Output o sees the inputs ⌊o·in/out⌋ … ⌈(o+1)·in/out⌉ − 1: adaptive pooling."""

    size_in: int
    size_out: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """Output o sees input ⌊o/enlarge⌋·shrink … + shrink − 1: pixel shuffle (enlarge) and unshuffle (shrink)."""

    enlarge: int = 1
    shrink: int = 1


@dataclass(frozen=True, slots=True)
class All:
    """Every output sees all inputs of this dimension."""


Axis = Window | Spread | Resample | Bins | Blocks | All
PIXEL = Window(1)

Shape = tuple[int, ...]
Reach = Callable[[Mapping[str, Any], Sequence[Shape], Shape], tuple[Axis, ...] | None]
"""(settings, shapes that arrive, shape that leaves; batch first) -> an axis for each dimension after batch and
channels, or None where pixels lose their places."""


def pointwise(settings: Mapping[str, Any], arriving: Sequence[Shape], leaving: Shape) -> tuple[Axis, ...]:
    """Every output sees the pixel at its own place: activations, BatchNorm in eval mode, sums."""
    return (PIXEL,) * (len(leaving) - 2)


def everywhere(settings: Mapping[str, Any], arriving: Sequence[Shape], leaving: Shape) -> tuple[Axis, ...] | None:
    """Every output sees the whole map, or places are gone: global pooling, attention, Flatten, Linear."""
    return None
