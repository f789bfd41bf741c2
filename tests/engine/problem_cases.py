"""A document for every problem, with what is said of it and which repairs are offered."""

from dataclasses import dataclass, replace

from engine.document import Document, Edge, Node
from engine.edits import END, Insert, SetRecipe
from tests.build import network

CONV, BN, RELU, POOL, UP = "conv2d", "batch_norm2d", "relu", "max_pool2d", "conv_transpose2d"
X, Y = ("x", "input", {"shape": [3, 8, 8]}), ("y", "output")
DIGITS = ("x", "input")
HEAD = (("f", "flatten"), ("l", "linear"), Y)


@dataclass(frozen=True)
class Case:
    """`fixes` are the labels of the repairs, in their order; `memory` is what the device has."""

    document: Document
    message: str
    fixes: tuple[str, ...] = ()
    severity: str = "error"
    memory: int | None = None


def _case(message: str, *layers, edges: str = "", fixes: tuple[str, ...] = (), severity: str = "error") -> Case:
    return Case(network(*layers, edges=edges), message, fixes, severity)


def _noted(message: str, *layers, edges: str = "", fixes: tuple[str, ...] = ()) -> Case:
    return _case(message, *layers, edges=edges, fixes=fixes, severity="note")


def _warned(message: str, *layers, edges: str = "", fixes: tuple[str, ...] = ()) -> Case:
    return _case(message, *layers, edges=edges, fixes=fixes, severity="warning")


def _newer(change) -> Document:
    document = network(DIGITS, ("r", RELU), *HEAD)
    change(document)
    return document


def _recipe(document: Document, **recipe) -> Document:
    document.apply(SetRecipe(recipe))
    return document


def _twice_named() -> Document:
    document = network(X, ("r", RELU), Y)
    document.apply(Insert("main", [(END, Node("second", "r", RELU))], [(END, Edge("e9", "x", "second"))]))
    return document


# A case for every code; where one is not enough, the code is followed by a word.
FILE = {
    "newer_minor": Case(
        _newer(lambda document: setattr(document, "format", (1, 9))),
        "The file was written by a newer version (1.9). What this version does not know is kept.",
        severity="warning",
    ),
    "unknown_field": Case(
        _newer(lambda d: d.network.nodes.update(r=replace(d.network.nodes["r"], extra={"mood": 1}))),
        "r has a field that this version does not know: mood. It is kept as it is.",
        severity="warning",
    ),
    "unknown_wire_field": Case(
        _newer(lambda d: d.network.edges.update(e1=replace(d.network.edges["e1"], extra={"mood": 1}))),
        "The wire from r to f has a field that this version does not know: mood. It is kept as it is.",
        severity="warning",
    ),
    "unknown_document_field": Case(
        _newer(lambda document: document.extra.update(mood=1)),
        "The document has a field that this version does not know: mood. It is kept as it is.",
        severity="warning",
    ),
    "newer_block": Case(
        _newer(lambda d: d.network.nodes.update(r=replace(d.network.nodes["r"], version=7))),
        "r was made by a newer version of ReLU (7; this one is 1). What this version does not know is kept; check its settings, or update ConvCanvas.",
        severity="warning",
    ),
    "unknown_block": _case(
        "t is a “teleport”, a block that this version does not know. It is kept as it is; update ConvCanvas or replace the node.",
        X, ("t", "teleport"), Y,
    ),
}  # fmt: skip

GRAPH = {
    "name_invalid": _case(
        "“a b” cannot be a name. Use letters, digits and _, not beginning with a digit unless it is a number, and no Python keyword.",
        X, ("a b", RELU), Y, fixes=("Rename to ab1",),
    ),
    "name_reserved": _case(
        "No node can be called train: PyTorch's modules use that word themselves. Choose another name.",
        X, ("train", RELU), Y, fixes=("Rename to train1",),
    ),
    "name_taken": Case(
        _twice_named(),
        "2 nodes are called r. Give each a name of its own; it becomes the key of its weights.",
        ("Rename to r1",), "warning",
    ),
    "missing_input": _case(
        "r has no wire at its input. Draw one from an output to it.", X, ("r", RELU), Y, edges="r>y",
    ),
    "missing_named_input": _case(
        "s has no wire at its input other. Draw one from an output to it.", X, ("s", "subtract"), Y,
    ),
    "too_many_edges": _case(
        "2 wires end at the input of r, which takes one. Remove all but one.",
        X, ("r", RELU), Y, edges="x>r x>r r>y", fixes=("Remove the other wires",),
    ),
    "too_many_wires": _case(
        "1001 wires end at the input of s, which takes 1000 at most. Join some of them before it.",
        X, ("s", "add"), Y, edges="x>s " * 1001 + "s>y",
    ),
    "unknown_port": _case(
        "A wire uses side of r, which is not there. Remove the wire.",
        X, ("r", RELU), Y, edges="x>r.side x>r r>y", fixes=("Remove the wire",),
    ),
    "cycle": _case(
        "a, r form a loop. A network runs one way: remove one of their wires.",
        X, ("a", "add"), ("r", RELU), Y, edges="x>a a>r r>a r>y", fixes=("Remove the wire from r to a",),
    ),
    "no_output": _case(
        "The network has no Output. Add one and connect what the network should answer.",
        X, ("r", RELU), fixes=("Add an Output after r",),
    ),
    "no_input": _case(
        "The network has no Input. Add one and connect it to the first layer.",
        ("r", RELU), ("k", "constant"), ("s", "add"), Y, edges="k>s r>s s>y", fixes=("Add an Input before r",),
    ),
    "unused": _noted(
        "c leads to no Output, so it is left out of the network.",
        DIGITS, ("c", CONV), *HEAD, edges="x>c x>f f>l l>y", fixes=("Remove c",),
    ),
    "no_way": _case(
        "z depends on no Input: it would be the same for every image. Connect it to what an Input leads to.",
        DIGITS, ("k", "parameter", {"shape": [4, 2]}), ("z", "output"), *HEAD, edges="k>z x>f f>l l>y",
    ),
    "unnamed_output": _noted(
        "output2 has the name that it was given by itself. With several Outputs, name each after what it answers.",
        DIGITS, ("digit", "output"), ("output2", "output"), *HEAD[:2], edges="x>f f>l l>digit f>output2",
        fixes=("Rename to f_out",),
    ),
}  # fmt: skip

ARGUMENTS = {
    "argument_type": _case(
        "c: out_channels cannot be many; it must be a whole number.",
        X, ("c", CONV, {"out_channels": "many"}), Y, fixes=("Let out_channels of c be 16 again",),
    ),
    "argument_range": _case(
        "c: kernel_size is 0, and must be from 1 to 65536.",
        X, ("c", CONV, {"kernel_size": 0}), Y, fixes=("Set kernel_size of c to 1",),
    ),
    "argument_range of channels": _case(
        "c: out_channels is 1000000000000, and must be from 1 to 1000000.",
        X, ("c", CONV, {"out_channels": 10**12}), Y, fixes=("Set out_channels of c to 1000000",),
    ),
    "argument_choice": _case(
        "u: mode cannot be magic. Choose one of: nearest, nearest-exact, linear, bilinear, bicubic, trilinear.",
        X, ("u", "upsample", {"mode": "magic"}), Y, fixes=("Let mode of u be nearest again",),
    ),
    "argument_unknown": _warned(
        "r: ReLU has no argument slope. It is kept, and does nothing.",
        DIGITS, ("r", RELU, {"slope": 3}), *HEAD, fixes=("Remove slope",),
    ),
    "pinned": _case(
        "c expects in_channels = 4 and its input has 3. Take it from the input?",
        X, ("c", CONV, {"in_channels": 4}), Y, fixes=("Take in_channels from the input",),
    ),
    "groups": _case(
        "c: groups = 2 must divide both the channels in (3) and out (16).",
        X, ("c", CONV, {"groups": 2}), Y, fixes=("Set groups of c to 1",),
    ),
    "dimension": _case(
        "s: dim is 4, and its input has dimensions -4 to 3.",
        X, ("s", "softmax", {"dim": 4}), Y, fixes=("Set dim of s to 1",),
    ),
    "dimension of a list": _case(
        "m: dim is 5, and its input has dimensions -4 to 3.",
        X, ("m", "mean", {"dim": [2, 5]}), Y, fixes=("Set dim of m to 2",),
    ),
    "dimension_order": _case(
        "f: start_dim comes after end_dim. Exchange them.",
        X, ("f", "flatten", {"start_dim": 3, "end_dim": 1}), Y, fixes=("Exchange start_dim and end_dim",),
    ),
    "dimension_twice": _case(
        "m: dim names dimension 3 twice. Name each once.",
        X, ("m", "mean", {"dim": [3, -1]}), Y, fixes=("Set dim of m to 3",),
    ),
    "size_or_scale": _case(
        "u: give either size or scale_factor, not both and not neither.",
        X, ("u", "upsample", {"size": 9}), Y, fixes=("Leave size of u empty", "Leave scale_factor of u empty"),
    ),
    "size_or_scale without either": _case(
        "u: give either size or scale_factor, not both and not neither.",
        X, ("u", "upsample", {"scale_factor": None}), Y, fixes=("Clear scale_factor",),
    ),
    "size_or_ratio": _case(
        "p: give either output_size or output_ratio, not both and not neither.",
        X, ("p", "fractional_max_pool2d", {"output_size": 4}), Y,
        fixes=("Leave output_size of p empty", "Leave output_ratio of p empty"),
    ),
    "size_numbers": _case(
        "u: size 4×5×6 does not fit an input with 2 dimensions of space. Give one number for all of them, or one for each.",
        X, ("u", "upsample", {"size": [4, 5, 6], "scale_factor": None}), Y, fixes=("Set size of u to 4",),
    ),
    "mode_rank": _case(
        "u: mode linear takes sequences (3 dimensions with the batch), and gets 3×8×8. Choose one of: nearest, nearest-exact, bilinear, bicubic.",
        X, ("u", "upsample", {"mode": "linear"}), Y, fixes=("Set mode of u to bilinear",),
    ),
    "align_corners": _case(
        "u: align_corners has no meaning with mode nearest. Clear it, or choose one of: bilinear, bicubic.",
        X, ("u", "upsample", {"align_corners": True}), Y, fixes=("Clear align_corners", "Set mode of u to bilinear"),
    ),
    "antialias": _case(
        "u: antialias has no meaning with mode nearest. Clear it, or choose bilinear or bicubic, which take maps.",
        X, ("u", "interpolate", {"antialias": True}), Y, fixes=("Turn antialias of u off",),
    ),
    "vanishes": _case(
        "u makes a map of 0×0: nothing is left. Use a larger scale_factor.",
        X, ("u", "upsample", {"scale_factor": 0.1}), Y, fixes=("Set scale_factor of u to 0.125",),
    ),
    "too_large": _case(
        "c would need 10,800,000,000 numbers in one tensor; the limit is 8,589,934,592. Use smaller values.",
        X, ("c", CONV, {"out_channels": 10**6, "kernel_size": 60, "padding": 60}), Y,
    ),
    "halves": _case("g cannot halve dimension 1, which has 3. Make it even.", X, ("g", "glu"), Y),
    "norm_dims": _case(
        "n: dims is 3, and its input has 1 dimensions beside the batch. Use at most 1.",
        X, ("f", "flatten"), ("n", "layer_norm", {"dims": 3}), Y, fixes=("Set dims of n to 1",),
    ),
    "norm_groups": _case(
        "n: num_groups = 2 must divide the channels, 3.",
        X, ("n", "group_norm", {"num_groups": 2}), Y, fixes=("Set num_groups of n to 1",),
    ),
    "single_number": _case(
        "n: with 12 groups, each has a single number of 12, and normalizing leaves 0 of it. Use fewer groups.",
        ("x", "input", {"shape": [12]}), ("n", "group_norm", {"num_groups": 12}), Y,
        fixes=("Set num_groups of n to 6",),
    ),
    "padding_idx": _case(
        "e: padding_idx is 90, and the rows are -20 to 19.",
        ("x", "input", {"shape": [5], "dtype": "int64"}),
        ("e", "embedding", {"num_embeddings": 20, "padding_idx": 90}), Y, fixes=("Clear padding_idx",),
    ),
    "recurrent_dropout": _case(
        "r: dropout acts between layers, and there is one. Set num_layers to 2 or more, or dropout to 0.",
        ("x", "input", {"shape": [5, 6]}), ("r", "lstm", {"dropout": 0.5}), Y,
        fixes=("Set dropout of r to 0", "Set num_layers of r to 2"),
    ),
}  # fmt: skip

WINDOWS = {
    "kernel_too_large": _case(
        "c: a kernel that spans 13×13 does not fit a map of 8×8 with padding 0. Make the kernel smaller, pad more, or pool less before it.",
        X, ("c", CONV, {"kernel_size": 5, "dilation": 3}), Y,
        fixes=("Set padding of c to 3", "Set kernel_size of c to 3"),
    ),
    "kernel_too_large behind pools": _case(
        "c: a kernel that spans 3×3 does not fit a map of 2×2 with padding 0. Make the kernel smaller, pad more, or pool less before it.",
        X, ("p1", POOL), ("r", RELU), ("p2", POOL), ("b", BN), ("c", CONV), Y,
        fixes=("Set padding of c to 1", "Set kernel_size of c to 2", "Remove p2"),
    ),
    "kernel_too_large of a pool": _case(
        "p: a kernel that spans 9×9 does not fit a map of 8×8 with padding 0. Make the kernel smaller, pad more, or pool less before it.",
        X, ("p", POOL, {"kernel_size": 9}), Y, fixes=("Set padding of p to 1", "Set kernel_size of p to 8"),
    ),
    "kernel_larger": _case(
        "p: the kernel 3×3×3 is larger than the map of 2×4×4, which AvgPool3d does not take even with padding. Make the kernel smaller, or pool less before it.",
        ("x", "input", {"shape": [3, 2, 4, 4]}), ("p", "avg_pool3d", {"kernel_size": 3, "padding": 1}), Y,
        fixes=("Set kernel_size of p to 2",),
    ),
    "fractional_too_large": _case(
        "p: 8×8 windows of 2×2 do not fit a map of 8×8. Make the kernel or the result smaller.",
        X, ("p", "fractional_max_pool2d", {"kernel_size": 2, "output_size": 8, "output_ratio": None}), Y,
        fixes=("Set kernel_size of p to 1", "Set output_size of p to 7"),
    ),
    "padding_too_large": _case(
        "p: padding 2 is more than half of the kernel 2. Use at most 1.",
        X, ("p", POOL, {"padding": 2}), Y, fixes=("Set padding of p to 1",),
    ),
    "same_stride": _case(
        "c: padding “same” needs stride 1, and stride is 2. Give the padding in numbers.",
        X, ("c", CONV, {"padding": "same", "stride": 2}), Y, fixes=("Set stride of c to 1", "Set padding of c to 1"),
    ),
    "padding_mode_same": _case(
        "c: padding is wider than the map of 8×8 that “reflect” padding copies from. Use at most 7, or zeros.",
        X, ("c", CONV, {"padding": 8, "padding_mode": "reflect"}), Y,
        fixes=("Set padding_mode of c to zeros", "Set padding of c to 7"),
    ),
    "stride_too_large": _case(
        "c: stride 65536 with 3 channels is more than the processor's kernels can count. Use at most 26754.",
        X, ("c", "conv2d", {"stride": 65536}), Y,
    ),
    "output_padding": _case(
        "u: output_padding 3 must be less than stride 2 or dilation 1. Use at most 1, or a larger stride.",
        X, ("u", UP, {"output_padding": 3}), Y, fixes=("Set output_padding of u to 1",),
    ),
    "padding_vanishes": _case(
        "u: padding 9 cuts off all of the 16×16 that it makes of its input. Use a smaller padding or a larger kernel.",
        X, ("u", UP, {"padding": 9}), Y, fixes=("Set padding of u to 0",),
    ),
    "unpool_shapes": _case(
        "u gets 3×8×8 and indices of 3×4×4, and must find an index for every number. Let both come from one max pool, and nothing between change the size.",
        X, ("p", POOL, {"return_indices": True}), ("u", "max_unpool2d"), Y, edges="x>p x>u p.indices>u.indices u>y",
    ),
    "unpool_size": _case(
        "u: output_size is 20×20, and its input can come from 7×7 to 9×9. Use the size of the map that was pooled.",
        X, ("p", POOL, {"return_indices": True}), ("u", "max_unpool2d", {"output_size": 20}), Y,
        edges="x>p p>u p.indices>u.indices u>y", fixes=("Clear output_size",),
    ),
    "shuffle": _case(
        "p: upscale_factor 3 takes 9 channels for each one it makes, and its input has 12. Let the layer before it make a multiple of 9.",
        ("x", "input", {"shape": [12, 4, 4]}), ("p", "pixel_shuffle", {"upscale_factor": 3}), Y,
        fixes=("Set upscale_factor of p to 2",),
    ),
    "unshuffle": _case(
        "p: downscale_factor 3 must divide each side of the map of 8×8. Pad or crop the map, or choose another factor.",
        X, ("p", "pixel_unshuffle", {"downscale_factor": 3}), Y, fixes=("Set downscale_factor of p to 2",),
    ),
    "single_place": _case(
        "n normalizes each channel over its places, and 3×1×1 has one: only 0 would be left. Use it where maps are larger, or another normalization.",
        X, ("g", "adaptive_avg_pool2d"), ("n", "instance_norm2d"), Y,
    ),
}  # fmt: skip

MERGING = {
    "add_shapes": _case(
        "s cannot add 3×4×4, 3×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("p", POOL), ("s", "add"), Y, edges="x>p p>s x>s s>y",
        fixes=(
            "Shrink x to the size of p with a 1×1 convolution of stride 2", "Pad p with zeros to the size of x",
            "Crop x to the size of p", "Resize p to the size of x",
        ),
    ),
    "add_shapes of channels": _case(
        "s cannot add 16×8×8, 3×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("c", CONV, {"padding": 1}), ("s", "add"), Y, edges="x>c c>s x>s s>y",
        fixes=("Project x to 16 channels with a 1×1 convolution",),
    ),
    "add_shapes of channels and size": _case(
        "s cannot add 16×4×4, 3×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("c", CONV, {"padding": 1, "stride": 2}), ("s", "add"), Y, edges="x>c c>s x>s s>y",
        fixes=("Project x to 16 channels with a 1×1 convolution of stride 2",),
    ),
    "add_shapes of channels and another size": _case(
        "s cannot add 16×6×6, 3×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("c", CONV), ("s", "add"), Y, edges="x>c c>s x>s s>y",
        fixes=("Project x to 16 channels with a 1×1 convolution, and resize to the size of c",),
    ),
    "add_shapes of three": _case(
        "s cannot add 16×8×8, 3×8×8, 5×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("c", CONV, {"padding": 1}), ("d", CONV, {"out_channels": 5, "padding": 1}), ("r", RELU), ("s", "add"), Y,
        edges="x>c c>r r>s x>s x>d d>s s>y",
        fixes=("Project x, d to 16 channels with a 1×1 convolution",),
    ),
    "add_shapes of rows": _case(
        "s cannot add 10, 192: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("f", "flatten"), ("l", "linear"), ("s", "add"), Y, edges="x>f f>l l>s f>s s>y",
        fixes=("Bring f to 10 features with a Linear",),
    ),
    "add_shapes of volumes": _case(
        "s cannot add 4×4×4×4, 2×8×8×8: the sizes differ. Make them equal, or 1 where they should be repeated.",
        ("x", "input", {"shape": [2, 8, 8, 8]}), ("c", "conv3d", {"out_channels": 4, "stride": 2, "padding": 1}),
        ("s", "add"), Y, edges="x>c c>s x>s s>y",
        fixes=("Project x to 4 channels with a 1×1 convolution of stride 2",),
    ),
    "broadcast_shapes": _case(
        "m cannot put 3, 3×8×8 together number by number: the sizes differ. Make them equal, or 1 where they should be repeated.",
        X, ("g", "adaptive_avg_pool2d"), ("f", "flatten"), ("m", "multiply"), Y, edges="x>g g>f f>m x>m m>y",
        fixes=("Repeat the numbers of f all over the maps of x",),
    ),
    "stack_shapes": _case(
        "s cannot stack 3×8×8, 3×4×4: they must be equal.",
        X, ("p", POOL), ("s", "stack"), Y, edges="x>s x>p p>s s>y",
        fixes=(
            "Shrink x to the size of p with a 1×1 convolution of stride 2", "Pad p with zeros to the size of x",
            "Crop x to the size of p", "Resize p to the size of x",
        ),
    ),
    "concat_shapes": _case(
        "s cannot join 3×4×4, 3×8×8 along dimension 1: the other dimensions must be equal.",
        X, ("p", POOL), ("s", "concat"), Y, edges="x>p p>s x>s s>y",
        fixes=(
            "Shrink x to the size of p with a 1×1 convolution of stride 2", "Pad p with zeros to the size of x",
            "Crop x to the size of p", "Resize p to the size of x",
        ),
    ),
    "concat_shapes of odd sizes": _case(
        "s cannot join 16×6×7, 3×8×8 along dimension 1: the other dimensions must be equal.",
        X, ("c", CONV, {"kernel_size": [3, 2]}), ("s", "concat"), Y, edges="x>c c>s x>s s>y",
        fixes=("Pad c with zeros to the size of x", "Crop x to the size of c", "Resize c to the size of x"),
    ),
    "concat_ranks": _case(
        "s cannot join 192, 3×8×8: they have different numbers of dimensions.",
        X, ("f", "flatten"), ("s", "concat"), Y, edges="x>f f>s x>s s>y",
        fixes=("Flatten x", "Average each map of x to one number"),
    ),
    "matmul_shapes": _case(
        "m cannot multiply 5×6, 5×6 as matrices: the first has 6 columns and the second 5 rows. Make them equal; a Permute exchanges rows and columns.",
        ("x", "input", {"shape": [5, 6]}), ("r", RELU), ("m", "matmul"), Y, edges="x>m x>r r>m.other m>y",
        fixes=("Exchange rows and columns of r",),
    ),
    "matmul_batches": _case(
        "m cannot multiply 2×4×4, 3×4×4: the dimensions before rows and columns must be equal, or 1 where they should be repeated.",
        ("x", "input", {"shape": [2, 4, 4]}), ("c", CONV, {"out_channels": 3, "padding": 1}), ("m", "matmul"), Y,
        edges="x>m x>c c>m.other m>y",
    ),
    "bilinear_shapes": _case(
        "b is given 5×6, 4×6: all sizes but the last must be equal.",
        ("x", "input", {"shape": [5, 6]}), ("z", "input", {"shape": [4, 6]}), ("b", "bilinear"), Y,
        edges="x>b.input1 z>b.input2 b>y",
    ),
    "like_rank": _case(
        "u gets 3×8×8 and the size of 3×64, which has another number of dimensions. Bring both to the same.",
        X, ("f", "flatten", {"start_dim": 2}), ("u", "interpolate_like"), Y, edges="x>u x>f f>u.like u>y",
    ),
    "heads": _case(
        "a: num_heads = 4 must divide the length of the vectors, 6.",
        ("x", "input", {"shape": [5, 6]}), ("a", "multihead_attention", {"num_heads": 4}), Y,
        edges="x>a.query a>y",
        fixes=("Set num_heads of a to 3",),
    ),
}  # fmt: skip

SHAPES = {
    "rank": _case(
        "c takes maps of channels×height×width (4 dimensions with the batch), and gets 192.",
        X, ("f", "flatten"), ("c", CONV), Y, fixes=("Remove f",),
    ),
    "rank of a norm": _case(
        "b takes maps of channels×height×width (4 dimensions with the batch), and gets 10.",
        X, ("f", "flatten"), ("l", "linear"), ("b", BN), Y, fixes=("Replace b by a BatchNorm1d",),
    ),
    "dtype": _case(
        "c takes real (float32) numbers, and gets int64.",
        ("x", "input", {"shape": [3, 8, 8], "dtype": "int64"}), ("c", CONV), Y,
    ),
    "batch_lost": _case(
        "y is given 192N, in which the images of a batch are mixed. Flatten from dimension 1 on.",
        X, ("f", "flatten", {"start_dim": 0}), Y, fixes=("Set start_dim of f to 1",),
    ),
    "batch_derived": _case(
        "l takes in_features from a dimension that counts the images of a batch, of which there may be any number. Bring the batch to the front with a Permute.",
        ("x", "input", {"shape": [5]}), ("p", "permute", {"dims": [1, 0]}), ("l", "linear"), Y,
    ),
    "batch_dimension": _case(
        "s: dim = 0 is the dimension that counts the images of a batch, of which there may be any number. Choose another dimension.",
        X, ("s", "slice", {"dim": 0}), Y, fixes=("Set dim of s to 1",),
    ),
    "batch_edge": _case(
        "p would add to dimension 0 or cut it, and that counts the images of a batch, of which there may be any number. Bring the batch to the front with a Permute.",
        ("x", "input", {"shape": [5]}), ("p", "pad"), Y,
    ),
    "batch_place": _case(
        "r is given N×5×6, where N counts the images of a batch, and looks for them in dimension 1. Change batch_first, or exchange the dimensions with a Permute.",
        ("x", "input", {"shape": [5, 6]}), ("r", "gru", {"batch_first": False}), Y, fixes=("Turn batch_first of r on",),
    ),
    "batch_cut": _case(
        "s would make ?×3×8×8, where ? cuts the batch or adds to it. Bring the batch to the front with a Permute.",
        X, ("k", "constant", {"shape": [1, 3, 8, 8]}), ("s", "concat", {"dim": 0}), Y, edges="x>s k>s s>y",
    ),
    "attention_shapes": _case(
        "a is given N×5×6 as query, N×4×6 as key and N×3×6 as value. All need the same batch, and key and value the same number of vectors.",
        ("x", "input", {"shape": [5, 6]}), ("z", "input", {"shape": [4, 6]}), ("w", "input", {"shape": [3, 6]}),
        ("a", "multihead_attention"), Y, edges="x>a.query z>a.key w>a.value a>y",
    ),
    "both_states": _case(
        "r needs hidden and cell, or neither of them. Draw the other wire, or remove the one.",
        ("x", "input", {"shape": [5, 6]}), ("h", "parameter", {"shape": [1, 1, 64]}), ("r", "lstm"), Y,
        edges="x>r h>r.hidden r>y", fixes=("Remove the wire",),
    ),
    "state_shape": _case(
        "r needs 1×N×64 as hidden, and gets 1×1×3.",
        ("x", "input", {"shape": [5, 6]}), ("h", "parameter", {"shape": [1, 1, 3]}), ("r", "gru"), Y,
        edges="x>r h>r.hidden r>y",
    ),
    "unflatten": _case(
        "u cannot split dimension 1, which has 3, into 2, 2. Give sizes whose product is 3, one of them -1 at most.",
        X, ("u", "unflatten", {"unflattened_size": [2, 2]}), Y, fixes=("Set unflattened_size of u to 1, -1",),
    ),
    "reshape": _case(
        "r cannot lay 3×8×8 out as 5, 5. Give sizes with the same product, one of them -1 at most.",
        X, ("r", "reshape", {"shape": [5, 5]}), Y, fixes=("Set shape of r to -1",),
    ),
    "permutation": _case(
        "p: dims is 0, 1, 1, 2, and must name each dimension of N×3×8×8 once: 0 to 3 in some order.",
        X, ("p", "permute", {"dims": [0, 1, 1, 2]}), Y, fixes=("Set dims of p to 0, 2, 3, 1",),
    ),
    "pad_length": _case(
        "p: pad has 3 numbers. Give two for each dimension to be padded, from the last one back; with mode reflect this input takes 4 to 6.",
        X, ("p", "pad", {"pad": [1, 1, 1], "mode": "reflect"}), Y, fixes=("Set pad of p to 1, 1, 1, 0",),
    ),
    "pad_value": _case(
        "p: value has no meaning with mode reflect. Clear it, or choose constant.",
        X, ("p", "pad", {"mode": "reflect", "value": 2.0}), Y, fixes=("Clear value",),
    ),
    "pad_copies": _case(
        "p: mode reflect can add 0 to 7 at each side of dimension 3, which has 8. Use less, or mode constant.",
        X, ("p", "pad", {"pad": [9, 0, 0, 0], "mode": "reflect"}), Y, fixes=("Set mode of p to constant",),
    ),
    "pad_cuts": _case(
        "p: pad is -8, -8 and cuts off all 8 of dimension 3. Cut off less.",
        X, ("p", "pad", {"pad": [-8, -8]}), Y, fixes=("Set pad of p to 0, 0",),
    ),
    "crop_leaves": _case(
        "k cuts 9 rows and 2 columns off a map of 8×8: nothing is left. Cut off less.",
        X, ("k", "crop", {"top": 8}), Y, fixes=("Cut off less, so that k leaves the middle",),
    ),
    "slice_leaves": _case(
        "s takes nothing of dimension 1, which has 3. Change start or end.",
        X, ("s", "slice", {"start": 3}), Y, fixes=("Clear start and end",),
    ),
    "chunk_count": _case(
        "s cannot divide dimension 1, which has 6, into 5 parts of equal size. Choose a number of chunks that divides it.",
        ("x", "input", {"shape": [6]}), ("s", "chunk", {"chunks": 5}), Y, edges="x>s s.part0>y",
        fixes=("Set chunks of s to 3",),
    ),
    "split_sum": _case(
        "s: the sections 2, 2 make 4, and dimension 1 has 3. Change the sections.",
        X, ("s", "split", {"split_size_or_sections": [2, 2]}), Y, edges="x>s s.part0>y",
        fixes=("Set split_size_or_sections of s to 2, 1",),
    ),
}  # fmt: skip

IN_PLACE = {
    "in_place_read": _case(
        "r writes over its input, which a reads after it. Turn inplace off.",
        DIGITS, ("c", CONV), ("r", RELU, {"inplace": True}), ("a", "add"), *HEAD, edges="x>c c>r c>a r>a a>f f>l l>y",
        fixes=("Turn inplace of r off",),
    ),
    "in_place_kept": _case(
        "r writes over what s needs for its backward pass. Turn inplace off.",
        DIGITS, ("c", CONV), ("s", "sigmoid"), ("r", RELU, {"inplace": True}), *HEAD, fixes=("Turn inplace of r off",),
    ),
    "in_place_part": _case(
        "r writes into a part that k has cut out, which PyTorch does not allow in training. Turn inplace off.",
        DIGITS, ("c", CONV), ("k", "chunk"), ("r", RELU, {"inplace": True}), ("a", "add"), *HEAD,
        edges="x>c c>k k.part0>r r>a k.part1>a a>f f>l l>y", fixes=("Turn inplace of r off",),
    ),
    "in_place_held": _case(
        "r writes over p, which the network itself holds. Turn inplace off.",
        DIGITS, ("p", "parameter", {"shape": [1, 28, 28]}), ("r", RELU, {"inplace": True}), ("a", "add"), *HEAD,
        edges="p>r r>a x>a a>f f>l l>y", fixes=("Turn inplace of r off",),
    ),
}  # fmt: skip

DOUBTFUL = {
    "linear_on_maps": _warned(
        "l is given maps of 16×26×26, and works along their last dimension: 26 columns, not all numbers. Put Flatten before it.",
        DIGITS, ("c", CONV), ("l", "linear"), Y,
        fixes=("Put a Flatten before l", "Average each map to one number, and put a Flatten before l"),
    ),
    "checkerboard": _warned(
        "u: kernel 3 is no multiple of stride 2, so that some pixels are painted more often than others: a checkerboard.",
        DIGITS, ("u", UP, {"kernel_size": 3, "padding": 1, "output_padding": 1}), *HEAD,
        fixes=("Set kernel_size of u to 4, and padding to 1", "Replace u by an Upsample and a convolution"),
    ),
    "checkerboard of an odd size": _warned(
        "u: kernel 3 is no multiple of stride 2, so that some pixels are painted more often than others: a checkerboard.",
        DIGITS, ("u", UP, {"kernel_size": 3}), *HEAD,
        fixes=("Set kernel_size of u to 4, and padding to 1", "Replace u by an Upsample and a convolution"),
    ),
    "skipped_pixels": _warned(
        "c: kernel 2 is smaller than stride 3, so that some pixels are never looked at.",
        DIGITS, ("c", CONV, {"kernel_size": 2, "stride": 3}), *HEAD,
        fixes=("Set kernel_size of c to 3",),
    ),
    "skipped_pixels of a point": _noted(
        "c: kernel 1 is smaller than stride 2, so that some pixels are never looked at.",
        DIGITS, ("c", CONV, {"kernel_size": 1, "stride": 2}), *HEAD, fixes=("Set kernel_size of c to 2",),
    ),
    "skipped_pixels where the map is odd": _warned(
        "p: kernel 2 is smaller than stride 3, so that some pixels are never looked at.",
        DIGITS, ("c", CONV), ("p", POOL, {"kernel_size": 2, "stride": 3}), *HEAD,
        fixes=("Set kernel_size of p to 4, and padding to 1",),
    ),
    "skipped_dilated": _warned(
        "c: with dilation 2 and stride 2, some pixels are never looked at.",
        DIGITS, ("c", CONV, {"stride": 2, "dilation": 2}), *HEAD,
    ),
    "bias_before_norm": _noted(
        "The bias of c is taken away again by b. Turn it off.", DIGITS, ("c", CONV), ("b", BN), *HEAD,
        fixes=("Turn bias of c off",),
    ),
    "norm_alone": Case(
        _recipe(network(DIGITS, ("c", CONV), ("f", "flatten"), ("h", "linear", {"bias": False}), ("b", "batch_norm1d"), ("l", "linear"), Y), batch_size=1),
        "b: with one image in a step there is a single number for each channel, which cannot be normalized. Set batch_size to 2 or more.",
        ("Set batch_size to 2", "Set batch_size to 64"), "warning",
    ),
    "batch_of_one": Case(
        _recipe(network(DIGITS, ("c", CONV, {"bias": False}), ("b", BN), *HEAD), batch_size=1),
        "With one image in a step, each BatchNorm (1 of them) goes by that image alone. Use a larger batch_size.",
        ("Set batch_size to 64",), "note",
    ),
}  # fmt: skip

DATA = {
    "data_shape": _warned(
        "x takes 3×32×32, and the images of the recipe's data are 1×28×28. Set its shape to 1×28×28.",
        ("x", "input", {"shape": [3, 32, 32]}), ("c", CONV), *HEAD, fixes=("Set shape of x to 1, 28, 28",),
    ),
    "data_classes": _warned(
        "y is given 7 numbers for an image, and the recipe's data has 10 classes. Make them equal.",
        DIGITS, ("f", "flatten"), ("l", "linear", {"out_features": 7}), ("d", "dropout"), Y,
        fixes=("Set out_features of l to 10",),
    ),
    "data_classes of maps": _warned(
        "y is given 7 numbers for an image, and the recipe's data has 10 classes. Make them equal.",
        DIGITS, ("c", CONV, {"out_channels": 7}), ("r", RELU), ("g", "adaptive_avg_pool2d"), ("f", "flatten"), Y,
        fixes=("Set out_channels of c to 10",),
    ),
    "data_classes without a layer": _warned(
        "y is given 784 numbers for an image, and the recipe's data has 10 classes. Make them equal.",
        DIGITS, ("f", "flatten"), Y, fixes=("Put a Linear with 10 outputs before y",),
    ),
    "data_answer": _noted(
        "y is given 16×26×26 for an image, and training on the recipe's data needs one number for each of 10 classes.",
        DIGITS, ("c", CONV), Y,
        fixes=(
            "Put a Flatten and a Linear with 10 outputs before y",
            "Average each map to one number, and put a Linear with 10 outputs before y",
        ),
    ),
    "other_data": _noted(
        "x takes 3×32×32 and y is given 1000; the recipe's data has images of 1×28×28 in 10 classes.",
        ("x", "input", {"shape": [3, 32, 32]}), ("f", "flatten"), ("l", "linear", {"out_features": 1000}), Y,
        fixes=("Fit the network to the data",),
    ),
    "softmax_before_loss": _warned(
        "s is a softmax before the Output, and the loss takes one itself. Remove it.",
        DIGITS, *HEAD[:2], ("s", "softmax"), Y, fixes=("Remove s",),
    ),
    "sigmoid_before_loss": _warned(
        "s is a sigmoid before the Output, and the loss takes a softmax of what it is given. Remove it.",
        DIGITS, *HEAD[:2], ("s", "sigmoid"), ("d", "dropout"), Y, fixes=("Remove s",),
    ),
    "softmax_twice": _noted(
        "s is a softmax before the Output, and the loss takes one itself; taken twice, nothing changes.",
        DIGITS, *HEAD[:2], ("s", "log_softmax"), Y, fixes=("Remove s",),
    ),
}  # fmt: skip

CASES = FILE | GRAPH | ARGUMENTS | WINDOWS | MERGING | SHAPES | IN_PLACE | DOUBTFUL | DATA
