"""What the tests of the command line share: carrying out a command, and documents in files."""

import pytest

from engine import cli, files
from tests.build import network


@pytest.fixture
def run(capsys):
    """Carry out a command: its exit status and what it printed."""

    def call(*arguments):
        status = cli.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def refused(run):
    """The one line on standard error of a command that gets bad input."""

    def call(*arguments):
        status, out, error = run(*arguments)
        assert status == 2, (status, out, error)
        assert out == "" and error.startswith("convcanvas: ") and error.count("\n") == 1
        assert "Traceback" not in error and "Error" not in error
        return error.removeprefix("convcanvas: ").strip()

    return call


@pytest.fixture
def saved(tmp_path, lenet):
    """A document in a file."""
    path = tmp_path / "lenet.json"
    files.save(lenet, path)
    return path


@pytest.fixture
def quick(tmp_path):
    """A document that trains in a moment."""
    document = network(
        ("input", "input"),
        ("flat1", "flatten"),
        ("fc1", "linear", {"out_features": 10}),
        ("output", "output"),
    )
    document.recipe.update(epochs=2, batch_size=500)
    path = tmp_path / "quick.json"
    files.save(document, path)
    return path
