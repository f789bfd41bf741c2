"""The blocks that are not about space do what torch does by hand, and refuse what the CPU refuses."""

import warnings

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiler import compile
from engine.document import Edge, Node
from engine.edits import END, Insert
from engine.modules import build, call, target
from engine.planner import make_plan
from tests.engine.other_cases import OTHERS, Case, cases
from tests.engine.other_references import REFERENCES

BLOCKS = [pytest.param(block, id=block.id) for block in OTHERS]

# Where we are stricter than the CPU, and why.
STRICTER = {
    "rank": "Inputs have a batch, and PyTorch takes some without.",
    "dtype": "Numbers of one kind are enough for what the others would be used for.",
    "batch_derived": "Works for one size of a batch only.",
    "batch_dimension": "Works for some sizes of a batch only, or takes images out of it.",
    "batch_edge": "Adds to the batch or takes images out of it.",
    "batch_cut": "Mixes the batch with something else.",
    "batch_place": "Takes the images of a batch for a sequence.",
    "recurrent_dropout": "PyTorch warns that nothing will be done.",
    "norm_dims": "The derived shape already leaves out the batch.",
    "pad_copies": "PyTorch lets the other modes cut off as well, where constant says it better.",
}
NOTHING_LEFT = {"slice_leaves", "crop_leaves", "pad_cuts"}  # a tensor without numbers, where we have an error
BATCHES = (1, 3, 5, 7)  # of which at most one is a size of a dimension by chance


def test_every_block_has_a_reference():
    assert set(REFERENCES) == {block.id for block in OTHERS}


@pytest.fixture(autouse=True)
def one_thread():
    """Tensors as small as these take longer where several threads share them."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def _repeat(check, block, times):
    """Run `check` on drawn cases, and see that not all of them came to nothing."""
    counted = []
    if block.steps:
        times = times // 3 + 1  # torch takes long to plan them

    @settings(max_examples=times, deadline=None)
    @given(st.data())
    def run(data):
        counted.append(check(data.draw(cases(block))))

    run()
    assert sum(counted) >= times / 20, f"only {sum(counted)} of {len(counted)} cases could be compared"


@pytest.mark.parametrize("block", BLOCKS)
def test_it_computes_what_is_written_by_hand(block):
    _repeat(_compare, block, 14)


@pytest.mark.slow
@pytest.mark.parametrize("block", BLOCKS)
def test_it_computes_what_is_written_by_hand_again_and_again(block):
    _repeat(_compare, block, 1000)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_cpu_takes_what_the_plan_takes_and_nothing_else(block):
    _repeat(_try, block, 16)


@pytest.mark.slow
@pytest.mark.parametrize("block", BLOCKS)
def test_the_cpu_takes_what_the_plan_takes_and_nothing_else_again_and_again(block):
    _repeat(_try, block, 1500)


def _planned(document):
    """The plan of `tested`, and why it cannot be computed, where it cannot."""
    plan = make_plan(document)
    planned = plan.nodes["tested"]
    wrong = [p for p in plan.problems if p.paths == ("tested",) and p.severity != "note" and p.code != "unused"]
    return planned, wrong if planned.status == "wrong" else []


# By hand ------------------------------------------------------------------------------------------------------------


def _compare(case: Case) -> bool:
    """Whether the block could be compared with its reference; fails where they differ."""
    document = case.document()
    planned, wrong = _planned(document)
    if wrong or any(len(shape) < 2 or "N" not in shape[:2] for shape in planned.output_shapes.values()):
        return False
    for port, shape in planned.output_shapes.items():
        _lead_out(document, port, shape)
    plan = make_plan(document)
    if not plan.ok:  # such as a Parameter that would be written over
        return False
    # Numbers of 64 bits: a norm of what is nearly equal enlarges the last bits of 32 without bound.
    module = compile(document, plan).double()
    part = module.get_submodule("tested") if case.block.kind == "module" else None
    _stir(module)
    module.train(case.block.category == "regularization")
    given = {port: [x.double() if x.is_floating_point() else x for x in xs] for port, xs in case.tensors(3).items()}
    copies = {port: [x.clone() for x in several] for port, several in given.items()}
    torch.manual_seed(1)
    expected = REFERENCES[case.block.id](part, planned.arguments, _held(case, module, given))
    torch.manual_seed(1)
    answer = module(*_entering(case, copies))
    ports = list(planned.output_shapes)
    answers = [answer] if len(ports) == 1 else [answer[f"out_{port}"] for port in ports]
    for port, ours, theirs in zip(ports, answers, [expected] if len(ports) == 1 else expected, strict=True):
        ours = ours if planned.output_shapes[port][0] == "N" else ours.transpose(0, 1)
        theirs = theirs[0] if isinstance(theirs, tuple) else theirs
        torch.testing.assert_close(ours, theirs, rtol=1e-6, atol=1e-8, equal_nan=True)
    return True


def _lead_out(document, port, shape) -> None:
    """Wire an output to an Output; where its batch is in the second place, it is turned."""
    nodes, edges, source, output = [(END, Node(f"out_{port}", f"out_{port}", "output"))], [], "tested", port
    if shape[0] != "N":
        order = [1, 0, *range(2, len(shape))]
        nodes.append((END, Node(f"turn_{port}", f"turn_{port}", "permute", 1, {"dims": order})))
        edges.append((END, Edge(f"to_{port}", source, f"turn_{port}", output)))
        source, output = f"turn_{port}", "output"
    edges.append((END, Edge(f"last_{port}", source, f"out_{port}", output)))
    document.apply(Insert("main", nodes, edges))


def _stir(module) -> None:
    """Weights and running statistics that are neither 0 nor 1, so that leaving one out is seen."""
    torch.manual_seed(7)
    with torch.no_grad():
        for name, values in module.state_dict().items():
            if (
                not name.endswith("num_batches_tracked")
                and module.get_submodule(name.rpartition(".")[0]).__class__.__name__ != "PReLU"
            ):
                values.copy_(torch.rand_like(values) + 0.2)


def _entering(case: Case, given):
    """The tensors that the network takes, as they are before it turns them."""
    for port, several in given.items():
        for arriving, x in zip(case.arriving.get(port, []), several, strict=True):
            if not arriving.held:
                yield x.permute([arriving.order.index(place) for place in range(x.dim())]) if arriving.order else x


def _held(case: Case, module, given):
    """The tensors that arrive at the block, those that the network holds among them."""
    found = {}
    for port, several in given.items():
        found[port] = list(several)
        for index, arriving in enumerate(case.arriving.get(port, [])):
            if arriving.held:
                held = getattr(module, f"{port}_{index}").detach()
                found[port][index] = held
    return found


# On the CPU ---------------------------------------------------------------------------------------------------------


def _try(case: Case) -> bool:
    """Whether the case was tried on the CPU. What the plan takes must run, what it does not must be refused."""
    planned, wrong = _planned(case.document())
    if wrong:
        code = wrong[0].code
        assert code != "cannot_evaluate", (case, wrong[0].message)
        if code in STRICTER:
            return False
        assert any(_refused(case, planned.arguments, batch, code) for batch in BATCHES), (case, wrong[0].message)
        return True
    alone = () if _needs_company(case, planned.arguments) else ((1, False),)
    for batch, train in (*alone, (3, False), (2, True), (3, True)):
        outputs = _run(case, planned.arguments, batch, train)
        for port, shape in planned.output_shapes.items():
            assert tuple(outputs[port].shape) == _sized(shape, batch), (case, batch, port)
            assert planned.dtypes[port] == str(outputs[port].dtype).removeprefix("torch."), (case, port)
        learnt = [output.sum() for output in outputs.values() if output.requires_grad]
        if train and learnt:
            sum(learnt).backward()
    return True


def _needs_company(case: Case, arguments) -> bool:
    """A BatchNorm that keeps no statistics normalizes a single image by itself, which it may be too small for."""
    return case.block.id.startswith("batch_norm") and not arguments["track_running_stats"]


def _run(case: Case, arguments, batch: int, train: bool):
    """What leaves the block on the CPU, by port."""
    block = case.block
    function = build(block, arguments).train(train) if block.kind == "module" else target(block.target)
    given = case.tensors(batch)
    for several in given.values():
        for index, x in enumerate(several):
            if x.is_floating_point():
                several[index] = x.requires_grad_() * 1  # no leaf, so that it may be written over
    return call(block, function, given, arguments)


def _sized(shape, batch: int):
    return tuple(int(str(dim).removesuffix("N") or 1) * batch if isinstance(dim, str) else dim for dim in shape)


def _refused(case: Case, arguments, batch: int, code: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            outputs = _run(case, arguments, batch, True)
    except (RuntimeError, ValueError, IndexError, AssertionError, TypeError):
        return True
    return code in NOTHING_LEFT and any(output.numel() == 0 for output in outputs.values())
