"""Messages arrive as they were sent, strangers do not get in, and a peer that does not read blocks nobody."""

import dataclasses
import socket
import threading
import time

import numpy as np
import pytest

from engine import channel as ch
from engine import messages as m
from engine.edits import Move, Remove, Several
from engine.files import to_json
from engine.planner import make_plan
from engine.service import difference
from tests.build import network


def _examples():
    document = network(("x", "input"), ("c", "conv2d", {"kernel_size": 0}), ("y", "output"))
    edit = Several([Move("main", {"x": (1.0, 2.5)}), Remove("main", [], ["e0"])])
    arrays = {"maps": np.arange(24, dtype=np.uint8).reshape(2, 3, 4), "low": np.zeros(2, np.float32)}
    return [
        m.OpenDocument(to_json(document), 3),
        m.ApplyEdit("d", 4, edit),
        difference(None, make_plan(document)),
        m.Look("d", 1, "x", "picture.png"),
        m.Look("d", 1, "x", 7),
        m.Maps("d", 1, "x", 7, 500, [6, 28, 28], 0, "first", 0, None, ["0", "1"], arrays),
        m.Refused("Look", "{path} is broken", {"path": ["a", None, 1.5]}),
        m.StepMetrics(True, {"step": np.arange(0, dtype=np.int64)}),
        m.RunProgress("training", 1, 10, 5, 710, 100.5, None),
        m.Control("pause"),
    ]


@pytest.mark.parametrize("message", _examples(), ids=lambda message: type(message).__name__)
def test_a_message_comes_back_as_it_was(message):
    again = m.decode(m.encode(message))
    assert type(again) is type(message)
    for field in dataclasses.fields(message):
        sent, got = getattr(message, field.name), getattr(again, field.name)
        if field.name == "arrays":
            assert sent.keys() == got.keys()
            for name in sent:
                np.testing.assert_array_equal(got[name], sent[name])
                assert got[name].dtype == sent[name].dtype
        else:
            assert got == sent


@pytest.mark.parametrize("frame", [b"", b"abc", b"\xff\xff\xff\xff", b"\x10\x00\x00\x00{}"])
def test_what_is_no_message_is_refused(frame):
    with pytest.raises(ValueError):
        m.decode(frame)


class Peer:
    """One end, with what it has heard."""

    def __init__(self):
        self.heard, self.channels = [], []
        self.changed = threading.Condition()

    def connected(self, channel):
        with self.changed:
            self.channels.append(channel)
            self.changed.notify_all()

    def message(self, channel, message):
        with self.changed:
            self.heard.append(message)
            self.changed.notify_all()

    def closed(self, channel):
        with self.changed:
            self.heard.append("closed")
            self.changed.notify_all()

    def wait_for(self, condition, seconds=5.0):
        with self.changed:
            assert self.changed.wait_for(lambda: condition(self), seconds), self.heard


@pytest.fixture
def server():
    peer = Peer()
    key = ch.new_key()
    made = ch.Server(key, peer.connected, peer.message, peer.closed)
    yield peer, made, key
    made.close()
    for channel in peer.channels:
        channel.close()


def test_both_ends_hear_each_other_and_the_end(server):
    peer, made, key = server
    us = Peer()
    ours = ch.connect(made.address, key, us.message, us.closed)
    peer.wait_for(lambda p: p.channels)
    ours.send(m.Control("stop"))
    peer.channels[0].send(m.DataReady("mnist"))
    peer.wait_for(lambda p: p.heard == [m.Control("stop")])
    us.wait_for(lambda p: p.heard == [m.DataReady("mnist")])
    ours.close()
    peer.wait_for(lambda p: p.heard[-1] == "closed")


def test_flush_delivers_what_is_queued(server):
    peer, made, key = server
    us = Peer()
    ours = ch.connect(made.address, key, us.message, us.closed)
    for index in range(200):
        ours.send(m.WatchBatchNorm(str(index)))
    ours.flush(5.0)
    peer.wait_for(lambda p: len(p.heard) == 201)
    assert peer.heard[199] == m.WatchBatchNorm("199")


def test_a_wrong_key_is_refused(server):
    peer, made, _ = server
    with pytest.raises(OSError, match="does not accept the key"):
        ch.connect(made.address, b"guess", peer.message, peer.closed)
    assert not peer.channels


def test_a_silent_stranger_delays_nobody(server):
    peer, made, key = server
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(made.address)
        start = time.monotonic()
        ours = ch.connect(made.address, key, peer.message, peer.closed)
        assert time.monotonic() - start < ch.AUTHENTICATION_SECONDS / 2
        ours.close()


def test_a_peer_that_does_not_read_blocks_nobody(server):
    peer, made, key = server
    block = threading.Event()
    ours = ch.connect(made.address, key, lambda c, message: block.wait(20), peer.closed)
    peer.wait_for(lambda p: p.channels)
    large = m.StepMetrics(False, {"step": np.zeros(250_000, np.int64)})  # 2 MB
    start = time.monotonic()
    sent = [peer.channels[0].send(large, droppable=True) for _ in range(ch.QUEUE + 50)]
    assert time.monotonic() - start < 5
    assert not all(sent)
    assert not peer.channels[0].is_closed
    peer.channels[0].send(m.DataReady("x"))
    assert peer.channels[0].is_closed, "what may not be dropped ends a connection that does not drain"
    block.set()
    ours.close()


def test_a_frame_that_is_no_message_ends_the_channel(server):
    peer, made, key = server
    from multiprocessing.connection import Client

    with Client(made.address, authkey=key) as raw:
        raw.send_bytes(b"\x02\x00\x00\x00no")
        peer.wait_for(lambda p: p.heard == ["closed"])
