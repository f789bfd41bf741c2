"""Cases of problems with shapes: windows that do not fit, tensors that do not fit together, dimensions that are wrong."""

from tests.engine.problem_case import BN, CONV, POOL, RELU, UP, X, Y, case

WINDOWS = {
    "kernel_too_large": case(
        "c: a kernel that spans 13×13 does not fit a map of 8×8 with padding 0. Make the kernel smaller, pad more, or pool less before it.",
        X, ("c", CONV, {"kernel_size": 5, "dilation": 3}), Y,
        fixes=("Set padding of c to 3", "Set kernel_size of c to 3"),
    ),
    "kernel_too_large behind pools": case(
        "c: a kernel that spans 3×3 does not fit a map of 2×2 with padding 0. Make the kernel smaller, pad more, or pool less before it.",
        X, ("p1", POOL), ("r", RELU), ("p2", POOL), ("b", BN), ("c", CONV), Y,
        fixes=("Set padding of c to 1", "Set kernel_size of c to 2", "Remove p2"),
    ),
    "kernel_too_large of a pool": case(
        "p: a kernel that spans 9×9 does not fit a map of 8×8 with padding 0. Make the kernel smaller, pad more, or pool less before it.",
        X, ("p", POOL, {"kernel_size": 9}), Y, fixes=("Set padding of p to 1", "Set kernel_size of p to 8"),
    ),
    "kernel_larger": case(
        "p: the kernel 3×3×3 is larger than the map of 2×4×4, which AvgPool3d does not take even with padding. Make the kernel smaller, or pool less before it.",
        ("x", "input", {"shape": [3, 2, 4, 4]}), ("p", "avg_pool3d", {"kernel_size": 3, "padding": 1}), Y,
        fixes=("Set kernel_size of p to 2",),
    ),
    "fractional_too_large": case(
        "p: 8×8 windows of 2×2 do not fit a map of 8×8. Make the kernel or the result smaller.",
        X, ("p", "fractional_max_pool2d", {"kernel_size": 2, "output_size": 8, "output_ratio": None}), Y,
        fixes=("Set kernel_size of p to 1", "Set output_size of p to 7"),
    ),
    "only_padding": case(
        "p: with dilation 9 and padding 1, a window falls beside the map of 8×8, on padding alone. Use less of either.",
        X, ("p", POOL, {"dilation": 9, "padding": 1}), Y, fixes=("Set dilation of p to 1",),
    ),
    "padding_too_large": case(
        "p: padding 2 is more than half of the kernel 2. Use at most 1.",
        X, ("p", POOL, {"padding": 2}), Y, fixes=("Set padding of p to 1",),
    ),
    "same_stride": case(
        "c: padding “same” needs stride 1, and stride is 2. Give the padding in numbers.",
        X, ("c", CONV, {"padding": "same", "stride": 2}), Y, fixes=("Set stride of c to 1", "Set padding of c to 1"),
    ),
    "padding_mode_same": case(
        "c: padding is wider than the map of 8×8 that “reflect” padding copies from. Use at most 7, or zeros.",
        X, ("c", CONV, {"padding": 8, "padding_mode": "reflect"}), Y,
        fixes=("Set padding_mode of c to zeros", "Set padding of c to 7"),
    ),
    "stride_too_large": case(
        "c: stride 65536 with 3 channels is more than the processor's kernels can count. Use at most 26754.",
        X, ("c", "conv2d", {"stride": 65536}), Y, fixes=("Set stride of c to 26754",),
    ),
    "output_padding": case(
        "u: output_padding 3 must be less than stride 2 or dilation 1. Use at most 1, or a larger stride.",
        X, ("u", UP, {"output_padding": 3}), Y, fixes=("Set output_padding of u to 1",),
    ),
    "padding_vanishes": case(
        "u: padding 9 cuts off all of the 16×16 that it makes of its input. Use a smaller padding or a larger kernel.",
        X, ("u", UP, {"padding": 9}), Y, fixes=("Set padding of u to 0",),
    ),
    "unpool_shapes": case(
        "u gets 3×8×8 and indices of 3×4×4, and must find an index for every number. Let both come from one max pool, and nothing between change the size.",
        X, ("p", POOL, {"return_indices": True}), ("u", "max_unpool2d"), Y, edges="x>p x>u p.indices>u.indices u>y",
    ),
    "unpool_size": case(
        "u: output_size is 20×20, and its input can come from 7×7 to 9×9. Use the size of the map that was pooled.",
        X, ("p", POOL, {"return_indices": True}), ("u", "max_unpool2d", {"output_size": 20}), Y,
        edges="x>p p>u p.indices>u.indices u>y", fixes=("Clear output_size",),
    ),
    "unpool_places": case(
        "u makes a map of 6×6, and its indices are places in one of 8×8, which p was given. Give it the window of p, and output_size = 8×8.",
        X, ("p", POOL, {"kernel_size": 3, "return_indices": True}), ("u", "max_unpool2d", {"kernel_size": 3}), Y,
        edges="x>p p>u p.indices>u.indices u>y", fixes=("Set output_size of u to 8",),
    ),
    "shuffle": case(
        "p: upscale_factor 3 takes 9 channels for each one it makes, and its input has 12. Let the layer before it make a multiple of 9.",
        ("x", "input", {"shape": [12, 4, 4]}), ("p", "pixel_shuffle", {"upscale_factor": 3}), Y,
        fixes=("Set upscale_factor of p to 2",),
    ),
    "unshuffle": case(
        "p: downscale_factor 3 must divide each side of the map of 8×8. Pad or crop the map, or choose another factor.",
        X, ("p", "pixel_unshuffle", {"downscale_factor": 3}), Y, fixes=("Set downscale_factor of p to 2",),
    ),
    "single_place": case(
        "n normalizes each channel over its places, and 3×1×1 has one: only 0 would be left. Use it where maps are larger, or another normalization.",
        X, ("g", "adaptive_avg_pool2d"), ("n", "instance_norm2d"), Y,
    ),
}  # fmt: skip

MERGING = {
    "add_shapes": case(
        "s cannot add 3×4×4, 3×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("p", POOL), ("s", "add"), Y, edges="x>p p>s x>s s>y",
        fixes=(
            "Shrink x to the size of p with a 1×1 convolution of stride 2", "Pad p with zeros to the size of x",
            "Crop x to the size of p", "Resize p to the size of x",
        ),
    ),
    "add_shapes of channels": case(
        "s cannot add 16×8×8, 3×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("c", CONV, {"padding": 1}), ("s", "add"), Y, edges="x>c c>s x>s s>y",
        fixes=("Project x to 16 channels with a 1×1 convolution",),
    ),
    "add_shapes of channels and size": case(
        "s cannot add 16×4×4, 3×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("c", CONV, {"padding": 1, "stride": 2}), ("s", "add"), Y, edges="x>c c>s x>s s>y",
        fixes=("Project x to 16 channels with a 1×1 convolution of stride 2",),
    ),
    "add_shapes of channels and another size": case(
        "s cannot add 16×6×6, 3×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("c", CONV), ("s", "add"), Y, edges="x>c c>s x>s s>y",
        fixes=("Project x to 16 channels with a 1×1 convolution, and resize to the size of c",),
    ),
    "add_shapes of three": case(
        "s cannot add 16×8×8, 3×8×8, 5×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("c", CONV, {"padding": 1}), ("d", CONV, {"out_channels": 5, "padding": 1}), ("r", RELU), ("s", "add"), Y,
        edges="x>c c>r r>s x>s x>d d>s s>y",
        fixes=("Project x, d to 16 channels with a 1×1 convolution",),
    ),
    "add_shapes of rows": case(
        "s cannot add 10, 192: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("f", "flatten"), ("l", "linear"), ("s", "add"), Y, edges="x>f f>l l>s f>s s>y",
        fixes=("Bring f to 10 features with a Linear",),
    ),
    "add_shapes of volumes": case(
        "s cannot add 4×4×4×4, 2×8×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        ("x", "input", {"shape": [2, 8, 8, 8]}), ("c", "conv3d", {"out_channels": 4, "stride": 2, "padding": 1}),
        ("s", "add"), Y, edges="x>c c>s x>s s>y",
        fixes=("Project x to 4 channels with a 1×1 convolution of stride 2",),
    ),
    "broadcast_shapes": case(
        "m cannot put 3, 3×8×8 together number by number: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("g", "adaptive_avg_pool2d"), ("f", "flatten"), ("m", "multiply"), Y, edges="x>g g>f f>m x>m m>y",
        fixes=("Repeat the numbers of f all over the maps of x",),
    ),
    "stack_shapes": case(
        "s cannot stack 3×8×8, 3×4×4: they must be equal.",
        X, ("p", POOL), ("s", "stack"), Y, edges="x>s x>p p>s s>y",
        fixes=(
            "Shrink x to the size of p with a 1×1 convolution of stride 2", "Pad p with zeros to the size of x",
            "Crop x to the size of p", "Resize p to the size of x",
        ),
    ),
    "concat_shapes": case(
        "s cannot join 3×4×4, 3×8×8 along dimension 1: the other dimensions must be equal.",
        X, ("p", POOL), ("s", "concat"), Y, edges="x>p p>s x>s s>y",
        fixes=(
            "Shrink x to the size of p with a 1×1 convolution of stride 2", "Pad p with zeros to the size of x",
            "Crop x to the size of p", "Resize p to the size of x",
        ),
    ),
    "concat_shapes of odd sizes": case(
        "s cannot join 16×6×7, 3×8×8 along dimension 1: the other dimensions must be equal.",
        X, ("c", CONV, {"kernel_size": [3, 2]}), ("s", "concat"), Y, edges="x>c c>s x>s s>y",
        fixes=("Pad c with zeros to the size of x", "Crop x to the size of c", "Resize c to the size of x"),
    ),
    "concat_ranks": case(
        "s cannot join 192, 3×8×8: they have different numbers of dimensions.",
        X, ("f", "flatten"), ("s", "concat"), Y, edges="x>f f>s x>s s>y",
        fixes=("Flatten x", "Average each map of x to one number"),
    ),
    "matmul_shapes": case(
        "m cannot multiply 5×6, 5×6 as matrices: the first has 6 columns and the second 5 rows. Make them equal; a Permute exchanges rows and columns.",
        ("x", "input", {"shape": [5, 6]}), ("r", RELU), ("m", "matmul"), Y, edges="x>m x>r r>m.other m>y",
        fixes=("Exchange rows and columns of r",),
    ),
    "matmul_batches": case(
        "m cannot multiply 2×4×4, 3×4×4: the dimensions before rows and columns must be equal, or 1 where they should be repeated.",
        ("x", "input", {"shape": [2, 4, 4]}), ("c", CONV, {"out_channels": 3, "padding": 1}), ("m", "matmul"), Y,
        edges="x>m x>c c>m.other m>y",
    ),
    "bilinear_shapes": case(
        "b is given 5×6, 4×6: all sizes but the last must be equal.",
        ("x", "input", {"shape": [5, 6]}), ("z", "input", {"shape": [4, 6]}), ("b", "bilinear"), Y,
        edges="x>b.input1 z>b.input2 b>y",
    ),
    "like_rank": case(
        "u gets 3×8×8 and the size of 3×64, which has another number of dimensions. Bring both to the same.",
        X, ("f", "flatten", {"start_dim": 2}), ("u", "interpolate_like"), Y, edges="x>u x>f f>u.like u>y",
    ),
    "heads": case(
        "a: num_heads = 4 must divide the length of the vectors, 6.",
        ("x", "input", {"shape": [5, 6]}), ("a", "multihead_attention", {"num_heads": 4}), Y,
        edges="x>a.query a>y",
        fixes=("Set num_heads of a to 3",),
    ),
}  # fmt: skip

SHAPES = {
    "rank": case(
        "c takes maps of channels×height×width (4 dimensions with the batch), and gets 192.",
        X, ("f", "flatten"), ("c", CONV), Y, fixes=("Remove f",),
    ),
    "rank of a norm": case(
        "b takes maps of channels×height×width (4 dimensions with the batch), and gets 10.",
        X, ("f", "flatten"), ("l", "linear"), ("b", BN), Y, fixes=("Replace b by a BatchNorm1d",),
    ),
    "dtype": case(
        "c takes real (float32) numbers, and gets int64.",
        ("x", "input", {"shape": [3, 8, 8], "dtype": "int64"}), ("c", CONV), Y,
    ),
    "batch_lost": case(
        "y is given 192N, in which the images of a batch are mixed. Flatten from dimension 1 on.",
        X, ("f", "flatten", {"start_dim": 0}), Y, fixes=("Set start_dim of f to 1",),
    ),
    "batch_derived": case(
        "l takes in_features from a dimension that counts the images of a batch, of which there may be any number. Bring the batch to the front with a Permute.",
        ("x", "input", {"shape": [5]}), ("p", "permute", {"dims": [1, 0]}), ("l", "linear"), Y,
    ),
    "batch_dimension": case(
        "s: dim = 0 is the dimension that counts the images of a batch, of which there may be any number. Choose another dimension.",
        X, ("s", "slice", {"dim": 0}), Y, fixes=("Set dim of s to 1",),
    ),
    "batch_edge": case(
        "p would add to dimension 0 or cut it, and that counts the images of a batch, of which there may be any number. Bring the batch to the front with a Permute.",
        ("x", "input", {"shape": [5]}), ("p", "pad"), Y,
    ),
    "batch_place": case(
        "r is given N×5×6, where N counts the images of a batch, and looks for them in dimension 1. Change batch_first, or exchange the dimensions with a Permute.",
        ("x", "input", {"shape": [5, 6]}), ("r", "gru", {"batch_first": False}), Y, fixes=("Turn batch_first of r on",),
    ),
    "batch_cut": case(
        "s would make ?×3×8×8, where ? cuts the batch or adds to it. Bring the batch to the front with a Permute.",
        X, ("k", "constant", {"shape": [1, 3, 8, 8]}), ("s", "concat", {"dim": 0}), Y, edges="x>s k>s s>y",
    ),
    "attention_shapes": case(
        "a is given N×5×6 as query, N×4×6 as key and N×3×6 as value. All need the same batch, and key and value the same number of vectors.",
        ("x", "input", {"shape": [5, 6]}), ("z", "input", {"shape": [4, 6]}), ("w", "input", {"shape": [3, 6]}),
        ("a", "multihead_attention"), Y, edges="x>a.query z>a.key w>a.value a>y",
    ),
    "both_states": case(
        "r needs hidden and cell, or neither of them. Draw the other wire, or remove the one.",
        ("x", "input", {"shape": [5, 6]}), ("h", "parameter", {"shape": [1, 1, 64]}), ("r", "lstm"), Y,
        edges="x>r h>r.hidden r>y", fixes=("Remove the wire",),
    ),
    "state_shape": case(
        "r needs 1×N×64 as hidden, and gets 1×1×3.",
        ("x", "input", {"shape": [5, 6]}), ("h", "parameter", {"shape": [1, 1, 3]}), ("r", "gru"), Y,
        edges="x>r h>r.hidden r>y",
    ),
    "unflatten": case(
        "u cannot split dimension 1, which has 3, into 2, 2. Give sizes whose product is 3, one of them -1 at most.",
        X, ("u", "unflatten", {"unflattened_size": [2, 2]}), Y, fixes=("Set unflattened_size of u to 1, -1",),
    ),
    "reshape": case(
        "r cannot lay 3×8×8 out as 5, 5. Give sizes with the same product, one of them -1 at most.",
        X, ("r", "reshape", {"shape": [5, 5]}), Y, fixes=("Set shape of r to -1",),
    ),
    "permutation": case(
        "p: dims is 0, 1, 1, 2, and must name each dimension of N×3×8×8 once: 0 to 3 in some order.",
        X, ("p", "permute", {"dims": [0, 1, 1, 2]}), Y, fixes=("Set dims of p to 0, 2, 3, 1",),
    ),
    "pad_length": case(
        "p: pad has 3 numbers. Give two for each dimension to be padded, from the last one back; with mode reflect this input takes 4 to 6.",
        X, ("p", "pad", {"pad": [1, 1, 1], "mode": "reflect"}), Y, fixes=("Set pad of p to 1, 1, 1, 0",),
    ),
    "pad_value": case(
        "p: value has no meaning with mode reflect. Clear it, or choose constant.",
        X, ("p", "pad", {"mode": "reflect", "value": 2.0}), Y, fixes=("Clear value",),
    ),
    "pad_copies": case(
        "p: mode reflect can add 0 to 7 at each side of dimension 3, which has 8. Use less, or mode constant.",
        X, ("p", "pad", {"pad": [9, 0, 0, 0], "mode": "reflect"}), Y, fixes=("Set mode of p to constant",),
    ),
    "pad_cuts": case(
        "p: pad is -8, -8 and cuts off all 8 of dimension 3. Cut off less.",
        X, ("p", "pad", {"pad": [-8, -8]}), Y, fixes=("Set pad of p to 0, 0",),
    ),
    "crop_leaves": case(
        "k cuts 9 rows and 2 columns off a map of 8×8: nothing is left. Cut off less.",
        X, ("k", "crop", {"top": 8}), Y, fixes=("Cut off less, so that k leaves the middle",),
    ),
    "slice_leaves": case(
        "s takes nothing of dimension 1, which has 3. Change start or end.",
        X, ("s", "slice", {"start": 3}), Y, fixes=("Clear start and end",),
    ),
    "chunk_count": case(
        "s cannot divide dimension 1, which has 6, into 5 parts of equal size. Choose a number of chunks that divides it.",
        ("x", "input", {"shape": [6]}), ("s", "chunk", {"chunks": 5}), Y, edges="x>s s.part0>y",
        fixes=("Set chunks of s to 3",),
    ),
    "split_sum": case(
        "s: the sections 2, 2 make 4, and dimension 1 has 3. Change the sections.",
        X, ("s", "split", {"split_size_or_sections": [2, 2]}), Y, edges="x>s s.part0>y",
        fixes=("Set split_size_or_sections of s to 2, 1",),
    ),
}  # fmt: skip
