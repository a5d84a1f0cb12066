"""`python -m config.server`: serve the site in the foreground."""

from __future__ import annotations

import argparse
import multiprocessing
import sys

from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment
from config.server.options import APPLICATION, read_options
from config.server.sockets import CannotListen
from config.server.supervisor import Supervisor


def main() -> int:
    """Serve; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m config.server", description="Serve the site until SIGTERM; SIGHUP reloads it."
    )
    parser.add_argument("--bind", default="", help="HOST:PORT or unix:/path, instead of SANAD_WEB_BIND")
    parser.add_argument("--workers", type=int, default=0, help="processes, instead of SANAD_WEB_WORKERS")
    parser.add_argument("--application", default=APPLICATION, help=argparse.SUPPRESS)
    given = parser.parse_args()
    # A process that is forked would know the modules of this one, and run old code after a reload.
    multiprocessing.set_start_method("spawn")
    try:
        Supervisor(read_options(Environment(), bind=given.bind, workers=given.workers, application=given.application)).run()
    except ImproperlyConfigured as error:
        print(f"The settings are not usable: {error}", file=sys.stderr)
        return 1
    except CannotListen as error:
        print(f"The server {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
