"""A small, safe evaluator for the arithmetic that derived arguments are written in.

`input[1]`, `input[-dims:]`, `max(1, channels // 16)`: names, whole numbers, indexing and slices, + - * // %, `min`,
`max` and `len`. The text is parsed with `ast` and walked; nothing is ever handed to Python's own `eval`.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache

LIMIT = 2**63 - 1  # what a torch size can hold

Operand = int | tuple["Operand", ...]

_BINARY: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_FUNCTIONS: dict[str, Callable[..., int]] = {"min": min, "max": max, "len": len}


class ExpressionError(ValueError):
    """The expression cannot be evaluated; the message says why in a few words."""


def evaluate_any(text: str, names: Mapping[str, Operand]) -> Operand:
    """The whole number, or the tuple of them, that `text` stands for, given what its names stand for."""
    return _walk(_parse(text), names)


def evaluate(text: str, names: Mapping[str, Operand]) -> int:
    """The whole number that `text` stands for, given what its names stand for."""
    value = evaluate_any(text, names)
    if not isinstance(value, int):
        raise ExpressionError("it is a list, not a number")
    return value


@lru_cache(maxsize=1024)
def _parse(text: str) -> ast.expr:
    if len(text) > 500:
        raise ExpressionError("it is longer than 500 characters")
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError("it is not arithmetic") from error


def _walk(node: ast.expr, names: Mapping[str, Operand]) -> Operand:
    match node:
        case ast.Constant(value=bool()):
            raise ExpressionError("it mixes true or false into arithmetic")
        case ast.Constant(value=int(number)):
            return _bounded(number)
        case ast.Name(id=name):
            if name not in names:
                raise ExpressionError(f"it names {name}, which does not exist")
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand, names)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            try:
                return _bounded(_BINARY[type(op)](_number(left, names), _number(right, names)))
            except ZeroDivisionError as error:
                raise ExpressionError("it divides by zero") from error
        case ast.Subscript(value=value, slice=index):
            items = _walk(value, names)
            if isinstance(items, int):
                raise ExpressionError("it takes an element of a number")
            if isinstance(index, ast.Slice):
                if index.step:
                    raise ExpressionError("it takes every so manyth element")
                first, last = (_number(end, names) if end else None for end in (index.lower, index.upper))
                return items[first:last]
            try:
                return items[_number(index, names)]
            except IndexError as error:
                raise ExpressionError("it asks for a dimension that is not there") from error
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS and arguments:
            try:
                return _FUNCTIONS[name](*(_walk(argument, names) for argument in arguments))
            except TypeError as error:
                raise ExpressionError(f"{name} cannot take these values") from error
    raise ExpressionError("it uses something other than arithmetic")


def _number(node: ast.expr, names: Mapping[str, Operand]) -> int:
    value = _walk(node, names)
    if not isinstance(value, int):
        raise ExpressionError("it computes with a list")
    return value


def _bounded(number: int) -> int:
    if abs(number) > LIMIT:
        raise ExpressionError("its result is larger than a tensor can be")
    return number
