"""Every message that travels between the window, the engine process and the run processes.

A message is a dataclass; on the wire it is one frame of bytes: the length of its JSON (4 bytes), its JSON, then its
arrays as raw bytes. Nothing is ever pickled.
"""

import json
import math
import struct
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, dataclass_transform

from engine.block import Value
from engine.edits import Edit
from engine.plan import NodePlan, Totals
from engine.problem import Problem

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_LENGTH = struct.Struct("<I")
RunState = Literal["starting", "training", "paused", "stopped", "finished", "failed"]


@dataclass(frozen=True, slots=True)
class Message:
    """The common ancestor; `TYPES` finds a class by its name."""

    TYPES: ClassVar[dict[str, type["Message"]]] = {}


@dataclass_transform(frozen_default=True)
def _message(cls: type[Any]) -> type[Any]:
    made: type[Message] = dataclass(frozen=True, slots=True)(cls)
    Message.TYPES[made.__name__] = made
    return made


# Window to engine ------------------------------------------------------------------------------------------------


@_message
class OpenDocument(Message):
    """The whole document, as `files.to_json` writes it: when it is opened, and after a gap or a restart."""

    document: dict[str, Any]
    revision: int


@_message
class ApplyEdit(Message):
    """One edit; `revision` is the document's after it."""

    document: str
    revision: int
    edit: Edit


@_message
class CloseDocument(Message):
    document: str


@_message
class Look(Message):
    """What the feature-map panel shows: which node, which image, which channels, how large.

    `image` is an index into the held-out images, or the path of an image file. To the engine it is a request for one
    `Maps`; to a run, a standing order: send `Maps` as training goes on. `weights` is a run folder whose last
    checkpoint the engine should use (None: the first weights); a run uses its own. `port` is one of the node's outputs
    (empty: the first).
    """

    document: str
    revision: int
    path: str
    image: int | str
    first: int = 0
    count: int = 64
    side: int = 96
    weights: str | None = None
    port: str = ""


@_message
class FetchData(Message):
    """Make a dataset available: from a folder that has its files, or by download."""

    name: str
    folder: str | None = None


@_message
class CancelFetch(Message):
    name: str


# Engine to window ------------------------------------------------------------------------------------------------


@_message
class EngineReady(Message):
    """The engine can work: its torch, the devices that are there, and which datasets are at hand."""

    torch: str
    devices: list[str]
    data: list[str]


@_message
class PlanChanged(Message):
    """The difference between the plans of two revisions; `since` is None where `nodes` is the whole plan."""

    document: str
    revision: int
    since: int | None
    nodes: dict[str, NodePlan]
    removed: list[str]
    order: list[str] | None  # None: as before
    problems: list[Problem]
    totals: Totals


@_message
class SendAgain(Message):
    """The engine missed an edit of this document and wants the whole of it."""

    document: str


@_message
class Refused(Message):
    """Something could not be done: the class name of the request, and an UserError's sentence and values."""

    request: str
    sentence: str
    values: dict[str, Value]


@_message
class DataProgress(Message):
    """Bytes so far; `total` is 0 while it is unknown."""

    name: str
    done: int
    total: int


@_message
class DataReady(Message):
    name: str


# From the engine (one probe) and from a run (while it trains) ----------------------------------------------------


@_message
class Maps(Message):
    """What an image becomes at one output of a node.

    Arrays: `image` uint8 (H, W) or (H, W, 3); for maps `maps` uint8 (shown, h, w), each scaled to its own range; for
    rows of features `values` float32 (features,). For both, of the shown channels: `low`, `high`, `mean`, `std`
    float32. `probabilities` float32 (classes,) where the network classifies. A sequence is one map with a row for each
    step; of volumes there is the slice through the middle of each.
    """

    document: str
    revision: int
    path: str
    image: int | str
    images: int  # how many held-out images there are
    shape: list[int]  # of the output without its batch
    first: int
    weights: Literal["first", "trained"]
    step: int  # of the training that made these weights
    label: int | None  # what the image really is, where that is known
    classes: list[str]
    arrays: dict[str, Any] = field(default_factory=dict)
    port: str = ""  # the output that is shown
    ports: list[str] = field(default_factory=list)  # all that the node has

    @property
    def channels(self) -> int:
        """How many maps there are in all, or how many features in a row."""
        return 1 if len(self.shape) == 2 or not self.shape else self.shape[0]


# Window to run ---------------------------------------------------------------------------------------------------


@_message
class Control(Message):
    """`step` trains on one batch and pauses."""

    action: Literal["pause", "resume", "step", "stop"]


@_message
class WatchBatchNorm(Message):
    """Send the history of this BatchNorm node, and from now on what is added to it; None: none."""

    path: str | None


# Run to window ---------------------------------------------------------------------------------------------------


@_message
class RunProgress(Message):
    """Where the run is. Steps count from 0 over the whole run; `seconds_left` is None while it is unknown."""

    state: RunState
    epoch: int
    epochs: int
    step: int
    steps: int
    steps_per_second: float
    seconds_left: float | None
    sentence: str = ""  # of an UserError, where it failed
    values: dict[str, Value] = field(default_factory=dict)


@_message
class StepMetrics(Message):
    """Points of the training curves. Arrays: `step` int64, `loss`, `accuracy`, `learning_rate` float32, all (n,).

    `restart` tells that they are the whole history, as it is sent to a window that has just connected.
    """

    restart: bool
    arrays: dict[str, Any] = field(default_factory=dict)


@_message
class EpochMetrics(Message):
    """The end of an epoch; `step` is how many steps had been made. Accuracies are fractions of 1."""

    epoch: int
    step: int
    train_loss: float
    train_accuracy: float
    val_loss: float
    val_accuracy: float
    learning_rate: float
    seconds: float


@_message
class BatchNormSeries(Message):
    """Points in time of one BatchNorm node.

    Arrays: `step` int64 (n,); `running_mean`, `running_var`, `batch_mean`, `batch_var` float32 (n, channels);
    `weight` (γ) and `bias` (β) float32 (channels,), as they are now. `restart`: the whole history.
    """

    path: str
    restart: bool
    channels: int  # all of them; the arrays may hold only the first ones
    eps: float
    momentum: float | None
    arrays: dict[str, Any] = field(default_factory=dict)


# Frames ----------------------------------------------------------------------------------------------------------


_adapters: "dict[type[Message], TypeAdapter[Any]]" = {}


def _adapter(cls: type[Message]) -> "TypeAdapter[Any]":
    if cls not in _adapters:
        from pydantic import TypeAdapter  # a quarter of a second, and not needed before the first message

        _adapters[cls] = TypeAdapter(cls)
    return _adapters[cls]


def encode(message: Message) -> bytes:
    """`message` as one frame."""
    arrays: dict[str, Any] = getattr(message, "arrays", {})
    plain = replace(message, arrays={}) if arrays else message  # type: ignore[call-arg]
    header = {
        "type": type(message).__name__,
        "arrays": [[k, a.dtype.str, a.shape] for k, a in arrays.items()],
    }
    body = _adapter(type(message)).dump_json(plain)
    text = json.dumps(header).encode() + b"\n" + body
    return b"".join([_LENGTH.pack(len(text)), text, *(a.tobytes() for a in arrays.values())])


def decode(frame: bytes) -> Message:
    """The message in `frame`. Raises ValueError where it is not one of ours."""
    try:
        return _decode(frame)
    except (struct.error, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError("this is no message") from error


def _decode(frame: bytes) -> Message:
    (length,) = _LENGTH.unpack_from(frame)
    header_text, _, body = frame[_LENGTH.size : _LENGTH.size + length].partition(b"\n")
    header = json.loads(header_text)
    cls = Message.TYPES.get(header["type"])
    if cls is None:
        raise ValueError(f"no message is called {header['type']!r}")
    message: Message = _adapter(cls).validate_json(body)
    if not header["arrays"]:
        return message
    import numpy as np

    offset, arrays = _LENGTH.size + length, {}
    for name, dtype, shape in header["arrays"]:
        if any(type(size) is not int or size < 0 for size in shape):
            raise ValueError(f"an array of shape {shape!r}")
        count = math.prod(shape)
        arrays[name] = np.frombuffer(frame, np.dtype(dtype), count, offset).reshape(shape)
        offset += count * np.dtype(dtype).itemsize
    return replace(message, arrays=arrays)  # type: ignore[call-arg]
