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
        "wanted": fault.values.get("kind", argument.kind),
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
    "unknown_wire_field": "The wire from {source} to {node} has a field that this version does not know: {field}. It is "
    "kept as it is.",
    "unknown_document_field": "The document has a field that this version does not know: {field}. It is kept as it is.",
    "newer_block": "{node} was made by a newer version of {block} ({version}; this one is {ours}). What this version does "
    "not know is kept; check its settings, or update ConvCanvas.",
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
    "too_many_wires": "{count} wires end at the input of {node}, which takes {most} at most. Join some of them before it.",
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
    "size_or_scale": "{node}: give either size or scale_factor, not both and not neither.",
    "align_corners": "{node}: align_corners has no meaning with mode nearest. Clear it, or choose bilinear or bicubic.",
    "vanishes": "{node} makes a map of {size}: nothing is left. Use a larger size or scale_factor.",
    "too_large": "{node} would need {amount} numbers in one tensor; the limit is {most}. Use smaller values.",
    "batch_lost": "{node} is given {shape}, in which the images of a batch are mixed. Flatten from dimension 1 on.",
    "cannot_evaluate": "{node} cannot be computed with these arguments on {shapes}.",
    # Labels of fixes
    "fix_unpin": "Take {argument} from the input",
    "fix_remove_edges": "Remove the other wires",
    "fix_remove_wire": "Remove the wire",
    "fix_rename": "Rename to {name}",
    "fix_clear": "Clear {argument}",
    "fix_forget": "Remove {argument}",
}

REASONS: dict[str, str] = {
    "pinned": "A value that you type instead of “derived” stays as it is when the layer before it changes.",
    "name_taken": "Two layers with one key would overwrite each other's weights.",
    "cycle": "The output of a layer would be needed before it could be computed.",
    "batch_lost": "The first dimension of every tensor counts the images of a batch.",
    "unused": "Only what leads from an Input to an Output is computed and trained.",
}

WORD_PLACES = {"wanted", "limit"}

# Words that stand in sentences and are translated by themselves.
WORDS: dict[str, str] = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "size": "a whole number, or one for each dimension of space (height, width)",
    "shape": "a list of whole numbers",
    "text": "a text",
    "choice": "one of the choices",
    "rank_2": "rows of features (2 dimensions with the batch)",
    "rank_3": "sequences (3 dimensions with the batch)",
    "rank_5": "volumes of channels×depth×height×width (5 dimensions with the batch)",
    "rank_4": "maps of channels×height×width (4 dimensions with the batch)",
    "rank_any": "2 dimensions or more with the batch",
    "at_least": "at least {minimum}",
    "above": "more than {minimum}",
    "between": "from {minimum} to {maximum}",
    "at_most": "at most {maximum}",
    "above_to": "more than {minimum} and at most {maximum}",
    "float32": "real (float32)",
    "int64": "whole (int64)",
}
