"""Suggestions, terms and earlier texts come from whoever registered them; a broken one keeps nobody from writing."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from localization.editor import registry
from localization.editor.marked import marked
from localization.editor.registry import Pair, Suggestion, TermHit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch):
    for name in ("_suggesters", "_slow", "_terms", "_concordances"):
        monkeypatch.setattr(registry, name, [])


def test_suggestions_come_best_first_and_once(desk):
    registry.register_suggester(lambda unit: [Suggestion("ضعیف", 60, "memory"), Suggestion("خوب", 90, "memory", "از صفحهٔ دیگر")])
    registry.register_suggester(lambda unit: [Suggestion("خوب", 80, "machine")])
    unit = desk.unit("14 days")
    found = desk.client.get(desk.address("unit", unit.pk)).json()["suggestions"]
    assert [(each["text"], each["match"], each["origin"]) for each in found] == [("خوب", 90, "memory"), ("ضعیف", 60, "memory")]


def test_what_takes_a_while_is_asked_for_by_itself_and_keeps_nothing_else_waiting(desk):
    asked = []

    def machine(unit):
        asked.append(unit)
        return [Suggestion("ماشین", 0, "machine")]

    registry.register_suggester(machine, is_slow=True)
    registry.register_suggester(lambda unit: [Suggestion("خوب", 90, "memory")])
    unit = desk.unit("14 days")
    assert [each["text"] for each in desk.client.get(desk.address("unit", unit.pk)).json()["suggestions"]] == ["خوب"]
    assert asked == []
    later = desk.client.get(desk.address("unit_suggestions", unit.pk)).json()["suggestions"]
    assert [(each["text"], each["origin"]) for each in later] == [("ماشین", "machine")]


def test_a_broken_suggester_gives_nothing_and_harms_nobody(desk):
    def broken(unit):
        raise RuntimeError("no memory today")

    registry.register_suggester(broken)
    registry.register_suggester(lambda unit: [Suggestion("خوب", 90)])
    answer = desk.client.get(desk.address("unit", desk.unit("14 days").pk))
    assert [each["text"] for each in answer.json()["suggestions"]] == ["خوب"]


def test_a_suggestion_taken_word_for_word_stays_whose_it_is(desk):
    registry.register_suggester(lambda unit: [Suggestion("تا ۱۴ روز.", 0, "machine", "Dummy", "Dummy")])
    unit = desk.unit("14 days")
    desk.send("unit", unit, text="تا ۱۴ روز.", version=0, done=False, taken=True)
    desk.send("unit", unit, text="تا ۱۴ روز.", version=1, done=True, taken=True)
    unit.refresh_from_db()
    assert (unit.state, unit.origin, unit.engine, unit.needs_edit) == ("done", "machine", "Dummy", False)
    desk.send("unit", unit, text="تا ۱۴ روز!", version=2, done=True, taken=False)
    unit.refresh_from_db()
    assert (unit.origin, unit.engine) == ("human", "")
    assert [(each.text, each.origin, each.engine) for each in unit.versions.all()] == [("تا ۱۴ روز.", "machine", "Dummy")]


def test_whose_a_suggestion_is_is_asked_before_the_row_is_held_and_a_machine_only_where_the_memory_knows_nothing(desk):
    asked = []

    def machine(unit):
        asked.append(len(connection.savepoint_ids))
        return [Suggestion("ماشین", 0, "machine", engine="Dummy")]

    registry.register_suggester(machine, is_slow=True)
    registry.register_suggester(lambda unit: [Suggestion("تا ۱۴ روز.", 100, "memory")])
    unit, outside = desk.unit("14 days"), len(connection.savepoint_ids)
    desk.send("unit", unit, text="تا ۱۴ روز.", version=0, done=True, taken=True)
    assert asked == []
    desk.send("unit", unit, text="ماشین", version=1, done=True, taken=True)
    assert asked == [outside]
    unit.refresh_from_db()
    assert (unit.origin, unit.engine) == ("machine", "Dummy")


def test_what_nobody_suggested_is_a_persons_whatever_is_sent(desk):
    registry.register_suggester(lambda unit: [Suggestion("تا ۱۴ روز.", 0, "machine", "Dummy", "Dummy")])
    unit = desk.unit("14 days")
    desk.send("unit", unit, text="دو هفته.", version=0, done=True, taken=True)
    unit.refresh_from_db()
    assert unit.origin == "human"


def test_what_stands_in_the_segment_already_is_not_suggested(desk):
    for is_slow in (False, True):
        registry.register_suggester(
            lambda unit: [Suggestion("تا ۱۴ روز.", 100, "memory"), Suggestion("دو هفته.", 80)], is_slow=is_slow
        )
    unit = desk.unit("14 days")
    desk.save(unit, "تا ۱۴ روز.")
    for name in ("unit", "unit_suggestions"):
        found = desk.client.get(desk.address(name, unit.pk)).json()["suggestions"]
        assert [each["text"] for each in found] == ["دو هفته."]


def test_markup_of_a_memory_is_shown_and_does_not_act(desk):
    registry.register_suggester(lambda unit: [Suggestion("<script>alert(1)</script>", 90)])
    found = desk.client.get(desk.address("unit", desk.unit("14 days").pk)).json()["suggestions"]
    assert "<script>" not in found[0]["shown"]


def test_terms_are_underlined_in_the_source_and_listed(desk):
    registry.register_terms(
        lambda text, source, locale: (
            [TermHit("days", "روز", ("یوم",), "", text.find("days"), text.find("days") + 4)] if "days" in text else []
        )
    )
    html = desk.client.get(desk.address("edit")).content.decode()
    assert 'class="l10n-term"' in html and "روز" in html
    terms = desk.client.get(desk.address("unit", desk.unit("14 days").pk)).json()["terms"]
    assert terms == [{"source": "days", "target": "روز", "forbidden": ["یوم"], "note": ""}]


def test_the_glossary_is_one_of_the_checks(desk):
    registry.register_terms(lambda text, source, locale: [TermHit("days", "روز", ("یوم",))] if "days" in text else [])
    answer = desk.save(desk.unit("14 days"), "تا ۱۴ یوم.").json()["unit"]
    assert answer["errors"] == 1 and "یوم" in answer["html"]


def test_earlier_texts_are_found_for_this_person_and_these_languages(desk, translator):
    asked = []

    def search(query, source, locale, user):
        asked.append((query, source.language_code, locale.language_code, user))
        return [Pair("Return <b>it</b>", "پس بدهید", "Send it back", "/admin/translations/1/")]

    registry.register_concordance(search)
    pairs = desk.client.get(desk.address("concordance"), {"q": " return "}).json()["pairs"]
    assert [(each["text"], each["place"]) for each in pairs] == [("پس بدهید", "Send it back")]
    assert asked == [("return", "en", "fa", translator)]
    assert desk.client.get(desk.address("concordance"), {"q": "r"}).json() == {"pairs": []}
    assert len(asked) == 1


def test_a_suggester_that_asks_is_told_for_whom(desk, translator):
    registry.register_suggester(lambda unit, user=None: [Suggestion(f"برای {user}", 90)])
    found = desk.client.get(desk.address("unit", desk.unit("14 days").pk)).json()["suggestions"]
    assert [each["text"] for each in found] == [f"برای {translator}"]


def test_a_term_in_another_form_is_underlined_where_it_stands():
    text = '<b>R&amp;D</b> days &amp; <a id="a1">nights</a> in days'
    hits = [TermHit("day", "روز", (), "", 4, 8), TermHit("night", "شب", (), "", 11, 17)]
    html = marked(text, terms=hits)
    assert re.findall(r'<span class="l10n-term"[^>]*>(.*?)</span>', html) == ["days", "nights"]


def test_a_glossary_is_prepared_once_for_a_page(desk):
    prepared = []

    def prepare(source, locale):
        prepared.append((source.language_code, locale.language_code))
        return lambda text: [TermHit("days", "روز")] if "days" in text else []

    registry.register_terms(lambda text, source, locale: [], prepare)
    assert 'class="l10n-term"' in desk.client.get(desk.address("edit")).content.decode()
    assert len(prepared) <= 3 and set(prepared) == {("en", "fa")}


def test_a_glossary_that_cannot_be_prepared_harms_nobody(desk):
    def broken(source, locale):
        raise RuntimeError("no terms today")

    registry.register_terms(lambda text, source, locale: [], broken)
    assert desk.client.get(desk.address("edit")).status_code == 200
