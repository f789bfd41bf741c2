"""A journal of unsaved edits, so that a killed process loses nothing that was done before its last instant.

One file a document: the document as it was last saved, then a line for every edit since. It is deleted when the
document is saved or closed; one that is still there at the next start belongs to a process that died.

Each line begins with a checksum of itself and of all before it. A line that a full or failing disk has changed is
thereby told from one that was written so, and what is brought back is what the document once was.
"""

import contextlib
import json
import logging
import os
import secrets
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from engine.document import Document
from engine.edits import Edit, EditError, edit_adapter
from engine.errors import UserError
from engine.files import from_json, to_json
from engine.limits import MAXIMUM_FRAME, MAXIMUM_JOURNAL
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
        self._file: Path = journal_folder() / _new_name()
        self._sum = self._size = 0  # the checksum of all lines, and the bytes of those after the first
        self.begin_again(document, path, unsaved=unsaved)

    def begin_again(self, document: Document, path: Path | None, *, unsaved: bool = False) -> None:
        """The document has been saved, or opened: what was written before is no longer needed."""
        self.end()
        self._document, self._path = document, path
        # The text is made now, since the document changes under us; it reaches the disk with the first edit.
        self._head = self._heading(unsaved)
        self._begun = False
        if unsaved:
            self._append(b"")

    def write(self, edit: Edit) -> None:
        """Append an edit that has been carried out; the system has it when this returns.

        A full disk costs the journal, not the work.
        """
        try:
            line = edit_adapter().dump_json(edit)
        except ValueError:  # such as half a character, which the text of the whole document can hold
            self._begin_anew()
            return
        if self._size + len(line) <= MAXIMUM_JOURNAL or not self._begin_anew():
            self._append(line)

    def _heading(self, unsaved: bool) -> bytes:
        return json.dumps(
            {
                "path": str(self._path) if self._path else None,
                "pid": os.getpid(),
                "started": started_at(os.getpid()),
                "unsaved": unsaved,
                "document": to_json(self._document),
            }
        ).encode()

    def _begin_anew(self) -> bool:
        """Write the document as it is by now in the place of many edits; the old journal stays until this is done."""
        before = self._file, self._head, self._begun, self._sum
        self._file, self._head, self._begun = self._file.with_name(_new_name()), self._heading(True), False
        if self._append(b""):
            with contextlib.suppress(OSError):
                before[0].unlink(missing_ok=True)
            return True
        (self._file, self._head, self._begun, self._sum), self._size = before, 0  # it is tried again after as much
        return False

    def _append(self, line: bytes) -> bool:
        try:
            if not self._begun:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._sum, self._size = zlib.crc32(self._head), 0
                self._file.write_bytes(_signed(self._sum, self._head))
                self._begun = True
            if line:
                total = zlib.crc32(line, self._sum)
                with self._file.open("ab") as file:
                    file.write(_signed(total, line))
                self._sum, self._size = total, self._size + len(line)
        except OSError:
            log.exception("the journal could not be written")
            return False
        return True

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
    """Bring back what processes that died had not saved. What cannot be read is set aside, never deleted."""
    found = []
    for file in sorted(journal_folder().glob("*.jsonl")):
        try:
            recovered, is_worth_it = _recovered(file)
        except _Busy:
            continue
        except (OSError, ValueError, KeyError, TypeError, RecursionError, UserError):
            log.exception("the journal %s cannot be read", file)
            with contextlib.suppress(OSError):
                file.rename(file.with_suffix(".unreadable"))
            continue
        if is_worth_it:
            found.append(recovered)
        else:
            recovered.forget()
    return found


class _Busy(Exception):
    """The process that writes this journal still runs."""


def _recovered(file: Path) -> tuple[Recovered, bool]:
    """What a journal brings back, and whether that is more than what had been saved."""
    if file.stat().st_size > MAXIMUM_FRAME + 2 * MAXIMUM_JOURNAL:
        raise ValueError("larger than any journal of ours")
    head, *lines = file.read_bytes().split(b"\n")
    start, total = _checked(head, 0)
    if start is None:
        raise ValueError("its first line has been damaged")
    raw: dict[str, Any] = json.loads(start)
    if is_running(raw["pid"], raw["started"]):
        raise _Busy
    document = from_json(raw["document"], file.name)
    recovered = Recovered(document, Path(raw["path"]) if raw["path"] else None, file)
    applied = _replay(document, lines, total)
    return recovered, bool(applied or raw["unsaved"])


def _replay(document: Document, lines: list[bytes], total: int) -> int:
    """Apply edits up to the first that is torn, damaged or does not fit; how many were applied."""
    applied = 0
    for line in lines:
        text, total = _checked(line, total)
        if text is None:
            break
        try:
            document.apply(edit_adapter().validate_json(text))
        except (ValueError, EditError):
            break
        applied += 1
    return applied


def _signed(total: int, line: bytes) -> bytes:
    return b"%08x %s\n" % (total, line)


def _checked(line: bytes, before: int) -> tuple[bytes | None, int]:
    """The line without its checksum, or None where that is not right; and the checksum of all lines so far."""
    text = line[9:]
    total = zlib.crc32(text, before)
    return (text if line[:9] == b"%08x " % total else None), total


def _new_name() -> str:
    return f"{secrets.token_hex(8)}.jsonl"
