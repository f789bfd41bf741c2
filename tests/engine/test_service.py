"""The engine process, as a process: it follows edits, refuses in sentences, and goes when the window goes."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine import messages as m
from engine.channel import Server, new_key
from engine.document import Document
from engine.edits import Rename, SetArguments
from engine.files import to_json
from engine.plan import Plan
from engine.planner import make_plan

MAIN = str(Path(__file__).parents[2] / "main.py")


class Window:
    """What the engine talks to."""

    def __init__(self):
        self.heard, self.channel = [], None
        self.changed = threading.Condition()
        key = new_key()
        self.server = Server(key, self._connected, self._message, lambda channel: None)
        self.process = subprocess.Popen([sys.executable, MAIN, "engine", self.server.address], stdin=subprocess.PIPE)
        self.process.stdin.write(key.hex().encode() + b"\n")
        self.process.stdin.flush()

    def _connected(self, channel):
        with self.changed:
            self.channel = channel
            self.changed.notify_all()

    def _message(self, channel, message):
        with self.changed:
            self.heard.append(message)
            self.changed.notify_all()

    def hear(self, kind, seconds=60.0, where=lambda message: True):
        """The next message of a kind; it and all before it are forgotten."""
        with self.changed:
            found = lambda: next((x for x in self.heard if isinstance(x, kind) and where(x)), None)  # noqa: E731
            assert self.changed.wait_for(found, seconds), self.heard
            message = found()
            del self.heard[: self.heard.index(message) + 1]
            return message

    def send(self, message):
        with self.changed:
            assert self.changed.wait_for(lambda: self.channel, 60)
        self.channel.send(message)

    def close(self):
        if self.channel:
            self.channel.close()
        self.server.close()
        self.process.stdin.close()
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()


@pytest.fixture(scope="module")
def window():
    made = Window()
    made.hear(m.EngineReady)
    yield made
    assert made.close() == 0, "the engine ends by itself when the window has gone"


def _follow(plan: Plan | None, news: m.PlanChanged) -> Plan:
    nodes = {} if news.since is None else {k: v for k, v in plan.nodes.items() if k not in news.removed}
    nodes.update(news.nodes)
    order = tuple(news.order) if news.order is not None else plan.order
    return Plan(
        news.document, news.revision, order, nodes, tuple(news.problems), news.totals
    )  # fmt: skip


def test_plans_follow_edits_as_differences(window, lenet):
    document: Document = lenet
    window.send(m.OpenDocument(to_json(document), document.revision))
    plan = _follow(None, window.hear(m.PlanChanged))
    assert plan == make_plan(document)
    edit = SetArguments("main", "fc1", {"out_features": 50})
    document.apply(edit)
    window.send(m.ApplyEdit(document.id, document.revision, edit))
    news = window.hear(m.PlanChanged)
    assert set(news.nodes) == {"fc1", "relu3", "fc2"}
    assert news.order is None
    assert _follow(plan, news) == make_plan(document)


def test_a_gap_is_noticed(window, lenet_bn):
    window.send(m.OpenDocument(to_json(lenet_bn), 5))
    window.hear(m.PlanChanged)
    window.send(m.ApplyEdit(lenet_bn.id, 7, Rename("main", "conv1", "first")))
    assert window.hear(m.SendAgain).document == lenet_bn.id
    window.send(m.ApplyEdit(lenet_bn.id, 6, Rename("main", "nobody", "first")))
    assert window.hear(m.SendAgain).document == lenet_bn.id


def test_looking_at_a_network_that_was_never_trained(window, lenet):
    window.send(m.OpenDocument(to_json(lenet), 0))
    window.hear(m.PlanChanged)
    window.send(m.Look(lenet.id, 0, "conv1", 3, count=4, side=16))
    maps = window.hear(m.Maps)
    assert (maps.path, maps.weights, maps.images, maps.shape) == ("conv1", "first", 500, [6, 28, 28])
    assert maps.arrays["maps"].shape == (4, 16, 16)
    assert maps.arrays["probabilities"].shape == (10,)


def test_an_unreadable_image_is_told_in_a_sentence(window, lenet, tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"not a picture")
    window.send(m.OpenDocument(to_json(lenet), 0))
    window.hear(m.PlanChanged)
    window.send(m.Look(lenet.id, 0, "conv1", str(path)))
    refused = window.hear(m.Refused)
    assert refused.request == "Look"
    assert refused.values["path"] == str(path)


def test_data_that_is_not_there(window, tmp_path):
    window.send(m.FetchData("mnist", str(tmp_path)))
    refused = window.hear(m.Refused)
    assert refused.request == "FetchData"
