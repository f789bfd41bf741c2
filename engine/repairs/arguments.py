"""Repairs of arguments that do not go together, or do not go with what arrives."""

from collections.abc import Callable, Iterable, Iterator

from engine.block import Value
from engine.problem import Fix
from engine.problems import wire_fix
from engine.repairs.broken import Broken
from engine.surgery import Surgery

Repair = Callable[[Broken], Iterable[Fix]]


def dimension(broken: Broken) -> Iterator[Fix]:
    """The default, or the last dimension; of a list, those that are there."""
    name, value = broken.values["argument"], broken.settings[broken.values["argument"]]
    argument = broken.block.argument(name)
    assert argument is not None
    last = broken.values["most"]
    if isinstance(value, list):
        kept = [number for number in value if broken.values["least"] <= number <= last]
        yield from broken.first_of(name, *([kept] if kept else []), argument.default, [last])
    else:
        yield from broken.first_of(name, argument.default, last)


def dimension_off_batch(broken: Broken) -> Iterator[Fix]:
    """The first dimension after the batch. Which number of a list is meant is the person's to say."""
    if broken.values["argument"] == "dim":
        yield from broken.first_of("dim", 1)


def dimension_twice(broken: Broken) -> Iterator[Fix]:
    """Each dimension once."""
    tensor = broken.arriving[0]
    assert tensor is not None
    once = {number % len(tensor.shape): number for number in reversed(broken.settings["dim"])}
    yield from broken.first_of("dim", [once[place] for place in sorted(once)])


def dimension_order(broken: Broken) -> Iterator[Fix]:
    """Exchange first and last."""
    start, end = broken.settings["start_dim"], broken.settings["end_dim"]
    if broken.passes(start_dim=end, end_dim=start):
        surgery = Surgery(broken.group)
        surgery.set(broken.node.id, start_dim=end, end_dim=start)
        yield Fix("fix_exchange", {"first": "start_dim", "second": "end_dim"}, surgery.edit)


def one_of(first: str, second: str) -> Repair:
    """For two arguments of which just one may be given: leave out one, or take the default of what has one."""

    def repair(broken: Broken) -> Iterator[Fix]:
        given = [name for name in (first, second) if broken.settings[name] is not None]
        for name in given:
            yield from broken.first_of(name, None)
        if not given:
            for name in (first, second):
                argument = broken.block.argument(name)
                if argument is not None and argument.default is not None and broken.passes(**{name: argument.default}):
                    yield broken.clearing(name)

    return repair


def size_numbers(broken: Broken) -> Iterator[Fix]:
    """The same number for all dimensions."""
    name = broken.values["argument"]
    yield from broken.first_of(name, broken.settings[name][0])


def mode(broken: Broken) -> Iterator[Fix]:
    """The mode that blends neighbours with this many dimensions, or the one that needs no number of them."""
    choices: list[Value] = broken.values["choices"]
    yield from broken.first_of("mode", *(choice for choice in choices if choice.endswith("linear")), *choices)


def align_corners(broken: Broken) -> Iterator[Fix]:
    """Leave align_corners out, or choose a mode for which it means something."""
    if broken.passes(align_corners=None):
        yield broken.clearing("align_corners")
    yield from mode(broken)


def clear(name: str) -> Repair:
    """Let an argument have its default again."""

    def repair(broken: Broken) -> Iterator[Fix]:
        argument = broken.block.argument(name)
        if argument is not None and broken.passes(**{name: argument.default}):
            yield broken.clearing(name)

    return repair


def try_values(name: str, *values: Value) -> Repair:
    """Give an argument the first of these values with which the rules are met."""

    def repair(broken: Broken) -> Iterator[Fix]:
        yield from broken.first_of(name, *values)

    return repair


def most(name: str) -> Repair:
    """As much as the problem says there may be."""

    def repair(broken: Broken) -> Iterator[Fix]:
        yield from broken.first_of(name, broken.values["most"])

    return repair


def smaller(name: str, least: int = 1) -> Repair:
    """The next smaller number with which the rules are met."""

    def repair(broken: Broken) -> Iterator[Fix]:
        yield from broken.first_of(name, *range(broken.settings[name] - 1, least - 1, -1))

    return repair


def chunk_count(broken: Broken) -> Iterator[Fix]:
    """The next smaller number of parts, where no wire would lose its port."""
    used = [edge.output for edge in broken.group.edges.values() if edge.source == broken.node.id]
    least = max((int(port.removeprefix("part")) + 1 for port in used), default=2)
    yield from smaller("chunks", least)(broken)


def vanishes(broken: Broken) -> Iterator[Fix]:
    """The factor that leaves one pixel of the shortest side."""
    tensor, name = broken.arriving[0], broken.values["argument"]
    assert tensor is not None
    if isinstance(broken.settings[name], float):
        yield from broken.first_of(name, 1.0 / min(tensor.dims[0][2:]), 1.0)


def split_sum(broken: Broken) -> Iterator[Fix]:
    """Let the last part have what the others leave."""
    *others, _ = broken.settings["split_size_or_sections"]
    yield from broken.first_of("split_size_or_sections", [*others, broken.values["size"] - sum(others)])


def slice_leaves(broken: Broken) -> Iterator[Fix]:
    """Take all."""
    if broken.passes(start=0, end=None):
        surgery = Surgery(broken.group)
        surgery.clear(broken.node.id, "start", "end")
        yield Fix("fix_clear_both", {"first": "start", "second": "end"}, surgery.edit)


def crop_leaves(broken: Broken) -> Iterator[Fix]:
    """Leave the middle pixel, where there are too many to be cut off."""
    tensor = broken.arriving[0]
    assert tensor is not None
    height, width = tensor.dims[0][-2:]
    most = {"top": (height - 1) // 2, "bottom": (height - 1) // 2, "left": (width - 1) // 2, "right": (width - 1) // 2}
    cuts = {name: min(broken.settings[name], amount) for name, amount in most.items()}
    if broken.passes(**cuts):
        surgery = Surgery(broken.group)
        surgery.set(broken.node.id, **cuts)
        yield Fix("fix_crop_less", {"node": broken.node.name}, surgery.edit)


def heads(broken: Broken) -> Iterator[Fix]:
    """The next smaller number that divides the vectors."""
    yield from smaller(broken.values["argument"])(broken)


def recurrent_dropout(broken: Broken) -> Iterator[Fix]:
    """No dropout, or a second layer for it to act before."""
    yield from broken.first_of("dropout", 0.0)
    yield from broken.first_of("num_layers", 2)


def batch_place(broken: Broken) -> Iterator[Fix]:
    """Look for the batch where it is."""
    yield from broken.first_of("batch_first", not broken.settings["batch_first"])


def both_states(broken: Broken) -> Iterator[Fix]:
    """Without the one that is there."""
    states = [edge for edge in broken.edges if edge.input in ("hidden", "cell")]
    yield wire_fix("fix_remove_wire", broken.group.id, states)


def pad_cuts(broken: Broken) -> Iterator[Fix]:
    """Cut nothing off."""
    yield from broken.first_of("pad", [max(amount, 0) for amount in broken.settings["pad"]])


def pad_length(broken: Broken) -> Iterator[Fix]:
    """As many numbers as there must be, or the mode that takes fewer."""
    amounts: list[Value] = broken.settings["pad"]
    tensor = broken.arriving[0]
    assert tensor is not None
    most = 2 * (len(tensor.shape) - 2)
    longer = amounts + [0] * (most - len(amounts))
    yield from broken.first_of("pad", longer[:most], longer[:2])
    yield from broken.first_of("mode", "constant")


def permutation(broken: Broken) -> Iterator[Fix]:
    """Channels last, the order that is wanted most often."""
    tensor = broken.arriving[0]
    assert tensor is not None
    rank = len(tensor.shape)
    yield from broken.first_of("dims", [0, *range(2, rank), 1])
