"""A connection that never blocks its owner: a reader and a writer thread, bounded queues, typed messages.

Listening accepts in a thread and authenticates each newcomer in a thread of its own with a time limit, so that a
stranger that connects and stays silent delays nobody.
"""

import atexit
import contextlib
import logging
import os
import queue
import secrets
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener, answer_challenge, deliver_challenge
from pathlib import Path

from engine.limits import MAXIMUM_FRAME
from engine.messages import Message, decode, encode

QUEUE = 1000
AUTHENTICATION_SECONDS = 5.0
log = logging.getLogger(__name__)

OnMessage = Callable[["Channel", Message], None]
OnClosed = Callable[["Channel"], None]


class Channel:
    """One end of a connection. `on_message` and `on_closed` are called from the reader's thread."""

    def __init__(self, connection: Connection, on_message: OnMessage, on_closed: OnClosed) -> None:
        self._connection = connection
        self._on_message, self._on_closed = on_message, on_closed
        self._outbox: queue.Queue[Message | None] = queue.Queue(QUEUE)
        self._closed = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, daemon=True, name="channel reader"),
            threading.Thread(target=self._write, daemon=True, name="channel writer"),
        ]
        for thread in self._threads:
            thread.start()

    def send(self, message: Message, *, droppable: bool = False) -> bool:
        """Queue `message`. Where the peer does not read, a droppable one is dropped and any other ends the channel."""
        if self._closed.is_set():
            return False
        try:
            self._outbox.put_nowait(message)
        except queue.Full:
            if not droppable:
                log.warning("the peer has not read for %d messages; the channel is closed", QUEUE)
                self.close()
            return False
        return True

    @property
    def backlog(self) -> int:
        """How many messages wait to be sent."""
        return self._outbox.qsize()

    @property
    def is_closed(self) -> bool:
        """Whether the connection has ended, from either side."""
        return self._closed.is_set()

    def flush(self, seconds: float) -> None:
        """Send what is queued, then close; wait for it, but no longer than this."""
        with contextlib.suppress(queue.Full):
            self._outbox.put_nowait(None)
        self._threads[1].join(seconds)
        self.close()

    def close(self) -> None:
        """End the connection; both threads end by themselves."""
        if self._closed.is_set():
            return
        self._closed.set()
        with contextlib.suppress(OSError):
            _hang_up(self._connection)
        with contextlib.suppress(queue.Full):
            self._outbox.put_nowait(None)

    def _read(self) -> None:
        try:
            while not self._closed.is_set():
                try:
                    # The length comes first; where it is too large, this raises before memory is taken for the rest.
                    message = decode(self._connection.recv_bytes(MAXIMUM_FRAME))
                except ValueError:
                    log.exception("a frame that is no message; the channel is closed")
                    break
                self._on_message(self, message)
        except (EOFError, OSError):
            pass  # the peer has gone: a normal event
        finally:
            self.close()
            self._connection.close()
            self._on_closed(self)

    def _write(self) -> None:
        try:
            while (message := self._outbox.get()) is not None:
                try:
                    frame = encode(message)
                except ValueError:  # such as half a character, which no frame can hold
                    log.exception("a message that cannot be sent; it is left out")
                    continue
                if len(frame) > MAXIMUM_FRAME:  # the peer would hang up
                    log.error("a %s of %d bytes is too large to be sent", type(message).__name__, len(frame))
                    continue
                self._connection.send_bytes(frame)
        except OSError:
            self.close()


class Server:
    """Listens at a fresh local address. `on_connected` is called with each authenticated channel."""

    def __init__(
        self, key: bytes, on_connected: Callable[[Channel], None], on_message: OnMessage, on_closed: OnClosed
    ) -> None:
        self._key = key
        self._on_connected, self._on_message, self._on_closed = on_connected, on_message, on_closed
        self._folder = Path(tempfile.mkdtemp(prefix="convcanvas-"))  # for its owner alone
        self._listener = _listen(self._folder)
        self.address: str = str(self._listener.address)
        atexit.register(self.close)
        threading.Thread(target=self._accept, daemon=True, name="accepting").start()

    def close(self) -> None:
        """Take no more connections; the ones made stay."""
        self._listener.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _accept(self) -> None:
        while True:
            try:
                connection = self._listener.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self._welcome, args=(connection,), daemon=True, name="welcome").start()

    def _welcome(self, connection: Connection) -> None:
        timer = threading.Timer(AUTHENTICATION_SECONDS, _hang_up, (connection,))
        timer.daemon = True
        timer.start()
        try:
            deliver_challenge(connection, self._key)
            answer_challenge(connection, self._key)
        except (AuthenticationError, EOFError, OSError):
            connection.close()
            return
        finally:
            timer.cancel()
        self._on_connected(Channel(connection, self._on_message, self._on_closed))


def connect(address: str, key: bytes, on_message: OnMessage, on_closed: OnClosed) -> Channel:
    """Connect to a Server. Raises OSError where nobody listens or the key is wrong. Blocks: call it in a thread."""
    try:
        connection = Client(address, authkey=key)
    except (AuthenticationError, EOFError) as error:
        raise ConnectionError("the other side does not accept the key") from error
    return Channel(connection, on_message, on_closed)


def new_key() -> bytes:
    """A key that nobody can guess."""
    return secrets.token_bytes(32)


def _listen(folder: Path) -> Listener:
    if sys.platform == "win32":
        return Listener(rf"\\.\pipe\convcanvas-{secrets.token_hex(16)}", "AF_PIPE")
    return Listener(str(folder / "socket"), "AF_UNIX", backlog=16)


def _hang_up(connection: Connection) -> None:
    """End the connection so that a thread that waits in a read wakes up and closes it, which a close would not do."""
    if sys.platform == "win32":
        connection.close()
        return
    with contextlib.suppress(OSError), socket.socket(fileno=os.dup(connection.fileno())) as wire:
        wire.shutdown(socket.SHUT_RDWR)
