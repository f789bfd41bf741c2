"""A killed process loses nothing: its journal brings the document back, torn last line or not."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from engine.document import Document
from engine.edits import Rename, SetTitle
from engine.files import to_bytes
from engine.journal import Journal, journal_folder, recover
from engine.process import is_running, started_at

ROOT = Path(__file__).parents[2]


def _killed_process(script: str) -> None:
    """Run a script that keeps a journal and kills itself without a chance to clean up."""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


EDIT_AND_DIE = """
import os, signal
from pathlib import Path
from engine import presets
from engine.journal import Journal
from engine.edits import Rename, SetArguments
document = presets.make("lenet5")
journal = Journal(document, Path("/somewhere/net.json"))
for edit in (Rename("main", "conv1", "stem"), SetArguments("main", "fc1", {"out_features": 77})):
    document.apply(edit)
    journal.write(edit)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_had_done_comes_back():
    _killed_process(EDIT_AND_DIE)
    [found] = recover()
    assert found.path == Path("/somewhere/net.json")
    nodes = found.document.network.nodes
    assert nodes["conv1"].name == "stem"
    assert nodes["fc1"].arguments == {"out_features": 77}
    assert len(recover()) == 1, "it stays until it is taken over"
    found.forget()
    assert recover() == []


def test_a_torn_last_line_costs_only_that_edit():
    _killed_process(EDIT_AND_DIE)
    [file] = journal_folder().glob("*.jsonl")
    file.write_bytes(file.read_bytes()[:-20])
    [found] = recover()
    assert found.document.network.nodes["conv1"].name == "stem"
    assert found.document.network.nodes["fc1"].arguments == {"out_features": 120}


def test_a_journal_of_a_process_that_runs_is_left_alone(lenet):
    journal = Journal(lenet, None)
    edit = SetTitle("new")
    lenet.apply(edit)
    journal.write(edit)
    assert recover() == []
    assert len(list(journal_folder().glob("*.jsonl"))) == 1
    journal.end()
    assert list(journal_folder().glob("*.jsonl")) == []


def test_saving_begins_the_journal_again(lenet, monkeypatch):
    journal = Journal(lenet, None)
    for title in ("one", "two"):
        edit = SetTitle(title)
        lenet.apply(edit)
        journal.write(edit)
        if title == "one":
            journal.begin_again(lenet, Path("/saved.json"))
    monkeypatch.setattr("engine.journal.is_running", lambda *_: False)
    [found] = recover()
    assert (found.document.title, found.path) == ("two", Path("/saved.json"))
    assert to_bytes(found.document) == to_bytes(lenet)


def test_a_document_brought_back_is_safe_before_its_first_edit(monkeypatch):
    Journal(Document(title="mine"), None, unsaved=True)
    monkeypatch.setattr("engine.journal.is_running", lambda *_: False)
    assert [found.document.title for found in recover()] == ["mine"]


def test_an_unreadable_journal_stops_nothing():
    journal_folder().mkdir(parents=True)
    (journal_folder() / "x.jsonl").write_bytes(b"\xff\xfe nonsense")
    assert recover() == []
    assert [path.suffix for path in journal_folder().iterdir()] == [".unreadable"]


def test_processes_are_told_apart():
    assert is_running(os.getpid(), started_at(os.getpid()))
    assert not is_running(os.getpid(), 1.0), "the same id at another time is another process"
    assert not is_running(0, None)
    child = subprocess.Popen([sys.executable, "-c", ""])
    began = started_at(child.pid)
    child.wait()
    assert not is_running(child.pid, began)


def test_renaming_back_and_forth_is_replayed_in_order(lenet, monkeypatch):
    journal = Journal(lenet, None)
    for name in ("a", "b", "conv1"):
        edit = Rename("main", "conv1", name)
        lenet.apply(edit)
        journal.write(edit)
    monkeypatch.setattr("engine.journal.is_running", lambda *_: False)
    assert to_bytes(recover()[0].document) == to_bytes(lenet)
