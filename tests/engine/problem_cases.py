"""A document for every problem, with what is said of it and which repairs are offered."""

from dataclasses import replace

from engine.document import Document, Edge, Node
from engine.edits import END, Insert, SetRecipe
from tests.build import network
from tests.engine.problem_case import BN, CONV, DIGITS, HEAD, POOL, RELU, UP, Case, X, Y, case, noted, warned
from tests.engine.shape_cases import MERGING, SHAPES, WINDOWS


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
    "unknown_block": case(
        "t is a “teleport”, a block that this version does not know. It is kept as it is; update ConvCanvas or replace the node.",
        X, ("t", "teleport"), Y,
    ),
}  # fmt: skip

GRAPH = {
    "name_invalid": case(
        "“a b” cannot be a name. Use letters, digits and _, not beginning with a digit unless it is a number, and no Python keyword.",
        X, ("a b", RELU), Y, fixes=("Rename to ab1",),
    ),
    "name_reserved": case(
        "No node can be called train: PyTorch's modules use that word themselves. Choose another name.",
        X, ("train", RELU), Y, fixes=("Rename to train1",),
    ),
    "name_taken": Case(
        _twice_named(),
        "2 nodes are called r. Give each a name of its own; it becomes the key of its weights.",
        ("Rename to r1",), "warning",
    ),
    "missing_input": case(
        "r has no wire at its input. Draw one from an output to it.", X, ("r", RELU), Y, edges="r>y",
    ),
    "missing_named_input": case(
        "s has no wire at its input other. Draw one from an output to it.", X, ("s", "subtract"), Y,
    ),
    "too_many_edges": case(
        "2 wires end at the input of r, which takes one. Remove all but one.",
        X, ("r", RELU), Y, edges="x>r x>r r>y", fixes=("Remove the other wires",),
    ),
    "too_many_wires": case(
        "1001 wires end at the input of s, which takes 1000 at most. Join some of them before it.",
        X, ("s", "add"), Y, edges="x>s " * 1001 + "s>y",
    ),
    "unknown_port": case(
        "A wire uses side of r, which is not there. Remove the wire.",
        X, ("r", RELU), Y, edges="x>r.side x>r r>y", fixes=("Remove the wire",),
    ),
    "cycle": case(
        "a, r form a loop. A network runs one way: remove one of their wires.",
        X, ("a", "add"), ("r", RELU), Y, edges="x>a a>r r>a r>y", fixes=("Remove the wire from r to a",),
    ),
    "no_output": case(
        "The network has no Output. Add one and connect what the network should answer.",
        X, ("r", RELU), fixes=("Add an Output after r",),
    ),
    "no_input": case(
        "The network has no Input. Add one and connect it to the first layer.",
        ("r", RELU), ("k", "constant"), ("s", "add"), Y, edges="k>s r>s s>y", fixes=("Add an Input before r",),
    ),
    "unused": noted(
        "c leads to no Output, so it is left out of the network.",
        DIGITS, ("c", CONV), *HEAD, edges="x>c x>f f>l l>y", fixes=("Remove c",),
    ),
    "no_way": case(
        "z depends on no Input: it would be the same for every image. Connect it to what an Input leads to.",
        DIGITS, ("k", "parameter", {"shape": [4, 2]}), ("z", "output"), *HEAD, edges="k>z x>f f>l l>y",
    ),
    "unnamed_output": noted(
        "output2 has the name that it was given by itself. With several Outputs, name each after what it answers.",
        DIGITS, ("digit", "output"), ("output2", "output"), *HEAD[:2], edges="x>f f>l l>digit f>output2",
        fixes=("Rename to f_out",),
    ),
}  # fmt: skip

ARGUMENTS = {
    "argument_type": case(
        "c: out_channels cannot be many; it must be a whole number.",
        X, ("c", CONV, {"out_channels": "many"}), Y, fixes=("Let out_channels of c be 16 again",),
    ),
    "argument_range": case(
        "c: kernel_size is 0, and must be from 1 to 65536.",
        X, ("c", CONV, {"kernel_size": 0}), Y, fixes=("Set kernel_size of c to 1",),
    ),
    "argument_range of channels": case(
        "c: out_channels is 1000000000000, and must be from 1 to 1000000.",
        X, ("c", CONV, {"out_channels": 10**12}), Y, fixes=("Set out_channels of c to 1000000",),
    ),
    "argument_choice": case(
        "u: mode cannot be magic. Choose one of: nearest, nearest-exact, linear, bilinear, bicubic, trilinear.",
        X, ("u", "upsample", {"mode": "magic"}), Y, fixes=("Let mode of u be nearest again",),
    ),
    "argument_unknown": warned(
        "r: ReLU has no argument slope. It is kept, and does nothing.",
        DIGITS, ("r", RELU, {"slope": 3}), *HEAD, fixes=("Remove slope",),
    ),
    "pinned": case(
        "c expects in_channels = 4 and its input has 3. Take it from the input?",
        X, ("c", CONV, {"in_channels": 4}), Y, fixes=("Take in_channels from the input",),
    ),
    "groups": case(
        "c: groups = 2 must divide both the channels in (3) and out (16).",
        X, ("c", CONV, {"groups": 2}), Y, fixes=("Set groups of c to 1",),
    ),
    "dimension": case(
        "s: dim is 4, and its input has dimensions -4 to 3.",
        X, ("s", "softmax", {"dim": 4}), Y, fixes=("Set dim of s to 1",),
    ),
    "dimension of a list": case(
        "m: dim is 5, and its input has dimensions -4 to 3.",
        X, ("m", "mean", {"dim": [2, 5]}), Y, fixes=("Set dim of m to 2",),
    ),
    "dimension_order": case(
        "f: start_dim comes after end_dim. Exchange them.",
        X, ("f", "flatten", {"start_dim": 3, "end_dim": 1}), Y, fixes=("Exchange start_dim and end_dim",),
    ),
    "dimension_twice": case(
        "m: dim names dimension 3 twice. Name each once.",
        X, ("m", "mean", {"dim": [3, -1]}), Y, fixes=("Set dim of m to 3",),
    ),
    "size_or_scale": case(
        "u: give either size or scale_factor, not both and not neither.",
        X, ("u", "upsample", {"size": 9}), Y, fixes=("Leave size of u empty", "Leave scale_factor of u empty"),
    ),
    "size_or_scale without either": case(
        "u: give either size or scale_factor, not both and not neither.",
        X, ("u", "upsample", {"scale_factor": None}), Y, fixes=("Clear scale_factor",),
    ),
    "size_or_ratio": case(
        "p: give either output_size or output_ratio, not both and not neither.",
        X, ("p", "fractional_max_pool2d", {"output_size": 4}), Y,
        fixes=("Leave output_size of p empty", "Leave output_ratio of p empty"),
    ),
    "size_numbers": case(
        "u: size 4×5×6 does not fit an input with 2 dimensions of space. Give one number for all of them, or one for each.",
        X, ("u", "upsample", {"size": [4, 5, 6], "scale_factor": None}), Y, fixes=("Set size of u to 4",),
    ),
    "mode_rank": case(
        "u: mode linear takes sequences (3 dimensions with the batch), and gets 3×8×8. Choose one of: nearest, nearest-exact, bilinear, bicubic.",
        X, ("u", "upsample", {"mode": "linear"}), Y, fixes=("Set mode of u to bilinear",),
    ),
    "align_corners": case(
        "u: align_corners has no meaning with mode nearest. Clear it, or choose one of: bilinear, bicubic.",
        X, ("u", "upsample", {"align_corners": True}), Y, fixes=("Clear align_corners", "Set mode of u to bilinear"),
    ),
    "antialias": case(
        "u: antialias has no meaning with mode nearest. Clear it, or choose bilinear or bicubic, which take maps.",
        X, ("u", "interpolate", {"antialias": True}), Y, fixes=("Turn antialias of u off",),
    ),
    "vanishes": case(
        "u makes a map of 0×0: nothing is left. Use a larger scale_factor.",
        X, ("u", "upsample", {"scale_factor": 0.1}), Y, fixes=("Set scale_factor of u to 0.125",),
    ),
    "too_large": case(
        "c would need 10,800,000,000 numbers in one tensor; the limit is 8,589,934,592. Use smaller values.",
        X, ("c", CONV, {"out_channels": 10**6, "kernel_size": 60, "padding": 60}), Y,
    ),
    "halves": case("g cannot halve dimension 1, which has 3. Make it even.", X, ("g", "glu"), Y),
    "norm_dims": case(
        "n: dims is 3, and its input has 1 dimensions beside the batch. Use at most 1.",
        X, ("f", "flatten"), ("n", "layer_norm", {"dims": 3}), Y, fixes=("Set dims of n to 1",),
    ),
    "norm_groups": case(
        "n: num_groups = 2 must divide the channels, 3.",
        X, ("n", "group_norm", {"num_groups": 2}), Y, fixes=("Set num_groups of n to 1",),
    ),
    "single_number": case(
        "n: with 12 groups, each has a single number of 12, and normalizing leaves 0 of it. Use fewer groups.",
        ("x", "input", {"shape": [12]}), ("n", "group_norm", {"num_groups": 12}), Y,
        fixes=("Set num_groups of n to 6",),
    ),
    "padding_idx": case(
        "e: padding_idx is 90, and the rows are -20 to 19.",
        ("x", "input", {"shape": [5], "dtype": "int64"}),
        ("e", "embedding", {"num_embeddings": 20, "padding_idx": 90}), Y, fixes=("Clear padding_idx",),
    ),
    "recurrent_dropout": case(
        "r: dropout acts between layers, and there is one. Set num_layers to 2 or more, or dropout to 0.",
        ("x", "input", {"shape": [5, 6]}), ("r", "lstm", {"dropout": 0.5}), Y,
        fixes=("Set dropout of r to 0", "Set num_layers of r to 2"),
    ),
}  # fmt: skip

IN_PLACE = {
    "in_place_read": case(
        "r writes over its input, which a reads after it. Turn inplace off.",
        DIGITS, ("c", CONV), ("r", RELU, {"inplace": True}), ("a", "add"), *HEAD, edges="x>c c>r c>a r>a a>f f>l l>y",
        fixes=("Turn inplace of r off",),
    ),
    "in_place_kept": case(
        "r writes over what s needs for its backward pass. Turn inplace off.",
        DIGITS, ("c", CONV), ("s", "sigmoid"), ("r", RELU, {"inplace": True}), *HEAD, fixes=("Turn inplace of r off",),
    ),
    "in_place_part": case(
        "r writes into a part that k has cut out, which PyTorch does not allow in training. Turn inplace off.",
        DIGITS, ("c", CONV), ("k", "chunk"), ("r", RELU, {"inplace": True}), ("a", "add"), *HEAD,
        edges="x>c c>k k.part0>r r>a k.part1>a a>f f>l l>y", fixes=("Turn inplace of r off",),
    ),
    "in_place_held": case(
        "r writes over p, which the network itself holds. Turn inplace off.",
        DIGITS, ("p", "parameter", {"shape": [1, 28, 28]}), ("r", RELU, {"inplace": True}), ("a", "add"), *HEAD,
        edges="p>r r>a x>a a>f f>l l>y", fixes=("Turn inplace of r off",),
    ),
}  # fmt: skip

DOUBTFUL = {
    "linear_on_maps": warned(
        "l is given maps of 16×26×26, and works along their last dimension: 26 columns, not all numbers. Put Flatten before it.",
        DIGITS, ("c", CONV), ("l", "linear"), Y,
        fixes=("Put a Flatten before l", "Average each map to one number, and put a Flatten before l"),
    ),
    "checkerboard": warned(
        "u: kernel 3 is no multiple of stride 2, so that some pixels are painted more often than others: a checkerboard.",
        DIGITS, ("u", UP, {"kernel_size": 3, "padding": 1, "output_padding": 1}), *HEAD,
        fixes=("Set kernel_size of u to 4, and padding to 1", "Replace u by an Upsample and a convolution"),
    ),
    "checkerboard of an odd size": warned(
        "u: kernel 3 is no multiple of stride 2, so that some pixels are painted more often than others: a checkerboard.",
        DIGITS, ("u", UP, {"kernel_size": 3}), *HEAD,
        fixes=("Set kernel_size of u to 4, and padding to 1", "Replace u by an Upsample and a convolution"),
    ),
    "skipped_pixels": warned(
        "c: kernel 2 is smaller than stride 3, so that some pixels are never looked at.",
        DIGITS, ("c", CONV, {"kernel_size": 2, "stride": 3}), *HEAD,
        fixes=("Set kernel_size of c to 3",),
    ),
    "skipped_pixels of a point": noted(
        "c: kernel 1 is smaller than stride 2, so that some pixels are never looked at.",
        DIGITS, ("c", CONV, {"kernel_size": 1, "stride": 2}), *HEAD, fixes=("Set kernel_size of c to 2",),
    ),
    "skipped_pixels where the map is odd": warned(
        "p: kernel 2 is smaller than stride 3, so that some pixels are never looked at.",
        DIGITS, ("c", CONV), ("p", POOL, {"kernel_size": 2, "stride": 3}), *HEAD,
        fixes=("Set kernel_size of p to 4, and padding to 1",),
    ),
    "skipped_dilated": warned(
        "c: with dilation 2 and stride 2, some pixels are never looked at.",
        DIGITS, ("c", CONV, {"stride": 2, "dilation": 2}), *HEAD,
    ),
    "bias_before_norm": noted(
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
    "data_shape": warned(
        "x takes 3×32×32, and the images of the recipe's data are 1×28×28. Set its shape to 1×28×28.",
        ("x", "input", {"shape": [3, 32, 32]}), ("c", CONV), *HEAD, fixes=("Set shape of x to 1, 28, 28",),
    ),
    "data_classes": warned(
        "y is given 7 numbers for an image, and the recipe's data has 10 classes. Make them equal.",
        DIGITS, ("f", "flatten"), ("l", "linear", {"out_features": 7}), ("d", "dropout"), Y,
        fixes=("Set out_features of l to 10",),
    ),
    "data_classes of maps": warned(
        "y is given 7 numbers for an image, and the recipe's data has 10 classes. Make them equal.",
        DIGITS, ("c", CONV, {"out_channels": 7}), ("r", RELU), ("g", "adaptive_avg_pool2d"), ("f", "flatten"), Y,
        fixes=("Set out_channels of c to 10",),
    ),
    "data_classes without a layer": warned(
        "y is given 784 numbers for an image, and the recipe's data has 10 classes. Make them equal.",
        DIGITS, ("f", "flatten"), Y, fixes=("Put a Linear with 10 outputs before y",),
    ),
    "data_answer": noted(
        "y is given 16×26×26 for an image, and training on the recipe's data needs one number for each of 10 classes.",
        DIGITS, ("c", CONV), Y,
        fixes=(
            "Put a Flatten and a Linear with 10 outputs before y",
            "Average each map to one number, and put a Linear with 10 outputs before y",
        ),
    ),
    "other_data": noted(
        "x takes 3×32×32 and y is given 1000; the recipe's data has images of 1×28×28 in 10 classes.",
        ("x", "input", {"shape": [3, 32, 32]}), ("f", "flatten"), ("l", "linear", {"out_features": 1000}), Y,
        fixes=("Fit the network to the data",),
    ),
    "softmax_before_loss": warned(
        "s is a softmax before the Output, and the loss takes one itself. Remove it.",
        DIGITS, *HEAD[:2], ("s", "softmax"), Y, fixes=("Remove s",),
    ),
    "sigmoid_before_loss": warned(
        "s is a sigmoid before the Output, and the loss takes a softmax of what it is given. Remove it.",
        DIGITS, *HEAD[:2], ("s", "sigmoid"), ("d", "dropout"), Y, fixes=("Remove s",),
    ),
    "softmax_twice": noted(
        "s is a softmax before the Output, and the loss takes one itself; taken twice, nothing changes.",
        DIGITS, *HEAD[:2], ("s", "log_softmax"), Y, fixes=("Remove s",),
    ),
}  # fmt: skip

MEMORY = {
    "memory": Case(
        network(DIGITS, ("c", CONV), *HEAD),
        "A step of training with 64 images needs 7.0 MB of memory, and the device has 3.0 MB. Use a smaller batch_size.",
        ("Set batch_size to 16",), "warning", memory=3_000_000,
    ),
    "memory for the weights alone": Case(
        network(DIGITS, ("c", CONV), *HEAD),
        "A step of training with 64 images needs 7.0 MB of memory, and the device has 1.0 MB. Use a smaller batch_size.",
        (), "warning", memory=1_000_000,
    ),
}  # fmt: skip

CASES = FILE | GRAPH | ARGUMENTS | WINDOWS | MERGING | SHAPES | IN_PLACE | DOUBTFUL | DATA | MEMORY
