"""The process of a trial: `python -m plugins.trial.child` with its order in the environment. Starts the site and tells."""

from __future__ import annotations

import io
import resource
import sys
from typing import TextIO

from plugins.trial.order import Order, current_order

_MOST_BYTES_OF_A_FILE = 64 << 20


def main() -> int:
    """Load the plugins of the order, look at every part of them, and write what failed."""
    order = current_order()
    if order is None:
        return 2
    _limit(order)
    for name in ("stdout", "stderr"):
        kept = _kept(getattr(sys, name))
        setattr(sys, name, kept)
        setattr(sys, f"__{name}__", kept)
    from plugins.trial.examining import examine

    order.answer(examine(order.slugs))
    return 0


class _Kept(io.TextIOWrapper):
    """A stream of the process. It is closed by the end of it only: without it not even the log can be set up."""

    def close(self) -> None:
        """Raise in whose code it is closed, so that the plugin and its line are known."""
        if not sys.is_finalizing():
            raise RuntimeError(f"It closes {self.name}, which belongs to the whole process")


def _kept(stream: TextIO) -> TextIO:
    encoding, errors = stream.encoding, stream.errors
    return _Kept(stream.detach(), encoding=encoding, errors=errors, line_buffering=True)  # type: ignore[attr-defined]


def _limit(order: Order) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, order.bytes_of_memory),
        (resource.RLIMIT_FSIZE, _MOST_BYTES_OF_A_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main())
