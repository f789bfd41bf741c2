"""The engine process: keeps a replica of every open document, plans it, and looks into it for the window.

It connects to the window that started it and ends when that connection ends. Requests are carried out one after the
other in one thread; edits that wait together are planned together, and only the newest look of a document is taken.

No document stops the others: planning a large one is put off when something else arrives, and a fault of ours that one
brings to light is told and written to the log, while the process goes on.
"""

import contextlib
import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from engine import messages as m
from engine.channel import Channel, connect
from engine.document import Document
from engine.edits import EditError
from engine.errors import UserError
from engine.files import from_json
from engine.plan import Plan

log = logging.getLogger(__name__)
PATIENCE = 0.5  # seconds for which a document is planned before what has come in meanwhile may go first


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
        self.to_plan: dict[str, None] = {}  # in this order
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
        while self.take_in(wait=not self.to_plan):
            self.plan_all()
            self.look_all()

    def take_in(self, wait: bool) -> bool:
        """Handle all that has arrived before computing anything; False where the window has gone."""
        while True:
            try:
                message = self.inbox.get(wait)
            except queue.Empty:
                return True
            if message is None:
                return False
            with self.telling(type(message).__name__):
                self.handlers[type(message)](message)
            wait = False

    @contextlib.contextmanager
    def telling(self, request: str) -> Iterator[None]:
        """Whatever goes wrong within is told to the window, and nothing else comes of it."""
        try:
            yield
        except UserError as error:
            self.refuse(request, error)
        except Exception as error:
            log.exception("%s failed", request)
            fault = f"{type(error).__name__}: {error}"
            self.refuse(
                request,
                UserError(
                    "The engine could not do this, by a fault of its own ({fault}). Please report it.", {"fault": fault}
                ),
            )

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
        self.to_plan[document.id] = None

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
            self.to_plan[document.id] = None

    def close(self, message: m.CloseDocument) -> None:
        for kept in (self.documents, self.plans, self.looks):
            kept.pop(message.document, None)
        self.to_plan.pop(message.document, None)

    def plan_all(self) -> None:
        """Plan what has changed. What takes long waits at the end when something else is asked for."""
        from engine.planner import Interrupted, make_plan
        from engine.training.devices import memory_limit

        while self.to_plan:
            document = self.documents[next(iter(self.to_plan))]
            del self.to_plan[document.id]
            late = time.monotonic() + PATIENCE
            with self.telling("ApplyEdit"):
                try:
                    plan = make_plan(document, memory_limit(), interrupted=partial(self.is_wanted_elsewhere, late))
                except Interrupted:
                    self.to_plan[document.id] = None
                    return
                self.channel.send(difference(self.plans.get(document.id), plan))
                self.plans[document.id] = plan

    def is_wanted_elsewhere(self, late: float) -> bool:
        """Whether it is later than that, and a request waits."""
        return time.monotonic() > late and not self.inbox.empty()

    # Looking ---------------------------------------------------------------------------------------------------

    def look_later(self, message: m.Look) -> None:
        self.looks[message.document] = message

    def look_all(self) -> None:
        from engine.inspection.looking import look_at

        for look in [look for look in self.looks.values() if look.document not in self.to_plan]:
            del self.looks[look.document]
            document, plan = self.documents.get(look.document), self.plans.get(look.document)
            if document is None or plan is None or look.revision > document.revision:
                continue  # the document has gone, or the look is about a revision that is still on its way
            with self.telling("Look"):
                self.channel.send(look_at(document, plan, look), droppable=True)

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
