"""What a node sees of each tensor that arrives at it: its block's reach with the shapes that it has got. No torch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.block import Block, Settings
from engine.document import Edge
from engine.reach import PIXEL, Each, Reached, Seen, Shape


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """`seen` is by edge that arrives, and `sizes` of space by edge too; `size` is that of what leaves.

    With `through`, each number sees the one at its own place in the only tensor that arrives. `ports` holds the sight
    of each output, where they see differently. Sights are told apart by identity, so that looking one up is cheap.
    """

    seen: tuple[Seen, ...]
    sizes: tuple[Shape, ...]
    size: Shape
    through: bool = False
    ports: Mapping[str, "Sight"] | None = None

    def of(self, port: str) -> "Sight":
        """The sight of one output."""
        return self.ports[port] if self.ports else self


def sight_of(
    block: Block,
    settings: Settings,
    edges: Sequence[Edge],
    arriving: Mapping[str, Sequence[Shape]],
    leaving: Mapping[str, Shape],
) -> Sight:
    """What a node sees by each of `edges`, which are in the order of the plan.

    `arriving` are the shapes at each input port and `leaving` those at each output port, batch first. A block without
    outputs is looked at as what arrives at it.
    """
    ports = {port.name: port for port in block.inputs_for(settings)}
    in_order = [edge for name in ports for edge in edges if edge.input == name]
    shapes = [shape for name in ports for shape in arriving.get(name, ())]
    found: dict[str, Sight] = {}
    for name, shape in (leaving or {"": shapes[0] if shapes else ()}).items():
        reached: Reached = block.reach(settings, shapes, shape)
        if isinstance(reached, Mapping):
            reached = reached[name]
        ways = reached.seen if isinstance(reached, Each) else (reached,) * len(shapes)
        by_edge: dict[str, Seen] = {}
        for edge, way, before in zip(in_order, ways, shapes, strict=True):
            by_edge[edge.id] = "nothing" if ports[edge.input].only_shape else _fitted(way, before, shape)
        sizes = {edge.id: before[2:] for edge, before in zip(in_order, shapes, strict=True)}
        seen = tuple(by_edge[edge.id] for edge in edges)
        through = len(edges) == 1 and seen[0] == (PIXEL,) * len(shape[2:]) and sizes[edges[0].id] == shape[2:]
        found[name] = Sight(seen, tuple(sizes[edge.id] for edge in edges), shape[2:], through)
    first, *others = found.values()
    alike = all((other.seen, other.size) == (first.seen, first.size) for other in others)
    return first if alike else replace(first, ports=found)


def _fitted(way: Seen, arriving: Shape, leaving: Shape) -> Seen:
    """The way that was declared, where there are as many dimensions of space before and after."""
    if isinstance(way, tuple) and not len(way) == max(len(arriving) - 2, 0) == max(len(leaving) - 2, 0):
        return None
    return way
