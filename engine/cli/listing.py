"""`presets` and `blocks`: what there is."""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.cli.arguments import Commands

COMMANDS = ("presets", "blocks")


def add_to(commands: "Commands") -> None:
    """Declare the commands of this module."""
    presets = commands.add_parser("presets", help="list the networks that come with the program")
    presets.add_argument("--json", action="store_true", help="print JSON")
    presets.set_defaults(call=list_presets)
    blocks = commands.add_parser("blocks", help="list the blocks that networks are made of")
    form = blocks.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--markdown", action="store_true", help="print all that is known of them, as docs/blocks.md")
    blocks.set_defaults(call=list_blocks)


def list_presets(arguments: argparse.Namespace) -> int:
    """Print the presets."""
    from engine.presets import titles

    found = titles()
    if arguments.json:
        print(json.dumps([{"name": name, "title": title} for name, title in found.items()], ensure_ascii=False))
        return 0
    width = max(map(len, found), default=0)
    for name, title in found.items():
        print(f"{name:<{width}}  {title}")
    return 0


def list_blocks(arguments: argparse.Namespace) -> int:
    """Print the catalogue of blocks."""
    from engine.block import Block
    from engine.blocks import REGISTRY

    blocks: list[Block] = list(REGISTRY)
    if arguments.json:
        print(json.dumps([_block_json(block) for block in blocks], ensure_ascii=False))
        return 0
    if arguments.markdown:
        from engine.cli.block_page import block_page

        sys.stdout.write(block_page())
        return 0
    width = max(len(block.id) for block in blocks)
    for block in blocks:
        names = ", ".join(argument.name for argument in block.arguments)
        print(f"{block.id:<{width}}  {block.category:<14}  {names}".rstrip())
    return 0


def _block_json(block: Any) -> dict[str, Any]:
    return {
        "id": block.id,
        "title": block.title,
        "category": block.category,
        "target": block.target,
        "help": block.help,
        "inputs": [port.name for port in block.inputs],
        "outputs": [port.name for port in block.outputs],
        "arguments": [
            {
                "name": argument.name,
                "kind": argument.kind,
                "default": argument.default,
                "choices": list(argument.choices),
                "derived": argument.derived,
                "help": argument.help,
            }
            for argument in block.arguments
        ],
    }
