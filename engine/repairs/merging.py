"""Repairs where tensors meet that do not fit together: one of them is projected, padded, cropped or resized."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.block import Value
from engine.document import Edge
from engine.problem import Fix
from engine.repairs.broken import Broken
from engine.shapes import Tensor
from engine.surgery import Step, Surgery, ancestors

_CONVOLUTIONS = {4: "conv2d", 5: "conv3d"}  # by rank
_POOLS = {4: "adaptive_avg_pool2d", 5: "adaptive_avg_pool3d"}
_SMOOTH = {4: "bilinear", 5: "trilinear"}
Sizes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Branch:
    """A wire that arrives at the merge: its edge, the name of its source, and the shape without the batch."""

    edge: Edge
    name: str
    sizes: Sizes


class _Merge:
    """The wires that meet at a node, and ways to give some of them the shape of another."""

    def __init__(self, broken: Broken) -> None:
        self.broken, self.group = broken, broken.group
        self.branches = [
            _Branch(edge, broken.group.nodes[edge.source].name, tensor.dims[0][1:])
            for edge, tensor in zip(broken.edges, broken.arriving, strict=True)
            if tensor is not None and tensor.shape[:1] == ("N",)
        ]

    @property
    def rank(self) -> int:
        """The number of dimensions of all of them, the batch counted; 0 where they differ or are not known."""
        ranks = {len(branch.sizes) + 1 for branch in self.branches}
        return ranks.pop() if len(ranks) == 1 and len(self.branches) == len(self.broken.edges) else 0

    def deepest(self) -> _Branch:
        """The branch behind the most nodes: the way through the layers, rather than the shortcut past them."""
        behind = [len(ancestors(self.group, branch.edge.source)) for branch in self.branches]
        return self.branches[behind.index(max(behind))]

    def others(self, like: _Branch, first: int = 0) -> list[_Branch]:
        """The branches of another shape, from one dimension on."""
        return [branch for branch in self.branches if branch.sizes[first:] != like.sizes[first:]]

    def fix(self, code: str, changed: Sequence[tuple[_Branch, Sequence[Step]]], like: _Branch, **values: Value) -> Fix:
        """Put steps on wires; those that take a second input for its size are given `like`."""
        surgery = Surgery(self.group)
        for branch, steps in changed:
            for step, node in zip(steps, surgery.insert(branch.edge, *steps), strict=True):
                if step.block == "interpolate_like":
                    surgery.connect(like.edge.source, node.id, like.edge.output, "like")
        names: Value = [branch.name for branch, _ in changed]
        return Fix(code, {"nodes": names, "like": like.name, **values}, surgery.edit)

    def mended(self, changed: dict[str, Sizes]) -> bool:
        """Whether the node takes its inputs when these edges bring other shapes."""
        tensors = [Tensor.of_sample(changed.get(branch.edge.id, branch.sizes), "float32") for branch in self.branches]
        return self.broken.passes(tensors)


def sums(broken: Broken) -> Iterator[Fix]:
    """Tensors that are to be added, multiplied or stacked: all of one shape, by a projection where channels differ."""
    merge = _Merge(broken)
    if merge.rank == 3:
        yield from _rows(merge)
    elif merge.rank in _CONVOLUTIONS:
        yield from _projected(merge)
        if len({branch.sizes[0] for branch in merge.branches}) == 1:
            yield from _same_size(merge)
    elif merge.rank == 2:
        yield from _rows(merge)
    else:
        yield from _spread(merge)


def joins(broken: Broken) -> Iterator[Fix]:
    """Tensors that are to be joined: of one size but along the dimension of the join."""
    merge = _Merge(broken)
    if merge.rank in _CONVOLUTIONS and broken.settings["dim"] % merge.rank == 1:
        yield from _strided(merge)
        yield from _same_size(merge)


def join_ranks(broken: Broken) -> Iterator[Fix]:
    """Maps that are to be joined to rows: flattened, or averaged to a number each."""
    merge = _Merge(broken)
    rows = [branch for branch in merge.branches if len(branch.sizes) == 1]
    maps = [branch for branch in merge.branches if len(branch.sizes) > 1]
    if not rows or len(merge.branches) != len(broken.edges) or broken.settings["dim"] not in (1, -1):
        return
    yield merge.fix("fix_flatten_wires", [(branch, (Step("flatten"),)) for branch in maps], rows[0])
    if all(len(branch.sizes) + 1 in _POOLS for branch in maps):
        pooled = [(branch, (Step(_POOLS[len(branch.sizes) + 1]), Step("flatten"))) for branch in maps]
        yield merge.fix("fix_pool_wires", pooled, rows[0])


def matrices(broken: Broken) -> Iterator[Fix]:
    """Exchange rows and columns of the second matrix, where it stands on its side."""
    first, second = (tensor.shape if tensor else () for tensor in broken.arriving)
    if first and second and first[-1] == second[-1]:
        rank = len(second)
        surgery = Surgery(broken.group)
        surgery.insert(broken.edges[1], Step("permute", {"dims": [*range(rank - 2), rank - 1, rank - 2]}))
        name = broken.group.nodes[broken.edges[1].source].name
        yield Fix("fix_transpose", {"node": name}, surgery.edit)


# Channels -----------------------------------------------------------------------------------------------------------


def _rows(merge: _Merge) -> Iterator[Fix]:
    """Rows of features, or of vectors: a Linear for those of another length."""
    like = merge.deepest()
    others = merge.others(like)
    if all(branch.sizes[:-1] == like.sizes[:-1] for branch in merge.branches):
        step = Step("linear", {"out_features": like.sizes[-1]})
        yield merge.fix("fix_features", [(branch, (step,)) for branch in others], like, features=like.sizes[-1])


def _projected(merge: _Merge) -> Iterator[Fix]:
    """Where channels differ: a 1×1 convolution, with the stride that is needed, else resized after it."""
    like = merge.deepest()
    channels = like.sizes[0]
    if all(branch.sizes[0] == channels for branch in merge.branches):
        yield from _strided(merge)
        return
    for repeats in (True, False):  # a sum repeats a side of 1 along the other's; a stack does not
        strides = [_stride_between(branch, like, repeats) for branch in merge.others(like)]
        shapes = {
            branch.edge.id: (channels, *(branch.sizes if stride == 1 else like.sizes)[1:])
            for branch, stride in zip(merge.others(like), strides, strict=True)
        }
        if merge.mended(shapes):
            yield _projection(merge, like, strides)
            return


def _stride_between(branch: _Branch, like: _Branch, repeats: bool) -> Value:
    """The stride of a projection from one branch to another; None where the maps have to be resized after it."""
    sides = zip(branch.sizes[1:], like.sizes[1:], strict=True)
    meets = all(here == there or (repeats and 1 in (here, there)) for here, there in sides)
    return 1 if meets else _stride(branch.sizes[1:], like.sizes[1:])


def _projection(merge: _Merge, like: _Branch, strides: Sequence[Value]) -> Fix:
    """Project all other branches to the channels of one, each with its stride."""
    channels = like.sizes[0]
    resize = Step("interpolate_like", {"mode": _SMOOTH[merge.rank]})
    changed = []
    for branch, stride in zip(merge.others(like), strides, strict=True):
        point = _point(merge.rank, channels, stride or 1)
        changed.append((branch, (point,) if stride else (point, resize)))
    code = "fix_project_resize" if None in strides else "fix_project" if set(map(str, strides)) == {"1"} else ""
    stride = next((stride for stride in strides if stride not in (None, 1)), 1)
    return merge.fix(code or "fix_project_stride", changed, like, channels=channels, stride=stride)


def _strided(merge: _Merge) -> Iterator[Fix]:
    """Where only sizes differ: a 1×1 convolution with a stride that brings the larger ones to the smallest."""
    like = min(merge.branches, key=lambda branch: _area(branch.sizes[1:]))
    others = merge.others(like, 1)
    strides = [_stride(branch.sizes[1:], like.sizes[1:]) for branch in others]
    if any(stride in (None, 1) for stride in strides):
        return
    changed = [
        (branch, (_point(merge.rank, branch.sizes[0], stride),)) for branch, stride in zip(others, strides, strict=True)
    ]
    if merge.mended({branch.edge.id: (branch.sizes[0], *like.sizes[1:]) for branch in others}):
        yield merge.fix("fix_shrink", changed, like, stride=strides[0])


def _point(rank: int, channels: int, stride: Value) -> Step:
    """A convolution that sees single pixels. The projections of ResNets have no bias; here no norm need follow."""
    arguments: dict[str, Value] = {"out_channels": channels, "kernel_size": 1}
    if stride != 1:
        arguments["stride"] = stride
    return Step(_CONVOLUTIONS[rank], arguments)


def _stride(large: Sizes, small: Sizes) -> Value:
    """The stride with which a window of one pixel makes `small` of `large`; None where there is none."""
    found = []
    for here, there in zip(large, small, strict=True):
        fitting = [stride for stride in {here // there, -(-here // there)} if stride and -(-here // stride) == there]
        if not fitting:
            return None
        found.append(min(fitting))
    return found[0] if len(set(found)) == 1 else found


# Sizes --------------------------------------------------------------------------------------------------------------


def _same_size(merge: _Merge) -> Iterator[Fix]:
    """Pad the smaller ones, crop the larger ones, or resize the smaller ones."""
    smallest = min(merge.branches, key=lambda branch: _area(branch.sizes[1:]))
    largest = max(merge.branches, key=lambda branch: _area(branch.sizes[1:]))
    small, large = merge.others(largest, 1), merge.others(smallest, 1)
    if not merge.mended({branch.edge.id: (branch.sizes[0], *largest.sizes[1:]) for branch in small}):
        return
    if all(_inside(branch.sizes, largest.sizes) for branch in small):
        padded = [(branch, (_pad(branch.sizes[1:], largest.sizes[1:]),)) for branch in small]
        yield merge.fix("fix_pad", padded, largest)
    flat = all(branch.sizes[1:-2] == smallest.sizes[1:-2] for branch in large)  # Crop cuts rows and columns
    if flat and all(_inside(smallest.sizes, branch.sizes) for branch in large):
        cropped = [(branch, (_crop(branch.sizes[1:], smallest.sizes[1:]),)) for branch in large]
        yield merge.fix("fix_crop", cropped, smallest)
    resize = Step("interpolate_like", {"mode": _SMOOTH[merge.rank]})
    yield merge.fix("fix_resize", [(branch, (resize,)) for branch in small], largest)


def _spread(merge: _Merge) -> Iterator[Fix]:
    """A number for each channel, and maps: the numbers become maps of a single pixel, which is repeated."""
    maps = [branch for branch in merge.branches if len(branch.sizes) > 1]
    rows = [branch for branch in merge.branches if len(branch.sizes) == 1]
    if not maps or not rows or len(merge.branches) != len(merge.broken.edges):
        return
    dims = len(maps[0].sizes) - 1
    shapes = {branch.edge.id: (*branch.sizes, *(1,) * dims) for branch in rows}
    if merge.mended(shapes):
        changed = [(branch, (Step("reshape", {"shape": list(shapes[branch.edge.id])}),)) for branch in rows]
        yield merge.fix("fix_spread", changed, maps[0])


def _area(sides: Sizes) -> int:
    product = 1
    for side in sides:
        product *= side
    return product


def _inside(small: Sizes, large: Sizes) -> bool:
    return all(here <= there for here, there in zip(small[1:], large[1:], strict=True))


def _pad(small: Sizes, large: Sizes) -> Step:
    """As much on one side as on the other; PyTorch counts from the last dimension back."""
    amounts: list[int] = []
    for here, there in zip(reversed(small), reversed(large), strict=True):
        missing = there - here
        amounts += (missing // 2, missing - missing // 2)
    return Step("pad", {"pad": amounts})


def _crop(large: Sizes, small: Sizes) -> Step:
    """The middle of the map; rows and columns are the last two dimensions."""
    rows, columns = (here - there for here, there in zip(large[-2:], small[-2:], strict=True))
    cut = {"top": rows // 2, "bottom": rows - rows // 2, "left": columns // 2, "right": columns - columns // 2}
    return Step("crop", dict(cut))
