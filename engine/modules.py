"""From a block and its arguments to the PyTorch module or function that it stands for."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from torch import nn

from engine.block import Block, Value


@cache
def target(dotted: str) -> Callable[..., Any]:
    """The class or function with this dotted name. Names come from the registry, never from a file."""
    module, _, name = dotted.rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def keywords(arguments: Mapping[str, Value]) -> dict[str, Any]:
    """Arguments as PyTorch takes them: tuples where JSON has lists."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in arguments.items()}


def build(block: Block, arguments: Mapping[str, Value]) -> nn.Module:
    """The module of a block of kind `module`, with freshly initialised weights."""
    module = target(block.target)(**keywords(arguments))
    assert isinstance(module, nn.Module)
    return module


def call(block: Block, function: Callable[..., Any], inputs: Sequence[Any], arguments: Mapping[str, Value]) -> Any:
    """Apply the function of a block of kind `function` to tensors or to fx nodes, as its `call` says."""
    if block.call == "sequence":
        return function(list(inputs), **keywords(arguments))
    if block.call == "plain":
        return function(*inputs, **keywords(arguments))
    result = inputs[0]
    for value in inputs[1:]:
        result = function(result, value)
    return result
