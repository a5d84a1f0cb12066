"""Every kind of page in a real browser: accessible, and never wider than its window."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PATHS = {
    "home": "/{}/",
    "category": "/{}/returns/",
    "article": "/{}/returns/return-something/",
    "faq": "/{}/questions/",
    "plain page": "/{}/pricing/",
    "search": "/{}/search/?q=30",
    "nothing found": "/{}/search/?q=xyzzyqwv",
    "sign-in": "/{}/account/login/",
    "missing page": "/{}/no-such-page/",
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("kind", PATHS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing(open_page, kind, language):
    for width, scheme in ((1280, "light"), (390, "dark")):
        # axe sets styles of its own, which our policy would refuse.
        page = open_page(PATHS[kind].format(language), width=width, scheme=scheme, bypass_csp=True)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{width} {scheme}\n{found.generate_report()}"


@pytest.mark.parametrize("kind", PATHS)
@pytest.mark.parametrize("language", ["en", "ar", "fa", "id"])
def test_no_page_scrolls_sideways(open_page, kind, language):
    page = open_page(PATHS[kind].format(language), width=320)
    for width in (320, 768, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
