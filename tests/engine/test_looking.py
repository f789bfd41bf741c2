"""Every block can be looked at, at each of its outputs, or says in a sentence why not."""

import numpy as np
import pytest
import torch

from engine.blocks import REGISTRY
from engine.compiler import compile
from engine.data.datasets import open_dataset
from engine.edits import SetArguments
from engine.errors import UserError
from engine.inspection import looking
from engine.inspection.activations import _enter, input_shapes, picture
from engine.inspection.looking import look_at
from engine.messages import Look
from engine.planner import make_plan
from tests.build import network
from tests.engine.test_registry import CASES, _by_port, _document


@pytest.fixture(autouse=True)
def forget(monkeypatch):
    monkeypatch.setattr(looking, "_compiled", type(looking._compiled)())


def see(document, path, **settings):
    return look_at(document, make_plan(document), Look(document.id, 0, path, 3, **settings))


def computed(document, plan, example, block):
    """What plain PyTorch makes of the held-out image 3, by output port of the tested node, batch included."""
    data, module = open_dataset("mnist5k"), compile(document, plan).eval()
    shapes = input_shapes(plan)
    seen = picture(3, data, shapes[0])
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)
        return _by_port(block, example, module(*[_enter(seen, data, shape, module) for shape in shapes]))


@pytest.mark.parametrize(("block", "example"), CASES)
def test_every_output_of_every_block_can_be_looked_at(block, example):
    document = _document(block, example)
    plan = make_plan(document)
    whole = [n for n in plan.nodes.values() if n.block == "input" and n.arguments["dtype"] == "int64"]
    ports = [port.name for port in block.outputs_for(example.arguments)]
    if whole:
        for path in ("tested", *(node.path for node in whole)):
            with pytest.raises(UserError, match="takes whole numbers, such as those of words"):
                see(document, path)
        return
    expected = computed(document, plan, example, block)
    for port in ports:
        maps = see(document, "tested", port=port)
        assert maps.port == port
        assert maps.ports == ports
        output = expected[port][0]  # what `_document` leads out has the batch in front
        assert maps.shape == list(output.shape)
        finite = output.to(torch.float32).nan_to_num()
        if output.dim() < 2:
            assert np.allclose(maps.arrays["values"], finite.reshape(-1), atol=1e-5, equal_nan=True)
        elif output.dim() < 4:
            assert maps.arrays["low"].min() == pytest.approx(finite.min().item(), abs=1e-5)
            assert maps.arrays["high"].max() == pytest.approx(finite.max().item(), abs=1e-5)
            assert len(maps.arrays["maps"]) == maps.channels
        else:
            middle = finite[:, output.shape[1] // 2]
            assert np.allclose(maps.arrays["low"], middle.flatten(1).amin(1), atol=1e-5)
    if example is block.examples[0]:
        assert all(see(document, path).path == path for path in plan.nodes)


def test_an_output_that_nobody_reads_is_shown_too():
    document = network(
        ("input", "input"),
        ("pool1", "max_pool2d", {"return_indices": True}),
        ("part1", "chunk", {"chunks": 3, "dim": 2}),
        ("output", "output"),
        edges="input>pool1 pool1>part1 part1.part1>output",
    )
    assert make_plan(document).ok
    indices = see(document, "pool1", port="indices")
    assert indices.shape == [1, 14, 14]
    assert indices.arrays["high"][0] > 700  # numbers of pixels, not their values
    assert indices.ports == ["output", "indices"]
    for port in ("part0", "part1", "part2"):
        assert see(document, "part1", port=port).port == port
    low = [see(document, "part1", port=port).arrays["mean"][0] for port in ("part0", "part1", "part2")]
    assert len(set(low)) == 3
    assert see(document, "part1").port == "part0"
    assert see(document, "part1", port="gone").port == "part0"


def test_states_have_their_batch_in_the_second_place():
    document = network(
        ("input", "input", {"shape": [28, 28]}),
        ("lstm1", "lstm", {"hidden_size": 5, "num_layers": 2}),
        ("output", "output"),
    )
    assert see(document, "lstm1").shape == [28, 5]
    assert see(document, "lstm1").channels == 1
    assert see(document, "lstm1").arrays["maps"].shape == (1, 28, 5)
    assert see(document, "lstm1", port="cell").shape == [2, 5]


def test_what_the_network_holds_itself_has_no_batch():
    document = network(
        ("input", "input", {"shape": [3, 8, 8]}),
        ("own", "parameter", {"shape": [1, 3, 1, 1], "init": "normal"}),
        ("row", "constant", {"shape": [8], "fill_value": 2.5}),
        ("sum", "add"),
        ("output", "output"),
        edges="input>sum own>sum row>sum sum>output",
    )
    assert see(document, "own").shape == [1, 3, 1, 1]
    row = see(document, "row")
    assert row.shape == [8]
    assert row.arrays["values"].tolist() == [2.5] * 8
    assert see(document, "sum").shape == [3, 8, 8]


def test_a_sum_of_one_leaves_its_source_to_be_seen():
    document = network(("input", "input"), ("relu1", "relu"), ("sum", "add"), ("output", "output"))
    for path in document.network.nodes:
        assert see(document, path).shape == [1, 28, 28]


@pytest.mark.parametrize("shape", [[1, 4, 28, 28], [3, 2, 9, 5], [28, 28, 1], [7, 28, 28], [1, 2, 3, 4, 5]])
def test_an_image_enters_inputs_of_any_shape(shape):
    document = network(("input", "input", {"shape": shape}), ("relu1", "relu"), ("output", "output"))
    maps = see(document, "relu1")
    assert maps.shape == shape
    assert maps.arrays["maps"].shape == (shape[0], *shape[-2:])


def test_several_inputs_see_the_same_image():
    document = network(
        ("small", "input", {"shape": [1, 14, 14]}),
        ("large", "input", {"shape": [3, 28, 28]}),
        ("pool1", "avg_pool2d"),
        ("cat1", "concat"),
        ("output", "output"),
        edges="large>pool1 pool1>cat1 small>cat1 cat1>output",
    )
    assert [see(document, path).shape for path in ("small", "large", "cat1")] == [[1, 14, 14], [3, 28, 28], [4, 14, 14]]


def words_and_an_image():
    return network(
        ("image", "input", {"shape": [1, 8, 8]}),
        ("flat1", "flatten"),
        ("word", "input", {"shape": [4], "dtype": "int64"}),
        ("embed1", "embedding", {"num_embeddings": 10, "embedding_dim": 16}),
        ("flat2", "flatten"),
        ("cat1", "concat"),
        ("output", "output"),
        edges="image>flat1 word>embed1 embed1>flat2 flat1>cat1 flat2>cat1 cat1>output",
    )


def test_words_are_no_images():
    document = words_and_an_image()
    assert make_plan(document).ok
    assert see(document, "flat1").shape == [64]  # only the image leads to it
    for path in ("word", "embed1", "flat2", "cat1", "output"):
        with pytest.raises(UserError, match="word takes whole numbers") as told:
            see(document, path)
        assert told.value.values == {"node": "word"}


def test_a_number_that_points_to_nothing_is_a_sentence():
    document = network(
        ("input", "input"),
        ("pool1", "max_pool2d", {"return_indices": True}),
        ("embed1", "embedding", {"num_embeddings": 10}),
        ("output", "output"),
        edges="input>pool1 pool1.indices>embed1 embed1>output",
    )
    assert make_plan(document).ok
    with pytest.raises(UserError) as told:
        see(document, "embed1")
    assert str(told.value).startswith("embed1 is given a whole number that is too large for it.")


def test_a_part_of_a_broken_network_can_be_looked_at_by_its_port():
    document = network(
        ("input", "input"),
        ("part1", "chunk", {"chunks": 4, "dim": 3}),
        ("conv1", "conv2d", {"kernel_size": 99}),
        ("output", "output"),
        edges="input>part1 part1.part1>conv1 conv1>output",
    )
    assert not make_plan(document).ok
    assert see(document, "part1", port="part3").port == "part3"
    with pytest.raises(UserError):
        see(document, "conv1")


def test_what_is_too_large_is_refused_before_it_is_tried(monkeypatch):
    monkeypatch.setattr(looking, "free_memory", lambda: 16_000_000_000)
    document = network(
        ("input", "input"), ("flat1", "flatten"), ("fc1", "linear", {"out_features": 1_000_000}),
        ("fc2", "linear", {"out_features": 8_000}), ("output", "output"),
    )  # fmt: skip
    assert make_plan(document).ok
    with pytest.raises(UserError, match="takes 35 GB of memory, and 16 GB is free here"):
        see(document, "fc2")


def test_a_node_that_has_gone_is_a_sentence():
    document = network(("input", "input"), ("relu1", "relu"), ("output", "output"))
    with pytest.raises(UserError, match="not in the network"):
        see(document, "nowhere")


def test_chance_is_the_same_at_every_look_and_afterwards_as_before():
    document = network(
        ("input", "input"),
        ("pool1", "fractional_max_pool2d", {"kernel_size": 2, "output_ratio": 0.7}),
        ("output", "output"),
    )
    if not make_plan(document).ok:
        document.apply(SetArguments("main", "pool1", {}))
    state = torch.get_rng_state()
    first, second = see(document, "pool1"), see(document, "pool1")
    assert np.array_equal(first.arrays["maps"], second.arrays["maps"])
    assert torch.equal(state, torch.get_rng_state())


def test_the_tests_of_blocks_cover_the_catalogue():
    tried = {case.values[0].id for case in CASES}
    assert tried == {block.id for block in REGISTRY if block.kind in ("module", "function")}
