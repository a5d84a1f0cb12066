"""`python -m script.lib.settings_page`: write the reference of settings."""

from __future__ import annotations

import sys

from script.lib.environment import ROOT
from script.lib.settings_page.page import PAGE, complaints, page


def main() -> int:
    """Write it; returns 1 when something is read and not described, or the other way round."""
    if wrong := complaints(ROOT):
        print("\n".join(wrong), file=sys.stderr)
        return 1
    (ROOT / PAGE).write_text(page(ROOT), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
