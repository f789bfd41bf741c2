"""Windows that do not meet every pixel alike: transposed convolutions that draw checkerboards, strides that skip."""

import math
from collections.abc import Iterator

from engine.block import Value
from engine.blocks.spatial import per_side
from engine.checks.survey import Survey
from engine.plan import NodePlan
from engine.problem import Fix, Problem
from engine.surgery import Step, Surgery

_TRANSPOSED = {"conv_transpose1d": 1, "conv_transpose2d": 2, "conv_transpose3d": 3}
_CONVOLUTIONS = {
    **{f"conv{dims}d": dims for dims in (1, 2, 3)},
    **dict.fromkeys(("depthwise_conv2d", "separable_conv2d"), 2),
}
_STRIDING = {
    **_CONVOLUTIONS,
    **{f"{kind}_pool{dims}d": dims for kind in ("max", "avg", "lp") for dims in (1, 2, 3)},
}
Sizes = tuple[int, ...]


def size(values: Sizes) -> Value:
    """One number a dimension of space as a person would write it."""
    return values[0] if len(set(values)) == 1 else list(values)


# Transposed convolution ---------------------------------------------------------------------------------------------


def checkerboard(survey: Survey) -> Iterator[Problem]:
    """Transposed convolutions that write to some pixels more often than to others.

    A. Odena, V. Dumoulin, C. Olah, Deconvolution and Checkerboard Artifacts, Distill 2016, doi 10.23915/distill.00003:
    so it is where the stride does not divide the kernel, and the network has to unlearn the pattern.
    """
    for node in survey.of(*_TRANSPOSED):
        dims, given = _TRANSPOSED[node.block], node.arguments
        kernel, stride, dilation = (per_side(given[name], dims) for name in ("kernel_size", "stride", "dilation"))
        if all(map(_is_even, kernel, stride, dilation)):
            continue
        values = {"node": node.key, "kernel": given["kernel_size"], "stride": given["stride"]}
        fixes: tuple[Fix, ...] = ()
        if survey.may_operate():
            fixes = (*_whole_multiple(survey, node, dims), *_resize_and_convolve(survey, node, dims))
        yield Problem("checkerboard", "warning", (node.path,), values, (), fixes)


def _is_even(kernel: int, stride: int, dilation: int) -> bool:
    """Whether every output pixel is reached by as many points of the kernel. Where points lie so far apart that they
    have a divisor with the stride in common, they miss some for good."""
    return stride == 1 or (kernel % stride == 0 and math.gcd(stride, dilation) == 1)


def _whole_multiple(survey: Survey, node: NodePlan, dims: int) -> Iterator[Fix]:
    """Widen the kernel to the next multiple of the stride, and cut off as much more, so that the size stays."""
    names = ("kernel_size", "stride", "dilation", "padding", "output_padding")
    found: list[Sizes] = []
    for kernel, stride, dilation, padding, beyond in zip(
        *(per_side(node.arguments[n], dims) for n in names), strict=True
    ):
        if math.gcd(stride, dilation) > 1:
            return
        wider = -(-kernel // stride) * stride
        cut = 2 * padding - beyond + dilation * (wider - kernel)  # in all; the odd one is put on again at the far side
        found.append((wider, -(-cut // 2), cut % 2) if wider > kernel else (kernel, padding, beyond))
    kernels, paddings, beyonds = (size(values) for values in zip(*found, strict=True))
    surgery = Surgery(survey.group)
    surgery.set(node.path, kernel_size=kernels, padding=paddings, output_padding=beyonds)
    values = {"node": node.key, "argument": "kernel_size", "value": kernels, "padding": paddings}
    yield Fix("fix_set_padded", values, surgery.edit)


def _resize_and_convolve(survey: Survey, node: NodePlan, dims: int) -> Iterator[Fix]:
    """Repeat pixels first, then convolve: what the article recommends."""
    given = node.arguments
    before, after = node.input_shapes["input"][0][2:], node.output_shapes["output"][2:]
    kernel = [wide + (wide % 2 == 0) for wide in per_side(given["kernel_size"], dims)]
    ratios = {int(there) / int(here) for here, there in zip(before, after, strict=True)}
    up: dict[str, Value] = {"scale_factor": ratios.pop()}
    if ratios or up["scale_factor"] % 1:
        up = {"scale_factor": None, "size": size(tuple(map(int, after)))}
    elif up["scale_factor"] == 2.0:
        up = {}  # as it is by itself
    names = ("out_channels", "groups", "bias")
    conv = {"kernel_size": size(tuple(kernel)), "padding": "same", **{name: given[name] for name in names}}
    surgery = Surgery(survey.group)
    surgery.insert(survey.network.into[node.path][0], Step("upsample", up))
    surgery.replace(node.path, Step(f"conv{dims}d", conv))
    yield Fix("fix_resize_convolve", {"node": node.key}, surgery.edit)


# Strides ------------------------------------------------------------------------------------------------------------


def skipped_pixels(survey: Survey) -> Iterator[Problem]:
    """Windows that are narrower than their stride, so that rows of pixels are seen by none of them.

    The 1×1 convolutions of stride 2 in the shortcuts of ResNets do so on purpose: a note.
    """
    for node in survey.of(*_STRIDING):
        given = node.arguments
        if given["stride"] in (1, None):
            continue
        dims = _STRIDING[node.block]
        kernel, stride, dilation, _ = windows = _windows(node, dims)
        if not any(map(_skips, kernel, stride, dilation)):
            continue
        if all(side == 1 for side in node.output_shapes["output"][2:]):
            continue  # one window sees all there is to see
        is_point = node.block in _CONVOLUTIONS and set(kernel) == {1}
        code = "skipped_pixels" if any(map(int.__lt__, kernel, stride)) else "skipped_dilated"
        values = {
            "node": node.key,
            "kernel": given["kernel_size"],
            "stride": given["stride"],
            "dilation": given.get("dilation"),
        }
        fixes = tuple(_wider(survey, node, windows)) if survey.may_operate() else ()
        yield Problem(code, "note" if is_point else "warning", (node.path,), values, (), fixes)


def _windows(node: NodePlan, dims: int) -> tuple[Sizes, Sizes, Sizes, Sizes]:
    """Kernel, stride, dilation and padding, a number a dimension of space."""
    given = node.arguments
    padding = given.get("padding", 0)
    rest = per_side(given.get("dilation", 1), dims), per_side(0 if isinstance(padding, str) else padding, dims)
    return per_side(given["kernel_size"], dims), per_side(given["stride"], dims), *rest


def _skips(kernel: int, stride: int, dilation: int) -> bool:
    return kernel < stride or math.gcd(stride, dilation) > 1


def _wider(survey: Survey, node: NodePlan, windows: tuple[Sizes, Sizes, Sizes, Sizes]) -> Iterator[Fix]:
    """A kernel as wide as the stride, or wider and padded, where the output keeps its size."""
    is_pool = node.block not in _CONVOLUTIONS
    found = []
    for side, kernel, stride, dilation, padding in zip(node.input_shapes["input"][0][2:], *windows, strict=True):
        grown = -(-max(stride - kernel, 0) // 2)
        same = {(stride, padding), (kernel + 2 * grown, padding + grown * dilation)}
        if not _skips(kernel, stride, dilation):
            same = {(kernel, padding)}
        if is_pool:
            same = {(wide, added) for wide, added in same if added <= wide // 2}
        steps = _room(side, kernel, dilation, padding) // stride
        fitting = [new for new in sorted(same) if _room(side, new[0], dilation, new[1]) // stride == steps]
        if not fitting or math.gcd(stride, dilation) > 1:
            return
        found.append(fitting[0])
    kernel, padding = (size(values) for values in zip(*found, strict=True))
    values = {"node": node.key, "argument": "kernel_size", "value": kernel, "padding": padding}
    if padding == size(windows[3]):
        yield survey.setting(node.path, "kernel_size", kernel)
    elif "padding" in node.arguments:
        surgery = Surgery(survey.group)
        surgery.set(node.path, kernel_size=kernel, padding=padding)
        yield Fix("fix_set_padded", values, surgery.edit)


def _room(side: int | str, kernel: int, dilation: int, padding: int) -> int:
    """How far the window can move along one side of the map."""
    return (side if isinstance(side, int) else 0) + 2 * padding - dilation * (kernel - 1) - 1
