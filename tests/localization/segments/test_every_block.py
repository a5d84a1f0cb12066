"""Whatever an editor can type, in whatever block, is offered to translators and comes back translated."""

from __future__ import annotations

import json

import pytest

from content.registry import blocks as registered
from kb.models import ArticlePage
from kb.models.kinds import Kind
from localization.models import Kind as UnitKind
from localization.segments import segments_of, words_into
from plugins.active import active_slugs
from plugins.loaded import loaded
from sanad.testing import activated
from tests.localization.segments.filling import Filler
from tests.localization.working import locale_of

pytestmark = pytest.mark.django_db

NAMES = [entry.name for entry in registered.every()]


def article(*raw, **fields) -> ArticlePage:
    return ArticlePage(title="Title", body=json.dumps(list(raw)), locale=locale_of("en"), **fields)


def said(source) -> ArticlePage:
    """Return the article in Persian, each text with "fa:" before it."""
    texts = {(each.path, each.order): f"fa:{each.source}" for each in segments_of(source) if each.kind == UnitKind.TEXT}
    target = ArticlePage(locale=locale_of("fa"))
    words_into(target, source=source, texts=texts, values={})
    return target


def offered(source) -> str:
    return " ".join(each.source for each in segments_of(source))


def stored(page, name: str = "body") -> str:
    return json.dumps(getattr(page, name).get_prep_value())


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_block_is_offered_and_comes_back(homes, name):
    block = next(entry.entry for entry in registered.every() if entry.name == name)
    filler = Filler()
    source = article({"type": name, "value": filler.value(block)})
    missing = [word for word in filler.words if word not in offered(source)]
    assert not missing, f"{name} keeps {len(missing)} of {len(filler.words)} texts to itself"
    text = stored(said(source))
    assert "fa:" in text or not filler.words
    for segment in segments_of(source):
        if segment.kind == UnitKind.TEXT and "<" not in segment.source:
            assert f"fa:{segment.source}" in text or segment.source == "Title"


def test_the_blocks_of_every_bundled_plugin_are_among_them():
    with activated(*loaded().usable()):
        active = {entry.name for entry in registered.entries()}
    assert active <= set(NAMES), active_slugs()


def test_a_problem_keeps_no_text_to_itself(homes):
    filler = Filler()
    block = ArticlePage._meta.get_field("problems").stream_block
    source = article(kind=Kind.TROUBLESHOOTING, problems=json.dumps(filler.value(block)))
    assert filler.words
    assert [word for word in filler.words if word not in offered(source)] == []
    assert f"fa:{filler.words[0]}" in stored(said(source), "problems")


def test_what_belongs_to_another_kind_of_article_is_not_offered(homes):
    filler = Filler()
    block = ArticlePage._meta.get_field("problems").stream_block
    source = article(kind=Kind.HOW_TO, needs="a key", definition="hidden", problems=json.dumps(filler.value(block)))
    assert "a key" in offered(source)
    assert "hidden" not in offered(source)
    assert filler.words[0] not in offered(source)


def test_a_passage_for_some_readers_is_translated_like_others(homes):
    inner = [{"type": "rich_text", "value": "<p>For agents</p>", "id": "in"}]
    source = article({"type": "audience", "value": {"audience": "2", "body": inner}, "id": "out"})
    assert [each.path for each in segments_of(source)] == ["title", "body.out.body.in"]
    assert said(source).body.get_prep_value()[0]["value"]["body"][0]["value"] == "<p>fa:For agents</p>"


@pytest.mark.parametrize("empty", ["", " ", "\n", "\u200c"])
def test_empty_texts_are_no_work(homes, empty):
    source = article(
        {"type": "callout", "value": {"kind": "tip", "title": empty, "text": f"<p>{empty}</p>"}, "id": "a"}, summary=empty
    )
    assert [each.path for each in segments_of(source)] == ["title"]


def test_children_that_a_program_wrote_without_ids_have_the_same_places_each_time(homes):
    steps = {"steps": [{"title": "One", "text": ""}, {"title": "Two", "text": ""}]}
    raw = {"type": "steps", "value": steps}
    first, again = segments_of(article(raw)), segments_of(article(raw))
    assert [each.path for each in first] == [each.path for each in again]
    assert {each.source for each in first} == {"Title", "One", "Two"}


def test_a_table_keeps_its_shape(homes):
    table = {
        "columns": [{"type": "text", "heading": "Days"}],
        "rows": [{"values": ["<p>3 to <b>5</b></p>"]}],
        "caption": "Delivery",
    }
    source = article({"type": "table", "value": {"table": table, "row_headers": True}, "id": "t"})
    value = said(source).body.get_prep_value()[0]["value"]
    assert value["row_headers"] is True
    assert value["table"]["columns"] == [{"type": "text", "heading": "fa:Days"}]
    assert value["table"]["rows"] == [{"values": ["<p>fa:3 to <b>5</b></p>"]}]
    assert value["table"]["caption"] == "fa:Delivery"
