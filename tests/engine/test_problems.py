"""Every problem is found and told in so many words; its repairs mend it, break nothing, and can be undone."""

import copy

import pytest

from benchmarks.resnet import resnet
from engine import node_work, presets
from engine.files import to_bytes
from engine.planner import make_plan
from engine.problem import REASONS, SENTENCES
from tests.build import network
from tests.engine.problem_cases import CASES


def found(case):
    """The one problem of the code that the case is about."""
    code = case.split()[0]
    problems = make_plan(CASES[case].document, CASES[case].memory).problems
    ours = [problem for problem in problems if problem.code == code]
    assert len(ours) == 1, [(problem.code, problem.message) for problem in problems]
    return ours[0]


def test_there_is_a_case_for_every_problem():
    codes = {code for code in SENTENCES if not code.startswith("fix_")}
    assert codes == {case.split()[0] for case in CASES} | {"cannot_evaluate", "memory"}  # memory: in test_checks.py
    assert set(REASONS) <= codes


@pytest.mark.parametrize("case", CASES)
def test_a_problem_is_found_and_told(case):
    before = to_bytes(CASES[case].document)
    problem = found(case)
    assert problem.message == CASES[case].message
    assert problem.severity == CASES[case].severity
    assert tuple(fix.label() for fix in problem.fixes) == CASES[case].fixes
    assert to_bytes(CASES[case].document) == before


@pytest.mark.parametrize("case", CASES)
def test_a_problem_names_what_is_there(case):
    problem, group = found(case), CASES[case].document.network
    assert set(problem.paths) <= set(group.nodes)
    assert set(problem.edges) <= set(group.edges)


def test_what_pytorch_refuses_and_no_rule_foresaw(monkeypatch):
    monkeypatch.setattr(node_work, "evaluated", lambda *_: None)
    document = network(("x", "input", {"shape": [77, 8]}), ("s", "softmax"), ("y", "output"))
    [problem] = [problem for problem in make_plan(document).problems if problem.severity == "error"]
    assert problem.message == "s cannot be computed with these arguments on 77×8."


def _told(document, memory):
    return {(p.code, p.paths): p.severity for p in make_plan(document, memory).problems}


@pytest.mark.parametrize("case", [case for case in CASES if CASES[case].fixes])
def test_each_repair_mends_breaks_nothing_and_can_be_undone(case):
    document, memory = copy.deepcopy(CASES[case].document), CASES[case].memory
    problem, before, told = found(case), to_bytes(document), _told(document, memory)
    for fix in problem.fixes:
        inverse = document.apply(fix.edit)
        now = _told(document, memory)
        assert (problem.code, problem.paths) not in now, fix.label()
        worse = [code for code, severity in now.items() if severity == "error" and code not in told]
        assert worse == [], fix.label()
        names = [node.name for node in document.network.nodes.values()]
        assert len(names) == len(set(names))
        document.apply(inverse)
        assert to_bytes(document) == before, fix.label()


@pytest.mark.parametrize("case", [case for case in CASES if CASES[case].fixes])
def test_new_cards_lie_between_their_neighbours_and_on_no_other(case):
    document = copy.deepcopy(CASES[case].document)
    old = {node.id: (node.x, node.y) for node in document.network.nodes.values()}
    for fix in found(case).fixes:
        inverse = document.apply(fix.edit)
        nodes = document.network.nodes
        for node in nodes.values():
            others = [other for other in nodes.values() if other.id != node.id]
            covers = [o.name for o in others if abs(o.x - node.x) < 168 and abs(o.y - node.y) < 54]
            assert covers == [] or node.id in old, fix.label()
            sources = [nodes[e.source].x for e in document.network.edges.values() if e.target == node.id]
            if node.id not in old and sources and node.block != "output":
                targets = [nodes[e.target].x for e in document.network.edges.values() if e.source == node.id]
                assert min(sources) - 1 <= node.x <= max(targets) + 1, fix.label()
        document.apply(inverse)


@pytest.mark.parametrize("preset", presets.names())
def test_presets_have_notes_at_most(preset):
    plan = make_plan(presets.make(preset), memory_limit=8 * 10**9)
    assert [problem.message for problem in plan.problems if problem.severity != "note"] == []


@pytest.mark.parametrize("name", ["resnet18", "resnet152"])
def test_resnets_have_notes_at_most(name):
    """They are for other data; the projections of their shortcuts skip pixels, as published."""
    plan = make_plan(resnet(name))
    assert {(problem.code, problem.severity) for problem in plan.problems} == {
        ("skipped_pixels", "note"), ("other_data", "note"),
    }  # fmt: skip
    assert sum(problem.code == "skipped_pixels" for problem in plan.problems) == 3
