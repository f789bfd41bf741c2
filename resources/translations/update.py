"""Brings the translations up to date: collects every text that a person reads, merges them into the .ts files beside
this one, and compiles those into the .qm files that the window loads.

    python resources/translations/update.py

Run it after changing a text in the window or the engine. It keeps what is translated, drops what is no longer said,
and says how many texts wait for a translator; write those into the .ts (by hand or with Qt Linguist) and run it again.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from engine import presets  # noqa: E402
from engine.block import CATEGORY_TITLES  # noqa: E402
from engine.blocks import REGISTRY  # noqa: E402
from engine.data.catalogue import DATASETS  # noqa: E402
from engine.problem import FIELD_SENTENCES, REASONS, SENTENCES, WORDS  # noqa: E402
from engine.summary import COLUMNS  # noqa: E402
from engine.training.recipe import SETTINGS  # noqa: E402

Text = tuple[str, str]  # context, English
LANGUAGES = {"zh": "zh_CN", "en": "en"}
PLURALS_ALONE = {"en"}  # what stands in the source is English already, but for "%n error(s)"


def update(folder: Path = HERE) -> None:
    """Bring the .ts and .qm files in `folder` up to date."""
    with tempfile.TemporaryDirectory() as scratch:
        tables = Path(scratch) / "engine_texts.py"
        tables.write_text(as_calls(engine_texts()), encoding="utf-8")
        sources = [str(path) for path in (*sorted((ROOT / "designer").rglob("*.py")), tables)]
        for code, language in LANGUAGES.items():
            # Places in the source would change with every line that is added above them.
            options = ["-locations", "none", "-no-obsolete", "-sort-messages", "-source-language", "en"]
            options += ["-target-language", language, *(["-pluralonly"] if code in PLURALS_ALONE else [])]
            _run("lupdate", *sources, *options, "-ts", str(folder / f"convcanvas_{code}.ts"))
            _run("lrelease", str(folder / f"convcanvas_{code}.ts"))


def engine_texts() -> list[Text]:
    """Everything that the engine says, each text once. It knows no Qt: its tables are what is translated."""
    texts: list[Text] = [("presets", title) for title in presets.titles().values()]
    for context, table in (
        ("problems", (*SENTENCES.values(), *REASONS.values(), *FIELD_SENTENCES.values())),
        ("words", WORDS.values()),
        ("categories", CATEGORY_TITLES.values()),
        ("data", (facts.title for facts in DATASETS.values())),
        ("recipe", (setting.help for setting in SETTINGS)),
        ("summary", (text for column in COLUMNS for text in (column.title, column.help) if text)),
        ("errors", user_errors(sorted([*ROOT.glob("engine/**/*.py"), *ROOT.glob("designer/**/*.py")]))),
    ):
        texts += ((context, text) for text in table)
    arguments = [argument for block in REGISTRY for argument in block.arguments]
    texts += (("blocks", text.help) for text in (*REGISTRY, *arguments))
    texts += (("units", argument.unit) for argument in (*arguments, *SETTINGS) if argument.unit)
    return list(dict.fromkeys(texts))


def user_errors(paths: Iterable[Path]) -> Iterator[str]:
    """The sentences with which UserError is raised in these files."""
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _name(call.func) == "UserError" and call.args:
                yield from _sentences(call.args[0], tree)


def _sentences(expression: ast.expr, tree: ast.Module) -> Iterator[str]:
    """The texts that `expression` may be: a literal, or a name and what is assigned to it in the file."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.BoolOp | ast.Tuple):
        for part in expression.values if isinstance(expression, ast.BoolOp) else expression.elts:
            yield from _sentences(part, tree)
    elif isinstance(expression, ast.Name):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and expression.id in map(_name, node.targets):
                if not isinstance(node.value, ast.Name):
                    yield from _sentences(node.value, tree)
            elif isinstance(node, ast.For) and expression.id in map(_name, ast.walk(node.target)):
                yield from _sentences(node.iter, tree)


def _name(node: ast.AST) -> str:
    """The last word of a name: `UserError` for `errors.UserError`."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def as_calls(texts: Iterable[Text]) -> str:
    """A file of Python from which lupdate reads these texts."""
    calls = (f"QCoreApplication.translate({_literal(context)}, {_literal(text)})" for context, text in texts)
    return "from PySide6.QtCore import QCoreApplication\n\n" + "\n".join(calls) + "\n"


def _literal(text: str) -> str:
    """`text` in double quotes, which is how lupdate knows a text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools as PySide6 brings it along."""
    program = f"import sys; from PySide6.scripts.pyside_tool import {tool}; sys.exit({tool}())"
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{tool} failed:\n{done.stdout}{done.stderr}")


def unfinished(path: Path) -> list[str]:
    """The texts of a .ts file that wait for a translator."""
    messages = ElementTree.parse(path).getroot().iter("message")
    return [
        message.findtext("source", "")
        for message in messages
        if (translation := message.find("translation")) is None or translation.get("type") == "unfinished"
    ]


if __name__ == "__main__":
    update()
    for code in LANGUAGES:
        waiting = unfinished(HERE / f"convcanvas_{code}.ts")
        print(f"convcanvas_{code}.ts: {len(waiting)} to be translated", *waiting, sep="\n    ")
