"""What is stored of the blocks: what forms refuse, what search reads, what translators are asked for."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from content.models import ReusableContent
from content.registry import registered_block
from content.streams import raw_headings, raw_text
from kb.models import ArticlePage, CategoryPage
from tests.factories import add_page

PLANS: dict[str, Any] = {
    "caption": "Plans",
    "columns": [{"heading": "Basic", "mark": ""}, {"heading": "Plus", "mark": "yes"}],
    "rows": [{"label": "Returns", "cells": [{"mark": "no", "text": ""}, {"mark": "yes", "text": "always"}]}],
}
TABLE: dict[str, Any] = {
    "table": {
        "columns": [{"type": "text", "heading": "Way"}, {"type": "text", "heading": "Days"}],
        "rows": [{"values": ["<p>Post</p>", "<p>three <b>or</b> four</p>"]}],
        "caption": "Times",
    },
    "row_headers": True,
}


def check(name: str, value: Any) -> Any:
    block: Any = registered_block(name)
    return block.clean(block.to_python(value))


def test_a_comparison_with_as_many_cells_as_columns_is_taken():
    assert check("comparison", PLANS)["rows"][0]["cells"][1]["text"] == "always"


def test_a_row_with_too_few_cells_is_refused_with_words():
    rows = [{"label": "A", "cells": [*PLANS["rows"][0]["cells"], {"mark": "yes", "text": ""}]}]
    with pytest.raises(ValidationError) as caught:
        check("comparison", {**PLANS, "rows": rows})
    assert "This row has 3 cells, but there are 2 columns." in str(caught.value.as_json_data())  # type: ignore[attr-defined]


def test_search_reads_the_words_of_a_comparison_and_not_its_marks():
    words = raw_text([{"type": "comparison", "value": PLANS}]).split("\n")
    assert sorted(words) == ["Basic", "Plans", "Plus", "Returns", "always"]


def test_search_reads_tabs_and_transcripts_and_points():
    tabs = {"tabs": [{"label": "iPhone", "body": [{"type": "rich_text", "value": "<h2>In the app</h2>"}]}]}
    video = {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "Pack", "poster": 7, "transcript": "<p>said</p>"}
    spots = {"image": 1, "alt": "screen", "caption": "", "spots": [{"x": 1.5, "y": 2, "label": "Menu", "text": ""}]}
    raw = [{"type": "tabs", "value": tabs}, {"type": "video", "value": video}, {"type": "hotspots", "value": spots}]
    assert raw_text(raw) == "iPhone\nIn the app\nPack\nsaid\nscreen\nMenu"
    assert "In the app" in raw_headings(raw)


def items(*values: dict[str, Any]) -> list[dict[str, Any]]:
    """A list as the editor stores it, with an id for each item."""
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]


def as_stored(plans: dict[str, Any]) -> dict[str, Any]:
    rows = [{**row, "cells": items(*row["cells"])} for row in plans["rows"]]
    return {**plans, "columns": items(*plans["columns"]), "rows": items(*rows)}


@pytest.fixture
def source(home):
    locale = Locale.objects.get(language_code="en")
    hours = ReusableContent.objects.create(name="Hours", body=[{"type": "rich_text", "value": "<p>nine</p>"}], locale=locale)
    inside = [{"type": "rich_text", "value": "<p>tap</p>", "id": str(uuid4())}]
    tabs = {"tabs": items({"label": "iPhone", "body": inside})}
    body = [
        {"type": "table", "value": TABLE},
        {"type": "comparison", "value": as_stored(PLANS)},
        {"type": "tabs", "value": tabs},
        {"type": "code", "value": {"language": "json", "code": "{}"}},
        {"type": "reusable", "value": {"content": hours.pk}},
    ]
    shelf = add_page(home, CategoryPage, "Shelf")
    page = add_page(shelf, ArticlePage, "A", body=body)
    TranslationSource.update_or_create_from_instance(hours)
    return TranslationSource.update_or_create_from_instance(page)[0]


@pytest.mark.django_db
def test_translators_are_asked_for_words_and_not_for_code_or_marks(source):
    asked = set(StringSegment.objects.filter(source=source).values_list("string__data", flat=True))
    wanted = {"Times", "Way", "Post", "three <b>or</b> four", "Plans", "Basic", "Returns", "always", "iPhone", "tap"}
    assert wanted <= asked
    assert not {"{}", "json", "yes", "no"} & asked


@pytest.mark.django_db
def test_translations_come_back_to_their_places(source, homes):
    persian = Locale.objects.get(language_code="fa")
    for other in TranslationSource.objects.all():
        for segment in StringSegment.objects.filter(source=other):
            StringTranslation.objects.create(
                translation_of=segment.string, context=segment.context, locale=persian, data=f"fa:{segment.string.data}"
            )
    hours = TranslationSource.objects.exclude(pk=source.pk).get().create_or_update_translation(persian)[0]
    page = source.create_or_update_translation(persian, copy_parent_pages=True)[0]
    table, plans, tabs, code, reusable = ArticlePage.objects.get(pk=page.pk).body.get_prep_value()
    assert table["value"]["table"]["caption"] == "fa:Times"
    assert table["value"]["table"]["rows"][0]["values"][1] == "<p>fa:three <b>or</b> four</p>"
    assert plans["value"]["rows"][0]["value"]["cells"][1]["value"] == {"mark": "yes", "text": "fa:always"}
    assert tabs["value"]["tabs"][0]["value"]["body"][0]["value"] == "<p>fa:tap</p>"
    assert code["value"] == {"language": "json", "code": "{}"}
    assert reusable["value"] == {"content": hours.pk}
