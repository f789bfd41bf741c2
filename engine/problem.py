"""What is wrong or doubtful in a document: a code, its values, and the English sentence they make.

The window translates the sentence before it fills in the values, so that another language is a translation file.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.block import Argument, Fault, Value
from engine.edits import Edit

Severity = Literal["error", "warning", "note"]
MAXIMUM_ITEMS, MAXIMUM_CHARACTERS = 60, 200  # of a list, and of a text, that stand in a sentence
Translate = Callable[[str, str], str]  # (context, English) -> the words to show


def _english(context: str, text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: its label (a key of SENTENCES, filled in with `values`) and the edit that makes it."""

    code: str
    values: dict[str, Value]
    edit: Edit

    def label(self, translate: Translate = _english) -> str:
        """What the button says."""
        return fill(translate("problems", SENTENCES[self.code]), self.values, translate)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or doubtful, at certain nodes (by path) and edges (by id)."""

    code: str
    severity: Severity
    paths: tuple[str, ...]
    values: dict[str, Value] = field(default_factory=dict)
    edges: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.sentence()

    def sentence(self, translate: Translate = _english) -> str:
        """The sentence in the language of `translate`."""
        return fill(translate("problems", SENTENCES[self.code]), self.values, translate)

    def reason(self, translate: Translate = _english) -> str:
        """Why it matters, in a line; empty where the sentence says it all."""
        reason = REASONS.get(self.code, "")
        return fill(translate("problems", reason), self.values, translate) if reason else ""


def fill(sentence: str, values: Mapping[str, Value], translate: Translate = _english) -> str:
    """`sentence` with its {places} filled in. The places in WORD_PLACES hold a key of WORDS, put into words first."""
    plain = {name: _text(value) for name, value in values.items()}
    for place in WORD_PLACES & values.keys():
        plain[place] = translate("words", WORDS[values[place]]).format_map(defaultdict(str, plain))
    return sentence.format_map(plain)


def _text(value: Value) -> str:
    if isinstance(value, list | tuple):
        shown = [_text(item) for item in value[:MAXIMUM_ITEMS]]
        return ", ".join(shown if len(shown) == len(value) else [*shown, "…"])
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    text = text if len(text) <= MAXIMUM_CHARACTERS else text[: MAXIMUM_CHARACTERS - 3] + "…"
    # A name out of a file may hold anything; a sentence stays one line.
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def bytes_text(number: float) -> str:
    """An amount of memory: `247 kB`, `3.4 MB`."""
    for size, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if number >= size:
            return f"{number / size:.1f} {unit}" if number < 10 * size else f"{number / size:.0f} {unit}"
    return f"{number:.0f} B"


def kind_word(argument: Argument) -> str:
    """The key of the words for what an argument takes."""
    one = argument.kind == "size" and len(argument.dimensions) == 1
    return f"size_{argument.dimensions[0]}" if one else argument.kind


def limit_word(argument: Argument) -> str:
    """The key of the words for an argument's range; they name its `minimum` and `maximum`."""
    low, high = argument.minimum is not None, argument.maximum is not None
    if argument.above_minimum:
        return "above_to" if high else "above"
    if low and high:
        return "between"
    return "at_least" if low else "at_most"


def fault_text(argument: Argument, fault: Fault, translate: Translate = _english) -> str:
    """What is wrong with a value, as it stands beneath the field it was typed into."""
    values = {
        **fault.values,
        "wanted": kind_word(argument),
        "limit": limit_word(argument),
    }
    return fill(translate("problems", FIELD_SENTENCES[fault.code]), values, translate)


FIELD_SENTENCES = {
    "argument_type": "It must be {wanted}.",
    "argument_range": "It must be {limit}.",
    "argument_choice": "Choose one of: {choices}.",
}

SENTENCES: dict[str, str] = {
    # The file
    "newer_minor": "The file was written by a newer version ({version}). What this version does not know is kept.",
    "unknown_field": "{node} has a field that this version does not know: {field}. It is kept as it is.",
    "unknown_wire_field": "The wire from {source} to {node} has a field that this version does not know: {field}. It "
    "is kept as it is.",
    "unknown_document_field": "The document has a field that this version does not know: {field}. It is kept as it is.",
    "newer_block": "{node} was made by a newer version of {block} ({version}; this one is {ours}). What this version "
    "does not know is kept; check its settings, or update ConvCanvas.",
    "unknown_block": "{node} is a “{block}”, a block that this version does not know. It is kept as it is; update "
    "ConvCanvas or replace the node.",
    # Names
    "name_invalid": "“{name}” cannot be a name. Use letters, digits and _, not beginning with a digit unless it is a "
    "number, and no Python keyword.",
    "name_taken": "{count} nodes are called {name}. Give each a name of its own; it becomes the key of its weights.",
    "name_reserved": "No node can be called {name}: PyTorch's modules use that word themselves. Choose another name.",
    # Wires
    "missing_input": "{node} has no wire at its input. Draw one from an output to it.",
    "missing_named_input": "{node} has no wire at its input {port}. Draw one from an output to it.",
    "too_many_edges": "{count} wires end at the input of {node}, which takes one. Remove all but one.",
    "too_many_wires": "{count} wires end at the input of {node}, which takes {most} at most. Join some of them before "
    "it.",
    "unknown_port": "A wire uses {port} of {node}, which is not there. Remove the wire.",
    "cycle": "{names} form a loop. A network runs one way: remove one of their wires.",
    "no_output": "The network has no Output. Add one and connect what the network should answer.",
    "no_input": "The network has no Input. Add one and connect it to the first layer.",
    "unused": "{node} leads to no Output, so it is left out of the network.",
    # Arguments
    "argument_type": "{node}: {argument} cannot be {value}; it must be {wanted}.",
    "argument_range": "{node}: {argument} is {value}, and must be {limit}.",
    "argument_choice": "{node}: {argument} cannot be {value}. Choose one of: {choices}.",
    "argument_unknown": "{node}: {block} has no argument {argument}. It is kept, and does nothing.",
    "pinned": "{node} expects {argument} = {pinned} and its input has {derived}. Take it from the input?",
    # Shapes
    "rank": "{node} takes {wanted}, and gets {shape}.",
    "dtype": "{node} takes {wanted} numbers, and gets {dtype}.",
    "kernel_too_large": "{node}: a kernel that spans {kernel} does not fit a map of {size} with padding {padding}. "
    "Make the kernel smaller, pad more, or pool less before it.",
    "only_padding": "{node}: with dilation {dilation} and padding {padding}, a window falls beside the map of {size}, "
    "on padding alone. Use less of either.",
    "padding_too_large": "{node}: padding {padding} is more than half of the kernel {kernel}. Use at most {most}.",
    "groups": "{node}: groups = {groups} must divide both the channels in ({channels_in}) and out ({channels_out}).",
    "same_stride": "{node}: padding “same” needs stride 1, and stride is {stride}. Give the padding in numbers.",
    "padding_mode_same": "{node}: padding is wider than the map of {size} that “{mode}” padding copies from. Use at "
    "most {most}, or zeros.",
    "add_shapes": "{node} cannot add {shapes}: the sizes differ. Make them equal, or 1 where they should be repeated.",
    "concat_shapes": "{node} cannot join {shapes} along dimension {dim}: the other dimensions must be equal.",
    "concat_ranks": "{node} cannot join {shapes}: they have different numbers of dimensions.",
    "dimension": "{node}: {argument} is {value}, and its input has dimensions {least} to {most}.",
    "dimension_order": "{node}: start_dim comes after end_dim. Exchange them.",
    "kernel_larger": "{node}: the kernel {kernel} is larger than the map of {size}, which {block} does not take even "
    "with padding. Make the kernel smaller, or pool less before it.",
    "fractional_too_large": "{node}: {output} windows of {kernel} do not fit a map of {size}. Make the kernel or the "
    "result smaller.",
    "stride_too_large": "{node}: stride {stride} with {channels} channels is more than the processor's kernels can "
    "count. Use at most {most}.",
    "output_padding": "{node}: output_padding {output_padding} must be less than stride {stride} or dilation "
    "{dilation}. Use at most {most}, or a larger stride.",
    "padding_vanishes": "{node}: padding {padding} cuts off all of the {size} that it makes of its input. Use a "
    "smaller padding or a larger kernel.",
    "unpool_shapes": "{node} gets {input} and indices of {indices}, and must find an index for every number. Let both "
    "come from one max pool, and nothing between change the size.",
    "unpool_size": "{node}: output_size is {output_size}, and its input can come from {least} to {most}. Use the size "
    "of the map that was pooled.",
    "unpool_places": "{node} makes a map of {here}, and its indices are places in one of {there}, which {pool} was "
    "given. Give it the window of {pool}, and output_size = {there}.",
    "shuffle": "{node}: upscale_factor {factor} takes {square} channels for each one it makes, and its input has "
    "{channels}. Let the layer before it make a multiple of {square}.",
    "unshuffle": "{node}: downscale_factor {factor} must divide each side of the map of {size}. Pad or crop the map, "
    "or choose another factor.",
    "dimension_twice": "{node}: {argument} names dimension {value} twice. Name each once.",
    "halves": "{node} cannot halve dimension {dim}, which has {size}. Make it even.",
    "broadcast_shapes": "{node} cannot put {shapes} together number by number: the sizes differ. Make them equal, or 1 "
    "where they should be repeated.",
    "stack_shapes": "{node} cannot stack {shapes}: they must be equal.",
    "matmul_shapes": "{node} cannot multiply {shapes} as matrices: the first has {columns} columns and the second "
    "{rows} rows. Make them equal; a Permute exchanges rows and columns.",
    "matmul_batches": "{node} cannot multiply {shapes}: the dimensions before rows and columns must be equal, or 1 "
    "where they should be repeated.",
    "unflatten": "{node} cannot split dimension {dim}, which has {amount}, into {sizes}. Give sizes whose product is "
    "{amount}, one of them -1 at most.",
    "reshape": "{node} cannot lay {amount} out as {sizes}. Give sizes with the same product, one of them -1 at most.",
    "permutation": "{node}: dims is {value}, and must name each dimension of {shape} once: 0 to {most} in some order.",
    "pad_length": "{node}: pad has {count} numbers. Give two for each dimension to be padded, from the last one back; "
    "with mode {mode} this input takes {least} to {most}.",
    "pad_value": "{node}: value has no meaning with mode {mode}. Clear it, or choose constant.",
    "pad_copies": "{node}: mode {mode} can add 0 to {most} at each side of dimension {dim}, which has {size}. Use "
    "less, or mode constant.",
    "pad_cuts": "{node}: pad is {pad} and cuts off all {size} of dimension {dim}. Cut off less.",
    "crop_leaves": "{node} cuts {rows} rows and {columns} columns off a map of {size}: nothing is left. Cut off less.",
    "slice_leaves": "{node} takes nothing of dimension {dim}, which has {size}. Change start or end.",
    "chunk_count": "{node} cannot divide dimension {dim}, which has {size}, into {chunks} parts of equal size. Choose "
    "a number of chunks that divides it.",
    "split_sum": "{node}: the sections {sections} make {sum}, and dimension {dim} has {size}. Change the sections.",
    "norm_dims": "{node}: dims is {dims}, and its input has {most} dimensions beside the batch. Use at most {most}.",
    "norm_groups": "{node}: num_groups = {groups} must divide the channels, {channels}.",
    "single_number": "{node}: with {groups} groups, each has a single number of {shape}, and normalizing leaves 0 of "
    "it. Use fewer groups.",
    "single_place": "{node} normalizes each channel over its places, and {shape} has one: only 0 would be left. Use it "
    "where maps are larger, or another normalization.",
    "bilinear_shapes": "{node} is given {shapes}: all sizes but the last must be equal.",
    "padding_idx": "{node}: padding_idx is {index}, and the rows are {least} to {most}.",
    "heads": "{node}: {argument} = {heads} must divide the length of the vectors, {length}.",
    "attention_shapes": "{node} is given {query} as query, {key} as key and {value} as value. All need the same batch, "
    "and key and value the same number of vectors.",
    "both_states": "{node} needs hidden and cell, or neither of them. Draw the other wire, or remove the one.",
    "state_shape": "{node} needs {wanted_shape} as {port}, and gets {shape}.",
    "recurrent_dropout": "{node}: dropout acts between layers, and there is one. Set num_layers to 2 or more, or "
    "dropout to 0.",
    "size_or_scale": "{node}: give either size or scale_factor, not both and not neither.",
    "size_or_ratio": "{node}: give either output_size or output_ratio, not both and not neither.",
    "size_numbers": "{node}: {argument} {value} does not fit an input with {dimensions} dimensions of space. Give one "
    "number for all of them, or one for each.",
    "mode_rank": "{node}: mode {mode} takes {wanted}, and gets {shape}. Choose one of: {choices}.",
    "like_rank": "{node} gets {input} and the size of {like}, which has another number of dimensions. Bring both to "
    "the same.",
    "align_corners": "{node}: align_corners has no meaning with mode {mode}. Clear it, or choose one of: {choices}.",
    "antialias": "{node}: antialias has no meaning with mode {mode}. Clear it, or choose bilinear or bicubic, which "
    "take maps.",
    "vanishes": "{node} makes a map of {size}: nothing is left. Use a larger {argument}.",
    "too_large": "{node} would need {amount} numbers in one tensor; the limit is {most}. Use smaller values.",
    "batch_lost": "{node} is given {shape}, in which the images of a batch are mixed. Flatten from dimension 1 on.",
    "batch_derived": "{node} takes {argument} from a dimension that counts the images of a batch, of which there may "
    "be any number. Bring the batch to the front with a Permute.",
    "batch_dimension": "{node}: {argument} = {value} is the dimension that counts the images of a batch, of which "
    "there may be any number. Choose another dimension.",
    "batch_edge": "{node} would add to dimension {dim} or cut it, and that counts the images of a batch, of which "
    "there may be any number. Bring the batch to the front with a Permute.",
    "batch_place": "{node} is given {shape}, where N counts the images of a batch, and looks for them in dimension "
    "{wanted_place}. Change batch_first, or exchange the dimensions with a Permute.",
    "batch_cut": "{node} would make {shape}, where ? cuts the batch or adds to it. Bring the batch to the front with a "
    "Permute.",
    "cannot_evaluate": "{node} cannot be computed with these arguments on {shapes}.",
    # The network as a whole
    "no_way": "{node} depends on no Input: it would be the same for every image. Connect it to what an Input leads to.",
    "unnamed_output": "{node} has the name that it was given by itself. With several Outputs, name each after what it "
    "answers.",
    "in_place_read": "{node} writes over its input, which {other} reads after it. Turn {argument} off.",
    "in_place_kept": "{node} writes over what {other} needs for its backward pass. Turn {argument} off.",
    "in_place_part": "{node} writes into a part that {other} has cut out, which PyTorch does not allow in training. "
    "Turn {argument} off.",
    "in_place_held": "{node} writes over {other}, which the network itself holds. Turn {argument} off.",
    "linear_on_maps": "{node} is given maps of {shape}, and works along their last dimension: {length} columns, not "
    "all numbers. Put Flatten before it.",
    "checkerboard": "{node}: kernel {kernel} is no multiple of stride {stride}, so that some pixels are painted more "
    "often than others: a checkerboard.",
    "skipped_pixels": "{node}: kernel {kernel} is smaller than stride {stride}, so that some pixels are never looked "
    "at.",
    "skipped_dilated": "{node}: with dilation {dilation} and stride {stride}, some pixels are never looked at.",
    "bias_before_norm": "The bias of {node} is taken away again by {norm}. Turn it off.",
    "norm_alone": "{nodes}: with one image in a step there is a single number for each channel, which cannot be "
    "normalized. Set batch_size to 2 or more.",
    "batch_of_one": "With one image in a step, each BatchNorm ({count} of them) goes by that image alone. Use a larger "
    "batch_size.",
    "data_shape": "{node} takes {here}, and the images of the recipe's data are {there}. Set its shape to {there}.",
    "data_classes": "{node} is given {shape} numbers for an image, and the recipe's data has {classes} classes. Make "
    "them equal.",
    "data_answer": "{node} is given {shape} for an image, and training on the recipe's data needs one number for each "
    "of {classes} classes.",
    "other_data": "{node} takes {here} and {answer} is given {shape}; the recipe's data has images of {there} in "
    "{classes} classes.",
    "softmax_before_loss": "{node} is a softmax before the Output, and the loss takes one itself. Remove it.",
    "sigmoid_before_loss": "{node} is a sigmoid before the Output, and the loss takes a softmax of what it is given. "
    "Remove it.",
    "softmax_twice": "{node} is a softmax before the Output, and the loss takes one itself; taken twice, nothing "
    "changes.",
    "memory": "A step of training with {batch} images needs {needed} of memory, and the device has {available}. Use a "
    "smaller batch_size.",
    # Labels of fixes
    "fix_unpin": "Take {argument} from the input",
    "fix_remove_edges": "Remove the other wires",
    "fix_remove_wire": "Remove the wire",
    "fix_rename": "Rename to {name}",
    "fix_clear": "Clear {argument}",
    "fix_forget": "Remove {argument}",
    "fix_unset": "Let {argument} of {node} be {value} again",
    "fix_exchange": "Exchange {first} and {second}",
    "fix_clear_both": "Clear {first} and {second}",
    "fix_crop_less": "Cut off less, so that {node} leaves the middle",
    "fix_replace": "Replace {node} by a {block}",
    "fix_project": "Project {nodes} to {channels} channels with a 1×1 convolution",
    "fix_project_stride": "Project {nodes} to {channels} channels with a 1×1 convolution of stride {stride}",
    "fix_project_resize": "Project {nodes} to {channels} channels with a 1×1 convolution, and resize to the size of "
    "{like}",
    "fix_shrink": "Shrink {nodes} to the size of {like} with a 1×1 convolution of stride {stride}",
    "fix_pad": "Pad {nodes} with zeros to the size of {like}",
    "fix_crop": "Crop {nodes} to the size of {like}",
    "fix_resize": "Resize {nodes} to the size of {like}",
    "fix_features": "Bring {nodes} to {features} features with a Linear",
    "fix_flatten_wires": "Flatten {nodes}",
    "fix_pool_wires": "Average each map of {nodes} to one number",
    "fix_spread": "Repeat the numbers of {nodes} all over the maps of {like}",
    "fix_transpose": "Exchange rows and columns of {node}",
    "fix_add_input": "Add an Input before {node}",
    "fix_add_output": "Add an Output after {node}",
    "fix_remove_wire_between": "Remove the wire from {source} to {target}",
    "fix_set": "Set {argument} of {node} to {value}",
    "fix_set_padded": "Set {argument} of {node} to {value}, and padding to {padding}",
    "fix_empty": "Leave {argument} of {node} empty",
    "fix_on": "Turn {argument} of {node} on",
    "fix_off": "Turn {argument} of {node} off",
    "fix_off_all": "Turn {argument} off in all {count} of them",
    "fix_remove": "Remove {node}",
    "fix_batch": "Set batch_size to {value}",
    "fix_flatten": "Put a Flatten before {node}",
    "fix_pool": "Average each map to one number, and put a Flatten before {node}",
    "fix_resize_convolve": "Replace {node} by an Upsample and a convolution",
    "fix_fit": "Fit the network to the data",
    "fix_linear": "Put a Linear with {classes} outputs before {node}",
    "fix_flatten_linear": "Put a Flatten and a Linear with {classes} outputs before {node}",
    "fix_pool_linear": "Average each map to one number, and put a Linear with {classes} outputs before {node}",
}

REASONS: dict[str, str] = {
    "pinned": "A value that you type instead of “derived” stays as it is when the layer before it changes.",
    "name_taken": "Two layers with one key would overwrite each other's weights.",
    "cycle": "The output of a layer would be needed before it could be computed.",
    "batch_lost": "The first dimension of every tensor counts the images of a batch.",
    "no_way": "Numbers that the network holds itself are the same for every image.",
    "unnamed_output": "Several answers are given as a dictionary, by the names of their Outputs.",
    "in_place_read": "The other layer would get the overwritten numbers, and the network compute something else.",
    "in_place_kept": "The gradient is computed from numbers that were kept; PyTorch stops where they have changed.",
    "in_place_part": "All parts share one memory, and PyTorch cannot tell what a change of one means for the others.",
    "in_place_held": "The numbers would be other ones at the next image.",
    "linear_on_maps": "Every row of every map would be weighed by itself, with the same weights.",
    "checkerboard": "The pattern has to be unlearnt first (Odena et al., Deconvolution and Checkerboard Artifacts, "
    "Distill 2016).",
    "skipped_pixels": "What lies there cannot change the answer. Shortcuts of ResNets do so to save work.",
    "skipped_dilated": "The points of the window and its steps have a divisor in common, and meet the same pixels "
    "only.",
    "bias_before_norm": "Normalization takes the mean of each channel away, and adds a bias of its own.",
    "norm_alone": "Normalizing means to compare with the mean, and a single number is its own mean.",
    "batch_of_one": "Mean and variance of a single image are a poor guess at those of all.",
    "data_answer": "It is trained to give the right class the largest number.",
    "data_classes": "It is trained to give the right class the largest number.",
    "other_data": "The network seems to be meant for other data, or the recipe for another network.",
    "softmax_before_loss": "A softmax of a softmax is nearly flat, whatever the network says: it learns slowly, if at "
    "all.",
    "sigmoid_before_loss": "Numbers between 0 and 1 are nearly equal after a softmax: the network learns slowly, if at "
    "all.",
    "memory": "Every image in a step needs room for what its layers made, until the gradients are computed.",
    "kernel_too_large": "A window must fit into the map with its padding at least once.",
    "add_shapes": "Numbers at the same place are added, so there must be as many on both sides.",
    "concat_shapes": "Maps can be laid behind one another only where they are equally large.",
    "unused": "Only what leads from an Input to an Output is computed and trained.",
}

WORD_PLACES = {"wanted", "limit"}

# Words that stand in sentences and are translated by themselves.
WORDS: dict[str, str] = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "size": "a whole number, or one for each dimension of space (height, width)",
    "size_1": "a whole number",
    "size_2": "a whole number, or two (height, width)",
    "size_3": "a whole number, or three (depth, height, width)",
    "shape": "a list of whole numbers",
    "text": "a text",
    "choice": "one of the choices",
    "rank_2": "rows of features (2 dimensions with the batch)",
    "rank_3": "sequences (3 dimensions with the batch)",
    "rank_5": "volumes of channels×depth×height×width (5 dimensions with the batch)",
    "rank_4": "maps of channels×height×width (4 dimensions with the batch)",
    "rank_any": "2 dimensions or more with the batch",
    "rank_some": "one of these numbers of dimensions, the batch counted: {ranks}",
    "at_least": "at least {minimum}",
    "above": "more than {minimum}",
    "between": "from {minimum} to {maximum}",
    "at_most": "at most {maximum}",
    "above_to": "more than {minimum} and at most {maximum}",
    "float32": "real (float32)",
    "int64": "whole (int64)",
}
