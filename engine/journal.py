"""A journal of unsaved edits, so that a killed process loses nothing that was done before its last instant.

One file a document: the document as it was last saved, then a line for every edit since. It is deleted when the
document is saved or closed; one that is still there at the next start belongs to a process that died.
"""

import contextlib
import json
import logging
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from engine.document import Document
from engine.edits import Edit, EditError, edit_adapter
from engine.errors import UserError
from engine.files import from_json, to_json
from engine.process import is_running, started_at

log = logging.getLogger(__name__)


def journal_folder() -> Path:
    """Where journals are kept: CONVCANVAS_STATE_DIR, or the system's place for state."""
    base = os.environ.get("CONVCANVAS_STATE_DIR") or platformdirs.user_state_dir("convcanvas")
    return Path(base) / "journals"


class Journal:
    """The journal of one open document. Nothing is written before the first edit, unless the document itself is
    `unsaved`: brought back from another journal."""

    def __init__(self, document: Document, path: Path | None, *, unsaved: bool = False) -> None:
        self._file: Path = journal_folder() / f"{secrets.token_hex(8)}.jsonl"
        self.begin_again(document, path, unsaved=unsaved)

    def begin_again(self, document: Document, path: Path | None, *, unsaved: bool = False) -> None:
        """The document has been saved, or opened: what was written before is no longer needed."""
        self.end()
        # The text is made now, since the document changes under us; it reaches the disk with the first edit.
        self._head = json.dumps(
            {
                "path": str(path) if path else None,
                "pid": os.getpid(),
                "started": started_at(os.getpid()),
                "unsaved": unsaved,
                "document": to_json(document),
            }
        )
        self._begun = False
        if unsaved:
            self._append(b"")

    def write(self, edit: Edit) -> None:
        """Append an edit; the system has it when this returns. A full disk costs the journal, not the work."""
        self._append(edit_adapter().dump_json(edit) + b"\n")

    def _append(self, line: bytes) -> None:
        try:
            if not self._begun:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.write_bytes(self._head.encode() + b"\n")
                self._begun = True
            with self._file.open("ab") as file:
                file.write(line)
        except OSError:
            log.exception("the journal could not be written")

    def end(self) -> None:
        """Delete the journal: the document has been saved or its changes given up."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Recovered:
    """A document brought back from `journal`, and where it had been saved. Forget the journal once it has another."""

    document: Document
    path: Path | None
    journal: Path

    def forget(self) -> None:
        """Delete the journal that this came from."""
        with contextlib.suppress(OSError):
            self.journal.unlink()


def recover() -> list[Recovered]:
    """Bring back what processes that died had not saved."""
    found = []
    for file in sorted(journal_folder().glob("*.jsonl")):
        try:
            head, *lines = file.read_bytes().split(b"\n")
            start = json.loads(head)
            if is_running(start["pid"], start["started"]):
                continue
            document = from_json(start["document"], file.name)
        except (OSError, ValueError, KeyError, TypeError, UserError):
            log.exception("the journal %s cannot be read", file)
            with contextlib.suppress(OSError):
                file.rename(file.with_suffix(".unreadable"))
            continue
        recovered = Recovered(document, Path(start["path"]) if start["path"] else None, file)
        if _replay(document, lines) or start.get("unsaved"):
            found.append(recovered)
        else:
            recovered.forget()
    return found


def _replay(document: Document, lines: list[bytes]) -> int:
    """Apply edits up to the first that is torn or does not fit; how many were applied."""
    applied = 0
    for line in lines:
        try:
            document.apply(edit_adapter().validate_json(line))
        except (ValueError, EditError):
            break
        applied += 1
    return applied
