"""Waits for a page without `Page.wait_for_function`, which evaluates text in the page: its policy does not let it."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import Page, expect

PATIENCE = 90.0
"""Seconds a step may take: two workers and two servers share the machine that runs the whole suite."""


def until(page: Page, expression: str, arg: Any = None) -> None:
    """Return as soon as the expression is true in the page. Raises AssertionError when it does not become so."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)


def stands_at(page: Page, ending: str) -> None:
    """Wait until the window's address ends with this."""
    expect(page).to_have_url(re.compile(re.escape(ending) + "$"))
