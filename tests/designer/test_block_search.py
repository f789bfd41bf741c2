"""Blocks are found by what people call them, the likeliest first, in the language of the window too."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.block_names import families, other_names
from designer.block_search import BlockSearch
from engine.blocks import REGISTRY
from tests.test_architecture import ROOT

CHINESE = {
    "Pooling": "池化",
    "Attention and recurrence": "注意力与循环",
    REGISTRY["upsample"].help: "把特征图放大到所需的大小。",
}


def find(text, translate=lambda context, english: english, uses=None):
    return [block.id for block in BlockSearch(REGISTRY, translate).find(text, uses)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("batchnorm", "batch_norm2d"),
        ("batch norm", "batch_norm2d"),
        ("BN", "batch_norm2d"),
        ("bn3d", "batch_norm3d"),
        ("norm", "batch_norm2d"),
        ("conv", "conv2d"),
        ("conv 3d", "conv3d"),
        ("deconv", "conv_transpose2d"),
        ("upconv", "conv_transpose2d"),
        ("transposed convolution", "conv_transpose2d"),
        ("depthwise", "depthwise_conv2d"),
        ("skip", "add"),
        ("residual", "add"),
        ("fc", "linear"),
        ("dense", "linear"),
        ("fully connected", "linear"),
        ("nn.Linear", "linear"),
        ("torch.nn.Conv1d", "conv1d"),
        ("swish", "silu"),
        ("GAP", "adaptive_avg_pool2d"),
        ("global average pooling", "adaptive_avg_pool2d"),
        ("pool", "max_pool2d"),
        ("avg", "avg_pool2d"),
        ("SE", "squeeze_excitation"),
        ("cat", "concat"),
        ("self attention", "multihead_attention"),
        ("mha", "multihead_attention"),
        ("depth to space", "pixel_shuffle"),
        ("drop path", "stochastic_depth"),
        ("全连接", "linear"),
        ("反卷积", "conv_transpose2d"),
        ("残差", "add"),
        ("batchnrom", "batch_norm2d"),
        ("convolusion", "conv2d"),
    ],
)
def test_the_likeliest_comes_first(text, first):
    assert find(text)[0] == first


@pytest.mark.parametrize("block", list(REGISTRY), ids=lambda block: block.id)
def test_every_block_is_found_by_each_of_its_names(block):
    search = BlockSearch(REGISTRY, lambda context, text: text)
    for name in (block.title, block.id, block.title.upper(), block.id.replace("_", " ")):
        assert search.find(name)[0] is block, name
    called = block.target.rpartition(".")[2]
    if called and not called.startswith("_"):  # two blocks may stand for one function
        same = [b for b in REGISTRY if b.target.rpartition(".")[2].lower() == called.lower()]
        assert block in search.find(called)[: max(len(same), 2)]
    for name in other_names(block.id):
        assert block in search.find(name), name


def test_other_names_belong_to_blocks():
    known = {block.id for block in REGISTRY} | {
        block.id[:-2] for block in REGISTRY if block.id[-2:] in ("1d", "2d", "3d")
    }
    assert families() <= known, families() - known


def test_words_of_the_help_and_of_the_category_find_too():
    assert find("pooling")[:3] == ["max_pool2d", "avg_pool2d", "lp_pool2d"]
    assert set(find("recurrence")) >= {"lstm", "gru"}
    assert "embedding" in find("whole numbers")
    named = {b.id for b in REGISTRY if any("se" in n.lower() for n in (b.title, b.id, *other_names(b.id)))}
    assert set(find("se")) <= named, "two letters do not search the help"


def test_chinese_titles_and_help_are_searched():
    def translate(context, text):
        return CHINESE.get(text, text)

    assert set(find("池化", translate)) >= {b.id for b in REGISTRY if b.category == "pooling"}
    assert find("放大", translate) == ["upsample"]
    assert "lstm" in find("循环", translate)
    assert find("BatchNorm", translate)[0] == "batch_norm2d", "PyTorch's names are the same in every language"


def test_of_equals_the_one_that_is_used_comes_first():
    assert find("conv")[0] == "conv2d"
    assert find("batchnorm", uses={"batch_norm3d": 2})[0] == "batch_norm3d"
    assert find("batchnorm2d", uses={"batch_norm3d": 9})[0] == "batch_norm2d"


def test_nothing_typed_means_everything():
    assert find("") == find("  ") == [block.id for block in REGISTRY]
    assert find("", uses={"relu": 3})[0] == "relu"


def test_what_nothing_is_called():
    assert find("xyzzy") == find("qq") == find("1234567") == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_text_can_be_searched_for(text):
    found = find(text)
    assert len(found) == len(set(found))


def test_searching_loads_no_qt():
    script = "import sys, designer.block_search; sys.exit(any('PySide' in name for name in sys.modules))"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, timeout=60)
