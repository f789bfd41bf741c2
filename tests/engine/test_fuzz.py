"""Whatever a file holds, it is refused in a sentence or planned, in about a second and in little memory."""

import json
import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.engine import fuzzing

FEW, MADE, BENT = 120, 10_000, 50_000
quiet = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}


def _built(dice, outcomes):
    raw = fuzzing.document(dice)
    note(json.dumps(raw))
    with fuzzing.soon():
        outcomes[fuzzing.examine(json.dumps(raw).encode())] += 1


@settings(max_examples=FEW, **quiet)
@given(st.randoms(use_true_random=False))
def test_documents_made_by_dice(dice):
    with fuzzing.bounded():
        _built(dice, Counter())


def _bent(cases, seed):
    whole, outcomes = fuzzing.whole_files(), Counter()
    with fuzzing.bounded():
        for number in range(cases):
            data = fuzzing.bent(whole, random.Random(f"{seed}/{number}"))
            try:
                with fuzzing.soon():
                    outcomes[fuzzing.examine(data)] += 1
            except BaseException as error:
                error.add_note(f"case {seed}/{number}: {data[:5000]!r}")
                raise
    return outcomes


def test_files_bent_out_of_shape():
    outcomes = _bent(2 * FEW, "few")
    assert outcomes.keys() >= {"refused", "planned"}, "the cases are neither all broken nor all whole"


@pytest.mark.slow
@settings(max_examples=MADE, **quiet)
@given(st.randoms(use_true_random=False))
def test_ten_thousand_documents_made_by_dice(dice):
    with fuzzing.bounded():
        _built(dice, Counter())


@pytest.mark.slow
def test_fifty_thousand_files_bent_out_of_shape():
    outcomes = _bent(BENT, "many")
    print(dict(outcomes))
    assert sum(outcomes.values()) == BENT
