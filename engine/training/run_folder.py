"""The folder of a run: what was trained, how it goes, and everything that it measured. Loads no torch.

run.json        ids, hash of the graph, versions, device, threads
document.json   the network, as it was when training began
recipe.json     all settings, resolved
state.json      status, process, heartbeat; the sentence that explains a failure
key             where the run listens, and the key to it; for its owner alone
metrics.jsonl   one JSON object a line: every step and every epoch
checkpoints/    last.pt, weights.safetensors
log.txt         what the process printed
"""

import hashlib
import json
import os
import re
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, get_args

import platformdirs

from engine import files, process
from engine.block import Value
from engine.document import Document
from engine.errors import UserError
from engine.messages import RunState
from engine.training import recipe as recipes
from engine.training.recipe import Recipe

HEARTBEAT = 2.0  # seconds between two of them
LATE = 15.0  # seconds in which a process that was started has to report


@dataclass(frozen=True, slots=True)
class State:
    """How a run goes, for whoever finds its folder. Times are in seconds since 1970."""

    status: RunState = "starting"
    pid: int = 0  # 0: the process has not reported yet
    started: float | None = None  # when the process began: a pid alone may belong to another by now
    heartbeat: float = 0.0
    address: str = ""  # where the run listens; the key to it lies in the file `key`
    epoch: int = 0
    epochs: int = 0
    step: int = 0
    steps: int = 0
    sentence: str = ""  # of a failure: an UserError's sentence and values
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Whether the run has come to its end, whatever that was."""
        return self.status in ("stopped", "finished", "failed")


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a run is, from run.json."""

    folder: Path
    id: str
    title: str
    document: str
    graph: str  # graph_hash of the document
    created: float
    device: str = ""
    threads: int = 0
    versions: dict[str, str] = field(default_factory=dict)


def runs_folder() -> Path:
    """Where runs are kept."""
    folder = os.environ.get("CONVCANVAS_RUNS_DIR")
    return Path(folder) if folder else Path(platformdirs.user_data_dir("convcanvas", False)) / "runs"


def new_run_folder(title: str) -> Path:
    """Make an empty folder for a run, named by the time and the title of what is trained."""
    stem = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40] or "network"
    name = f"{time.strftime('%Y-%m-%d_%H-%M-%S')}_{stem}"
    for number in range(1, 1000):
        folder = runs_folder() / (name if number == 1 else f"{name}_{number}")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        except OSError as error:
            raise files.cannot_write(folder, error) from error
        return folder
    raise UserError("No folder could be made for the run in {folder}. Empty it.", {"folder": str(runs_folder())})


def holds_run(folder: Path) -> bool:
    """Whether there is a run in `folder` already."""
    return (folder / "run.json").exists() or (folder / "document.json").exists()


def prepare(folder: Path, document: Document, recipe: Recipe | None = None) -> None:
    """Write what is to be trained into an empty folder; the run itself adds the rest. Raises UserError."""
    recipe = recipe or recipes.resolve(document.recipe)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.cannot_write(folder / "run.json", error) from error
    files.save(document, folder / "document.json")
    write_recipe(folder, recipe)
    info = RunInfo(folder, secrets.token_hex(6), document.title, document.id, graph_hash(document), time.time())
    write_info(info)
    write_state(folder, State(heartbeat=time.time(), epochs=recipe.epochs))


def graph_hash(document: Document) -> str:
    """What identifies the network: its nodes and edges, without layout, title and recipe."""
    groups = files.to_json(document)["groups"]
    for node in (node for group in groups for node in group["nodes"]):
        node.pop("x", None)
        node.pop("y", None)
    text = json.dumps([document.root, groups], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_document(folder: Path) -> Document:
    """What was trained."""
    return files.load(folder / "document.json")


def read_recipe(folder: Path) -> Recipe:
    """How it was trained."""
    return recipes.resolve(_read_object(folder / "recipe.json"))


def write_recipe(folder: Path, recipe: Recipe) -> None:
    """Keep the settings of the run."""
    _write_object(folder / "recipe.json", asdict(recipe))


def read_info(folder: Path) -> RunInfo:
    """What the run is. Raises UserError where the folder holds none."""
    raw = _read_object(folder / "run.json")
    try:
        return RunInfo(folder, **{f.name: raw[f.name] for f in fields(RunInfo) if f.name in raw})
    except TypeError as error:
        raise _broken(folder / "run.json") from error


def write_info(info: RunInfo) -> None:
    """Keep what the run is."""
    raw = asdict(info)
    del raw["folder"]
    _write_object(info.folder / "run.json", raw)


def read_state(folder: Path) -> State:
    """How the run goes. Raises UserError where the folder holds none."""
    raw = _read_object(folder / "state.json")
    if raw.get("status") not in get_args(RunState):
        raise _broken(folder / "state.json")
    known = {f.name: raw[f.name] for f in fields(State) if f.name in raw}
    defaults = State()
    if any(isinstance(getattr(defaults, name), str) != isinstance(value, str) for name, value in known.items()):
        raise _broken(folder / "state.json")
    return State(**known)


def write_state(folder: Path, state: State) -> None:
    """Keep how the run goes."""
    _write_object(folder / "state.json", asdict(state))


def list_runs() -> list[RunInfo]:
    """All runs in the runs folder, the newest first; what cannot be read is left out."""
    found = []
    folder = runs_folder()
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            found.append(read_info(entry))
        except UserError:
            continue
    return sorted(found, key=lambda info: info.created, reverse=True)


def is_alive(state: State) -> bool:
    """Whether the process of this state still runs: the same process, not another that got its number."""
    if state.ended:
        return False
    if state.pid == 0:
        return time.time() - state.heartbeat < LATE
    return process.is_running(state.pid, state.started, state.heartbeat)


def check_free(folder: Path) -> None:
    """Raise UserError where another process trains in this folder: two must not write into one."""
    if not (folder / "state.json").exists():
        return
    state = read_state(folder)
    if state.pid != os.getpid() and state.pid and is_alive(state):
        raise UserError(
            "The run in {folder} is being trained by process {pid}. Stop that first.",
            {"folder": str(folder), "pid": state.pid},
        )


def this_process() -> State:
    """A state that names this process."""
    return State(pid=os.getpid(), started=process.started_at(os.getpid()), heartbeat=time.time())


def append_metrics(folder: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    """Add lines to metrics.jsonl. Raises UserError."""
    text = "".join(json.dumps(entry, allow_nan=False) + "\n" for entry in entries)
    path = folder / "metrics.jsonl"
    try:
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise files.cannot_write(path, error) from error


def read_metrics(folder: Path) -> list[dict[str, Any]]:
    """All lines of metrics.jsonl that are whole; a line that was cut off when the run died is left out."""
    path = folder / "metrics.jsonl"
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
    except OSError as error:
        raise files.cannot_read(path, error) from error
    found = []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and entry.get("kind") in ("step", "epoch"):
            found.append(entry)
    return found


def forget_metrics_after(folder: Path, step: int) -> list[dict[str, Any]]:
    """Keep only what was measured in the first `step` steps, from where the run goes on; and return it."""
    entries = read_metrics(folder)
    kept = [e for e in entries if (e["step"] < step if e["kind"] == "step" else e["step"] <= step)]
    text = "".join(json.dumps(entry) + "\n" for entry in kept)
    files.write_atomically(folder / "metrics.jsonl", text.encode())
    return kept


def write_key(folder: Path, address: str, key: bytes) -> None:
    """Keep where the run listens and the key to it, readable by its owner alone from the first moment on."""
    path = folder / "key"
    temporary = folder / f".key.{secrets.token_hex(4)}.part"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump({"address": address, "key": key.hex()}, file)
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise files.cannot_write(path, error) from error


def read_key(folder: Path) -> tuple[str, bytes]:
    """Where the run listens, and the key to it. Raises UserError where it does not listen."""
    raw = _read_object(folder / "key")
    try:
        return str(raw["address"]), bytes.fromhex(raw["key"])
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(folder / "key") from error


def remove_key(folder: Path) -> None:
    """The run listens no more."""
    (folder / "key").unlink(missing_ok=True)


def _read_object(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_bytes())
    except OSError as error:
        raise files.cannot_read(path, error) from error
    except ValueError as error:
        raise _broken(path) from error
    if not isinstance(raw, dict):
        raise _broken(path)
    return raw


def _write_object(path: Path, value: Mapping[str, Any]) -> None:
    files.write_atomically(path, (json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode())


def _broken(path: Path) -> UserError:
    return UserError("{path} is broken, so the run cannot be read. Choose another run.", {"path": str(path)})
