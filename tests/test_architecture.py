"""The boundaries hold, and the checks that guard them can fail."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for top in ("engine", "designer") for path in (ROOT / top).rglob("*.py"))
LINT = Path(sys.executable).parent / "lint-imports"


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _lint(root: Path) -> tuple[int, str]:
    done = subprocess.run([LINT, "--no-cache"], cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_import_contracts_are_kept():
    status, output = _lint(ROOT)
    assert status == 0, output


@pytest.mark.parametrize(
    ("file", "planted", "contract"),
    [
        ("engine/plan.py", "import PySide6", "The engine knows nothing of the window"),
        ("engine/cost_planted.py", "import designer.words", "The engine knows nothing of the window"),
        ("designer/words.py", "import torch", "The window never imports torch"),
        ("designer/words.py", "def late():\n    import engine.compiler", "The window never imports torch"),
        ("engine/edits.py", "import torchvision", "What describes documents needs no torch"),
    ],
)
def test_a_planted_violation_is_found(tmp_path, file, planted, contract):
    for top in ("engine", "designer"):
        shutil.copytree(ROOT / top, tmp_path / top, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a") as source:
        source.write(f"\n{planted}\n")
    status, output = _lint(tmp_path)
    assert status == 1, output
    assert any(contract in line and "BROKEN" in line for line in output.splitlines()), output


def _loaded_by(statements: str) -> set[str]:
    """The top-level packages that a fresh process has loaded after these statements."""
    script = f"{statements}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    environment = {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, cwd="/")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_whole_window_loads_no_torch():
    modules = [_module(path) for path in SOURCES if path.is_relative_to(ROOT / "designer")]
    loaded = _loaded_by("\n".join(f"import {module}" for module in modules))
    assert "PySide6" in loaded
    assert not loaded & {"torch", "torchvision", "networkx"}


def test_the_window_is_painted_before_pyqtgraph_is_loaded():
    loaded = _loaded_by("import designer.app")
    assert not loaded & {"torch", "pyqtgraph", "pydantic", "numpy"}


def test_the_whole_engine_loads_no_qt():
    modules = [_module(path) for path in SOURCES if path.is_relative_to(ROOT / "engine")]
    loaded = _loaded_by("\n".join(f"import {module}" for module in modules))
    assert "torch" in loaded
    assert not loaded & {"PySide6", "pyqtgraph", "designer", "shiboken6"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_and_is_small(path):
    text = path.read_text()
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, "a module opens with a sentence that says what it is"
    assert docstring.split("\n\n")[0].rstrip().endswith((".", ":")), docstring
    assert text.count("\n") < 500, "split it by what it is about"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_unpickled_or_evaluated(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            assert name not in ("eval", "exec", "pickle.load", "pickle.loads", "marshal.loads"), f"line {node.lineno}"
            if name == "torch.load":
                assert any(k.arg == "weights_only" and ast.unparse(k.value) == "True" for k in node.keywords)
