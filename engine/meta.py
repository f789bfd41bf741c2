"""PyTorch's meta device, on which nothing is computed, made quicker, and nearer to what a CPU or CUDA does."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode
from torch.utils._device import _device_constructors
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import conv_flop_count, flop_registry

from engine.work import Work

META = torch.device("meta")
_aten = torch.ops.aten

# Attention's fast path, in eval mode only, is one kernel whose work cannot be counted.
torch.backends.mha.set_fastpath_enabled(False)


class Building(TorchFunctionMode):  # type: ignore[no-untyped-call]
    """Makes tensors on the meta device, as `with torch.device("meta")` does, and leaves out to initialise them."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func in _FILLING:
            return args[0] if args else kwargs["tensor"]
        if func in _MAKING and (kwargs is None or kwargs.get("device") is None):
            return func(*args, **{**(kwargs or {}), "device": META})
        return func(*args, **(kwargs or {}))


_MAKING = _device_constructors()
_FILLING = {
    *(getattr(torch.Tensor, name) for name in ("uniform_", "normal_", "fill_", "zero_")),
    *(getattr(nn.init, name) for name in ("uniform_", "normal_", "constant_", "kaiming_uniform_")),
}


class Counting(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts FLOPs with PyTorch's own formulas, and the work of kernels. PyTorch's FlopCounterMode does the first too,
    and also tells modules apart and tries to take every operation to pieces, of which there is no need here: a plan
    from cold takes a quarter longer with it.

    What PyTorch computes in Python on the meta device is answered at once where it is simple. Batch normalization
    alone was half of the time of planning a ResNet-152 from cold.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.flops = 0
        self.work = Work()
        self.seen: list[Any] = []  # operations

    @property
    def only_joins(self) -> bool:
        """Whether all that was done is to concatenate."""
        return self.seen == [_aten.cat]

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        packet = func.overloadpacket
        self.seen.append(packet)
        answer = _ANSWERS.get(packet)
        result = answer(*args, **kwargs) if answer else None
        if result is None:
            result = func(*args, **kwargs)
        if packet is _aten.convolution:  # the formula itself: what stands around it takes longer
            self.flops += conv_flop_count(args[0].shape, args[1].shape, result.shape, transposed=args[6])
            self.work.convolution(args[0], args[1], result)
        elif packet is _aten.native_batch_norm:
            self.work.normalization(args[0])
        elif formula := flop_registry.get(_COUNTED_AS.get(packet, packet)):
            self.flops += formula(*args, **kwargs, out_val=result)
        return result


def _batch_norm(
    input: torch.Tensor, weight: Any, bias: Any, mean: Any, var: Any, training: bool, *rest: float
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The normalized input, and the mean and 1/σ of each channel, which training keeps."""
    size = input.shape[1] if training else 0
    output = _like(input)
    if output is None:
        output = torch.empty_like(input)
    return output, input.new_empty(size), input.new_empty(size)


def _cat(tensors: Sequence[torch.Tensor], dim: int = 0, **more: Any) -> torch.Tensor | None:
    first = tensors[0]
    sizes, total = list(first.shape), 0
    for tensor in tensors:
        if not tensor.is_contiguous() or tensor.dtype != first.dtype or tensor.dim() != len(sizes):
            return None
        sizes[dim] = tensor.shape[dim]
        total += sizes[dim]
        if list(tensor.shape) != sizes:
            return None
    sizes[dim] = total
    return None if more else first.new_empty(sizes)


def _each(first: torch.Tensor, *rest: Any, **more: Any) -> torch.Tensor | None:
    """Number by number, where nothing is spread over more dimensions."""
    if more:
        return None
    for other in rest:
        if not isinstance(other, torch.Tensor) or other.shape != first.shape or other.dtype != first.dtype:
            return None
        if not other.is_contiguous():
            return None
    return _like(first)


def _like(tensor: torch.Tensor) -> torch.Tensor | None:
    return tensor.new_empty(tensor.shape) if tensor.is_contiguous() else None


_ANSWERS: dict[Any, Callable[..., Any]] = {
    _aten.native_batch_norm: _batch_norm,
    _aten.cat: _cat,
    _aten.relu: _each,
    _aten.add: _each,
    _aten.mul: _each,
}


@contextmanager
def attending() -> Iterator[None]:
    """Attention is computed as on CPU and CUDA: in one kernel, which keeps less than the steps that it consists of.

    On the meta device PyTorch always goes step by step. So does the CPU where attention has dropout.
    """
    functional.scaled_dot_product_attention = _attend  # type: ignore[assignment]
    try:
        yield
    finally:
        functional.scaled_dot_product_attention = _STEP_BY_STEP


def _attend(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, mask: Any = None, dropout: float = 0.0, *rest: Any
) -> torch.Tensor:
    # Whoever computes with numbers meanwhile, in another thread, is not concerned.
    if query.device.type != "meta" or mask is not None or dropout > 0:
        return _STEP_BY_STEP(query, key, value, mask, dropout, *rest)
    output: torch.Tensor = _ONE_KERNEL(query, key, value, dropout, *rest)[0]
    return output


_STEP_BY_STEP = functional.scaled_dot_product_attention
_ONE_KERNEL = _aten._scaled_dot_product_flash_attention_for_cpu
_COUNTED_AS = {_ONE_KERNEL: _aten._scaled_dot_product_flash_attention}
