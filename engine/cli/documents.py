"""`new`, `check` and `export`: documents made, examined, and turned into source."""

import argparse
import json
import re
import sys
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
    check.add_argument("--json", action="store_true", help="print one JSON object")
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
    from engine.planner import make_plan

    document = files.load(arguments.file)
    batch = _set_input(document, arguments.input) if arguments.input else None
    plan = make_plan(document)
    if arguments.json:
        print(json.dumps(_as_json(document, plan, batch), ensure_ascii=False))
    else:
        _print_table(document, plan)
    return 0 if plan.ok else 1


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


def _planned(document: "Document", plan: "Plan") -> "list[NodePlan]":
    """All nodes: in the order of execution, then those in a loop."""
    paths = dict.fromkeys((*plan.order, *document.network.nodes))
    return [plan.nodes[path] for path in paths if path in plan.nodes]


def _as_json(document: "Document", plan: "Plan", batch: int | None) -> dict[str, Any]:
    nodes = document.network.nodes
    return {
        "ok": plan.ok,
        "parameters": plan.parameters,
        "macs": plan.macs,
        "nodes": [
            {
                "name": node.key,
                "block": node.block,
                "output_shapes": [_with_batch(shape, batch) for shape in node.output_shapes.values()],
                "parameters": node.parameters,
                "macs": node.macs,
            }
            for node in _planned(document, plan)
        ],
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


def _with_batch(shape: tuple[int | str, ...], batch: int | None) -> list[int | str]:
    """The shape with the batch as given by --input; otherwise it stays "N"."""
    if batch is None:
        return list(shape)
    counts = [re.fullmatch(r"(\d*)N", str(dim)) for dim in shape]
    return [int(count[1] or 1) * batch if count else dim for count, dim in zip(counts, shape, strict=True)]


def _print_table(document: "Document", plan: "Plan") -> None:
    from engine.plan import shape_text

    rows = [("name", "block", "output", "parameters", "MACs")]
    for node in _planned(document, plan):
        output = ", ".join(shape_text(shape) for shape in node.output_shapes.values())
        if node.status != "ok":
            output = "wrong" if node.status == "wrong" else "?"
        rows.append((node.key, node.block, output, _amount(node.parameters), _amount(node.macs)))
    rows.append(("total", "", "", f"{plan.parameters:,}", f"{plan.macs:,}"))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for index, row in enumerate(rows):
        if index in (1, len(rows) - 1):
            print("─" * (sum(widths) + 8))
        left = [f"{text:<{width}}" for text, width in zip(row[:3], widths, strict=False)]
        right = [f"{text:>{width}}" for text, width in zip(row[3:], widths[3:], strict=True)]
        print("  ".join(left + right).rstrip())
    for problem in plan.problems:
        fixes = "".join(f" [{fix.label()}]" for fix in problem.fixes)
        print(f"{problem.severity}: {problem.message}{fixes}")


def _amount(number: int) -> str:
    return f"{number:,}" if number else ""
