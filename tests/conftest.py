"""What all tests share: no screen, no traces outside of a temporary folder, and real documents."""

import os
import sys
from pathlib import Path

# Before Qt or platformdirs are imported: nothing that a test does may touch the person's own files or screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CONVCANVAS_REDUCED_MOTION"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pytest

from engine import presets
from engine.document import Document


@pytest.fixture(autouse=True)
def private_folders(tmp_path_factory, monkeypatch):
    """Every test has folders of its own for settings, state, runs and downloaded data."""
    base = tmp_path_factory.mktemp("home")
    for name in ("CONFIG", "STATE", "RUNS", "DATA"):
        monkeypatch.setenv(f"CONVCANVAS_{name}_DIR", str(base / name.lower()))
    return base


@pytest.fixture
def lenet() -> Document:
    return presets.make("lenet5")


@pytest.fixture
def lenet_bn() -> Document:
    return presets.make("lenet5_bn")
