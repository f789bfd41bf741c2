"""Receptive fields and regions are those that back-propagating from one pixel finds."""

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.resnet import resnet
from engine.document import Document, Edge, Node
from engine.edits import END, Insert, SetArguments
from engine.plan import Field
from engine.planner import make_plan
from engine.regions import Region, Regions, region_of
from tests.build import network
from tests.engine.backprop import Seeing

MOST = 40  # pixels a side of a random map

sizes = st.integers(1, 4)
sides = st.one_of(sizes, st.lists(sizes, min_size=2, max_size=2))
strides = st.integers(1, 3)
fills = st.sampled_from(["zeros", "zeros", "zeros", "reflect", "replicate", "circular"])


def _block(block: str, **arguments: st.SearchStrategy):
    return st.fixed_dictionaries(arguments).map(lambda given: (block, given))


convolutions = st.one_of(
    _block("conv2d", out_channels=st.just(1), kernel_size=sides, stride=strides, padding=st.integers(0, 3),
           dilation=st.integers(1, 3), padding_mode=fills),
    _block("conv2d", out_channels=st.just(1), kernel_size=sides, padding=st.just("same"), dilation=st.integers(1, 3),
           padding_mode=fills),
)  # fmt: skip
pools = st.one_of(
    _block("max_pool2d", kernel_size=sides, stride=strides, padding=st.integers(0, 1), dilation=st.integers(1, 2),
           ceil_mode=st.booleans()),
    _block("avg_pool2d", kernel_size=sides, stride=strides, padding=st.integers(0, 1), ceil_mode=st.booleans()),
    _block("adaptive_avg_pool2d", output_size=st.integers(1, 9)),
)  # fmt: skip
scales = st.sampled_from([0.5, 0.7, 1.3, 1.5, 2.0, 2.3, 3.0])
resampling = st.one_of(
    _block("upsample", scale_factor=scales, mode=st.sampled_from(["nearest", "nearest-exact"])),
    _block("upsample", scale_factor=scales, mode=st.sampled_from(["bilinear", "bicubic"]),
           align_corners=st.booleans()),
    _block("upsample", scale_factor=st.none(), size=st.integers(1, 30), mode=st.sampled_from(["nearest", "bilinear"])),
)  # fmt: skip
transposed = _block(
    "conv_transpose2d", out_channels=st.just(1), kernel_size=sides, stride=strides, padding=st.integers(0, 2),
    dilation=st.integers(1, 2),
)  # fmt: skip
edges = st.one_of(
    _block("pad", pad=st.lists(st.integers(-2, 3), min_size=4, max_size=4)),
    _block("pad", pad=st.lists(st.integers(0, 3), min_size=4, max_size=4),
           mode=st.sampled_from(["reflect", "replicate", "circular"])),
    _block("crop", top=st.integers(0, 2), bottom=st.integers(0, 2), left=st.integers(0, 2), right=st.integers(0, 2)),
    _block("slice", dim=st.sampled_from([2, -1]), start=st.integers(0, 3), step=st.integers(1, 2)),
    _block("pixel_unshuffle", downscale_factor=st.just(2)),
)  # fmt: skip
layers = st.one_of(convolutions, convolutions, pools, resampling, transposed, edges, st.just(("relu", {})))


class Writer:
    """A document that grows layer by layer; what cannot be planned, or becomes large, is left out again."""

    def __init__(self, side: tuple[int, int], inputs: int = 1, most: int = MOST) -> None:
        self.most = most
        names = [f"in{number}" for number in range(inputs)]
        self.document = network(*((name, "input", {"shape": [1, *side]}) for name in names), edges=" ")
        self.last = names

    def shape(self, name: str) -> tuple:
        return make_plan(self.document).nodes[name].output_shapes["output"]

    def add(self, block: str, arguments: dict, *sources: str) -> str | None:
        group = self.document.network
        name = f"n{len(group.nodes)}"
        wires = [Edge(f"{name}-{i}", source, name, index=i) for i, source in enumerate(sources)]
        node = Node(name, name, block, 1, arguments)
        undo = self.document.apply(Insert("main", [(END, node)], [(END, wire) for wire in wires]))
        plan = make_plan(self.document).nodes[name]
        if plan.status == "ok" and max(plan.output_shapes["output"][2:]) <= self.most:
            return name
        self.document.apply(undo)
        return None

    def chain(self, drawn: list, source: str) -> str:
        for block, arguments in drawn:
            source = self.add(block, arguments, source) or source
        return source


@st.composite
def networks(draw):
    """A chain; or two branches that are joined where they can be, with layers before and after."""
    writer = Writer(draw(st.tuples(st.integers(6, 22), st.integers(6, 22))), draw(st.integers(1, 2)))
    some = st.lists(layers, min_size=1, max_size=3)
    first = writer.chain(draw(st.lists(layers, max_size=2)), "in0")
    other = first if len(writer.last) == 1 else "in1"
    left = writer.chain(draw(some), first)
    if draw(st.booleans()):
        right = writer.chain(draw(st.lists(layers, max_size=3)), other)
        joined = writer.add("add", {}, left, right)  # a product with a zero of the padding would hide things
        if joined is None:
            joined = writer.add("concat", {"dim": draw(st.sampled_from([1, 2, 3]))}, left, right)
        if joined is None:  # brought to one size first
            like = {"scale_factor": None, "size": list(writer.shape(left)[2:])}
            resized = writer.add("upsample", like, right)
            joined = writer.add("concat", {}, left, resized) if resized else None
        left = joined or left
    last = writer.chain(draw(some), left)
    assume(last not in ("in0", "in1"))
    return writer.document, last


def _boxes(regions: dict[str, Region]) -> dict:
    return {path: (region.first, region.last) for path, region in regions.items()}


@pytest.mark.parametrize("examples", [40, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_region_is_what_back_propagation_finds(examples):
    settings(max_examples=examples, deadline=None)(given(networks(), st.data())(_check_regions))()


def _check_regions(found: tuple[Document, str], data: st.DataObject) -> None:
    document, path = found
    seeing, regions = Seeing(document, path), Regions(document, make_plan(document))
    height, width = seeing.size
    pixels = [(0, 0), (height - 1, width - 1), (height // 2, width // 2)]
    pixels.append((data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))))
    assert [_boxes(regions.of(path, pixel)) for pixel in pixels] == seeing.boxes(pixels), pixels


LARGE, MIDDLE = 150, 40  # rows of a strip, and of what becomes of it as many as are looked at
ENLARGING = ("upsample", "conv_transpose2d")
moving = st.one_of(
    _block("conv2d", out_channels=st.just(1), kernel_size=sizes, stride=strides, padding=st.integers(0, 3),
           dilation=st.integers(1, 2)),
    _block("max_pool2d", kernel_size=sizes, stride=strides),
    _block("upsample", scale_factor=st.sampled_from([2.0, 3.0]), mode=st.sampled_from(["nearest", "bilinear"])),
    _block("conv_transpose2d", out_channels=st.just(1), kernel_size=sizes, stride=st.integers(1, 2)),
    _block("pixel_unshuffle", downscale_factor=st.just(2)),
)  # fmt: skip


@st.composite
def deep(draw):
    """Layers on a strip so long that nothing in its middle sees an edge."""
    writer = Writer((LARGE, 6), most=3 * LARGE)
    first = writer.chain(draw(st.lists(moving, max_size=2)), "in0")
    left = writer.chain(draw(st.lists(moving, min_size=1, max_size=2)), first)
    right = writer.chain(draw(st.lists(moving, max_size=1)), first)
    if left != right and writer.shape(left)[2:] == writer.shape(right)[2:]:
        left = writer.add("concat", {}, left, right)
    left = writer.chain(draw(st.lists(moving, max_size=2)), left)
    assume(left != "in0")
    return writer.document, left


@pytest.mark.parametrize("examples", [15, pytest.param(200, marks=pytest.mark.slow)])
def test_a_field_is_what_back_propagation_finds_far_from_the_edges(examples):
    settings(max_examples=examples, deadline=None)(given(deep())(_check_field))()


def _check_field(found: tuple[Document, str]) -> None:
    document, path = found
    field, seeing = make_plan(document).nodes[path].receptive_field, Seeing(document, path)
    height, width = seeing.size
    if field is None:  # only pixels were kept that a transposed convolution left empty
        assert seeing.boxes([(height // 2, width // 2)]) == [{}]
        return
    assume(not field.whole and field.size[0] < LARGE // 3)
    stride = Fraction(field.stride[0]).limit_denominator(1000)
    # A third of the input lies before and behind.
    rows = [row for row in range(height) if LARGE <= 3 * (field.offset[0] + row * stride) <= 2 * LARGE][:MIDDLE]
    assume(rows)
    found = seeing.boxes([(row, width // 2) for row in rows])
    boxes = {row: (box["in0"][0][0], box["in0"][1][0]) if box else None for row, box in zip(rows, found, strict=True)}
    spans = [last - first + 1 for first, last in filter(None, boxes.values())]
    assume(len(spans) > 12)
    assert max(spans) == field.size[0]
    period = _period(document)
    for row, box in boxes.items():
        if box and (later := boxes.get(row + period)):
            assert later[0] - box[0] == later[1] - box[1] == period * stride
        if box and set(spans) == {field.size[0]} and stride.denominator == 1 and len(_moves(boxes)) == 1:
            assert sum(box) / 2 == field.offset[0] + row * stride


def _period(document: Document) -> int:
    """A number of pixels after which what they see repeats, whatever is between the layers that enlarge maps."""
    arguments = [node.arguments for node in document.network.nodes.values() if node.block in ENLARGING]
    return math.prod(int(given.get("scale_factor") or given["stride"]) for given in arguments)


def _moves(boxes: dict) -> set[int]:
    return {after[0] - box[0] for row, box in boxes.items() if box and (after := boxes.get(row + 1))}


# ---- known figures

# Of the field at the end of each network: its size, its stride, and how far the first pixel's reaches beyond the edge.
# Araujo, Norris & Sim, Computing Receptive Fields of Convolutional Neural Networks, Distill 2019; layer by layer in the
# table of the library that goes with it, tensorflow/contrib/receptive_field/RECEPTIVE_FIELD_TABLE.md. The networks are
# TF-Slim's: its ResNets shrink maps in the last unit of a block, torchvision's in the first.
TABLE = {
    "alexnet_v2": {
        "conv1": (11, 4, 0), "pool1": (19, 8, 0), "conv2": (51, 8, 16), "conv3": (99, 16, 32), "conv4": (131, 16, 48),
        "conv5": (163, 16, 64), "pool5": (195, 32, 64),
    },
    "vgg_16": {"pool5": (212, 32, 90)},
    "resnet_v1_50": {"block4": (483, 32, 239)},
}  # fmt: skip


def _conv(kernel: int, stride: int = 1, padding: int = 0) -> tuple[str, dict]:
    return "conv2d", {"out_channels": 1, "kernel_size": kernel, "stride": stride, "padding": padding}


def _pool(kernel: int, stride: int = 2) -> tuple[str, dict]:
    return "max_pool2d", {"kernel_size": kernel, "stride": stride}


class Named(Writer):
    """A network of one channel whose layers have names."""

    def __init__(self) -> None:
        super().__init__((1024, 96), most=1024)
        self.end, self.names = "in0", {}

    def then(self, layer: tuple[str, dict], name: str = "") -> None:
        self.end = self.add(*layer, self.end)
        self.names[name] = self.end

    def unit(self, stride: int, projects: bool) -> None:
        """A bottleneck of TF-Slim's resnet_v1."""
        start = self.end
        for layer in (_conv(1), _conv(3, stride, 1), _conv(1)):
            self.then(layer)
        side = start
        if projects or stride > 1:
            side = self.add(*(_conv(1, stride) if projects else _pool(1, stride)), start)
        self.end = self.add("add", {}, self.end, side)


def _alexnet_v2() -> Named:
    net = Named()
    layers = [("conv1", _conv(11, 4)), ("pool1", _pool(3)), ("conv2", _conv(5, 1, 2)), ("pool2", _pool(3))]
    layers += [(f"conv{number}", _conv(3, 1, 1)) for number in (3, 4, 5)]
    for name, layer in (*layers, ("pool5", _pool(3))):
        net.then(layer, name)
    return net


def _vgg_16() -> Named:
    net = Named()
    for stage, count in enumerate((2, 2, 3, 3, 3), 1):
        for _ in range(count):
            net.then(_conv(3, 1, 1))
        net.then(_pool(2), f"pool{stage}")
    return net


def _resnet_v1_50() -> Named:
    net = Named()
    net.then(_conv(7, 2, 3))
    net.then(_pool(3))
    for block, count in enumerate((3, 4, 6, 3), 1):
        for number in range(1, count + 1):
            net.unit(2 if number == count and block < 4 else 1, number == 1)
        net.names[f"block{block}"] = net.end
    return net


@pytest.mark.parametrize("make", [_alexnet_v2, _vgg_16, _resnet_v1_50])
def test_figures_of_known_networks(make):
    net = make()
    plan = make_plan(net.document)
    for name, (size, stride, padding) in TABLE[make.__name__.removeprefix("_")].items():
        field = plan.nodes[net.names[name]].receptive_field
        assert field == Field("in0", (size,) * 2, (stride,) * 2, ((size - 1) / 2 - padding,) * 2), name
    seeing = Seeing(net.document, net.end)
    row = seeing.size[0] // 2
    ((first, _), (last, _)), ((after, _), _) = (box["in0"] for box in seeing.boxes([(row, 0), (row + 1, 0)]))
    assert (last - first + 1, after - first) == (size, stride)
    assert (first + last) / 2 == field.offset[0] + row * field.stride[0]


def test_torchvisions_resnet_50():
    document = resnet("resnet50")
    document.apply(SetArguments("main", "input", {"shape": [3, 896, 32]}))
    plan = make_plan(document)
    field = plan.nodes["layer4_2_relu3"].receptive_field
    assert (field.size, field.stride) == ((427, 427), (32, 32))
    seeing = Seeing(document, "layer4_2_relu3")
    (box,) = seeing.boxes([(14, 0)])
    assert box["input"][1][0] - box["input"][0][0] + 1 == 427
    assert plan.nodes["avgpool"].receptive_field.whole


# ---- where there is more than one way


def test_branches_that_move_alike_are_enclosed():
    document = network(
        ("x", "input", {"shape": [1, 40, 40]}), ("a", "conv2d", {"kernel_size": 5, "padding": 2, "out_channels": 1}),
        ("b", "conv2d", {"kernel_size": [1, 7], "padding": [0, 3], "out_channels": 1}), ("s", "add"), ("y", "output"),
        edges="x>a x>b a>s b>s s>y",
    )  # fmt: skip
    assert make_plan(document).nodes["s"].receptive_field == Field("x", (5, 7), (1, 1), (0, 0))
    # Not one box: row 18 is seen by the tall branch, column 17 by the wide one.
    assert region_of(document, make_plan(document), "s", (20, 20)) == {"x": Region((18, 17), (22, 23))}


def test_a_pixel_is_enclosed_where_branches_do_not_move_alike():
    """A map of 15 is shrunk to 7 and enlarged to 15 again: its pixels lie 15/7 apart and no longer 2."""
    document = network(
        ("x", "input", {"shape": [1, 15, 15]}), ("p", "avg_pool2d", {"kernel_size": 2}),
        ("u", "upsample", {"scale_factor": None, "size": 15}), ("c", "concat"), ("y", "output"),
        edges="x>p p>u x>c u>c c>y",
    )  # fmt: skip
    plan = make_plan(document)
    field, regions = plan.nodes["c"].receptive_field, Regions(document, plan)
    assert field.size[0] < 15
    for row in range(15):
        region = regions.of("c", (row, 7))["x"]
        middle = field.offset[0] + row * field.stride[0]
        assert middle - (field.size[0] - 1) / 2 <= region.first[0]
        assert region.last[0] <= middle + (field.size[0] - 1) / 2


def test_the_input_of_which_most_is_seen_counts():
    document = network(
        ("a", "input", {"shape": [1, 9, 9]}), ("b", "input", {"shape": [1, 9, 9]}),
        ("c", "conv2d", {"out_channels": 1, "padding": 1}), ("s", "add"), ("y", "output"),
        edges="a>s b>c c>s s>y",
    )  # fmt: skip
    plan = make_plan(document)
    assert plan.nodes["s"].receptive_field == plan.nodes["y"].receptive_field == Field("b", (3, 3), (1, 1), (0, 0))
    regions = region_of(document, plan, "y", (4, 0))
    assert regions == {"a": Region((4, 0), (4, 0)), "b": Region((3, 0), (5, 1))}


def test_after_a_global_pool_or_a_linear_layer_all_is_seen(lenet):
    plan = make_plan(lenet)
    (source,) = (path for path, node in plan.nodes.items() if node.block == "input")
    for path, node in plan.nodes.items():
        if node.block in ("linear", "flatten", "output"):
            assert node.receptive_field == Field(source, whole=True)
            assert region_of(lenet, plan, path, ()) == {source: Region((0, 0), (27, 27))}
    with pytest.raises(IndexError):
        region_of(lenet, plan, source, (0, 28))


def test_what_sees_no_input_has_no_field():
    document = network(
        ("x", "input", {"shape": [1, 6, 6]}), ("own", "parameter", {"shape": [1, 6, 6]}), ("s", "add"),
        ("bad", "conv2d", {"kernel_size": 9}), ("y", "output"), edges="x>s own>s s>y x>bad",
    )  # fmt: skip
    plan = make_plan(document)
    assert plan.nodes["own"].receptive_field is None
    assert plan.nodes["bad"].receptive_field is None
    assert plan.nodes["s"].receptive_field == Field("x", (1, 1), (1, 1), (0, 0))
    assert region_of(document, plan, "bad", (0, 0)) == region_of(document, plan, "gone", (0, 0)) == {}
