"""What blocks over one, two or three dimensions of space have in common: words, arguments, sums of windows."""

import math
from collections.abc import Callable, Sequence
from typing import Literal

from engine.block import MAXIMUM_ELEMENTS, MAXIMUM_EXTENT, REQUIRED, Argument, Block, Dims, Port, Rule, Settings, Value
from engine.reach import Axis, Window

Fill = Literal["zeros", "reflect", "replicate", "circular"]

MAXIMUM_COUNT = 2**31 - 1  # what fits 31 bits, in which some of PyTorch's kernels count

DIMENSIONS = (1, 2, 3)
SIDES = {1: "Length", 2: "Height and width", 3: "Depth, height and width"}
MARGIN = {1: "Places", 2: "Rows and columns", 3: "Planes, rows and columns"}

INDICES = Port("indices", dtypes=("int64",), when="return_indices")
RETURN_INDICES = Argument(
    "return_indices",
    "bool",
    False,
    "Also give out where each number was found, as MaxUnpool needs it.",
    face="indices",
)


def tensor_of(dims: int, name: str = "input", dtype: str = "float32") -> Port:
    """A port for tensors with so many dimensions of space, beside batch and channels."""
    return Port(name, ranks=(dims + 2,), dtypes=(dtype,))


def kernel_size(dims: int, default: int) -> Argument:
    """The argument for the size of a window."""
    return Argument(
        "kernel_size",
        "size",
        default,
        f"{SIDES[dims]} of the window.",
        minimum=1,
        maximum=MAXIMUM_EXTENT,
        unit="px",
        dimensions=(dims,),
        face="k{}" if dims == 1 else "{}",
        always_on_face=True,
        torch_default=REQUIRED,
    )


def output_size(dims: int) -> Argument:
    """The argument for the size of a result."""
    return Argument(
        "output_size",
        "size",
        1,
        f"{SIDES[dims]} of the result.",
        minimum=1,
        maximum=MAXIMUM_EXTENT,
        unit="px",
        dimensions=(dims,),
        face="{}",
        always_on_face=True,
        torch_default=REQUIRED,
    )


def per_side(value: Value, dims: int) -> tuple[int, ...]:
    """A size as one number for each dimension of space."""
    return (value,) * dims if isinstance(value, int) else tuple(value)


def size_text(sides: Sequence[int]) -> str:
    """`3×5`."""
    return "×".join(map(str, sides))


def span(kernel: Sequence[int], dilation: Sequence[int]) -> tuple[int, ...]:
    """How many pixels a window covers from its first point to its last."""
    return tuple(d * (k - 1) + 1 for k, d in zip(kernel, dilation, strict=True))


def windows(
    kernel: Value, stride: Value, padding: Value, dilation: Value, dims: int, fill: Fill = "zeros"
) -> tuple[Axis, ...]:
    """The reach of a window that slides."""
    sides = (per_side(value, dims) for value in (kernel, stride, padding, dilation))
    return tuple(Window(k, step, before, gap, fill) for k, step, before, gap in zip(*sides, strict=True))


def misfit(spans: Sequence[int], sides: Sequence[int], padding: Value) -> dict[str, Value]:
    """The values of the sentence `kernel_too_large`."""
    return {"kernel": size_text(spans), "size": size_text(sides), "padding": padding}


def too_large(*amounts: int) -> dict[str, Value] | None:
    """The values of the sentence `too_large`, where one tensor would need more numbers than there may be."""
    amount = max(amounts)
    return {"amount": f"{amount:,}", "most": f"{MAXIMUM_ELEMENTS:,}"} if amount > MAXIMUM_ELEMENTS else None


def stride_too_large(stride: Value, channels: int, dims: int) -> dict[str, Value] | None:
    """The values of the sentence `stride_too_large`. `channels` are those of the larger map, which a stride runs over.

    oneDNN, which convolves on the CPU, multiplies them with the square of the last stride in 31 bits for gradients, and
    gradients; where they do not fit, the process dies. Measured with PyTorch 2.14: 2^31 is the first that fails.
    """
    if per_side(stride, dims)[-1] ** 2 * channels <= MAXIMUM_COUNT:
        return None
    return {"stride": stride, "channels": channels, "most": math.isqrt(MAXIMUM_COUNT // channels)}


def _output_size_fits(settings: Settings, shapes: Sequence[Dims]) -> dict[str, Value] | None:
    sides = per_side(settings["output_size"], len(shapes[0]) - 2)
    return too_large(shapes[0][1] * math.prod(sides))


OUTPUT_SIZE_FITS = Rule("too_large", _output_size_fits)


def page(block_class: str) -> str:
    """The address of PyTorch's page about a class or function, named after `torch.nn.`."""
    return f"https://pytorch.org/docs/stable/generated/torch.nn.{block_class}.html"


def in_each_dimension(*makers: Callable[[int], Block]) -> tuple[Block, ...]:
    """The blocks that `makers` make for 1, 2 and 3 dimensions, those of a kind side by side."""
    return tuple(make(dims) for make in makers for dims in DIMENSIONS)
