"""Nothing that acts reaches a reader out of rich text: not from the editor, not from a row that something else has written."""

from __future__ import annotations

import importlib.util
import json
from typing import Any

import pytest
from django.urls import reverse
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.rich_text import clean_rich_text
from kb.models import ArticlePage, CategoryPage
from tests.conftest import SHARED
from tests.factories import add_page

HOSTILE = SHARED / "hostile"
needs_samples = pytest.mark.skipif(not HOSTILE.is_dir(), reason="the folder of hostile samples is not beside the project")

KEPT = (
    '<h2>A</h2><p><b>b</b> <i>i</i> <a href="/en/">l</a> <code>c</code></p><ul><li>x<br>y</li></ul><hr><blockquote>q</blockquote>'
)


def judge_module() -> Any:
    spec = importlib.util.spec_from_file_location("hostile_judge_2", HOSTILE / "judge.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def vectors() -> list[dict[str, Any]]:
    found = json.loads((HOSTILE / "xss.json").read_text(encoding="utf-8"))["vectors"] if HOSTILE.is_dir() else []
    return [each for each in found if each["kind"] == "html"]


def test_what_the_editor_makes_stays_as_it_is():
    assert clean_rich_text(KEPT) == KEPT


@needs_samples
@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["id"])
def test_stored_html_is_cleaned_when_it_is_shown(vector):
    problems, text = judge_module().judge(clean_rich_text(vector["input"]), own_id_prefixes=[])
    assert problems == []
    assert not vector["keep_text"] or vector["keep_text"] in text


@pytest.mark.parametrize("block", ["rich_text", "callout", "steps", "table"])
@pytest.mark.django_db
def test_a_stored_script_does_not_reach_the_page(home, client, block):
    hostile = '<p>calm<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">go</a></p>'
    value: Any = {
        "rich_text": hostile,
        "callout": {"kind": "info", "title": "", "text": hostile},
        "steps": {"steps": [{"title": "One", "text": hostile}]},
        "table": {
            "table": {"columns": [{"type": "text", "heading": "A"}], "rows": [{"values": [hostile]}], "caption": ""},
            "row_headers": False,
        },
    }[block]
    shelf = add_page(home, CategoryPage, "Shelf")
    page = add_page(shelf, ArticlePage, "A", body=[{"type": block, "value": value}])
    shown = client.get(page.link).content.decode().partition('<div class="prose"')[2]
    assert "calm" in shown
    assert "alert(1)" not in shown
    assert "onerror" not in shown


def test_a_plain_rich_text_value_of_any_block_is_cleaned():
    assert "script" not in str(RichText("<p>a</p><script>alert(1)</script>"))


@pytest.mark.parametrize(
    "hostile",
    [
        '<p>x<script>alert(1)</script></p><p><a href="javascript:alert(1)">go</a></p><p><img src="x" onerror="alert(1)"/></p>',
        '<p><a href="data:text/html,<script>alert(1)</script>">go</a><iframe src="//evil.example"></iframe></p>',
    ],
)
@pytest.mark.django_db
def test_what_an_editor_submits_is_cleaned_before_it_is_stored(home, client, superuser, hostile):
    """The form is what the editor's script sends, with HTML in it that the script would never make."""
    shelf = add_page(home, CategoryPage, "Shelf")
    page = add_page(shelf, ArticlePage, "A")
    client.force_login(superuser)
    data = {"title": "A", "slug": "a", "body": streamfield([("rich_text", rich_text(hostile))])}
    data |= {"action-publish": "1", "audience": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    fields = form_fields(client, page) | nested_form_data(data)
    assert client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), fields).status_code == 302
    [stored] = ArticlePage.objects.get(pk=page.pk).body.raw_data
    assert not any(word in stored["value"] for word in ("script", "onerror", "data:", "<iframe"))


@pytest.mark.django_db
def test_a_link_with_an_address_that_acts_loses_it_on_its_way_from_the_editor(home, client, superuser):
    """Contents as the editor's script sends them, with an address that it would refuse."""
    shelf = add_page(home, CategoryPage, "Shelf")
    page = add_page(shelf, ArticlePage, "A")
    contents = {
        "blocks": [
            {
                "key": "a",
                "text": "go",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": 2, "key": 0}],
            }
        ],
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}},
    }
    client.force_login(superuser)
    data = {"title": "A", "slug": "a", "body": streamfield([("rich_text", json.dumps(contents))]), "action-publish": "1"}
    fields = form_fields(client, page) | nested_form_data(data)
    assert client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), fields).status_code == 302
    shown = client.get(page.link).content.decode()
    assert "javascript:" not in shown


def form_fields(client: Any, page: Any) -> dict[str, Any]:
    """What the form of a page sends besides its stream."""
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    found = {
        each.html_name: "" if each.value() is None else each.value()
        for each in form
        if each.name not in page.stream_names() and not isinstance(each.value(), bool)
    }
    found |= {f"{name}-count": "0" for name in page.stream_names() if name != "body"}
    for formset in form.formsets.values():
        for each in formset.management_form:
            found[each.html_name] = each.value()
    found["tags"] = ""
    return found
