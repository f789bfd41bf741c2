"""`new`, `check` and `export`: documents made, examined, and turned into source."""

import argparse
import json
import re
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.arguments import Commands, add_set, checked, recipe_settings
from engine.errors import UserError

if TYPE_CHECKING:
    from engine.document import Document
    from engine.plan import NodePlan, Plan

COMMANDS = ("new", "check", "export")


def add_to(commands: Commands) -> None:
    """Declare the commands of this module."""
    new = commands.add_parser("new", help="make a document of a preset")
    new.add_argument("preset", metavar="PRESET")
    add_set(new)
    new.add_argument("-o", "--output", required=True, metavar="FILE")
    new.set_defaults(call=make_new)
    check = commands.add_parser("check", help="shapes, parameters, MACs and problems of a network")
    check.add_argument("file", metavar="FILE")
    form = check.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object; bytes are of one sample")
    form.add_argument("--csv", action="store_true", help="print a row a node, exact; bytes are of one sample")
    form.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    check.add_argument("--input", metavar="1x3x224x224", help="try another input shape, batch first")
    check.set_defaults(call=run_check)
    export = commands.add_parser("export", help="write a network as PyTorch source")
    export.add_argument("file", metavar="FILE")
    export.add_argument("--to", required=True, choices=("python",))
    export.add_argument("-o", "--output", required=True, metavar="OUT", help="a file, or - for standard output")
    export.set_defaults(call=run_export)


def make_new(arguments: argparse.Namespace) -> int:
    """Write a preset as a new document."""
    from engine import files, presets

    document = presets.make(arguments.preset)
    document.recipe.update(checked(recipe_settings(arguments.settings)))
    files.save(document, arguments.output)
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write the network as source."""
    from engine import files
    from engine.exchange.python import to_source

    source = to_source(files.load(arguments.file))
    if arguments.output == "-":
        sys.stdout.write(source)
    else:
        files.write_atomically(Path(arguments.output), source.encode())
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Print the plan of a document; 1 where it has errors."""
    from engine import files

    document = files.load(arguments.file)
    batch = _set_input(document, arguments.input) if arguments.input else None
    plan = _plan(document, batch)
    if arguments.json:
        print(json.dumps(_as_json(document, plan, batch), ensure_ascii=False))
    elif arguments.csv or arguments.markdown:
        from engine.summary import summary_of
        from engine.summary_files import as_csv, as_markdown

        sys.stdout.write((as_csv if arguments.csv else as_markdown)(summary_of(plan)))
    else:
        _print_table(plan)
    return 0 if plan.ok else 1


def _plan(document: "Document", batch: int | None) -> "Plan":
    """The plan; with `batch`, memory is for so many samples, and problems are about the recipe as it stands."""
    from engine.edits import SetRecipe
    from engine.planner import make_plan

    plan = make_plan(document)
    if batch is None:
        return plan
    inverse = document.apply(SetRecipe({**document.recipe, "batch_size": batch}))
    sized = make_plan(document)
    document.apply(inverse)
    return replace(sized, problems=plan.problems)


def _set_input(document: "Document", text: str) -> int:
    """Give the only Input of the document the shape in `text`, and return the batch size in front of it."""
    from engine.edits import SetArguments

    if not re.fullmatch(r"[1-9]\d{0,8}([x×,][1-9]\d{0,8})+", text):
        raise UserError("“{text}” is no input shape. Write it as 1x3x224x224, batch first.", {"text": text})
    batch, *shape = (int(part) for part in re.split("[x×,]", text))
    inputs = [node for node in document.network.nodes.values() if node.block == "input"]
    if len(inputs) != 1:
        raise UserError(
            "--input is for a network with one Input, and this one has {count}. Set the shapes in the file.",
            {"count": len(inputs)},
        )
    document.apply(SetArguments(document.root, inputs[0].id, {**inputs[0].arguments, "shape": shape}))
    return batch


def _as_json(document: "Document", plan: "Plan", batch: int | None) -> dict[str, Any]:
    from engine.summary import FLOPS_PER_MAC, ordered

    nodes, totals = document.network.nodes, plan.totals
    return {
        "ok": plan.ok,
        "parameters": totals.parameters,
        "trainable": totals.trainable,
        "buffers": totals.buffers,
        "macs": totals.macs,
        "flops": FLOPS_PER_MAC * totals.macs,
        "depth": totals.depth,
        "memory": asdict(totals.memory),
        "nodes": [_node_json(plan, plan.nodes[path], batch) for path in ordered(plan)],
        "problems": [
            {
                "severity": problem.severity,
                "code": problem.code,
                "nodes": [nodes[path].name for path in problem.paths if path in nodes],
                "message": problem.message,
                "fixes": [fix.label() for fix in problem.fixes],
            }
            for problem in plan.problems
        ],
    }


def _node_json(plan: "Plan", node: "NodePlan", batch: int | None) -> dict[str, Any]:
    from engine.summary import FLOPS_PER_MAC, field_json

    return {
        "name": node.key,
        "block": node.block,
        "status": node.status,
        "output_shapes": [_with_batch(shape, batch) for shape in node.output_shapes.values()],
        "dtypes": list(node.dtypes.values()),
        "parameters": node.parameters,
        "trainable": node.trainable,
        "buffers": node.buffers,
        "macs": node.macs,
        "flops": FLOPS_PER_MAC * node.macs,
        "output_bytes": node.output_bytes,
        "kept_bytes": node.kept_bytes,
        "depth": node.depth,
        "receptive_field": field_json(node.receptive_field, plan),
    }


def _with_batch(shape: tuple[int | str, ...], batch: int | None) -> list[int | str]:
    """The shape with the batch as given by --input; otherwise it stays "N"."""
    if batch is None:
        return list(shape)
    counts = [re.fullmatch(r"(\d*)N", str(dim)) for dim in shape]
    return [int(count[1] or 1) * batch if count else dim for count, dim in zip(counts, shape, strict=True)]


def _print_table(plan: "Plan") -> None:
    from engine.summary import Row, column, ordered, rows_of, totals_of
    from engine.summary_files import totals_text

    columns = [column(id) for id in ("name", "block", "output", "receptive_field", "parameters", "macs", "kept_bytes")]
    batch = plan.totals.memory.batch

    def cells(row: Row) -> list[str]:
        numbers = [row.number(column, batch) for column in columns[4:]]
        output = {"ok": row.text(columns[2]), "wrong": "wrong", "waiting": "?"}[row.status]
        return [row.name, row.block, output, row.text(columns[3]), *_amounts(numbers)]

    rows = list(rows_of(plan, ordered(plan)))
    totals = totals_of(plan, rows)
    lines = [[column.title for column in columns], *map(cells, rows)]
    lines.append(["total", "", "", "", *_amounts([totals[column.id] for column in columns[4:]])])
    widths = [max(map(len, texts)) for texts in zip(*lines, strict=True)]
    for index, line in enumerate(lines):
        if index in (1, len(lines) - 1):
            print("─" * (sum(widths) + 2 * len(widths) - 2))
        padded = (f"{text:{'<' if at < 4 else '>'}{widths[at]}}" for at, text in enumerate(line))
        print("  ".join(padded).rstrip())
    print(*totals_text(plan), sep="\n")
    for problem in plan.problems:
        fixes = "".join(f" [{fix.label()}]" for fix in problem.fixes)
        print(f"{problem.severity}: {problem.message}{fixes}")


def _amounts(numbers: "list[int]") -> "list[str]":
    """Two counts and an amount of memory; nothing for 0."""
    from engine.summary import bytes_text

    *counts, memory = numbers
    return [f"{count:,}" if count else "" for count in counts] + [bytes_text(memory) if memory else ""]
