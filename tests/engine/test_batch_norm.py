"""What the BatchNorms of a network see and collect, for sequences, maps and volumes."""

import pytest
import torch

from engine.compiler import compile
from engine.inspection.batch_norm import BatchNorm, BatchNormRecorder
from engine.training.loop import steps_per_epoch
from engine.training.recipe import resolve
from tests.build import network

KINDS = {
    "batch_norm1d": [(6,), (6, 5)],
    "batch_norm2d": [(6, 5, 4)],
    "batch_norm3d": [(6, 2, 5, 4)],
}


@pytest.mark.parametrize(("block", "shape"), [(block, shape) for block, shapes in KINDS.items() for shape in shapes])
def test_a_point_holds_what_normalizes_and_what_is_kept(block, shape):
    module = compile(network(("x", "input", {"shape": list(shape)}), ("bn", block), ("y", "output")))
    recorder = BatchNormRecorder({"bn": module.get_submodule("bn")})
    recorder.attach()
    x = torch.randn(7, *shape) * 2 + 3
    y = module(x)
    recorder.detach()
    recorder.record(4)
    point = recorder.last("bn")
    assert point.channels == 6 and point.arrays["step"].tolist() == [4]
    mean, var = (torch.from_numpy(point.arrays[name][0]) for name in ("batch_mean", "batch_var"))
    sides = [6] + [1] * (len(shape) - 1)
    expected = (x - mean.reshape(sides)) / torch.sqrt(var.reshape(sides) + point.eps)
    torch.testing.assert_close(y, expected)
    torch.testing.assert_close(torch.from_numpy(point.arrays["running_mean"][0]), module.bn.running_mean)
    torch.testing.assert_close(module.bn.running_mean, point.momentum * mean)


@pytest.mark.parametrize("block", [*KINDS, "instance_norm2d"])
def test_an_image_alone_joins_the_batch_before_where_there_is_a_batch_norm(block):
    shape = KINDS.get(block, [(6, 5, 4)])[-1]
    module = compile(network(("x", "input", {"shape": list(shape)}), ("norm", block), ("y", "output")))

    class Data:
        train_labels = torch.zeros(9)

    assert any(isinstance(m, BatchNorm) for m in module.modules()) == (block in KINDS)
    assert steps_per_epoch(module, resolve({"batch_size": 4}), Data()) == (2 if block in KINDS else 3)
