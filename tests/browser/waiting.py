"""Waits for a page without `Page.wait_for_function`, which evaluates text in the page: its policy does not let it."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Page

PATIENCE = 20.0
"""Seconds, for machines that do other things as well."""


def until(page: Page, expression: str, arg: Any = None) -> None:
    """Return as soon as the expression is true in the page. Raises AssertionError when it does not become so."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)
