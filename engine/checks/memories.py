"""Who shares memory with whom: a tensor, its views and what is written over it, and who reads them when.

It is as PyTorch does it in training, or as in eval mode, where Dropout hands on its input itself.
"""

import math
from dataclasses import dataclass, field
from itertools import accumulate

from engine.blocks import REGISTRY
from engine.checks.survey import Survey
from engine.document import Edge
from engine.plan import NodePlan

WRITERS = {block.id: block.in_place for block in REGISTRY if block.in_place}
PASSED_ON = frozenset(block.id for block in REGISTRY if block.random and block.category == "regularization")
_SHAPES_ONLY = frozenset((block.id, port.name) for block in REGISTRY for port in block.inputs if port.only_shape)

Place = tuple[str, str]  # a node and its output
Parts = tuple[Place, ...]  # the outputs of Chunk and Split on the way to a tensor


@dataclass(frozen=True, slots=True)
class Reading:
    """A node takes a tensor, at some time in the order of execution; `keeps`: autograd keeps it for the node's
    backward pass."""

    at: float
    edge: Edge
    keeps: bool
    parts: Parts


@dataclass(slots=True)
class Memory:
    """One piece of memory. `keeper` is the node that made it, where autograd keeps what it made.

    `readings` are in an order in which those of a tensor and of all that was made of it follow one another: the span
    of a node that writes in place holds those that are to see what it has written.
    """

    root: Place
    keeper: str = ""
    readings: list[Reading] = field(default_factory=list)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)  # by node that writes
    parts: dict[str, Parts] = field(default_factory=dict)  # by node that writes into a part
    first_keeper: Reading | None = None
    latest_before: list[Reading] = field(default_factory=list)  # the latest of the readings up to each one
    latest_after: list[Reading] = field(default_factory=list)  # and of those from each one on

    def misled(self, writer: str, time: float) -> Reading | None:
        """The latest reading after `time` of numbers that the writer has overwritten and should not have."""
        start, end = self.spans[writer]
        found: list[Reading] = []
        if self.parts:
            mine = self.parts.get(writer, ())
            found = [r for r in (*self.readings[:start], *self.readings[end:]) if not _apart(mine, r.parts)]
        else:
            found += self.latest_before[start - 1 : start] if start else []
            found += self.latest_after[end : end + 1]
        latest = max(found, key=lambda reading: reading.at, default=None)
        return latest if latest is not None and latest.at > time else None


class Memories:
    """The memories of a network, each found when it is first asked for."""

    def __init__(self, survey: Survey, training: bool) -> None:
        self._survey, self._training = survey, training
        self._found: dict[Place, Memory] = {}

    def at(self, edge: Edge) -> Memory:
        """The memory that arrives on a wire."""
        place = (edge.source, edge.output)
        if place not in self._found:
            while (source := self._shared_from(place)) is not None:
                place = source
            self._follow(place)
        return self._found[edge.source, edge.output]

    def _shared_from(self, place: Place) -> Place | None:
        """The tensor with which the one at `place` shares its memory, as a view of it or written over it."""
        path, output = place
        shares = self._shares(path)
        number = self._ports(path).index(output)
        index = shares[number] if number < len(shares) else None
        if index is None:
            return None
        edge = self._survey.arriving(path)[index]
        return edge.source, edge.output

    def _shares(self, path: str) -> tuple[int | None, ...]:
        if not self._training and self._survey.network.nodes[path].block in PASSED_ON:
            return (0,)
        return self._survey.network.evaluations[path].shares

    def _ports(self, path: str) -> list[str]:
        planned = self._survey.network.nodes[path]
        return [port.name for port in REGISTRY[planned.block].outputs_for(planned.arguments)]

    def _follow(self, root: Place) -> None:
        """Walk from the first tensor in a memory to all the others, and note who reads them."""
        memory = Memory(root)
        made = self._survey.network.evaluations[root[0]]
        if self._training and self._ports(root[0]).index(root[1]) in made.keeps_outputs:
            memory.keeper = root[0]
        waiting: list[tuple[Place, str, Parts, int]] = [(root, "", (), -1)]
        while waiting:
            place, writer, parts, start = waiting.pop()
            if start >= 0:  # all that was made of what this node has written is behind us
                memory.spans[writer] = (start, len(memory.readings))
                continue
            self._found[place] = memory
            if writer:
                waiting.append((place, writer, parts, len(memory.readings)))
            for edge in self._survey.readers[place[0]]:
                if edge.output == place[1]:
                    waiting += self._read(memory, edge, parts)
        _complete(memory)

    def _read(self, memory: Memory, edge: Edge, parts: Parts) -> list[tuple[Place, str, Parts, int]]:
        """Note a reading; what shares the memory after it."""
        survey, path = self._survey, edge.target
        target, made = survey.network.nodes[path], survey.network.evaluations[path]
        index = survey.arriving(path).index(edge)
        # What is returned is read at the very end, wherever its Output stands.
        at = math.inf if target.block == "output" else survey.time[path]
        if (target.block, edge.input) not in _SHAPES_ONLY:
            memory.readings.append(Reading(at, edge, self._training and index in made.keeps_inputs, parts))
        if writer := path if writes(survey, target) else "":
            memory.spans[path] = (len(memory.readings), len(memory.readings))
            if parts:
                memory.parts[path] = parts
        ports = self._ports(path)
        shared = (port for port, share in zip(ports, self._shares(path), strict=False) if share == index)
        return [((path, port), writer, (*parts, (path, port)) if len(ports) > 1 else parts, -1) for port in shared]


def _complete(memory: Memory) -> None:
    later = lambda a, b: b if b.at > a.at else a  # noqa: E731
    memory.latest_before = list(accumulate(memory.readings, later))
    memory.latest_after = list(accumulate(reversed(memory.readings), later))[::-1]
    keepers = (reading for reading in memory.readings if reading.keeps)
    memory.first_keeper = min(keepers, key=lambda reading: reading.at, default=None)


def writes(survey: Survey, node: NodePlan) -> bool:
    """Whether a node writes over what it is given."""
    argument = WRITERS.get(node.block)
    return (
        argument is not None
        and node.arguments[argument] is True
        and survey.network.evaluations[node.path].shares == (0,)
    )


def _apart(one: Parts, other: Parts) -> bool:
    """Whether two tensors are in different parts of the same whole."""
    cut = dict(one)
    return any(cut.get(path, port) != port for path, port in other)
