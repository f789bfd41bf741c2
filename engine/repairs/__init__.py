"""Repairs of problems that a single node has: for a problem's code, the edits that mend it."""

from collections.abc import Mapping
from dataclasses import replace

from engine.problem import Problem
from engine.repairs import arguments, merging, ranks, windows
from engine.repairs.arguments import Repair
from engine.repairs.broken import Broken as Broken

REPAIRS: Mapping[str, Repair] = {
    "add_shapes": merging.sums,
    "broadcast_shapes": merging.sums,
    "stack_shapes": merging.sums,
    "concat_shapes": merging.joins,
    "concat_ranks": merging.join_ranks,
    "matmul_shapes": merging.matrices,
    "kernel_too_large": windows.kernel_too_large,
    "kernel_larger": windows.kernel_larger,
    "fractional_too_large": windows.fractional_too_large,
    "padding_too_large": arguments.most("padding"),
    "only_padding": arguments.try_values("dilation", 1),
    "padding_vanishes": arguments.try_values("padding", 0),
    "padding_mode_same": windows.padding_mode_same,
    "same_stride": windows.same_stride,
    "stride_too_large": arguments.most("stride"),
    "output_padding": arguments.most("output_padding"),
    "groups": windows.groups,
    "rank": ranks.rank,
    "batch_lost": ranks.batch_lost,
    "dimension": arguments.dimension,
    "batch_dimension": arguments.dimension_off_batch,
    "dimension_order": arguments.dimension_order,
    "dimension_twice": arguments.dimension_twice,
    "size_or_scale": arguments.one_of("size", "scale_factor"),
    "size_or_ratio": arguments.one_of("output_size", "output_ratio"),
    "size_numbers": arguments.size_numbers,
    "mode_rank": arguments.mode,
    "align_corners": arguments.align_corners,
    "antialias": arguments.try_values("antialias", False),
    "vanishes": arguments.vanishes,
    "unpool_size": arguments.clear("output_size"),
    "shuffle": arguments.smaller("upscale_factor", 2),
    "unshuffle": arguments.smaller("downscale_factor", 2),
    "chunk_count": arguments.chunk_count,
    "norm_groups": arguments.smaller("num_groups"),
    "norm_dims": arguments.most("dims"),
    "split_sum": arguments.split_sum,
    "slice_leaves": arguments.slice_leaves,
    "crop_leaves": arguments.crop_leaves,
    "pad_length": arguments.pad_length,
    "pad_copies": arguments.try_values("mode", "constant", "replicate"),
    "pad_cuts": arguments.pad_cuts,
    "pad_value": arguments.clear("value"),
    "single_number": arguments.smaller("num_groups"),
    "heads": arguments.heads,
    "recurrent_dropout": arguments.recurrent_dropout,
    "batch_place": arguments.batch_place,
    "both_states": arguments.both_states,
    "padding_idx": arguments.clear("padding_idx"),
    "permutation": arguments.permutation,
    "reshape": arguments.try_values("shape", [-1]),
    "unflatten": arguments.try_values("unflattened_size", [1, -1]),
}


def repaired(broken: Broken) -> Problem:
    """The problem with its fixes."""
    repair = REPAIRS.get(broken.problem.code)
    return replace(broken.problem, fixes=tuple(repair(broken))) if repair else broken.problem
