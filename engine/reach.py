"""What one number of a block's output sees of its input, a dimension of space at a time. Loads no torch.

A block declares its reach once; receptive fields, and the region that a chosen pixel sees, are worked out from it.
Each kind of axis tells which inputs an output `sees`, as if the input had no end, and its `period`: shifting the output
by the first number shifts what it sees by the second.
"""

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Window:
    """Output o sees the inputs o·stride − padding + t·dilation, t = 0 … kernel − 1: convolution and pooling.

    `fill` is what stands in the padding: zeros (or any number), or pixels of the map itself, which are then seen too.
    """

    kernel: int
    stride: int = 1
    padding: int = 0  # before the first pixel; may be negative, where pixels are cut off
    dilation: int = 1
    fill: Literal["zeros", "reflect", "replicate", "circular"] = "zeros"

    @property
    def period(self) -> tuple[int, int]:
        return 1, self.stride

    def sees(self, output: int) -> Sequence[int]:
        first = output * self.stride - self.padding
        return range(first, first + self.kernel * self.dilation, self.dilation)


@dataclass(frozen=True, slots=True)
class Spread:
    """Input i reaches the outputs i·stride − padding + t·dilation, t = 0 … kernel − 1: transposed convolution."""

    kernel: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    @property
    def period(self) -> tuple[int, int]:
        return self.stride, 1

    def sees(self, output: int) -> Sequence[int]:
        last, stride = output + self.padding, self.stride
        if self.dilation == 1:
            return range(-((self.kernel - 1 - last) // stride), last // stride + 1)
        ways = (last - t * self.dilation for t in reversed(range(self.kernel)))
        return [way // stride for way in ways if way % stride == 0]


@dataclass(frozen=True, slots=True)
class Bins:
    """Output o sees the inputs ⌊o·in/out⌋ … ⌈(o+1)·in/out⌉ − 1: adaptive pooling."""

    size_in: int
    size_out: int

    @property
    def period(self) -> tuple[int, int]:
        common = gcd(self.size_in, self.size_out)
        return self.size_out // common, self.size_in // common

    def sees(self, output: int) -> Sequence[int]:
        return range(output * self.size_in // self.size_out, -(-(output + 1) * self.size_in // self.size_out))


@dataclass(frozen=True, slots=True)
class Blocks:
    """Output o sees input ⌊o/enlarge⌋·shrink … + shrink − 1: pixel shuffle (enlarge) and unshuffle (shrink)."""

    enlarge: int = 1
    shrink: int = 1

    @property
    def period(self) -> tuple[int, int]:
        return self.enlarge, self.shrink

    def sees(self, output: int) -> Sequence[int]:
        first = output // self.enlarge * self.shrink
        return range(first, first + self.shrink)


@dataclass(frozen=True, slots=True)
class Resample:
    """Output o is computed around the place o of `size_in` pixels stretched to `size_out`, as torch's interpolate does.

    `scale` is scale_factor where it was given (torch then uses it, rather than the ratio of the sizes). A pixel whose
    weight is exactly zero is not seen. The places are those of aten/src/ATen/native/UpSample.h in PyTorch's source.
    """

    size_in: int
    size_out: int
    mode: Literal["nearest", "nearest-exact", "linear", "cubic", "area"]
    align_corners: bool = False
    scale: float | None = None
    antialias: bool = False

    @property
    def ratio(self) -> Fraction:
        """Pixels of the input from one output to the next."""
        if self.align_corners:
            return Fraction(self.size_in - 1, max(self.size_out - 1, 1)) if self.size_out > 1 else Fraction(0)
        if self.scale is not None and self.mode != "area":
            return 1 / Fraction(repr(self.scale))  # 1.7 is meant, rather than the nearest number in binary
        return Fraction(self.size_in, self.size_out)

    @property
    def period(self) -> tuple[int, int]:
        ratio = self.ratio
        return ratio.denominator, ratio.numerator

    def sees(self, output: int) -> Sequence[int]:
        if self.mode == "area":
            return Bins(self.size_in, self.size_out).sees(output)
        if self.mode in ("nearest", "nearest-exact"):
            return (self._nearest(output),)
        # Whatever the scale, torch leaves a dimension alone whose size does not change, but for a plain cubic one.
        if self.size_in == self.size_out and (self.mode == "linear" or self.antialias):
            return (output,)
        radius = 2 if self.mode == "cubic" else 1
        if self.antialias:
            return self._smoothed(output, radius)
        ratio = self.ratio
        place = output * ratio if self.align_corners else (output + Fraction(1, 2)) * ratio - Fraction(1, 2)
        first = floor(place)
        return (first,) if place == first else range(first - radius + 1, first + radius + 1)

    def _nearest(self, output: int) -> int:
        exact = self.mode == "nearest-exact"
        if not exact and self.size_out in (self.size_in, 2 * self.size_in):  # whatever the scale, as torch does
            return output * self.size_in // self.size_out
        if not 0 <= output < self.size_out:  # beyond the edge, where torch never looks
            return floor((output + (Fraction(1, 2) if exact else 0)) * self.ratio)
        # torch multiplies in single precision, which now and then ends up on the other side of a whole number.
        ratio = self.size_in / self.size_out if self.scale is None else 1 / self.scale
        return min(floor(_single((output + 0.5 * exact) * _single(ratio))), self.size_in - 1)

    def _smoothed(self, output: int, radius: int) -> Sequence[int]:
        """With antialias the kernel grows with the ratio; it is zero at its ends, and a cubic one also half way."""
        ratio = self.ratio
        middle, grown = ratio * (output + Fraction(1, 2)) - Fraction(1, 2), max(ratio, Fraction(1))
        first, last = floor(middle - radius * grown) + 1, ceil(middle + radius * grown) - 1
        if radius == 1:
            return range(first, last + 1)
        return [place for place in range(first, last + 1) if abs(place - middle) != grown]


def _single(number: float) -> float:
    """The nearest number in single precision."""
    found: float = struct.unpack("f", struct.pack("f", number))[0]
    return found


@dataclass(frozen=True, slots=True)
class Drawn:
    """Output o sees a window of `kernel` inputs at a place that chance moves by one: fractional max pooling.

    All that it may see counts as seen. It begins at ⌊(o + u)·α⌋ − ⌊u·α⌋ with α = (in − kernel)/(out − 1) and 0 ≤ u < 1
    (aten/src/ATen/native/FractionalMaxPooling.h in PyTorch's source).
    """

    size_in: int
    size_out: int
    kernel: int

    @property
    def period(self) -> tuple[int, int]:
        step = Fraction(self.size_in - self.kernel, self.size_out - 1) if self.size_out > 1 else Fraction(0)
        return step.denominator, step.numerator

    def sees(self, output: int) -> Sequence[int]:
        room, steps = self.size_in - self.kernel, self.size_out - 1
        if not steps:  # the only window is the last one, which is at the end
            return range(room, self.size_in)
        return range(output * room // steps, -(-output * room // steps) + self.kernel)


@dataclass(frozen=True, slots=True)
class All:
    """Every output sees all inputs of this dimension."""


@dataclass(frozen=True, slots=True)
class Only:
    """Every output sees the one input that there is: a dimension of size 1 that is broadcast."""

    @property
    def period(self) -> tuple[int, int]:
        return 1, 0

    def sees(self, output: int) -> Sequence[int]:
        return (0,)


Placed = Window | Spread | Resample | Bins | Drawn | Blocks | Only
Axis = Placed | All
PIXEL, ONLY = Window(1), Only()

Seen = tuple[Axis, ...] | Literal["nothing"] | None
"""Of one tensor that arrives: an axis for each dimension after batch and channels, as many as the output has; nothing;
or None, where pixels lose their places and each number sees all."""


@dataclass(frozen=True, slots=True)
class Each:
    """Where the tensors that arrive are seen in different ways: the way of each, in their order."""

    seen: tuple[Seen, ...]


Shape = tuple[int, ...]
Reached = Seen | Each | Mapping[str, Seen | Each]
Reach = Callable[[Mapping[str, Any], Sequence[Shape], Shape], Reached]
"""(settings, shapes that arrive, shape that leaves; batch first) -> what is seen of all that arrives. A block whose
outputs see differently gives it by output port."""


def pointwise(settings: Mapping[str, Any], arriving: Sequence[Shape], leaving: Shape) -> Seen | Each:
    """Every output sees the pixel at its own place: activations, BatchNorm in eval mode, sums.

    Of an input that is broadcast, it sees the only one in a dimension of size 1.
    """
    own: Seen = (PIXEL,) * (len(leaving) - 2)
    if all(shape[2:] == leaving[2:] for shape in arriving):
        return own
    return Each(
        tuple(
            tuple(ONLY if size == 1 else PIXEL for size in shape[2:]) if len(shape) == len(leaving) else None
            for shape in arriving
        )
    )


def everywhere(settings: Mapping[str, Any], arriving: Sequence[Shape], leaving: Shape) -> tuple[Axis, ...] | None:
    """Every output sees the whole map, or places are gone: global pooling, attention, Flatten, Linear."""
    return None
