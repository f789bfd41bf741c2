"""The region of the input that one pixel of a node's output sees, exactly: walked backwards from it. No torch.

What is seen of a tensor is a union of boxes, each the product of a set of places in every dimension of space. A set is
a whole number whose bit p tells whether place p is in it, so that sets of any size are moved and joined at once.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.blocks import REGISTRY
from engine.document import Document, Edge
from engine.plan import NodePlan, Plan
from engine.plan import Shape as PlannedShape
from engine.reach import All, Axis, Placed, Seen, Shape, Spread, Window
from engine.sights import Sight, sight_of

MOST_BOXES = 64  # of one tensor; more are taken together, which can only make the region larger

Box = tuple[int, ...]  # a set a dimension


@dataclass(frozen=True, slots=True)
class Region:
    """The smallest box that holds every pixel that is seen: its first and its last pixel, a number a dimension."""

    first: tuple[int, ...]
    last: tuple[int, ...]


def region_of(document: Document, plan: Plan, path: str, pixel: Sequence[int], port: str = "") -> dict[str, Region]:
    """What `pixel` of a node's output sees of each Input, by path, clipped to what there is: see `Regions`."""
    return Regions(document, plan).of(path, pixel, port)


class Regions:
    """The regions of one document as it was planned; what is known of its nodes is kept from pixel to pixel."""

    def __init__(self, document: Document, plan: Plan) -> None:
        self._plan = plan
        self._into: dict[str, list[Edge]] = defaultdict(list)
        self._sights: dict[str, Sight] = {}
        for edge in sorted(document.network.edges.values(), key=lambda edge: edge.index):
            self._into[edge.target].append(edge)

    def of(self, path: str, pixel: Sequence[int], port: str = "") -> dict[str, Region]:
        """What a pixel, a number a dimension of space (none where there is no space), sees of each Input, by path.

        An Input of which it sees nothing is not there; of a node that could not be planned, nothing is known. `port`
        is the output, where there are several; an Output has none, and shows what arrives at it. Raises IndexError for
        a pixel that is not in the map.
        """
        node = self._plan.nodes.get(path)
        if node is None or node.status != "ok":
            return {}
        size = self._sight(path).of(port or next(iter(node.output_shapes), "")).size
        if len(pixel) != len(size) or not all(0 <= place < side for place, side in zip(pixel, size, strict=True)):
            raise IndexError(pixel)
        boxes: dict[str, dict[str, list[Box]]] = defaultdict(dict)  # by path and output
        boxes[path][port] = [tuple(1 << place for place in pixel)]
        found: dict[str, Region] = {}
        for at in reversed(self._plan.order):
            for output, seen in boxes.pop(at, {}).items():
                if self._plan.nodes[at].block == "input":
                    found[at] = _region(seen)
                else:
                    self._look_back(at, output, seen, boxes)
        return found

    def _look_back(self, path: str, port: str, seen: list[Box], boxes: dict[str, dict[str, list[Box]]]) -> None:
        """Add what boxes of a node's output see of what arrives at the node."""
        sight = self._sight(path).of(port or next(iter(self._plan.nodes[path].output_shapes), ""))
        for edge, way, size in zip(self._into[path], sight.seen, sight.sizes, strict=True):
            for box in seen if way != "nothing" else ():
                before = _box_before(way, box, size)
                if all(before):
                    _add(boxes[edge.source].setdefault(edge.output, []), before)

    def _sight(self, path: str) -> Sight:
        if path not in self._sights:
            node, edges = self._plan.nodes[path], self._into[path]
            arriving = {port: [_numbers(shape) for shape in shapes] for port, shapes in node.input_shapes.items()}
            self._sights[path] = sight_of(REGISTRY[node.block], node.arguments, edges, arriving, _leaving(node))
        return self._sights[path]


def _leaving(node: NodePlan) -> dict[str, Shape]:
    return {port: _numbers(shape) for port, shape in node.output_shapes.items()}


def _numbers(shape: PlannedShape) -> Shape:
    """A shape with a batch of two."""
    return tuple(size if isinstance(size, int) else 2 * int(size.strip("N?") or 1) for size in shape)


def _region(boxes: Sequence[Box]) -> Region:
    dims = range(len(boxes[0]))
    first = tuple(min((box[dim] & -box[dim]).bit_length() - 1 for box in boxes) for dim in dims)
    return Region(first, tuple(max(box[dim].bit_length() - 1 for box in boxes) for dim in dims))


def _add(boxes: list[Box], new: Box) -> None:
    """Add a box to a union of boxes, which stays small: no box lies within another."""
    for index, box in enumerate(boxes):
        differ = [dim for dim, (old, more) in enumerate(zip(box, new, strict=True)) if old != more]
        if all(new[dim] | box[dim] == box[dim] for dim in differ):
            return
        if len(differ) == 1 or all(new[dim] | box[dim] == new[dim] for dim in differ):
            del boxes[index]
            _add(boxes, tuple(old | more for old, more in zip(box, new, strict=True)))
            return
    boxes.append(new)
    if len(boxes) > MOST_BOXES:
        joined = [0] * len(new)
        for box in boxes:
            joined = [old | more for old, more in zip(joined, box, strict=True)]
        boxes[:] = [tuple(joined)]


def _box_before(way: Seen, box: Box, sizes: Shape) -> Box:
    """The places of a tensor of space `sizes` that a box of what becomes of it sees."""
    if way is None or isinstance(way, str):
        return tuple((1 << size) - 1 for size in sizes)
    return tuple(_before(axis, places, size) for axis, places, size in zip(way, box, sizes, strict=True))


# ---- one dimension


def _before(axis: Axis, places: int, size: int) -> int:
    """The set of places, out of `size`, that a set of places after `axis` sees."""
    match axis:
        case All():
            return (1 << size) - 1
        case Window():
            return _through_window(axis, places, size)
        case Spread():
            # Input i is seen where any i·stride − padding + t·dilation is among the places.
            seen = places << axis.padding if axis.padding >= 0 else places >> -axis.padding
            return _every(_smeared(seen, axis.kernel, -axis.dilation), axis.stride) & ((1 << size) - 1)
    return _one_by_one(axis, places, size)


@lru_cache(4096)
def _one_by_one(axis: Placed, places: int, size: int) -> int:
    found = 0
    for place in _members(places):
        for seen in axis.sees(place):
            if 0 <= seen < size:
                found |= 1 << seen
    return found


def _through_window(window: Window, places: int, size: int) -> int:
    # Bit j is input j − padding.
    seen = _smeared(_spaced(places, window.stride), window.kernel, window.dilation)
    everything = (1 << size) - 1
    if window.padding < 0:
        return (seen << -window.padding) & everything
    inside = (seen >> window.padding) & everything
    if window.fill == "zeros":
        return inside
    for bit in _members(seen & ((1 << window.padding) - 1)):
        inside |= 1 << _filled(window.fill, bit - window.padding, size)
    for bit in _members(seen >> (window.padding + size)):
        inside |= 1 << _filled(window.fill, size + bit, size)
    return inside


def _filled(fill: str, place: int, size: int) -> int:
    """The pixel of the map that stands at a place in its padding."""
    if fill == "replicate":
        return min(max(place, 0), size - 1)
    if fill == "circular":
        return place % size
    return -place if place < 0 else 2 * (size - 1) - place


def _members(places: int) -> Iterator[int]:
    while places:
        lowest = places & -places
        yield lowest.bit_length() - 1
        places ^= lowest


def _smeared(places: int, kernel: int, dilation: int) -> int:
    """The union of `places` moved by t·dilation, t = 0 … kernel − 1; down where dilation is negative."""
    done = 1
    while done < kernel:
        more = min(done, kernel - done)
        places |= places << more * dilation if dilation > 0 else places >> more * -dilation
        done += more
    return places


def _spaced(places: int, stride: int) -> int:
    """Place p becomes p·stride."""
    return places if stride == 1 else int(("0" * (stride - 1)).join(f"{places:b}"), 2)


def _every(places: int, stride: int) -> int:
    """Place p·stride becomes p, and the others are left out."""
    return places if stride == 1 else int(f"{places:b}"[::-1][::stride][::-1], 2)
