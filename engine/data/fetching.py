"""Makes a dataset available, from the network or from a folder that has its files, after checking them."""

import gzip
import hashlib
import io
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path

from engine import files
from engine.data.catalogue import MNIST_FILES, facts, stored_at
from engine.errors import UserError

CHUNK = 64 * 1024
PATIENCE = 10.0  # seconds to wait for a server
DOWNLOAD_BYTES = 11_594_722  # of the four packed files as they are published
MOST = 64 * 1024 * 1024  # bytes of one file unpacked; the largest has 47 million

Progress = Callable[[int, int], None]  # bytes so far, and of all files together
Cancelled = Callable[[], bool]


class FetchCancelled(UserError):
    """Whoever asked for the data does not want it any more; nothing was stored."""

    def __init__(self) -> None:
        super().__init__("Fetching was cancelled, and nothing was stored. Fetch again when you want the data.")


def fetch(name: str, folder: str | None, progress: Progress, cancelled: Cancelled) -> None:
    """Bring the files of dataset `name` to where they are kept, by download or from `folder`.

    All of them are checked before the first is stored, and each appears whole or not at all. Raises
    UserError; FetchCancelled, which is one, where `cancelled` says so.
    """
    if facts(name).included:
        return
    if folder is None:
        found = _download(progress, cancelled)
    else:
        found = _collect(Path(folder), progress, cancelled)
    target = stored_at(name)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.cannot_write(target, error) from error
    for file, data in found.items():
        files.write_atomically(target / file, data)


def _download(progress: Progress, cancelled: Cancelled) -> dict[str, bytes]:
    """The four files, unpacked. Addresses and MD5 sums are those that torchvision knows."""
    from torchvision.datasets import MNIST  # two seconds, and needed only here

    found: dict[str, bytes] = {}
    done = 0
    for packed, md5 in MNIST.resources:
        data = _from_any([mirror + packed for mirror in MNIST.mirrors], md5, done, progress, cancelled)
        done += len(data)
        found[packed.removesuffix(".gz")] = _unpacked(data, packed)
    return found


def _from_any(urls: list[str], md5: str, done: int, progress: Progress, cancelled: Cancelled) -> bytes:
    """The file with this MD5 sum, from the first of these addresses that gives it."""
    fault = ""
    for url in urls:
        try:
            data = _get(url, done, progress, cancelled)
        except urllib.error.URLError as error:
            fault = str(error.reason)
        except (OSError, HTTPException, ValueError) as error:
            fault = str(error) or type(error).__name__
        else:
            if hashlib.md5(data, usedforsecurity=False).hexdigest() == md5:
                return data
            fault = "what the server sent is not the file"
    raise UserError(
        "The images could not be downloaded: {fault}. Check the network, or take the files from a folder; "
        "the 5,000 digits that come with ConvCanvas go on working.",
        {"fault": fault},
    )


def _get(url: str, done: int, progress: Progress, cancelled: Cancelled) -> bytes:
    """What is at `url`; `done` bytes were fetched before it."""
    _check(cancelled)
    data = bytearray()
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        length = int(answer.headers.get("Content-Length") or 0)
        while chunk := answer.read(CHUNK):
            data += chunk
            if len(data) > MOST:
                raise ValueError("the server sends too much")
            progress(done + len(data), DOWNLOAD_BYTES)
            _check(cancelled)
    if length and len(data) != length:
        raise ValueError("the connection ended too early")
    return bytes(data)


def _collect(folder: Path, progress: Progress, cancelled: Cancelled) -> dict[str, bytes]:
    """The four files, unpacked, from a folder that has them: packed or not, in it or in a `raw` below it."""
    found: dict[str, bytes] = {}
    paths = {name: _find(folder, name) for name in MNIST_FILES}
    sizes = {name: path.stat().st_size for name, path in paths.items()}
    done = 0
    for name, md5 in MNIST_FILES.items():
        _check(cancelled)
        path = paths[name]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise files.cannot_read(path, error) from error
        if data[:2] == b"\x1f\x8b":
            data = _unpacked(data, str(path))
        if hashlib.md5(data, usedforsecurity=False).hexdigest() != md5:
            raise UserError(
                "{path} is not the file of MNIST that its name says, or it is damaged. Get it anew.",
                {"path": str(path)},
            )
        found[name] = data
        done += sizes[name]
        progress(done, sum(sizes.values()))
    return found


def _find(folder: Path, name: str) -> Path:
    """Where `name` lies, also packed, or with a dot in it as some archives have it."""
    for place in (folder, folder / "raw", folder / "MNIST" / "raw"):
        for spelling in (name, name.replace("-idx", ".idx")):
            for path in (place / spelling, place / f"{spelling}.gz"):
                if path.is_file():
                    return path
    raise UserError(
        "{folder} has no file {name} or {name}.gz. Choose the folder that holds the four files of MNIST.",
        {"folder": str(folder), "name": name},
    )


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            unpacked = file.read(MOST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UserError("{path} is damaged and cannot be unpacked. Get it anew.", {"path": name}) from error
    if len(unpacked) > MOST:
        raise UserError("{path} is too large for a file of MNIST. Get it anew.", {"path": name})
    return unpacked


def _check(cancelled: Cancelled) -> None:
    if cancelled():
        raise FetchCancelled
