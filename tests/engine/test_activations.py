"""Looking at a node: what is sent is what the network computes, and looking leaves no trace."""

import numpy as np
import pytest
import torch
from PIL import Image

from engine.compiler import compile
from engine.data.datasets import open_dataset
from engine.errors import UserError
from engine.inspection.activations import input_shapes, look, picture
from engine.inspection.reducing import reduced
from engine.messages import Look, decode, encode
from engine.planner import make_plan
from tests.build import network


def see(document, path, module=None, image=3, **settings):
    """What `look` answers about one node."""
    plan = make_plan(document)
    module = module or compile(document, plan)
    data = open_dataset("mnist5k")
    order = Look(document.id, 0, path, image, **settings)
    shown = picture(image, data, input_shapes(plan)[0])
    return look(module, plan, order, shown, data, weights="first", step=0)


def residual():
    """An addition, a concatenation, and a ReLU that overwrites its input."""
    return network(
        ("input", "input"),
        ("conv1", "conv2d", {"out_channels": 6, "kernel_size": 3, "padding": 1}),
        ("bn1", "batch_norm2d"),
        ("relu1", "relu", {"inplace": True}),
        ("conv2", "conv2d", {"out_channels": 6, "kernel_size": 3, "padding": 1}),
        ("add1", "add"),
        ("cat1", "concat"),
        ("drop1", "dropout"),
        ("flat1", "flatten"),
        ("fc1", "linear", {"out_features": 10}),
        ("output", "output"),
        edges="input>conv1 conv1>bn1 bn1>relu1 relu1>conv2 conv2>add1 relu1>add1 add1>cat1 input>cat1 "
        "cat1>drop1 drop1>flat1 flat1>fc1 fc1>output",
    )


def computed(module):
    """Every output of the residual network on the held-out image 3, by plain PyTorch."""
    data = open_dataset("mnist5k")
    with torch.no_grad():
        x = (data.val_images[3:4].float() / 255 - 0.1307) / 0.3081
        conv1 = module.conv1(x)
        bn1 = torch.nn.functional.batch_norm(
            conv1, module.bn1.running_mean, module.bn1.running_var, module.bn1.weight, module.bn1.bias
        )
        relu1 = bn1.clamp_min(0)
        conv2 = module.conv2(relu1)
        cat1 = torch.cat([conv2 + relu1, x], 1)
        fc1 = module.fc1(cat1.flatten(1))
    found = {"input": x, "conv1": conv1, "bn1": bn1, "relu1": relu1, "conv2": conv2, "add1": conv2 + relu1}
    return found | {"cat1": cat1, "drop1": cat1, "flat1": cat1.flatten(1), "fc1": fc1, "output": fc1}


def trained_looking(document):
    """A module whose BatchNorm has seen something, so that its modes differ."""
    module = compile(document)
    torch.manual_seed(0)
    with torch.no_grad():
        for _ in range(3):
            module(torch.randn(16, 1, 28, 28) * 2 + 1)
    return module


@pytest.mark.parametrize("path", list(residual().network.nodes))
def test_every_node_shows_what_it_computes(path):
    document = residual()
    module = trained_looking(document)
    expected = computed(module)[path]
    maps = see(document, path, module)
    assert maps.shape == list(expected.shape[1:])
    if expected.dim() == 2:
        assert np.allclose(maps.arrays["values"], expected[0].numpy(), atol=1e-5)
        assert maps.arrays["low"].shape == (1,)
        assert maps.arrays["mean"][0] == pytest.approx(expected.mean().item(), abs=1e-5)
        return
    shown = maps.arrays["maps"]
    assert shown.shape == expected.shape[1:] and shown.dtype == np.uint8
    low, high = maps.arrays["low"], maps.arrays["high"]
    flat = expected[0].flatten(1).numpy()
    assert np.allclose(low, flat.min(1), atol=1e-5) and np.allclose(high, flat.max(1), atol=1e-5)
    assert np.allclose(maps.arrays["mean"], flat.mean(1), atol=1e-5)
    assert np.allclose(maps.arrays["std"], flat.std(1), atol=1e-4)
    again = low[:, None] + shown.reshape(len(low), -1) / 255.0 * (high - low)[:, None]
    assert np.abs(again - flat).max() <= (high - low).max() / 255


def test_probabilities_image_label_and_classes():
    document = residual()
    module = trained_looking(document)
    maps = see(document, "conv1", module)
    data = open_dataset("mnist5k")
    expected = computed(module)["fc1"].softmax(1)[0].numpy()
    assert np.allclose(maps.arrays["probabilities"], expected, atol=1e-5)
    assert np.array_equal(maps.arrays["image"], data.val_images[3, 0].numpy())
    assert maps.label == int(data.val_labels[3]) and maps.classes == list("0123456789")
    assert maps.images == 500 and maps.image == 3


def test_what_is_sent_survives_the_wire():
    maps = see(residual(), "conv1")
    back = decode(encode(maps))
    assert back.shape == maps.shape
    assert all(np.array_equal(back.arrays[name], array) for name, array in maps.arrays.items())


def test_looking_leaves_no_trace():
    document = residual()
    module = trained_looking(document)
    module.drop1.eval()  # a mode of its own
    before = {key: value.clone() for key, value in module.state_dict().items()}
    modes = [part.training for part in module.modules()]
    state = torch.get_rng_state()
    see(document, "drop1", module)
    assert all(torch.equal(before[key], value) for key, value in module.state_dict().items())
    assert [part.training for part in module.modules()] == modes
    assert torch.equal(state, torch.get_rng_state())
    module(torch.randn(2, 1, 28, 28)).sum().backward()  # the weights can still be trained


def test_channels_and_sizes_are_limited():
    document = network(
        ("input", "input", {"shape": [1, 28, 28]}),
        ("conv1", "conv2d", {"out_channels": 12, "kernel_size": 1}),
        ("up1", "upsample", {"scale_factor": 4}),
        ("output", "output"),
    )
    maps = see(document, "conv1", first=4, count=5)
    whole = see(document, "conv1")
    assert maps.first == 4 and maps.shape == [12, 28, 28]
    assert np.array_equal(maps.arrays["maps"], whole.arrays["maps"][4:9])
    assert np.array_equal(maps.arrays["low"], whole.arrays["low"][4:9])
    assert see(document, "up1", side=30).arrays["maps"].shape == (12, 30, 30)
    assert see(document, "conv1", side=500).arrays["maps"].shape == (12, 28, 28)  # never enlarged
    assert see(document, "conv1", first=40).arrays["maps"].shape == (0, 28, 28)
    assert "probabilities" not in maps.arrays


def test_large_maps_are_averaged_over_areas():
    output = torch.zeros(1, 8, 4)
    output[0, :2, :2] = torch.tensor([[4.0, 0.0], [0.0, 4.0]])
    arrays = reduced(output, 0, 10, 4)
    assert arrays["maps"].shape == (1, 4, 2)
    assert arrays["maps"][0, 0, 0] == 128 and arrays["maps"].sum() == 128
    assert arrays["high"][0] == 4  # of the output itself


def test_odd_outputs_are_shown_too():
    broken = torch.tensor([[[float("nan"), float("inf")], [1.0, 2.0]]])
    arrays = reduced(broken, 0, 4, 96)
    assert all(np.isfinite(array).all() for array in arrays.values())
    flat = reduced(torch.full((2, 3, 3), 5.0), 0, 4, 96)
    assert flat["maps"].max() == 0 and flat["mean"].tolist() == [5, 5]
    assert reduced(torch.zeros(7, 9), 0, 4, 96)["maps"].shape == (1, 7, 9)  # a sequence
    volume = torch.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5)
    shown = reduced(volume, 0, 4, 96)
    assert shown["maps"].shape == (2, 4, 5)
    assert shown["low"].tolist() == [20, 80]  # of the slice in the middle
    assert reduced(torch.arange(3), 0, 4, 96)["values"].tolist() == [0, 1, 2]
    assert reduced(torch.tensor(4.5), 0, 4, 96)["values"].tolist() == [4.5]
    assert reduced(torch.tensor([True, False]), 0, 4, 96)["values"].tolist() == [1, 0]


def test_an_image_file_goes_in_as_the_network_wants_it(tmp_path):
    paper = np.full((100, 80, 3), 250, np.uint8)
    paper[40:60, 30:50] = 0
    Image.fromarray(paper).save(tmp_path / "mine.png")
    document = network(("input", "input", {"shape": [3, 32, 24]}), ("relu1", "relu"), ("output", "output"))
    maps = see(document, "relu1", image=str(tmp_path / "mine.png"))
    assert maps.arrays["image"].shape == (32, 24, 3) and maps.label is None
    assert maps.arrays["image"][0, 0].max() < 10 and maps.arrays["image"][16, 12].min() > 250  # white on black
    assert maps.shape == [3, 32, 24]


def test_a_held_out_image_fits_any_input():
    for shape in ([3, 40, 40], [784], [28, 28], [5]):
        document = network(("input", "input", {"shape": shape}), ("relu1", "relu"), ("output", "output"))
        assert see(document, "input").shape == shape
    row = see(network(("input", "input", {"shape": [784]}), ("relu1", "relu"), ("output", "output")), "input")
    expected = (open_dataset("mnist5k").val_images[3].float().flatten() / 255 - 0.1307) / 0.3081
    assert np.allclose(row.arrays["values"], expected.numpy(), atol=1e-5)


def test_several_outputs_each_show_what_arrives_at_them():
    document = network(
        ("input", "input"),
        ("conv1", "conv2d", {"out_channels": 2, "kernel_size": 3}),
        ("relu1", "relu"),
        ("first", "output"),
        ("second", "output"),
        edges="input>conv1 conv1>relu1 conv1>first relu1>second",
    )
    assert see(document, "first").arrays["low"].min() < 0
    assert see(document, "second").arrays["low"].min() == 0
    assert "probabilities" not in see(document, "first").arrays


def test_a_network_that_ends_in_softmax_has_its_probabilities_already():
    document = network(
        ("input", "input"),
        ("flat1", "flatten"),
        ("fc1", "linear", {"out_features": 4}),
        ("soft1", "softmax"),
        ("output", "output"),
    )
    maps = see(document, "soft1")
    assert np.allclose(maps.arrays["probabilities"], maps.arrays["values"], atol=1e-6)
    assert maps.classes == ["0", "1", "2", "3"]


def test_what_cannot_be_looked_at_is_a_sentence():
    document = network(
        ("input", "input"), ("relu1", "relu"), ("lost", "relu"), ("output", "output"),
        edges="input>relu1 relu1>output input>lost",
    )  # fmt: skip
    for path in ("lost", "nowhere"):
        with pytest.raises(UserError, match="not in the network"):
            see(document, path)
    with pytest.raises(UserError, match="no held-out image 500: they count from 0 to 499"):
        see(document, "relu1", image=500)
    with pytest.raises(UserError, match="is not there"):
        see(document, "relu1", image="/nowhere/image.png")
