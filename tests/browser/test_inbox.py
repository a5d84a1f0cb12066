"""An editor works on a reader's comment, with the admin in Arabic."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import signed_in
from tests.browser.waiting import until

pytestmark = pytest.mark.browser

WORDS = "أين زر الإرجاع؟"
PREPARE = f"""
from accounts.models import User
from content.streams import raw_headings
from django.utils.text import slugify
from feedback.models import Comment
from feedback.targets import target_key
from kb.models import ArticlePage
from wagtail.users.models import UserProfile

page = next(
    each for each in ArticlePage.objects.filter(locale__language_code="ar", live=True) if raw_headings(list(each.body.raw_data))
)
section = slugify(raw_headings(list(page.body.raw_data))[0], allow_unicode=True)
Comment.objects.create(
    **target_key(page), revision=page.live_revision_id, language="ar", reason="missing", text="{WORDS}",
    email="reader@example.org", section=section, is_helpful=False,
)
profile = UserProfile.get_for_user(User.objects.get(username="demo-editor"))
profile.preferred_language = "ar"
profile.save()
"""
AS_BEFORE = """
from wagtail.users.models import UserProfile

UserProfile.objects.filter(user__username="demo-editor").update(preferred_language="")
"""


@pytest.fixture
def inbox(open_page, demo):
    """The list of comments as an editor sees it who reads Arabic."""
    demo.run(PREPARE)
    with signed_in(open_page, demo, "demo-editor") as window:
        window.goto(f"{demo.address}/admin/feedback/comments/")
        yield window
    # The demo serves the other modules of this worker as well.
    demo.run(AS_BEFORE)


def test_a_comment_is_found_settled_answered_and_its_place_opened(inbox, demo):
    expect(inbox.locator("html")).to_have_attribute("dir", "rtl")
    with inbox.expect_navigation():
        inbox.click(f".inbox__comment a:has-text('{WORDS}')")
    address = inbox.url

    inbox.check("input[name=state][value=planned]")
    with inbox.expect_navigation():
        inbox.click("button[name=save]")
    expect(inbox.locator("input[name=state][value=planned]")).to_be_checked()

    inbox.fill("textarea[name=text]", "الزر في أعلى الصفحة.")
    with inbox.expect_navigation():
        inbox.click("form:has(input[name=answer]) button[type=submit]")
    expect(inbox.locator(".inbox-comment__mail--sent")).to_be_visible()
    assert "reader@example.org" not in inbox.content()

    with inbox.expect_navigation():
        inbox.click("a[href$='/place/']")
    assert re.search(r"/edit/#block-[0-9a-f-]{36}-section$", inbox.url)
    block = inbox.url.partition("#")[2]
    until(inbox, f"document.getElementById('{block}')?.getBoundingClientRect().top < innerHeight")

    inbox.goto(f"{demo.address}/admin/feedback/comments/?state=planned")
    assert inbox.locator(f".inbox__comment a:has-text('{WORDS}')").get_attribute("href") in address
