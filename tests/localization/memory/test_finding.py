"""What the memory gives for a text, how sure it is, and to whom."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.text import slugify

from kb.models import ArticlePage, CategoryPage
from localization.memory.finding import concordance, exact_matches, matches, matches_for
from localization.memory.remembering import Pair, memory_words_rebuild, pairs_remember, translation_remember
from localization.models import MemoryEntry, MemoryPlace, MemoryWord, Translation, TranslationEvent, UnitState
from localization.units import unit_write
from tests.conftest import _user
from tests.factories import add_page
from tests.localization.units_made import locale_of, team_member, translation_of, unit_of
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def returns(home: Any) -> Any:
    return add_page(home, CategoryPage, "Returns", slug="returns")


def article(returns: Any, title: str) -> Any:
    return add_page(returns, ArticlePage, title, slug=f"{slugify(title)}-{Translation.objects.count()}")


def published(returns: Any, title: str, texts: dict[str, str], code: str = "fa") -> Translation:
    """A translation that the memory has learnt."""
    made = translation_of(article(returns, title), code, texts)
    translation_remember(made)
    return made


def to_translate(returns: Any, source: str, **fields: Any) -> Any:
    return unit_of(translation_of(article(returns, f"Other {source[:20]}")), source, **fields)


def best(unit: Any, **kwargs: Any) -> Any:
    found = matches_for(unit, **kwargs)
    return found[0] if found else None


def test_the_same_source_gives_the_text_that_was_published_for_it(returns: Any) -> None:
    published(returns, "One", {"Click <b>Save</b>.": "روی <b>ذخیره</b> بزنید."})
    match = best(to_translate(returns, "Click <b>Save</b>.", path="title"))
    assert (match.text, match.percent) == ("روی <b>ذخیره</b> بزنید.", 100)


def test_a_text_of_the_same_field_comes_before_one_of_another_field(returns: Any) -> None:
    first = translation_of(article(returns, "One"))
    unit_of(first, "Open", "باز", path="body.6a1f0a56-52a7-4a09-8fd3-6d3b1b6b7a10.label")
    unit_of(first, "Open", "باز کنید", path="body.6a1f0a56-52a7-4a09-8fd3-6d3b1b6b7a11.text")
    translation_remember(first)
    unit = to_translate(returns, "Open", path="body.aaaaaaaa-52a7-4a09-8fd3-6d3b1b6b7a10.text")
    assert [(match.text, match.percent) for match in matches_for(unit)] == [("باز کنید", 101), ("باز", 100)]


def test_a_text_much_like_it_is_found_with_its_percent_and_an_unlike_one_is_not(returns: Any) -> None:
    published(
        returns, "One", {"Open the settings of your account and choose a language.": "الف", "Parcels are sent on Mondays.": "ب"}
    )
    found = matches_for(to_translate(returns, "Open the settings of your account and choose a time zone."))
    assert [match.text for match in found] == ["الف"]
    assert 75 <= found[0].percent < 100


def test_inflected_words_are_found(returns: Any) -> None:
    published(returns, "One", {"Your passwords": "گذرواژه‌های شما"})
    assert best(to_translate(returns, "Your password")).percent >= 90


def test_numbers_are_put_in_with_the_digits_of_the_translation_and_the_match_says_so(returns: Any) -> None:
    published(returns, "One", {"Wait 5 minutes, {name}.": "{name}، ۵ دقیقه صبر کنید."})
    match = best(to_translate(returns, "Wait 10 minutes, {name}."))
    assert match.text == "{name}، ۱۰ دقیقه صبر کنید."
    assert (match.percent, match.changes) == (99, (("5", "10"),))


def test_numbers_that_the_translation_says_otherwise_are_not_put_in(returns: Any) -> None:
    published(returns, "One", {"Wait 2 minutes.": "دو دقیقه صبر کنید."})
    match = best(to_translate(returns, "Wait 3 minutes."))
    assert match.text == "دو دقیقه صبر کنید."
    assert match.changes == ()


def test_other_tags_make_a_match_less_than_the_same(returns: Any) -> None:
    published(returns, "One", {"Choose <b>Save</b> now": "الف"})
    assert best(to_translate(returns, "Choose Save now")).percent == 97


def test_an_outdated_unit_is_compared_by_what_its_source_says_now(returns: Any) -> None:
    published(returns, "One", {"The new wording": "جدید"})
    unit = to_translate(returns, "The old phrase", text="قدیم", state=UnitState.OUTDATED, new_source="The new wording")
    assert best(unit).text == "جدید"


def test_what_stood_there_before_is_offered_as_a_former_text_below_the_present_one(returns: Any) -> None:
    made = published(returns, "One", {"Sign in": "ورود کنید"})
    unit_write(unit=made.units.get(), text="وارد شوید", user=None)
    translation_remember(made)
    found = matches_for(to_translate(returns, "Sign in"))
    assert [(match.text, match.is_current) for match in found] == [("وارد شوید", True), ("ورود کنید", False)]
    assert exact_matches(["Sign in"], languages=(made.source_locale_id, made.locale_id))["Sign in"].text == "وارد شوید"


def test_two_wordings_for_the_same_words_prefill_nothing(returns: Any) -> None:
    made = published(returns, "One", {"Order": "سفارش"})
    assert "Order" in exact_matches(["Order"], languages=(made.source_locale_id, made.locale_id))
    published(returns, "Two", {"Order": "ترتیب"})
    assert exact_matches(["Order"], languages=(made.source_locale_id, made.locale_id)) == {}


def test_a_machine_text_that_nobody_has_looked_at_is_not_remembered(returns: Any) -> None:
    made = translation_of(article(returns, "One"))
    unit_of(made, "Hello", "سلام", needs_edit=True)
    unit_of(made, "Old", "قدیم", state=UnitState.OUTDATED, new_source="New")
    assert translation_remember(made) == 0
    assert not MemoryEntry.objects.exists()


def test_the_same_pair_of_many_pages_is_one_entry_with_a_place_for_each(returns: Any) -> None:
    for title in ("One", "Two", "Three"):
        published(returns, title, {"Save": "ذخیره"})
    assert MemoryEntry.objects.count() == 1
    assert MemoryPlace.objects.count() == 3


def test_publishing_again_writes_nothing_twice(returns: Any) -> None:
    made = published(returns, "One", {"Save": "ذخیره", "Open a file": "باز کردن پرونده"})
    before = (MemoryEntry.objects.count(), MemoryPlace.objects.count(), MemoryWord.objects.count())
    translation_remember(made)
    assert (MemoryEntry.objects.count(), MemoryPlace.objects.count(), MemoryWord.objects.count()) == before


def test_a_published_translation_is_remembered_by_itself(returns: Any, django_capture_on_commit_callbacks: Any) -> None:
    made = translation_of(article(returns, "One"), texts={"Save": "ذخیره"})
    with django_capture_on_commit_callbacks(execute=True):
        TranslationEvent.objects.create(translation=made, what=TranslationEvent.What.CLAIMED)
    assert not MemoryEntry.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        TranslationEvent.objects.create(translation=made, what=TranslationEvent.What.PUBLISHED)
    assert MemoryEntry.objects.get().text == "ذخیره"


def test_other_languages_and_directions_do_not_answer(returns: Any) -> None:
    published(returns, "One", {"Save": "احفظ"}, code="ar")
    assert matches_for(to_translate(returns, "Save")) == []


class TestClosedSpaces:
    @pytest.fixture
    def secret(self, home: Any) -> Translation:
        space = add_page(home, SpacePage, "Fraud", slug="fraud", readers=list(Group.objects.filter(name="Managers")))
        page = add_page(space, WikiPage, "Signs of fraud", slug="signs")
        made = translation_of(page, "fa", {"Three signs of fraud in refunds": "سه نشانه", "Save": "ذخیره"})
        translation_remember(made)
        return made

    def test_their_words_are_offered_to_nobody_without_a_name(self, secret: Translation, returns: Any) -> None:
        assert matches_for(to_translate(returns, "Three signs of fraud in refunds")) == []
        assert exact_matches(["Save"], languages=(secret.source_locale_id, secret.locale_id)) == {}

    def test_who_may_not_see_the_page_finds_nothing_of_it(self, secret: Translation, returns: Any) -> None:
        outsider = team_member("fa")
        languages = (secret.source_locale_id, secret.locale_id)
        assert matches("Three signs of fraud in refunds", languages=languages, user=outsider) == []
        assert concordance("fraud", languages=languages, user=outsider) == []

    def test_who_may_see_the_page_finds_them(self, secret: Translation) -> None:
        insider = _user("boss", "Managers")
        languages = (secret.source_locale_id, secret.locale_id)
        assert matches("Three signs of fraud in refunds", languages=languages, user=insider)[0].percent == 100
        assert [pair.title for pair in concordance("fraud", languages=languages, user=insider)] == ["Signs of fraud"]

    def test_the_same_pair_on_an_open_page_is_for_all(self, secret: Translation, returns: Any) -> None:
        published(returns, "One", {"Save": "ذخیره"})
        assert best(to_translate(returns, "Save")).text == "ذخیره"


def test_concordance_finds_words_of_the_source_and_of_the_translation(returns: Any) -> None:
    made = published(returns, "One", {"Track a <b>parcel</b> &amp; more": "پیگیری <b>بسته</b>"})
    languages = (made.source_locale_id, made.locale_id)
    boss = _user("boss", "Managers")
    for query in ("parcel", "PARCEL track", "بسته", "& more"):
        found = concordance(query, languages=languages, user=boss)
        assert [(pair.source, pair.text) for pair in found] == [("Track a parcel & more", "پیگیری بسته")], query
    assert concordance("unknown", languages=languages, user=None) == []


def test_a_text_of_fifty_thousand_letters_is_found_as_it_is(returns: Any) -> None:
    long = "word and other " * 3400
    published(returns, "One", {long: "دراز"})
    assert best(to_translate(returns, long)).text == "دراز"
    assert matches_for(to_translate(returns, f"{long} more")) == []


def test_the_number_of_queries_does_not_grow_with_the_memory(returns: Any) -> None:
    unit = to_translate(returns, "Open the settings of your account")
    languages = (locale_of("en").pk, locale_of("fa").pk)
    published(returns, "One", {"Open the settings of the shop": "یک"})

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert matches_for(unit)
        return len(queries)

    matches_for(unit)
    few = asked()
    pairs = [Pair(f"Open the settings of shop number {number} now", f"متن {number}") for number in range(60)]
    pairs_remember(pairs=pairs, languages=languages, origin=MemoryEntry.Origin.FILE, is_shared=True)
    assert asked() <= few, "candidates are read at once, not one by one"


def test_words_written_anew_find_the_same(returns: Any) -> None:
    published(returns, "One", {"Open the settings of your account": "یک"})
    unit = to_translate(returns, "Open the settings of an account")
    before = matches_for(unit)
    MemoryWord.objects.all().delete()
    assert matches_for(unit) == []
    assert memory_words_rebuild() == 1
    assert matches_for(unit) == before
