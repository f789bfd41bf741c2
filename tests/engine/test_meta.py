"""What is answered at once on the meta device is what PyTorch answers on the CPU."""

import pytest
import torch
from torch.utils._pytree import tree_map_only

from engine.meta import META, Building, Counting

aten = torch.ops.aten


def _tensor(*sizes, order=None, dtype=torch.float32):
    made = torch.empty(sizes, device=META, dtype=dtype)
    return made if order is None else made.permute(order)


NORMALIZED = (torch.empty(6, device=META),) * 4  # weight, bias, running mean and variance
CALLS = {
    "relu": (aten.relu.default, (_tensor(2, 3, 4),)),
    "relu of a permuted tensor": (aten.relu.default, (_tensor(2, 3, 4, order=(0, 2, 1)),)),
    "sum": (aten.add.Tensor, (_tensor(2, 3), _tensor(2, 3))),
    "sum with a spread tensor": (aten.add.Tensor, (_tensor(2, 3), _tensor(1, 3))),
    "sum of tensors that lie differently": (aten.add.Tensor, (_tensor(3, 3), _tensor(3, 3, order=(1, 0)))),
    "sum of two types": (aten.add.Tensor, (_tensor(2, 3, dtype=torch.int64), _tensor(2, 3))),
    "product with a number": (aten.mul.Tensor, (_tensor(2, 3), 0.5)),
    "product of whole numbers with a number": (aten.mul.Tensor, (_tensor(2, 3, dtype=torch.int64), 0.5)),
    "concatenation": (aten.cat.default, ([_tensor(2, 3, 4), _tensor(2, 5, 4)], 1)),
    "concatenation from behind": (aten.cat.default, ([_tensor(2, 3, 4), _tensor(2, 3, 1)], -1)),
    "concatenation of permuted tensors": (aten.cat.default, ([_tensor(2, 4, 4, 3, order=(0, 3, 1, 2))] * 2, 1)),
    "concatenation of two types": (aten.cat.default, ([_tensor(2, 3), _tensor(2, 3, dtype=torch.int64)], 1)),
    "normalization": (aten.native_batch_norm.default, (_tensor(2, 6, 4, 4), *NORMALIZED, True, 0.1, 1e-5)),
    "normalization in eval mode": (aten.native_batch_norm.default, (_tensor(2, 6, 4), *NORMALIZED, False, 0.1, 1e-5)),
    "normalization of a permuted tensor": (
        aten.native_batch_norm.default,
        (_tensor(2, 4, 4, 6, order=(0, 3, 1, 2)), *NORMALIZED, True, 0.1, 1e-5),
    ),
}


def _described(result):
    tensors = result if isinstance(result, tuple) else (result,)
    return [(tensor.shape, tensor.dtype, tensor.stride()) for tensor in tensors]


def _filled(tensor):
    """The same with numbers, lying in memory in the same way."""
    return torch.empty_strided(tensor.shape, tensor.stride(), dtype=tensor.dtype).fill_(1)


@pytest.mark.parametrize("name", CALLS)
def test_an_answer_is_pytorchs(name):
    call, given = CALLS[name]
    with Counting():
        answer = call(*given)
    assert _described(answer) == _described(call(*tree_map_only(torch.Tensor, _filled, given)))


def test_what_cannot_be_joined_is_refused_still():
    with Counting(), pytest.raises(RuntimeError):
        torch.cat([_tensor(2, 3), _tensor(3, 3)], 1)


@pytest.mark.parametrize(
    "make", [lambda: torch.nn.Conv2d(2, 4, 3), lambda: torch.nn.LSTM(3, 4), lambda: torch.nn.BatchNorm1d(3)]
)
def test_a_module_that_is_built_is_as_pytorchs_without_numbers(make):
    with Building():
        built = make()
    with torch.device(META):
        usual = make()
    assert {k: (v.shape, v.dtype, v.device) for k, v in built.state_dict().items()} == {
        k: (v.shape, v.dtype, v.device) for k, v in usual.state_dict().items()
    }
    assert [p.requires_grad for p in built.parameters()] == [p.requires_grad for p in usual.parameters()]
