"""ConvCanvas: the window, or with a subcommand as first argument the command line."""

import multiprocessing
import sys


def console() -> int:
    """Hand over to the window or to the command line; the exit status."""
    multiprocessing.freeze_support()
    if len(sys.argv) > 1:  # without arguments the window comes sooner
        from engine import cli

        if cli.takes(sys.argv[1:]):
            return cli.main(sys.argv[1:])
    from designer import app

    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(console())
