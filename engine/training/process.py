"""The process of a run: it listens from its first moment on, trains, tells everybody how it ended, and goes.

It listens before torch is loaded, which takes seconds, so that a window can connect at once.
"""

import contextlib
import logging
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType

from engine.channel import Server, new_key
from engine.training import run_folder
from engine.training.audience import Audience
from engine.training.controls import Controls

FAREWELL = 3.0  # seconds for a window to read the end
log = logging.getLogger(__name__)


def serve(folder: Path, device: str, *, paused: bool = False, resume: bool = False) -> int:
    """Train what `folder` holds, as `python main.py run` does; the exit status."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    folder = folder.resolve()
    controls = Controls(paused=paused)
    stop_on_signals(controls)
    audience = Audience(controls)
    run_folder.check_free(folder)
    key = new_key()
    server = Server(key, audience.connected, audience.heard, audience.left)
    try:
        run_folder.write_state(folder, replace(run_folder.this_process(), address=server.address))
        run_folder.write_key(folder, server.address, key)
        from engine.training.run import run  # torch

        status = run(folder, device, resume=resume, controls=controls, audience=audience, address=server.address)
        log.info("the run is %s", status)
        return 0
    finally:
        with contextlib.suppress(OSError):
            run_folder.remove_key(folder)
        server.close()
        audience.dismiss(FAREWELL)


def stop_on_signals(controls: Controls) -> Callable[[], None]:
    """SIGTERM and Ctrl-C end training after the step at hand; the same once more ends the process as usual.

    Gives back a function that makes signals do again what they did before.
    """
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def stop(number: int, frame: FrameType | None) -> None:
        controls.stop()
        restore()

    for number in before:
        signal.signal(number, stop)
    return restore
