"""Larger changes of a network as one edit: nodes put on a wire, or taken out while their wires heal. No torch."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from engine.block import Block, Value
from engine.blocks import REGISTRY
from engine.document import Edge, Group, Names, Node, new_id
from engine.edits import END, Edit, Insert, Move, Remove, SetArguments, Several

# How much room a card takes on the canvas, how far one is from the next, and at which distances a place is looked for.
CARD_WIDTH, CARD_HEIGHT, AIR, GAP, STEP, GRID = 168.0, 54.0, 8.0, 56.0, 68.0, 8.0
TRIES = 40
MOST_MOVED = 100  # cards of a row that make room; a longer row stays, and the new card lies below or above
MAXIMUM_REPAIRED = 20  # problems of a plan that are offered such repairs: each takes milliseconds in a large network


@dataclass(frozen=True, slots=True)
class Step:
    """A node to be made: its block and those arguments that differ from the defaults."""

    block: str
    arguments: dict[str, Value] = field(default_factory=dict)


class Surgery:
    """Collects changes of one group; `edit` is all of them as one. It changes nothing by itself."""

    def __init__(self, group: Group) -> None:
        self._before = group
        self._group = Group(group.id, group.name, dict(group.nodes), dict(group.edges))  # as it is to become
        self._anchors: dict[str, str] = {}  # by new node or edge: before which one it goes in the order of definition
        self._set: dict[str, None] = {}
        self._moved: dict[str, None] = {}
        self._names: Names | None = None

    # What can be done -------------------------------------------------------------------------------------------

    def insert(self, edge: Edge, *steps: Step) -> list[Node]:
        """Put a chain of new nodes on a wire, between its ends on the canvas and before its target in the order."""
        made: list[Node] = []
        last, output = edge.source, edge.output
        for step, place in zip(steps, self._places_on(edge, len(steps)), strict=True):
            node = self.add(step, *place, before=edge.target)
            self.connect(last, node.id, output)
            last, output = node.id, "output"
            made.append(node)
        self.redirect(edge, source=last, output=output)
        return made

    def add(self, step: Step, x: float, y: float, before: str = "") -> Node:
        """A new node near a place, where no other lies; in the order of definition before another, or last."""
        block = REGISTRY[step.block]
        name = self._free_name(block)
        x, y = self._free_place(x, y)
        node = Node(new_id(), name, block.id, block.version, dict(step.arguments), x, y)
        self._group.nodes[node.id] = node
        self._anchors[node.id] = before
        return node

    def connect(self, source: str, target: str, output: str = "output", input: str = "input", index: int = 0) -> None:
        """Put in a new wire."""
        edge = Edge(new_id(), source, target, output, input, index)
        self._group.edges[edge.id] = edge

    def redirect(self, edge: Edge, **ends: str) -> None:
        """Put a new wire in the place of another, with other ends."""
        del self._group.edges[edge.id]
        new = replace(edge, id=new_id(), **ends)  # type: ignore[arg-type]
        self._group.edges[new.id] = new
        self._anchors[new.id] = edge.id

    def disconnect(self, edge: Edge) -> None:
        """Take a wire out."""
        del self._group.edges[edge.id]

    def take_out(self, node_id: str) -> None:
        """Remove a node; what its first wire brought goes straight to those that took from it."""
        edges = self._group.edges_of({node_id})
        arriving = next((edge for edge in edges if edge.target == node_id), None)
        for edge in edges:
            if arriving is not None and edge.source == node_id:
                self.redirect(edge, source=arriving.source, output=arriving.output)
            else:
                self.disconnect(edge)
        del self._group.nodes[node_id]

    def replace(self, node_id: str, step: Step, name: str = "") -> Node:
        """Put a new node in the place of another, on its wires; `name`: what it is called, else it is named anew."""
        old, block = self._group.nodes.pop(node_id), REGISTRY[step.block]
        name = name or self._free_name(block)
        node = Node(new_id(), name, block.id, block.version, dict(step.arguments), old.x, old.y)
        self._group.nodes[node.id] = node
        self._anchors[node.id] = node_id
        for edge in list(self._group.edges.values()):
            if node_id in (edge.source, edge.target):
                ends = {end: node.id for end in ("source", "target") if getattr(edge, end) == node_id}
                self.redirect(edge, **ends)
        return node

    def set(self, node_id: str, **arguments: Value) -> None:
        """Give arguments of a node other values."""
        node = self._group.nodes[node_id]
        self._group.nodes[node_id] = replace(node, arguments={**node.arguments, **arguments})
        self._set[node_id] = None

    def clear(self, node_id: str, *names: str) -> None:
        """Let arguments of a node have their defaults, or be derived, again."""
        node = self._group.nodes[node_id]
        if any(name in node.arguments for name in names):
            kept = {name: value for name, value in node.arguments.items() if name not in names}
            self._group.nodes[node_id] = replace(node, arguments=kept)
            self._set[node_id] = None

    # What it comes to -------------------------------------------------------------------------------------------

    @property
    def edit(self) -> Edit:
        """All changes as one edit: what goes, what comes, then arguments."""
        scope, before, after = self._before.id, self._before, self._group
        edits: list[Edit] = []
        gone = [id for id in before.nodes if id not in after.nodes]
        cut = [id for id in before.edges if id not in after.edges]
        if gone or cut:
            edits.append(Remove(scope, gone, cut))
        nodes = [(index, after.nodes[id]) for index, id in self._placed(before.nodes, after.nodes)]
        edges = [(index, after.edges[id]) for index, id in self._placed(before.edges, after.edges)]
        if nodes or edges:
            edits.append(Insert(scope, nodes, edges))
        if self._moved:
            edits.append(
                Move(scope, {id: (after.nodes[id].x, after.nodes[id].y) for id in self._moved if id in after.nodes})
            )
        for id in self._set:
            if id in before.nodes and id in after.nodes:
                edits.append(SetArguments(scope, id, after.nodes[id].arguments))
        return edits[0] if len(edits) == 1 else Several(edits)

    def _placed(self, before: Mapping[str, object], after: Mapping[str, object]) -> list[tuple[int, str]]:
        """What is new in `after`, each with its place in the order of definition when it is put in."""
        found: list[tuple[int, str]] = []
        new = [id for id in after if id not in before]
        if not new:
            return found
        old = list(before)
        order = [id for id in old if id in after]
        for id in new:
            anchor = self._anchors.get(id, "")
            if anchor in before and anchor not in after:  # it goes itself: the next one that stays
                anchor = next((each for each in old[old.index(anchor) :] if each in after), "")
            index = order.index(anchor) if anchor in after else END
            order.insert(len(order) if index == END else index, id)
            found.append((index, id))
        return found

    def _free_name(self, block: Block) -> str:
        self._names = self._names or Names(node.name for node in self._group.nodes.values())
        name = self._names.free(block.name or block.id)
        self._names.add(name)
        return name

    # On the canvas ----------------------------------------------------------------------------------------------

    def _places_on(self, edge: Edge, count: int) -> list[tuple[float, float]]:
        """Where cards go that are put on a wire. In a row without room for them, what follows moves on."""
        source, target = self._group.nodes[edge.source], self._group.nodes[edge.target]
        if target.x < source.x + CARD_WIDTH:  # in the next row: go on in this one
            return [(source.x + (CARD_WIDTH + GAP) * number, source.y) for number in range(1, count + 1)]
        missing = source.x + (CARD_WIDTH + GAP) * (count + 1) - target.x
        if missing > 0 and abs(target.y - source.y) < CARD_HEIGHT:
            self._move_on(target, missing)
            target = self._group.nodes[edge.target]
        parts = [number / (count + 1) for number in range(1, count + 1)]
        return [(source.x + (target.x - source.x) * p, source.y + (target.y - source.y) * p) for p in parts]

    def _move_on(self, first: Node, distance: float) -> None:
        """Move a card, and those beside it in its row, to the right."""
        cards = self._group.nodes.values()
        row = [node for node in cards if node.x >= first.x and abs(node.y - first.y) < CARD_HEIGHT + AIR]
        for node in row if len(row) <= MOST_MOVED else ():
            self._group.nodes[node.id] = replace(node, x=node.x + distance)
            if node.id in self._before.nodes:
                self._moved[node.id] = None

    def _free_place(self, x: float, y: float) -> tuple[float, float]:
        """The nearest place to (x, y), above or below it, that no card covers."""
        x = round(x / GRID) * GRID
        beside = [node.y for node in self._group.nodes.values() if abs(node.x - x) < CARD_WIDTH + AIR]
        for shift in _outwards():
            place = round((y + shift) / GRID) * GRID
            if all(abs(other - place) >= CARD_HEIGHT + AIR for other in beside):
                return x, place
        return x, y


def _outwards() -> Iterator[float]:
    """0, then further and further down and up."""
    yield 0.0
    for number in range(1, TRIES):
        yield STEP * number
        yield -STEP * number


def ancestors(group: Group, node_id: str) -> set[str]:
    """The nodes from which wires lead to this one, near and far, itself included."""
    before: dict[str, list[str]] = defaultdict(list)
    for edge in group.edges.values():
        before[edge.target].append(edge.source)
    found, waiting = {node_id}, [node_id]
    while waiting:
        for source in before[waiting.pop()]:
            if source not in found:
                found.add(source)
                waiting.append(source)
    return found
