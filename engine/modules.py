"""From a block and its arguments to the PyTorch module or function that it stands for."""

import importlib
from collections.abc import Callable, Container, Mapping
from functools import cache
from typing import Any

from torch import nn

from engine.block import Block, Construct, Result, Value, ports_in, structure
from engine.calls import Inputs


@cache
def target(dotted: str) -> Callable[..., Any]:
    """The class or function with this dotted name. Names come from the registry, never from a file."""
    module, _, name = dotted.rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def keywords(block: Block, arguments: Mapping[str, Value]) -> dict[str, Any]:
    """The arguments that the block's target is given, as PyTorch takes them: tuples where JSON has lists."""
    given = {a.name: _native(arguments[a.name]) for a in block.arguments if a.passed}
    classes = {a.name: target(f"{a.classes_of}.{given[a.name]}") for a in block.arguments if a.classes_of}
    return given | classes


def _native(value: Value) -> Any:
    return tuple(value) if isinstance(value, list) else value


def build(block: Block, arguments: Mapping[str, Value]) -> nn.Module:
    """The module of a block of kind `module`, with freshly initialised weights."""
    if block.parts is not None:
        return nn.Sequential(*(_construct(part) for part in block.parts(arguments)))
    module = target(block.target)(**keywords(block, arguments))
    assert isinstance(module, nn.Module)
    return module


def _construct(part: Construct) -> nn.Module:
    keyword = {name: _native(value) for name, value in part.keyword.items()}
    module = target(part.target)(*map(_native, part.positional), **keyword)
    assert isinstance(module, nn.Module)
    return module


def call(
    block: Block,
    function: Callable[..., Any],
    inputs: Inputs,
    arguments: Mapping[str, Value],
    wanted: Container[str] | None = None,
) -> dict[str, Any]:
    """Apply the block's module or function as its `call` says; what leaves, by output port: the wanted ones, or all."""
    given = keywords(block, arguments) if block.kind == "function" else {}
    result = block.call.apply(function, inputs, arguments, given)
    ports = block.outputs_for(arguments)
    return taken_apart(result, structure(block, ports), {port.name for port in ports} if wanted is None else wanted)


def taken_apart(result: Any, names: str | Result, wanted: Container[str]) -> dict[str, Any]:
    """The wanted parts of what was returned, by their ports; `result` may be a tuple or stand for one."""
    if isinstance(names, str):
        return {names: result}
    found: dict[str, Any] = {}
    for index, name in enumerate(names):
        if any(port in wanted for port in ports_in(name)):
            found |= taken_apart(result[index], name, wanted)
    return found
