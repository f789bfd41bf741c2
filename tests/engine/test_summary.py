"""The summary: its figures are those of the running module, its files are what other programs read."""

import csv
import io
from dataclasses import replace

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from engine import presets
from engine.compiler import compile
from engine.edits import Freeze
from engine.plan import Field
from engine.planner import make_plan
from engine.summary import COLUMNS, bytes_text, column, counted, field_text, rows_of, summary_of
from engine.summary_files import as_csv, as_markdown
from tests.build import network


@pytest.fixture(params=["lenet5", "lenet5_bn", "residual_digits"])
def document(request):
    made = presets.make(request.param)
    first = next(node for node in made.network.nodes.values() if node.block == "conv2d")
    made.apply(Freeze("main", {first.id: True}))
    return made


def test_figures_are_those_of_the_running_module(document):
    batch = 3
    plan, module = make_plan(document), compile(document)
    outputs: dict[str, torch.Tensor] = {}
    for name, child in module.named_children():
        child.register_forward_hook(lambda _, __, result, name=name: outputs.__setitem__(name, result))
    with FlopCounterMode(display=False) as counter:
        module(torch.randn(batch, 1, 28, 28))
    flops = {key.split(".")[-1]: sum(value.values()) for key, value in counter.get_flop_counts().items()}
    rows = {row.name: row for row in summary_of(plan).rows}
    for name, child in module.named_children():
        row, weights = rows[name], list(child.parameters())
        assert row.number(column("parameters")) == sum(weight.numel() for weight in weights)
        assert row.number(column("trainable")) == sum(w.numel() for w in weights if w.requires_grad)
        assert row.number(column("buffers")) == sum(buffer.numel() for buffer in child.buffers())
        assert row.number(column("flops")) * batch == flops.get(name, 0), name
        assert row.number(column("macs")) * 2 * batch == flops.get(name, 0), name
        assert row.shapes[0][1:] == tuple(outputs[name].shape[1:])
        assert row.dtypes == (str(outputs[name].dtype).removeprefix("torch."),)
        made = outputs[name].untyped_storage().nbytes()
        assert row.number(column("output_bytes"), batch) in (made, 0), "0 where it is a view of what arrives"


def test_rows_stand_in_the_order_of_execution(document):
    plan = make_plan(document)
    assert [row.path for row in summary_of(plan).rows] == list(plan.order)


def test_totals_add_up_and_leave_out_what_leads_to_no_output():
    layers = [("input", "input"), ("flat1", "flatten"), ("fc1", "linear"), ("spare", "linear"), ("output", "output")]
    document = network(*layers, edges="input>flat1 flat1>fc1 flat1>spare fc1>output")
    document.recipe["batch_size"] = 5
    plan = make_plan(document)
    found = summary_of(plan)
    spare = next(row for row in found.rows if row.name == "spare")
    assert not spare.is_counted
    assert spare.number(column("parameters")) > 0
    assert found.totals["parameters"] == plan.parameters == sum(p.numel() for p in compile(document).parameters())
    for each in COLUMNS:
        if each.is_summed:
            rows = [row for row in found.rows if row.name != "spare"]
            assert found.totals[each.id] == sum(row.number(each, found.batch) for row in rows)


def test_without_an_output_everything_counts():
    plan = make_plan(network(("input", "input"), ("conv1", "conv2d")))
    assert counted(plan) == {"input", "conv1"}
    assert summary_of(plan).totals["parameters"] == 16 * 9 + 16


def test_nodes_in_a_loop_stand_at_the_end():
    layers = [("one", "relu"), ("two", "relu"), ("input", "input"), ("output", "output")]
    plan = make_plan(network(*layers, edges="one>two two>one input>output"))
    rows = summary_of(plan).rows
    assert [row.name for row in rows] == ["input", "output", "one", "two"]
    assert [row.status for row in rows[2:]] == ["wrong", "wrong"]


def test_memory_without_a_batch_does_not_grow_with_it():
    layers = [("input", "input"), ("scale", "parameter", {"shape": [1, 28, 28]}), ("relu", "relu"), ("sum", "add")]
    document = network(*layers, ("output", "output"), edges="scale>relu input>sum relu>sum sum>output")
    rows = {row.name: row for row in summary_of(make_plan(document)).rows}
    size = 28 * 28 * 4
    assert [rows["relu"].number(column("output_bytes"), batch) for batch in (1, 8)] == [size, size]
    assert [rows["sum"].number(column("output_bytes"), batch) for batch in (1, 8)] == [size, 8 * size]


# ---- sorting and words


def test_rows_sort_by_value_and_names_by_their_numbers():
    layers = [("conv10", "conv2d", {"out_channels": 9}), ("conv2", "conv2d", {"out_channels": 200}), ("Conv1", "relu")]
    document = network(("input", "input"), *layers, ("output", "output"))
    rows = [row for row in summary_of(make_plan(document)).rows if row.name.lower().startswith("conv")]

    def names(id):
        return [row.name for row in sorted(rows, key=lambda row: row.sort_key(column(id)))]

    assert names("name") == ["Conv1", "conv2", "conv10"]
    assert names("parameters") == ["Conv1", "conv10", "conv2"]
    assert names("output")[0] == "conv10"


def with_field(field):
    plan = make_plan(network(("input", "input"), ("output", "output")))
    plan.nodes["input"] = replace(plan.nodes["input"], receptive_field=field)
    return next(iter(rows_of(plan, ["input"])))


def test_receptive_fields_sort_from_none_to_the_whole_input():
    fields = [None, Field("input", (1.0, 1.0)), Field("input", (3.0, 3.0)), Field("input", whole=True)]
    keys = [with_field(field).sort_key(column("receptive_field")) for field in fields]
    assert keys == sorted(keys) and len(set(map(str, keys))) == 4


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (None, ""),
        (Field("input", (7.0, 7.0), (1.0, 1.0), (0.0, 0.0)), "7×7"),
        (Field("input", (7.0, 7.0), (2.0, 2.0), (0.5, 0.5)), "7×7 · s2"),
        (Field("input", (3.0, 5.0), (2.0, 1.0), (0.0, 0.0)), "3×5 · s2×1"),
        (Field("input", (2.5,), (0.5,), (0.0,)), "2.5 · s0.5"),
        (Field("input", whole=True), "all"),
    ],
)
def test_a_receptive_field_in_a_few_letters(field, text):
    assert field_text(field) == text


def test_problems_stand_in_the_row_errors_first_and_notes_not():
    layers = [("input", "input"), ("conv1", "conv2d", {"kernel_size": 99}), ("output", "output")]
    plan = make_plan(network(*layers))
    row = next(row for row in summary_of(plan).rows if row.name == "conv1")
    assert row.text(column("problems")) == "kernel_too_large"
    assert all(problem.severity != "note" for row in summary_of(plan).rows for problem in row.problems)


def test_amounts_of_memory():
    assert [bytes_text(n) for n in (0, 999, 1000, 246_824, 3_400_000, 2e9)] == [
        *("0 B", "999 B", "1.0 kB", "247 kB", "3.4 MB", "2.0 GB"),
    ]


# ---- files


def test_csv_holds_exact_numbers_a_row_a_node(document):
    plan = make_plan(document)
    read = list(csv.DictReader(io.StringIO(as_csv(summary_of(plan)))))
    assert [row["name"] for row in read] == [plan.nodes[path].key for path in plan.order]
    for row, path in zip(read, plan.order, strict=True):
        node = plan.nodes[path]
        assert (int(row["parameters"]), int(row["macs"]), int(row["flops"])) == (
            *(node.parameters, node.macs, 2 * node.macs),
        )
        assert int(row["output_bytes_per_sample"]) == node.output_bytes
        assert int(row["kept_bytes_per_sample"]) == node.kept_bytes
        assert row["output"] == " ".join("x".join(map(str, shape)) for shape in node.output_shapes.values())
    assert sum(int(row["parameters"]) for row in read) == plan.parameters, "no total stands among the rows"


def test_a_name_from_a_strange_file_breaks_neither_spreadsheet_nor_table():
    names = ["=1+1", "a|b", "two\nlines", '"quoted", with comma', "`code`"]
    plan = make_plan(network(("input", "input"), *((name, "relu") for name in names), ("output", "output")))
    found = summary_of(plan)
    read = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert {row["name"] for row in read} == {"'=1+1", *names[1:], "input", "output"}
    lines = as_markdown(found).splitlines()
    assert len(lines) == 2 + len(found.rows) + 1
    assert {line.replace("\\|", "").count("|") for line in lines} == {len(COLUMNS) + 1}
    assert any(line.startswith("| a\\|b |") for line in lines)


def test_markdown_has_totals_and_names_the_batch(document):
    document.recipe["batch_size"] = 20
    plan = make_plan(document)
    lines = as_markdown(summary_of(plan)).splitlines()
    heads = [cell.strip() for cell in lines[0].strip("|").split("|")]
    assert heads[0] == "name"
    assert f"output memory (batch {plan.totals.memory.batch})" in heads
    totals = dict(zip(heads, (cell.strip() for cell in lines[-1].strip("|").split("|")), strict=True))
    assert totals["name"] == "**total**"
    assert totals["parameters"] == f"**{plan.parameters:,}**"
    assert totals["MACs"] == f"**{plan.macs:,}**"
