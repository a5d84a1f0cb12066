"""The whole way of a translation in Persian: a lead asks for it, a translator takes and writes it, a reviewer approves it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, signed_in

pytestmark = pytest.mark.browser

PEOPLE = {"persian-lead": "leads", "persian-translator": "translators", "persian-reviewer": "reviewers"}
PASSWORD = "correct horse battery"
PREPARE = f"""
import json
from pathlib import Path

from django.conf import settings
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from accounts.models import User
from home.models import HomePage
from kb.models import ArticlePage
from localization.teams import team_ensure

team = team_ensure(Locale.objects.get(language_code="fa"))
for name, role in {PEOPLE!r}.items():
    user = User.objects.create_user(name, f"{{name}}@example.org", {PASSWORD!r})
    user.groups.add(getattr(team, role))
    UserProfile.objects.update_or_create(user=user, defaults={{"preferred_language": "fa"}})
home = HomePage.objects.get(locale__language_code="en")
body = [{{"type": "rich_text", "id": "aa", "value": "<p>We bring it within 14 days.</p>"}}]
article = ArticlePage(title="Bring the chair", summary="To your door.", locale=home.locale, body=json.dumps(body))
home.add_child(instance=article)
article.save_revision().publish()
(Path(settings.VAR) / "asked.txt").write_text(str(article.pk))
"""
WORDS = {"Bring the chair": "آوردن صندلی", "To your door": "تا در خانه.", "14 days": "تا ۱۴ روز می‌آوریم."}
FITS = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture(scope="module")
def article(demo: Demo) -> str:
    """An article that nobody has translated, and a Persian team whose admin is in Persian; the article's primary key."""
    demo.run(PREPARE)
    demo.passwords.update(dict.fromkeys(PEOPLE, PASSWORD))
    return (Path(demo.environment["SANAD_VAR"]) / "asked.txt").read_text()


@pytest.fixture
def window_of(open_page: Callable[..., Page], demo: Demo, article: str) -> Callable[..., Page]:
    """A window of its own for each of the team."""

    def window(name: str, **options: Any) -> Page:
        with signed_in(open_page, demo, name, **options) as page:
            return page

    return window


def test_from_the_request_to_the_reader(window_of, demo, article):
    def admin(page: Page, path: str) -> None:
        page.goto(f"{demo.address}/admin/translations/{path}")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")

    lead = window_of("persian-lead")
    admin(lead, "?q=Bring+the+chair")
    lead.locator(f"a[href*='page={article}'][href*='language=fa']").click()
    expect(lead.locator("input[name=languages][value=fa]")).to_be_checked()
    lead.fill("textarea[name=note]", "لطفاً کوتاه بنویسید.")
    lead.click("button[name=do][value=request]")
    expect(lead.locator(".translations-list > li")).to_have_count(1)

    translator = window_of("persian-translator")
    admin(translator, "queue/?whose=free")
    translator.locator("li:has-text('Bring the chair') button[value=claim]").click()
    admin(translator, "queue/?whose=mine")
    translator.locator(".translations-title", has_text="Bring the chair").click()
    translator.wait_for_selector(".l10n-editor--live")
    for source, words in WORDS.items():
        unit = translator.locator(f".l10n-unit[data-kind=text]:has(.l10n-source:has-text('{source}'))")
        unit.locator(".l10n-field").click()
        translator.keyboard.type(words)
        translator.keyboard.press("Control+Enter")
        expect(unit).to_have_attribute("data-state", "done")
    translator.click("button[name=do][value=submit]")
    expect(translator.locator(".l10n-actions a[href$='/review/']")).to_be_visible()
    assert translator.goto(f"{demo.address}/fa/").ok
    expect(translator.get_by_text(WORDS["Bring the chair"])).to_have_count(0)

    reviewer = window_of("persian-reviewer")
    admin(reviewer, "queue/?whose=review")
    reviewer.locator(".translations-title", has_text="Bring the chair").click()
    expect(reviewer.locator(".translations-text[lang=fa]").first).to_have_css("direction", "rtl")
    expect(reviewer.locator(".translations-text[lang=en]").first).to_have_css("direction", "ltr")
    expect(reviewer.locator(".translations-text[lang=fa]", has_text=WORDS["14 days"])).to_be_visible()
    reviewer.click("button[name=do][value=approve]")
    expect(reviewer).to_have_url(re.compile("/queue/"))

    reader = window_of("persian-translator")
    reader.goto(f"{demo.address}/en/bring-the-chair/")
    reader.click(".menu--language > summary")
    reader.click(".menu--language a[hreflang=fa]")
    expect(reader.locator("h1")).to_have_text(WORDS["Bring the chair"])
    expect(reader.locator("main")).to_contain_text(WORDS["14 days"])
    expect(reader.locator("html")).to_have_attribute("lang", "fa")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_screens_of_the_work_fit_and_are_accessible(window_of, demo, article, width):
    page = window_of("persian-lead", width=width)
    paths = ("", "queue/?whose=team", "jobs/", "language/fa/", "teams/", "notices/", f"jobs/request/?page={article}")
    for path in paths:
        page.goto(f"{demo.address}/admin/translations/{path}")
        page.wait_for_load_state()
        assert page.evaluate(FITS), path
        found = Axe().run(page, context="#main").response["violations"]
        assert [(path, each["id"], each["nodes"][0]["html"][:200]) for each in found] == []
