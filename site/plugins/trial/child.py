"""The process of a trial: `python -m plugins.trial.child` with its order in the environment. Starts the site and tells."""

from __future__ import annotations

import resource
import sys

from plugins.trial.order import Order, current_order

_MOST_BYTES_OF_A_FILE = 64 << 20


def main() -> int:
    """Load the plugins of the order, look at every part of them, and write what failed."""
    order = current_order()
    if order is None:
        return 2
    _limit(order)
    from plugins.trial.examining import examine

    order.answer(examine(order.slugs))
    return 0


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
