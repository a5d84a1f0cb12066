"""Every kind of page the format knows, with its fields; pictures; home pages."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from wagtail.images import get_image_model

from content.audiences import Audience
from faq_blocks.models import FaqPage
from home.models import PlainPage
from tests.importing.conftest import article, category
from wiki.models import PolicyExceptionPage, PolicyPage, SpacePage, WikiPage

pytestmark = pytest.mark.django_db

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.fixture
def desk(folder):
    """A wiki with a policy and its exception, a public page, questions, a plain page."""
    policy: dict[str, Any] = {
        "kind": "policy",
        "number": "P-1",
        "owner": "Lead",
        "rule": "Thirty days.",
        "public_page": "../a/x.md",
    }
    exception: dict[str, Any] = {
        "kind": "exception",
        "policy": "../p.md",
        "condition": "Late.",
        "grants": "All.",
        "outcome": "allowed",
        "approver": "manager",
        "valid_from": "2026-01-01",
        "approved_on": "2025-12-15",
        "approved_by": "Head",
        "limit": "up to 9",
    }
    folder.write(
        {
            "en/a/.category.yml": category("A"),
            "en/a/x.md": article("X"),
            "en/q.md": article("Q", "# T\n\n## Why?\n\nSo.", kind="faq"),
            "en/about.md": article("About", kind="page"),
            "en/w/.category.yml": category("Wiki", kind="space"),
            "en/w/deep/.category.yml": category("Deep", kind="wiki"),
            "en/w/deep/note.md": article("Note", kind="wiki"),
            "en/w/p.md": article("Policy", **policy),
            "en/w/p/e.md": article("Exception", **exception),
        }
    )
    report = folder.run(under="home")
    assert not report.has_errors, report.problems
    return folder


@pytest.mark.parametrize(
    ("source_id", "model"),
    [
        ("q.md", FaqPage),
        ("about.md", PlainPage),
        ("w", SpacePage),
        ("w/deep", WikiPage),
        ("w/deep/note.md", WikiPage),
        ("w/p.md", PolicyPage),
        ("w/p/e.md", PolicyExceptionPage),
    ],
)
def test_a_kind_becomes_its_type_of_page(desk, source_id, model):
    assert type(desk.page(source_id)) is model


def test_wiki_pages_are_for_agents_whatever_their_file_says(desk):
    audiences = {
        source_id: desk.page(source_id).effective_audience for source_id in ("w", "w/deep/note.md", "w/p/e.md", "a/x.md")
    }
    assert audiences == {"w": Audience.AGENT, "w/deep/note.md": Audience.AGENT, "w/p/e.md": Audience.AGENT, "a/x.md": 0}


def test_a_policy_has_its_fields_and_its_public_page(desk):
    policy = desk.page("w/p.md")
    assert (policy.number, policy.policy_owner, policy.rule) == ("P-1", "Lead", "Thirty days.")
    assert policy.public_page_id == desk.page("a/x.md").pk


def test_an_exception_stands_below_its_policy_with_its_fields(desk):
    exception = desk.page("w/p/e.md")
    assert exception.get_parent().specific == desk.page("w/p.md")
    assert (exception.outcome, exception.approver, exception.limit) == ("allowed", "manager", "up to 9")
    assert (exception.valid_from, exception.status) == (datetime.date(2026, 1, 1), "valid")


def test_questions_of_a_faq_page_are_an_accordion(desk):
    [block] = desk.page("q.md").body.raw_data
    assert (block["type"], block["value"]["heading"]) == ("faq_accordion", "T")


def test_a_picture_is_in_the_library_once_however_many_pages_show_it(folder):
    text = "![A box](../../images/box.svg)"
    folder.write(
        {
            "images/box.svg": PICTURE,
            "en/a/.category.yml": category("A"),
            "en/a/x.md": article("X", text),
            "en/a/y.md": article("Y", text),
        }
    ).run()
    image = get_image_model().objects.get()
    assert (image.title, image.is_svg()) == ("A box", True)
    assert {folder.page(f"a/{name}.md").body.raw_data[0]["value"]["image"] for name in "xy"} == {image.pk}


def test_a_second_run_makes_no_second_picture(folder):
    files = {"images/box.svg": PICTURE, "en/a/.category.yml": category("A")}
    folder.write({**files, "en/a/x.md": article("X", "![A box](../../images/box.svg)")}).run()
    folder.write({"en/a/x.md": article("X", "Now ![A box](../../images/box.svg)\n\n![A box](../../images/box.svg)")}).run()
    assert get_image_model().objects.count() == 1


def holds(stored, raw) -> bool:
    """Whether everything in a raw value is in the stored one, which may have further fields with their defaults."""
    if isinstance(raw, dict):
        return isinstance(stored, dict) and all(name in stored and holds(stored[name], each) for name, each in raw.items())
    if isinstance(raw, list):
        return isinstance(stored, list) and len(stored) == len(raw) and all(map(holds, stored, raw))
    return stored == raw


def test_stored_blocks_are_what_their_blocks_would_store(folder):
    """Nothing is lost or changed when the raw JSON is read into blocks and written again."""
    text = (
        "a\n\n::: steps\n1. One\n:::\n\n| A |\n| --- |\n| b |\n\n::: audience agent\nSecret.\n:::\n\n::: faq F\n### Q\n\nA.\n:::"
    )
    folder.write({"en/a/.category.yml": category("A"), "en/a/x.md": article("X", text)}).run()
    body = folder.page("a/x.md").body
    raw = [dict(each) for each in body.raw_data]
    assert holds([child.get_prep_value() for child in body], raw)
