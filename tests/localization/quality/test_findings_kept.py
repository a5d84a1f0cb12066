"""What the checks find is kept on units, stands in the way of a review, and is accepted by reviewers with a reason."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation as languages

from kb.models import ArticlePage
from localization.models import Kind, Unit, UnitState
from localization.quality import Finding, NotWaived, blocking_findings, finding_waive, findings_of, quality_refresh
from localization.quality.leading import links_elsewhere
from localization.units import Text, source_digest, unit_write, units_write
from tests.factories import add_page
from tests.localization.working import begun, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(home):
    return add_page(home, ArticlePage, "Where it leads")


@pytest.fixture
def translation(home, other):
    body = [
        {
            "type": "rich_text",
            "id": "aa",
            "value": f'<p>See <a linktype="page" id="{other.pk}">this page</a>.</p><p>Within 14 days.</p>',
        },
        {"type": "rich_text", "id": "bb", "value": '<p>Or <a href="/en/where-it-leads/">that one</a>.</p>'},
    ]
    return begun(add_page(home, ArticlePage, "Send it back", body=json.dumps(body)), "fa")


def unit_of(translation, part):
    return translation.units.get(kind=Kind.TEXT, source__contains=part)


def say(translation, part, text):
    return unit_write(unit=unit_of(translation, part), text=text, user=None)


def test_errors_are_counted_and_kept_in_the_order_of_the_page(translation):
    say(translation, "Send it back", "x" * 300)
    say(translation, "14 days", "تا ۳۰ روز.")
    assert quality_refresh(translation) == 3
    assert [each.code for each in findings_of(unit_of(translation, "14 days"))] == ["number_missing", "number_added"]
    blocking = blocking_findings(translation)
    assert [each.finding.code for each in blocking] == ["too_long", "number_missing", "number_added"]
    assert "300" in blocking[0].message


def test_what_was_put_right_is_found_no_more(translation):
    say(translation, "14 days", "تا ۳۰ روز.")
    quality_refresh(translation)
    say(translation, "14 days", "تا ۱۴ روز.")
    assert quality_refresh(translation) == 0
    assert unit_of(translation, "14 days").checks == []


def test_what_is_to_do_or_in_the_bin_is_no_mistake(translation):
    say(translation, "14 days", "تا ۳۰ روز.")
    Unit.objects.filter(pk=unit_of(translation, "14 days").pk).update(state=UnitState.BIN)
    assert quality_refresh(translation) == 0


def test_an_outdated_text_is_compared_with_what_the_source_says_now(translation):
    say(translation, "14 days", "تا ۱۴ روز.")
    Unit.objects.filter(pk=unit_of(translation, "14 days").pk).update(state=UnitState.OUTDATED, new_source="Within 30 days.")
    assert {each.finding.code for each in blocking_findings(translation)} == {"number_missing", "number_added"}


def test_a_sentence_is_in_the_language_of_whoever_looks(translation):
    say(translation, "14 days", "تا ۳۰ روز.")
    (first, _second) = blocking_findings(translation)
    english = first.message
    with languages.override("de"):
        assert first.message == english  # no catalogue of ours: the sentence itself
    assert "14" in english


def test_what_is_named_in_a_sentence_keeps_its_own_direction():
    finding = Finding("tag_added", "warning", details={"part": "<br/>"})
    assert finding.message == "\u2068<br/>\u2069 is not in the source. Take it out."


def test_a_link_to_a_page_that_there_is_in_the_language_is_a_hint(translation, other):
    link = say(translation, "this page", '<a id="a1">این صفحه</a> را ببینید.')
    quality_refresh(translation)
    link.refresh_from_db()
    assert "link_elsewhere" not in [each.code for each in findings_of(link)]

    published(other, say=lambda source: "مقصد")
    other_link = say(translation, "that one", 'یا <a id="a1">آن یکی</a>.')
    quality_refresh(translation)
    for unit in (link, other_link):
        unit.refresh_from_db()
        assert "link_elsewhere" in [each.code for each in findings_of(unit)], unit.source
    assert blocking_findings(translation) == []


def test_a_reviewer_accepts_an_error_with_a_reason_and_takes_it_back(translation, superuser):
    unit = say(translation, "14 days", "تا سی روز.")
    quality_refresh(translation)
    finding = findings_of(Unit.objects.get(pk=unit.pk))[0]
    waived = finding_waive(unit=unit, code=finding.code, details=finding.details, reason=" New law. ", user=superuser)
    assert findings_of(waived)[0].waived["reason"] == "New law."
    assert blocking_findings(translation) == []

    finding_waive(unit=unit, code=finding.code, details=finding.details, reason="", user=superuser)
    assert len(blocking_findings(translation)) == 1


def test_what_was_accepted_stays_so_while_the_finding_is_the_same_and_ends_with_a_new_source(translation, superuser):
    unit = say(translation, "14 days", "تا سی روز.")
    quality_refresh(translation)
    finding = findings_of(Unit.objects.get(pk=unit.pk))[0]
    finding_waive(unit=unit, code=finding.code, details=finding.details, reason="New law.", user=superuser)
    say(translation, "14 days", "تا سی روز پس از خرید.")
    assert blocking_findings(translation) == []
    Unit.objects.filter(pk=unit.pk).update(source_digest=source_digest("another"))
    assert len(blocking_findings(translation)) == 1


def test_what_is_not_found_any_more_is_not_accepted(translation, superuser):
    unit = say(translation, "14 days", "تا ۱۴ روز.")
    with pytest.raises(NotWaived):
        finding_waive(unit=unit, code="number_missing", details={"number": "14"}, reason="x", user=superuser)


def test_a_reason_has_an_end(translation, superuser):
    unit = say(translation, "14 days", "تا سی روز.")
    quality_refresh(translation)
    with pytest.raises(NotWaived):
        finding_waive(unit=unit, code="number_missing", details={"number": "14"}, reason="x" * 501, user=superuser)


def test_many_units_take_no_more_queries_than_a_few(translation):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            quality_refresh(translation)
        return len(caught)

    say(translation, "14 days", "تا ۳۰ روز.")
    few = queries()
    Unit.objects.bulk_create(
        Unit(translation=translation, path=f"body.x{n}", order=100 + n, source=f"Word {n}.", source_digest=source_digest(f"{n}"))
        for n in range(100)
    )
    units_write(texts=[Text(unit, "کلمه ۹۹۹.") for unit in translation.units.filter(path__startswith="body.x")], user=None)
    assert queries() <= few, "each unit takes a query of its own"


def test_a_segment_of_fifty_thousand_characters_is_looked_at(translation):
    unit = unit_of(translation, "14 days")
    Unit.objects.filter(pk=unit.pk).update(source="{name} and words. " * 2800, text="متن " * 12_500)
    assert quality_refresh(translation) == 1


def test_a_page_may_have_thousands_of_links(homes, translation, other):
    links = {f"a{number}": {"href": f"/en/page-{number}/"} for number in range(1500)}
    (unit,) = translation.units.filter(source__contains="that one")
    unit.attributes = {**links, "home": {"href": "/en/"}, "it": {"href": "/en/where-it-leads/"}}
    locale = translation.locale
    assert links_elsewhere([unit], locale)[unit.pk] == {"home"}
    published(other, "fa", lambda source: "مقصد")
    with CaptureQueriesContext(connection) as queries:
        assert links_elsewhere([unit], locale)[unit.pk] == {"home", "it"}
    assert len(queries) < 10
    assert not any("LIKE" in query["sql"] for query in queries), "Pages are looked up by what the database has an index of."
