"""Convolution, pooling and upsampling do what torch.nn.functional does by hand, and refuse what the CPU refuses."""

import itertools
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiler import compile
from engine.modules import build, call, target
from engine.planner import make_plan
from engine.reach import Each, Window
from tests.build import network
from tests.engine.spatial_cases import BATCH, REFERENCES, SPATIAL, Case, cases

BLOCKS = [pytest.param(block, id=block.id) for block in SPATIAL]
EXAMPLES = [
    pytest.param(Case(block, example.arguments, example.inputs), id=f"{block.id}-{index}")
    for block in SPATIAL
    for index, example in enumerate(block.examples)
]
ENOUGH = 3_000_000  # numbers or multiplications: what a test may make a computer do
ROUNDING = 1e-6  # a weight that should be zero, computed in single precision
UNTRIED = {"too_large", "only_padding"}  # the memory, or the process itself, would not survive it
EMPTY_IS_NOTHING = {"vanishes", "padding_vanishes"}  # where PyTorch gives a tensor without numbers, and we an error


@pytest.fixture(autouse=True)
def one_thread():
    """Tensors are so small here that threads wait for each other longer than they compute."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def test_every_block_has_a_reference():
    assert set(REFERENCES) == {block.id for block in SPATIAL}


def _repeat(check, block, large, times):
    """Run `check` on drawn cases, and see that not all of them came to nothing."""
    counted = []

    @settings(max_examples=times, deadline=None)
    @given(st.data())
    def run(data):
        counted.append(check(data.draw(cases(block, large))))

    run()
    assert sum(counted) >= times // 10, f"only {sum(counted)} of {len(counted)} cases could be compared"


@pytest.mark.parametrize("block", BLOCKS)
def test_it_computes_what_functional_computes(block):
    _repeat(_compare, block, False, 15)


@pytest.mark.slow
@pytest.mark.parametrize("block", BLOCKS)
def test_it_computes_what_functional_computes_again_and_again(block):
    _repeat(_compare, block, False, 1000)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_cpu_takes_what_the_plan_takes_and_nothing_else(block):
    _repeat(_try, block, True, 15)


@pytest.mark.slow
@pytest.mark.parametrize("block", BLOCKS)
def test_the_cpu_takes_what_the_plan_takes_and_nothing_else_again_and_again(block):
    _repeat(_try, block, True, 1500)


def _compare(case: Case) -> bool:
    """Whether the block could be compared with its reference; fails where they differ."""
    document = case.document()
    plan = make_plan(document)
    if not plan.ok:
        return False
    planned, module = plan.nodes["tested"], compile(document, plan)
    inputs = case.tensors(planned)
    part = module.get_submodule("tested") if case.block.kind == "module" else None
    torch.manual_seed(1)
    answer = module(*inputs)
    torch.manual_seed(1)
    expected = REFERENCES[case.block.id](part, planned.arguments, *inputs)
    if not isinstance(expected, tuple):
        answer, expected = {"out_output": answer}, (expected,)
    for ours, theirs in zip(answer.values(), expected, strict=True):
        torch.testing.assert_close(ours, theirs, equal_nan=True)
    return True


def _try(case: Case) -> bool:
    """Whether the case was tried on the CPU. What the plan takes must run, what it does not must be refused."""
    document = case.document()
    plan = make_plan(document)
    planned = plan.nodes["tested"]
    errors = [problem for problem in plan.problems if problem.severity == "error"]
    assert "cannot_evaluate" not in [problem.code for problem in errors], (case, errors[0].message)
    if errors:
        code, arguments = errors[0].code, planned.arguments
        if code in UNTRIED or not arguments or max(_numbers(arguments)) > 50:
            return False
        assert _refused(case, arguments, code in EMPTY_IS_NOTHING), (case, errors[0].message)
        return True
    if _work(case, planned) > ENOUGH:
        return False
    module = compile(document, plan)
    for mode in (True, False):
        inputs = case.tensors(planned)
        for x in inputs:
            x.requires_grad_(mode and x.is_floating_point())
        outputs = module.train(mode)(*inputs)
        outputs = outputs if isinstance(outputs, dict) else {"out_output": outputs}
        for port, shape in planned.output_shapes.items():
            assert tuple(outputs[f"out_{port}"].shape) == (BATCH, *shape[1:]), case
            assert str(outputs[f"out_{port}"].dtype) == f"torch.{planned.dtypes[port]}"
        if mode:
            outputs["out_output"].sum().backward()
    return True


def _numbers(arguments):
    """All numbers in the arguments, and a 0 so that there is one."""
    values = itertools.chain([0], *(v if isinstance(v, list) else [v] for v in arguments.values()))
    return [value for value in values if isinstance(value, int | float)]


def _work(case: Case, planned) -> int:
    """A bound of what the block costs: numbers that it makes or holds, multiplications, numbers around a padded map."""
    padding = planned.arguments.get("padding", 0)
    around = max(padding if isinstance(padding, list) else [0 if isinstance(padding, str) else padding])
    padded = math.prod(side + 2 * around for side in case.shapes[0][2:])
    window = planned.arguments.get("kernel_size", 1)
    area = math.prod(window) if isinstance(window, list) else window ** (len(case.shapes[0]) - 2)
    made = planned.output_bytes // 4
    return max(made, planned.parameters, planned.macs, padded, made * min(area, padded))


def _refused(case: Case, arguments, may_be_empty: bool) -> bool:
    inputs = {
        port.name: [torch.zeros(shape, dtype=getattr(torch, port.dtypes[0]))]
        for port, shape in zip(case.block.inputs, case.shapes, strict=True)
    }
    try:
        function = build(case.block, arguments) if case.block.kind == "module" else target(case.block.target)
        output = call(case.block, function, inputs, arguments)["output"]
    except (RuntimeError, ValueError, NotImplementedError):
        return True
    return may_be_empty and output.numel() == 0


@pytest.mark.parametrize("sides", [[7], [8, 7], [9, 7, 8]], ids=["1d", "2d", "3d"])
def test_what_a_pool_took_goes_back_where_it_was(sides):
    """Indices count the pixels of the map that was pooled: an unpooled map of other sides is an error, and mended."""
    dims, window = len(sides), {"kernel_size": 3, "stride": 2}
    document = network(
        ("x", "input", {"shape": [2, *sides]}),
        ("p", f"max_pool{dims}d", {**window, "return_indices": True}),
        ("u", f"max_unpool{dims}d", window),
        ("y", "output"),
        edges="x>p p>u p.indices>u.indices u>y",
    )
    problems = [problem for problem in make_plan(document).problems if problem.severity == "error"]
    assert [problem.code for problem in problems] == (["unpool_places"] if 8 in sides else [])
    for problem in problems:
        document.apply(problem.fixes[0].edit)
    x = torch.randn(4, 2, *sides)
    kept = compile(document)(x)
    assert kept.shape == x.shape
    assert torch.equal(kept[kept != 0], x[kept != 0])


@pytest.mark.parametrize("case", EXAMPLES)
def test_reach_is_an_axis_a_dimension_and_covers_every_gradient(case):
    document = case.document()
    plan = make_plan(document)
    planned = plan.nodes["tested"]
    leaving = (BATCH, *planned.output_shapes["output"][1:])
    reach = case.block.reach(planned.arguments, case.shapes, leaving)
    axes = reach.seen[0] if isinstance(reach, Each) else reach
    assert len(axes) == len(leaving) - 2
    if "unpool" in case.block.id or any(isinstance(axis, Window) and axis.fill != "zeros" for axis in axes):
        return  # chance decides, and padding that copies pixels is for whoever follows the reach
    module = compile(document, plan)
    for weight in module.parameters():
        torch.nn.init.ones_(weight)
    inputs = [x.requires_grad_(x.is_floating_point()) for x in case.tensors(planned)]
    answer = module(*inputs)
    output = answer["out_output"] if isinstance(answer, dict) else answer
    exact = case.block.id.startswith(("conv", "depthwise", "separable", "avg", "adaptive_avg", "pixel"))
    places = list(itertools.product(*map(range, leaving[2:])))
    for place in places[:: len(places) // 40 + 1]:
        pixel = output[(slice(None), slice(None), *place)].sum()
        (gradient,) = torch.autograd.grad(pixel, inputs[:1], retain_graph=True)
        found = {tuple(index) for index in (gradient.abs() > ROUNDING).any(0).any(0).nonzero().tolist()}
        inside = [
            [i for i in axis.sees(o) if 0 <= i < side]
            for axis, o, side in zip(axes, place, case.shapes[0][2:], strict=True)
        ]
        seen = set(itertools.product(*inside))
        assert found == seen if exact else found <= seen, (place, found ^ seen)
