"""Draws arguments and inputs for blocks over dimensions of space, and tells in torch.nn.functional what each must do."""

import math
from dataclasses import dataclass, replace
from typing import Any

import torch
import torch.nn.functional as F
from hypothesis import strategies as st

from engine.block import Argument, Block
from engine.blocks import REGISTRY
from engine.document import Document
from engine.plan import NodePlan
from tests.build import network

SPATIAL = [block for block in REGISTRY if block.category in ("convolution", "pooling", "upsampling")]
BATCH, LARGE = 2, (17, 300, 65_536, 1_000_000)


@dataclass(frozen=True)
class Case:
    """A block with arguments, and the shapes that arrive at its ports, batch first."""

    block: Block
    arguments: dict[str, Any]
    shapes: tuple[tuple[int, ...], ...]

    def document(self) -> Document:
        """An Input for each port, the block as `tested`, an Output for each port of its."""
        layers, edges = [], []
        for port, shape in zip(self.block.inputs, self.shapes, strict=True):
            layers.append((port.name, "input", {"shape": list(shape[1:]), "dtype": port.dtypes[0]}))
            edges.append(f"{port.name}>tested.{port.name}")
        layers.append(("tested", self.block.id, self.arguments))
        for port in self.block.outputs_for(self.arguments):
            layers.append((f"out_{port.name}", "output"))
            edges.append(f"tested.{port.name}>out_{port.name}")
        return network(*layers, edges=" ".join(edges))

    def tensors(self, planned: NodePlan) -> list[torch.Tensor]:
        """Random inputs; indices lie within the planned output."""
        places = math.prod(planned.output_shapes["output"][2:]) if planned.output_shapes else 1
        ports = zip(self.block.inputs, self.shapes, strict=True)
        return [
            torch.randint(0, places, shape) if port.dtypes[0] == "int64" else torch.randn(shape)
            for port, shape in ports
        ]


@st.composite
def cases(draw: st.DrawFn, block: Block, large: bool = False) -> Case:
    """Arguments from the declared ranges, most of them small, and small inputs. With `large`, some are as large as
    they may be."""
    arguments = {}
    for argument in block.arguments:
        if argument.derived is None and draw(st.booleans()):
            arguments[argument.name] = draw(_values(argument, large))
    for both in (("size", "scale_factor"), ("output_size", "output_ratio")):
        if all(block.argument(name) for name in both) and draw(st.integers(0, 4)):
            arguments[draw(st.sampled_from(both))] = None
            given = [name for name in both if arguments.get(name, 0) is not None]
            for name in given:
                arguments[name] = draw(_values(replace(block.argument(name), optional=False), large))
    rank = draw(st.sampled_from(block.inputs[0].ranks))
    first = draw(_shapes(rank, block, large))
    others = [
        first if draw(st.integers(0, 4)) else draw(_shapes(draw(st.sampled_from(port.ranks)), block, large))
        for port in block.inputs[1:]
    ]
    return Case(block, arguments, (first, *others))


def _shapes(rank: int, block: Block, large: bool) -> st.SearchStrategy[tuple[int, ...]]:
    channels = st.sampled_from((4, 8, 9, 18) if block.id == "pixel_shuffle" else (1, 2, 3, 4, 6))
    # What is to be compared had better fit; what is only tried may be anything.
    least = 5 if "fractional" in block.id else 1 if large else 3
    sides = st.integers(least, least + 6 if rank < 5 else least + 4)
    return st.tuples(st.just(BATCH), channels, *[sides] * (rank - 2))


def _values(argument: Argument, large: bool) -> st.SearchStrategy[Any]:
    low, high = argument.minimum, argument.maximum
    found: st.SearchStrategy[Any]
    match argument.kind:
        case "bool":
            found = st.booleans()
        case "choice":
            found = st.sampled_from(argument.choices)
        case "float":
            found = st.floats(low, high if large else min(high, 4), exclude_min=argument.above_minimum)
        case "int" | "size":
            numbers = st.integers(int(low), min(int(high), 5))
            if large:
                fitting = [number for number in LARGE if number <= high]
                numbers = st.one_of(numbers, numbers, numbers, st.sampled_from(fitting))
            found = numbers
            if argument.kind == "size":
                lists = [st.lists(numbers, min_size=n, max_size=n) for n in argument.dimensions]
                words = [st.sampled_from(argument.choices)] if argument.choices else []
                found = st.one_of(numbers, *lists, *words)
        case _:
            raise AssertionError(argument.kind)
    return st.none() | found if argument.optional else found


# What each block is, by hand: (module, arguments of the plan, what arrives) -> what leaves ------------------------------


def _around(a: dict[str, Any], dims: int) -> list[int]:
    """How F.pad is told the padding: last dimension first, before and after; of an odd number one more after."""
    found: list[int] = []
    kernel, gaps = (_all(a[name], dims) for name in ("kernel_size", "dilation"))
    for k, gap in zip(reversed(kernel), reversed(gaps), strict=True):
        total = gap * (k - 1)
        found += [total // 2, total - total // 2]
    if a["padding"] == "same":
        return found
    amounts = _all(0 if a["padding"] == "valid" else a["padding"], dims)
    return [amount for amount in reversed(amounts) for _ in range(2)]


def _all(value: Any, dims: int) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,) * dims


def _convolved(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None, a: dict[str, Any], groups: int) -> Any:
    dims = x.dim() - 2
    assert weight.shape[1] * groups == x.shape[1]  # channels that are derived
    convolve = getattr(F, f"conv{dims}d")
    mode = {"zeros": "constant"}.get(a["padding_mode"], a["padding_mode"])
    return convolve(F.pad(x, _around(a, dims), mode), weight, bias, a["stride"], 0, a["dilation"], groups)


def _separable(m: Any, a: dict[str, Any], x: torch.Tensor) -> torch.Tensor:
    assert m[0].weight.shape[0] == x.shape[1] * a["depth_multiplier"]
    assert (m[1].bias is not None) == a["bias"]
    return F.conv2d(_convolved(x, m[0].weight, None, a, x.shape[1]), m[1].weight, m[1].bias)


def _depthwise(m: Any, a: dict[str, Any], x: torch.Tensor) -> torch.Tensor:
    assert m.weight.shape[0] == x.shape[1] * a["depth_multiplier"]
    return _convolved(x, m.weight, m.bias, a, x.shape[1])


def _transposed(dims: int) -> Any:
    turn = getattr(F, f"conv_transpose{dims}d")
    return lambda m, a, x: turn(
        x, m.weight, m.bias, a["stride"], a["padding"], a["output_padding"], a["groups"], a["dilation"]
    )


def _max_pool(dims: int) -> Any:
    pool = getattr(F, f"max_pool{dims}d")
    return lambda m, a, x: pool(
        x, a["kernel_size"], a["stride"], a["padding"], a["dilation"], a["ceil_mode"], a["return_indices"]
    )


def _avg_pool(dims: int) -> Any:
    pool, more = getattr(F, f"avg_pool{dims}d"), ["divisor_override"] if dims > 1 else []
    names = ["kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", *more]
    return lambda m, a, x: pool(x, *[a[name] for name in names])


def _lp_pool(dims: int) -> Any:
    pool = getattr(F, f"lp_pool{dims}d")
    return lambda m, a, x: pool(x, a["norm_type"], a["kernel_size"], a["stride"], a["ceil_mode"])


def _fractional(dims: int) -> Any:
    pool = getattr(F, f"fractional_max_pool{dims}d")

    def reference(m: Any, a: dict[str, Any], x: torch.Tensor) -> Any:
        ratio = None if a["output_ratio"] is None else (a["output_ratio"],) * dims
        size = None if a["output_size"] is None else _all(a["output_size"], dims)
        return pool(x, a["kernel_size"], size, ratio, a["return_indices"])

    return reference


def _unpool(dims: int) -> Any:
    put = getattr(F, f"max_unpool{dims}d")

    def reference(m: Any, a: dict[str, Any], x: torch.Tensor, indices: torch.Tensor) -> torch.Tensor:
        size = None if a["output_size"] is None else _all(a["output_size"], dims)
        return put(x, indices, _all(a["kernel_size"], dims), a["stride"], a["padding"], size)

    return reference


def _resized(x: torch.Tensor, size: Any, scale: float | None, a: dict[str, Any]) -> torch.Tensor:
    size = tuple(size) if isinstance(size, list) else size
    corners, smooth = a["align_corners"], a.get("antialias", False)
    return F.interpolate(x, size, scale, a["mode"], corners, antialias=smooth)


REFERENCES: dict[str, Any] = {
    "depthwise_conv2d": _depthwise,
    "separable_conv2d": _separable,
    "upsample": lambda m, a, x: _resized(x, a["size"], a["scale_factor"], a),
    "interpolate": lambda m, a, x: _resized(x, a["size"], a["scale_factor"], a),
    "interpolate_like": lambda m, a, x, like: _resized(x, list(like.shape[2:]), None, a),
    "pixel_shuffle": lambda m, a, x: F.pixel_shuffle(x, a["upscale_factor"]),
    "pixel_unshuffle": lambda m, a, x: F.pixel_unshuffle(x, a["downscale_factor"]),
    "fractional_max_pool2d": _fractional(2),
    "fractional_max_pool3d": _fractional(3),
    "adaptive_avg_pool1d": lambda m, a, x: F.adaptive_avg_pool1d(x, a["output_size"]),
    "adaptive_avg_pool2d": lambda m, a, x: F.adaptive_avg_pool2d(x, a["output_size"]),
    "adaptive_avg_pool3d": lambda m, a, x: F.adaptive_avg_pool3d(x, a["output_size"]),
    "adaptive_max_pool1d": lambda m, a, x: F.adaptive_max_pool1d(x, a["output_size"], a["return_indices"]),
    "adaptive_max_pool2d": lambda m, a, x: F.adaptive_max_pool2d(x, a["output_size"], a["return_indices"]),
    "adaptive_max_pool3d": lambda m, a, x: F.adaptive_max_pool3d(x, a["output_size"], a["return_indices"]),
}
for _dims in (1, 2, 3):
    REFERENCES |= {
        f"conv{_dims}d": lambda m, a, x: _convolved(x, m.weight, m.bias, a, a["groups"]),
        f"conv_transpose{_dims}d": _transposed(_dims),
        f"max_pool{_dims}d": _max_pool(_dims),
        f"avg_pool{_dims}d": _avg_pool(_dims),
        f"lp_pool{_dims}d": _lp_pool(_dims),
        f"max_unpool{_dims}d": _unpool(_dims),
    }
