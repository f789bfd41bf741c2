"""The evaluator computes what Python computes, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.expressions import ExpressionError, evaluate


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(1, 1000))
def test_agrees_with_python(a, b, c):
    text = "(a + b) * 3 - b // c + a % c - -b + max(a, b) - min(a, c, 7)"
    assert evaluate(text, {"a": a, "b": b, "c": c}) == eval(text, {"max": max, "min": min}, {"a": a, "b": b, "c": c})


def test_indexes_shapes():
    names = {"input": (2, 64, 28, 14)}
    assert evaluate("input[1]", names) == 64
    assert evaluate("input[-1] * len(input)", names) == 56


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1 // 0", "it divides by zero"),
        ("x", "it names x, which does not exist"),
        ("input[9]", "it asks for a dimension that is not there"),
        ("input", "it is a list, not a number"),
        ("input + 1", "it computes with a list"),
        ("1 +", "it is not arithmetic"),
        ("", "it is not arithmetic"),
        ("9223372036854775807 + 1", "its result is larger than a tensor can be"),
        ("True + 1", "it mixes true or false into arithmetic"),
        ("1.5", "it uses something other than arithmetic"),
        ("2 ** 3", "it uses something other than arithmetic"),
        ("__import__('os')", "it uses something other than arithmetic"),
        ("(1).__class__", "it uses something other than arithmetic"),
        ("[x for x in input]", "it uses something other than arithmetic"),
        ("len(3)", "len cannot take these values"),
        ("(" * 400 + "1" + ")" * 400, "it is longer than 500 characters"),
    ],
)
def test_refuses_in_words(text, why):
    with pytest.raises(ExpressionError) as caught:
        evaluate(text, {"input": (2, 3)})
    assert str(caught.value) == why
