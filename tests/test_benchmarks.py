"""The benchmarks run, and their table can be printed; what they find is judged elsewhere."""

import importlib

import pytest

from benchmarks.__main__ import cells, line
from benchmarks.densenet import densenet
from benchmarks.measure import Row, median_ratio
from benchmarks.resnet import resnet
from engine.planner import make_plan


@pytest.mark.parametrize("name", ["start", "planning", "compiled", "training_step"])
@pytest.mark.filterwarnings("default")  # what a peer warns of is not ours
def test_a_benchmark_runs(name):
    rows = importlib.import_module(f"benchmarks.{name}").measure(quick=True)
    assert rows
    assert all(row.ours > 0 for row in rows)
    assert all(row.ok for row in rows if row.target == "equal")
    assert all(line(cells(row)).startswith(row.what) for row in rows)


@pytest.mark.parametrize(
    ("make", "name", "nodes", "parameters"),
    [
        (resnet, "resnet18", 71, 11_689_512),
        (resnet, "resnet50", 177, 25_557_032),
        (densenet, "densenet121", 429, 7_978_856),
    ],
)
def test_the_networks_have_torchvisions_parameters(make, name, nodes, parameters):
    plan = make_plan(make(name))
    assert [problem.message for problem in plan.problems if problem.severity != "note"] == []
    assert (len(plan.nodes), plan.parameters) == (nodes, parameters)


def test_a_confidence_interval_holds_the_median():
    middle, low, high = median_ratio([1.0, 2.0, 3.0, 4.0] * 10, [1.0] * 40)
    assert low <= middle <= high
    assert (low, high) == (2.0, 3.0)


def test_a_missed_target_is_told():
    row = Row("what", 2.0, 1.0, "s", "≤ 1.00 of peer", False)
    assert line(cells(row)).split() == ["what", "2", "s", "1", "s", "2.000", "≤", "1.00", "of", "peer", "MISSES"]
