"""The windows that follow a run: they come, ask and leave in threads; the training thread answers."""

import threading
from dataclasses import dataclass, field

from engine.channel import Channel
from engine.messages import Control, Look, Message, RunProgress, WatchBatchNorm
from engine.training.controls import Controls

BACKLOG = 8  # messages; a window that is that far behind gets no pictures until it has caught up


@dataclass(slots=True, eq=False)
class Follower:
    """One window: what it has asked to see, and what of that is new since it was answered last."""

    channel: Channel
    look: Look | None = None
    watch: str | None = None
    news: set[str] = field(default_factory=lambda: {"joined"})  # joined, look, watch

    @property
    def is_behind(self) -> bool:
        """Whether it reads more slowly than it is told."""
        return self.channel.backlog > BACKLOG


class Audience:
    """Everybody who follows. `connected`, `heard` and `left` are called by the channels' threads."""

    def __init__(self, controls: Controls) -> None:
        self._controls = controls
        self._lock = threading.Lock()
        self._followers: dict[Channel, Follower] = {}
        self.has_news = False

    def connected(self, channel: Channel) -> None:
        """A window has come; that the run is there it learns at once, the rest from the training thread."""
        channel.send(RunProgress("starting", 0, 0, 0, 0, 0.0, None))
        with self._lock:
            self._followers.setdefault(channel, Follower(channel))
        self._report()

    def heard(self, channel: Channel, message: Message) -> None:
        """A window wants something."""
        if isinstance(message, Control):
            actions = {
                "pause": self._controls.pause,
                "resume": self._controls.resume,
                "step": self._controls.step,
                "stop": self._controls.stop,
            }
            actions[message.action]()
            return
        with self._lock:
            follower = self._followers.setdefault(channel, Follower(channel))
            if isinstance(message, Look):
                follower.look = message
                follower.news.add("look")
            elif isinstance(message, WatchBatchNorm):
                follower.watch = message.path
                follower.news.add("watch")
        self._report()

    def left(self, channel: Channel) -> None:
        """A window has gone."""
        with self._lock:
            self._followers.pop(channel, None)

    def everyone(self) -> list[Follower]:
        """All who are here now."""
        with self._lock:
            return list(self._followers.values())

    def news(self) -> list[tuple[Follower, set[str]]]:
        """Who is new or has asked for something since the last call."""
        with self._lock:
            self.has_news = False
            found = [(follower, follower.news) for follower in self._followers.values() if follower.news]
            for follower, _ in found:
                follower.news = set()
        return found

    def tell(self, message: Message) -> None:
        """Send to all who have been greeted; who has not gets it with the history."""
        for follower in self.everyone():
            if "joined" not in follower.news:
                follower.channel.send(message)

    def dismiss(self, seconds: float) -> None:
        """Let everybody read what was sent, within this time, and end the connections."""
        for follower in self.everyone():
            follower.channel.flush(seconds)

    def _report(self) -> None:
        with self._lock:
            self.has_news = True
        self._controls.wake()
