"""Runs all benchmarks, or those that are named, and prints one table."""

import argparse
import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.measure import Row

NAMES = ("start", "canvas", "planning", "compiled", "training_step", "watching")


def main(arguments: list[str]) -> int:
    """Exit status 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(NAMES)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON too")
    parser.add_argument("--quick", action="store_true", help="try that they work; the figures mean nothing")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - set(NAMES):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    rows: list[Row] = []
    print(line(("what, and the peer", "ours", "peer", "ratio", "target", "")))
    for name in given.names or NAMES:
        for row in importlib.import_module(f"benchmarks.{name}").measure(given.quick):
            rows.append(row)
            print(line(cells(row)), flush=True)
    if given.json:
        found = [{**asdict(row), "ratio": row.ratio} for row in rows]
        given.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(any(row.ok is False for row in rows))


def cells(row: Row) -> tuple[str, ...]:
    """The row as it is printed."""
    ratio = row.text or (f"{row.ratio:.3f}" if row.ratio else "")
    verdict = {True: "ok", False: "MISSES", None: ""}[row.ok]
    return row.what, amount(row.ours, row.unit), amount(row.peer, row.unit), ratio, row.target, verdict


def amount(value: float | None, unit: str) -> str:
    """A number with its unit; times below a second in milliseconds."""
    if value is None:
        return ""
    if unit == "s" and value < 1:
        return f"{1000 * value:.3g} ms"
    return f"{value:,.0f}" if not unit else f"{value:.3g} {unit}"


def line(parts: tuple[str, ...]) -> str:
    """One line of the table."""
    widths = (66, 16, 16, 23, 16, 6)
    return "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
