"""The engine process: keeps a replica of every open document, plans it, and looks into it for the window.

It connects to the window that started it and ends when that connection ends. Requests are carried out one after the
other in one thread; edits that wait together are planned together, and only the newest look of a document is taken.
"""

import contextlib
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import Any

from engine import messages as m
from engine.channel import Channel, connect
from engine.document import Document
from engine.edits import EditError
from engine.errors import UserError
from engine.files import from_json
from engine.plan import Plan

log = logging.getLogger(__name__)


def serve(address: str, key: bytes) -> int:
    """Serve the window that listens at `address` until it goes."""
    inbox: queue.Queue[m.Message | None] = queue.Queue()
    try:
        channel = connect(address, key, lambda _, message: inbox.put(message), lambda _: inbox.put(None))
    except OSError as error:
        print(f"convcanvas engine: nobody listens at {address} ({error})", file=sys.stderr)
        return 2
    _Service(channel, inbox).run()
    # Threads may be inside a download or a library; the window has gone, so nothing waits for them.
    os._exit(0)


class _Service:
    def __init__(self, channel: Channel, inbox: "queue.Queue[m.Message | None]") -> None:
        self.channel, self.inbox = channel, inbox
        self.documents: dict[str, Document] = {}
        self.plans: dict[str, Plan] = {}  # what the window has been told
        self.to_plan: set[str] = set()
        self.looks: dict[str, m.Look] = {}
        self.fetches: dict[str, threading.Event] = {}
        self.handlers: dict[type[m.Message], Callable[[Any], None]] = {
            m.OpenDocument: self.open,
            m.ApplyEdit: self.apply,
            m.CloseDocument: self.close,
            m.Look: self.look_later,
            m.FetchData: self.fetch,
            m.CancelFetch: self.cancel_fetch,
        }

    def run(self) -> None:
        self.announce()
        while (message := self.inbox.get()) is not None:
            self.handle(message)
            while not self.inbox.empty():  # take all that waits before computing anything
                waiting = self.inbox.get()
                if waiting is None:
                    return
                self.handle(waiting)
            self.plan_all()
            self.look_all()

    def handle(self, message: m.Message) -> None:
        try:
            self.handlers[type(message)](message)
        except UserError as error:
            self.refuse(type(message).__name__, error)

    def announce(self) -> None:
        """Importing torch takes seconds, and everything after this needs it."""
        import torch

        from engine.data.catalogue import DATASETS, is_available
        from engine.training.devices import available

        data = [name for name in DATASETS if is_available(name)]
        self.channel.send(m.EngineReady(torch.__version__, available(), data))

    def refuse(self, request: str, error: UserError) -> None:
        self.channel.send(m.Refused(request, error.sentence, error.values))

    # Documents -------------------------------------------------------------------------------------------------

    def open(self, message: m.OpenDocument) -> None:
        document = from_json(message.document)
        document.revision = message.revision
        self.documents[document.id] = document
        self.plans.pop(document.id, None)
        self.to_plan.add(document.id)

    def apply(self, message: m.ApplyEdit) -> None:
        document = self.documents.get(message.document)
        if document is None or document.revision != message.revision - 1:
            self.channel.send(m.SendAgain(message.document))
            return
        try:
            document.apply(message.edit)
        except EditError:
            log.exception("the replica cannot follow; asking for the whole document")
            self.channel.send(m.SendAgain(message.document))
            return
        if message.edit.touches() & {"graph", "recipe"}:
            self.to_plan.add(document.id)

    def close(self, message: m.CloseDocument) -> None:
        for kept in (self.documents, self.plans, self.looks):
            kept.pop(message.document, None)
        self.to_plan.discard(message.document)

    def plan_all(self) -> None:
        from engine.planner import make_plan

        while self.to_plan:
            document = self.documents[self.to_plan.pop()]
            plan = make_plan(document)
            self.channel.send(difference(self.plans.get(document.id), plan))
            self.plans[document.id] = plan

    # Looking ---------------------------------------------------------------------------------------------------

    def look_later(self, message: m.Look) -> None:
        self.looks[message.document] = message

    def look_all(self) -> None:
        from engine.inspection.looking import look_at

        while self.looks:
            _, look = self.looks.popitem()
            document, plan = self.documents.get(look.document), self.plans.get(look.document)
            if document is None or plan is None or look.revision > document.revision:
                continue  # the document has gone, or the look is about a revision that is still on its way
            try:
                maps = look_at(document, plan, look)
            except UserError as error:
                self.refuse("Look", error)
            else:
                self.channel.send(maps, droppable=True)

    # Data ------------------------------------------------------------------------------------------------------

    def fetch(self, message: m.FetchData) -> None:
        if message.name in self.fetches:
            return
        cancelled = self.fetches[message.name] = threading.Event()
        threading.Thread(target=self._fetch, args=(message, cancelled), daemon=True, name="fetch").start()

    def cancel_fetch(self, message: m.CancelFetch) -> None:
        if message.name in self.fetches:
            self.fetches[message.name].set()

    def _fetch(self, message: m.FetchData, cancelled: threading.Event) -> None:
        from engine.data.fetching import fetch

        def progress(done: int, total: int) -> None:
            self.channel.send(m.DataProgress(message.name, done, total), droppable=True)

        try:
            fetch(message.name, message.folder, progress, cancelled.is_set)
            self.channel.send(m.DataReady(message.name))
        except UserError as error:
            self.refuse("FetchData", error)
        finally:
            self.fetches.pop(message.name, None)


def difference(before: Plan | None, after: Plan) -> m.PlanChanged:
    """What a window that knows `before` has to be told to know `after`."""
    known = before.nodes if before else {}
    return m.PlanChanged(
        document=after.document,
        revision=after.revision,
        since=before.revision if before else None,
        nodes={path: node for path, node in after.nodes.items() if known.get(path) != node},
        removed=[path for path in known if path not in after.nodes],
        order=None if before and before.order == after.order else list(after.order),
        problems=list(after.problems),
        totals=after.totals,
    )


def main(address: str) -> int:
    """The engine process's entry: the key comes on standard input, so that no list of processes shows it."""
    import faulthandler

    with contextlib.suppress(Exception):  # without a usable standard error there is nowhere to write a crash
        faulthandler.enable()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    return serve(address, bytes.fromhex(sys.stdin.readline().strip()))
