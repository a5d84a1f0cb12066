"""From a reader's "No" to the mended article: what the whole room is for."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import signed_in

pytestmark = pytest.mark.browser

ARTICLE = "/en/returns/return-something/"
COUNTED_ANEW = """
from feedback.models import Vote
from feedback.selectors import vote_counts
from kb.models import ArticlePage

article = ArticlePage.objects.get(locale__language_code="en", slug="return-something")
assert Vote.objects.filter(target_id=article.pk).exists(), "the vote is kept"
assert vote_counts(article).total == 0, vote_counts(article)
"""
MORE_ACTIONS = "[data-controller~=w-dropdown] button:has-text('More actions'), .action-menu [data-w-dropdown-target=toggle]"
WORDS = "The label that I printed was refused at the counter."


def test_a_reader_says_no_and_an_editor_mends_it(open_page, demo):
    reader = open_page(ARTICLE)
    reader.locator(".feedback").scroll_into_view_if_needed()
    reader.locator("form[action*='/feedback/'] button[value=no]").click()
    reader.check("input[name=reason][value=inaccurate]")
    reader.fill("#feedback-text", WORDS)
    reader.click(".feedback__actions button")
    reader.wait_for_selector(".feedback__done")

    with signed_in(open_page, demo, "demo-editor") as editor:
        editor.goto(f"{demo.address}/admin/feedback/comments/")
        editor.click(f".inbox__comment a:has-text('{WORDS}')")
        editor.wait_for_selector("input[name=state]")
        comment = editor.url
        editor.click("a[href$='/place/']")
        editor.wait_for_selector("#page-edit-form")
        editor.fill("textarea[name=summary]", "Print the label at home; the counter takes it since May.")
        editor.click(
            "[data-controller~=w-dropdown] button:has-text('More actions'), .action-menu [data-w-dropdown-target=toggle]"
        )
        editor.check("input[name=feedback-restart]")
        editor.click("button[name=action-publish]")
        editor.wait_for_url("**/comments/solved/**")
        # Other tests of this worker may have left comments on the same page.
        editor.check(f"label:has-text('{WORDS}') input[name=comment], li:has-text('{WORDS}') input[name=comment]")
        with editor.expect_navigation():
            editor.click("button:has-text('Close the ticked ones')")
        editor.goto(comment)
        expect(editor.locator("input[name=state][value=done]")).to_be_checked()

    assert "Print the label at home" in open_page(ARTICLE).content()
    demo.run(COUNTED_ANEW)
