"""The matrix of originals and languages: what its cells say, for whom, and how it is narrowed and sorted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from content.audiences import Audience
from content.models import HelpPage
from kb.models import ArticlePage, CategoryPage
from localization.dashboards.filters import PageMatrixFilterSet
from localization.models import Level, SourceChange, Stage
from tests.conftest import _user
from tests.factories import add_page
from tests.localization.tracking import add_readers, add_translation, in_days
from wiki.models import SpacePage, WikiPage

pytestmark = pytest.mark.django_db


def titles(found):
    return [each.title for each in found if each.depth > 2]


def states(found, title="Send it back"):
    row = next(each for each in found if each.title == title)
    return {cell.locale.language_code: cell.state for cell in row.cells.values()}


def test_each_language_has_its_state(editing, source, homes, rows):
    add_translation(source, "fa", parent=homes["fa"], level=Level.MEDIUM)
    add_translation(source, "ar", stage=Stage.REVIEW)
    assert states(rows(editing)) == {"en": "source", "fa": "outdated", "ar": "review", "id": "missing"}


def test_a_published_translation_is_published(editing, source, homes, rows):
    add_translation(source, "fa", parent=homes["fa"])
    assert states(rows(editing))["fa"] == "published"


def test_a_typo_leaves_it_published(editing, source, homes, rows):
    add_translation(source, "fa", parent=homes["fa"], level=Level.TYPO)
    assert states(rows(editing))["fa"] == "published"


def test_a_text_nobody_linked_to_its_source_is_not_followed(editing, source, homes, rows):
    row = add_translation(source, "fa", parent=homes["fa"])
    row.delete()
    assert states(rows(editing))["fa"] == "loose"


def test_a_page_that_only_shows_another_is_missing_in_cell_and_filter(editing, source, homes, rows):
    source.copy_for_translation(homes["fa"].locale, copy_parents=True, alias=True)
    assert states(rows(editing))["fa"] == "missing"
    assert "Send it back" in titles(rows(editing, language="fa", state="missing"))
    assert "Send it back" not in titles(rows(editing, language="fa", state="loose"))


def test_a_translation_has_no_row_of_its_own(editing, source, homes, rows):
    add_translation(source, "fa", parent=homes["fa"], page_title="پس فرستادن")
    assert titles(rows(editing)) == ["Returns", "Send it back"]


def test_an_original_may_be_in_any_language(editing, homes, rows):
    source = add_page(homes["fa"], ArticlePage, "از فارسی", slug="az-farsi")
    add_translation(source, "en", parent=homes["en"], page_title="From Persian")
    found = rows(editing)
    assert titles(found) == ["از فارسی"]
    assert states(found, "از فارسی")["en"] == "published"


def test_a_cell_tells_what_is_known(editing, source, homes, editor):
    late = {"due": in_days(-1), "assignee": editor, "words_total": 200, "words_done": 50, "units_total": 4, "units_done": 1}
    add_translation(source, "ar", stage=Stage.TRANSLATING, **late)
    row = add_translation(source, "fa", parent=homes["fa"], level=Level.MAJOR, outdated_since=timezone.now() - timedelta(days=21))
    add_readers(row.page_id or 0, 31)
    add_readers(source.pk, 77)
    shown = editing.get(reverse("localization_admin:matrix")).content.decode()
    for words in ("25 % done", "overdue", editor.display_name(), "readers are warned", "3\xa0weeks", "31 readers", "77"):
        assert words in shown, words
    assert "0\xa0minutes" not in shown  # what somebody works on now has no age


def test_the_cell_of_a_source_that_is_not_ready_says_so(editing, source):
    SourceChange.objects.create(translation_key=source.translation_key, revision=1, is_ready=False, published=timezone.now())
    assert "original not ready" in editing.get(reverse("localization_admin:matrix")).content.decode()


def test_narrowed_to_a_language_there_is_one_column(editing, source, rows):
    assert set(states(rows(editing, language="fa"))) == {"fa"}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("outdated", ["Outdated"]),
        ("to_do", ["Waiting"]),
        ("published", ["Fresh"]),
        ("missing", ["Lacking", "Returns"]),
        ("loose", ["Alone"]),
    ],
)
def test_narrowed_to_a_state(editing, category, homes, rows, state, expected):
    pages = {name: add_page(category, ArticlePage, name) for name in ("Outdated", "Waiting", "Fresh", "Lacking", "Alone")}
    add_translation(pages["Outdated"], "fa", parent=homes["fa"], level=Level.MEDIUM)
    add_translation(pages["Waiting"], "fa")
    add_translation(pages["Fresh"], "fa", parent=homes["fa"])
    add_translation(pages["Alone"], "fa", parent=homes["fa"]).delete()
    assert titles(rows(editing, language="fa", state=state)) == expected


def test_the_state_is_that_in_the_chosen_language(editing, source, homes, rows):
    add_translation(source, "fa", parent=homes["fa"], level=Level.MEDIUM)
    assert titles(rows(editing, language="ar", state="outdated")) == []


def test_narrowed_to_my_work_nobodys_and_what_is_late(editing, editor, category, homes, rows):
    pages = {name: add_page(category, ArticlePage, name) for name in ("Mine", "Nobody's", "Late", "Done")}
    add_translation(pages["Mine"], "fa", assignee=editor)
    add_translation(pages["Nobody's"], "fa")
    add_translation(pages["Late"], "fa", due=in_days(-2), assignee=_user("other", "Editors"))
    add_translation(pages["Done"], "fa", parent=homes["fa"], assignee=editor, due=in_days(-2))
    found = {own: titles(rows(editing, own=own)) for own in ("mine", "nobody", "late")}
    assert found == {"mine": ["Mine"], "nobody": ["Nobody's"], "late": ["Late"]}


def test_narrowed_to_a_section_and_a_type(editing, home, category, source, rows):
    add_page(add_page(home, CategoryPage, "Delivery"), ArticlePage, "Parcels")
    assert titles(rows(editing, section=category.pk)) == ["Returns", "Send it back"]
    assert titles(rows(editing, section=category.pk, type=source.content_type_id)) == ["Send it back"]


@pytest.mark.parametrize("filters", [{"state": "x"}, {"section": "9" * 30}, {"type": "x"}, {"language": "xx"}])
def test_a_filter_that_makes_no_sense_shows_nothing(editing, source, rows, filters):
    assert rows(editing, **filters) == []


def test_titles_of_translations_are_searched_as_well(editing, category, source, homes, rows):
    add_page(category, ArticlePage, "Parcels")
    add_translation(source, "fa", parent=homes["fa"], page_title="پس فرستادن")
    assert titles(rows(editing, q="پس")) == ["Send it back"]
    assert titles(rows(editing, q="parc")) == ["Parcels"]


def test_sorted_by_readers_age_and_due_day(editing, category, homes, rows):
    pages = {name: add_page(category, ArticlePage, name) for name in ("A", "B", "C")}
    now = timezone.now()
    for name, days in {"A": 3, "B": 9}.items():
        since = now - timedelta(days=days)
        add_translation(pages[name], "fa", parent=homes["fa"], level=Level.MEDIUM, outdated_since=since, due=in_days(days))
    add_readers(pages["C"].pk, 9)
    add_readers(pages["A"].pk, 5)
    add_readers(pages["A"].pk, 2, days_ago=100)
    assert titles(rows(editing, ordering="-views"))[:2] == ["C", "A"]
    assert titles(rows(editing, ordering="age"))[:2] == ["B", "A"]
    assert titles(rows(editing, ordering="due"))[:2] == ["A", "B"]


def test_fifty_at_a_time(editing, category, rows):
    for number in range(55):
        add_page(category, ArticlePage, f"Page {number}")
    assert len(rows(editing)) == 50
    assert len(rows(editing, p=2)) == 7  # with the category and the home page


@pytest.mark.parametrize("name", ["matrix", "matrix_results"])
def test_a_closed_space_is_not_there_by_title_or_number(client, home, homes, rows, name):
    space = add_page(home, SpacePage, "Zephyr corner", slug="space")
    page = add_page(space, WikiPage, "Tone of voice", slug="tone")
    add_translation(page, "fa", title="لحن")
    client.force_login(_user("outside", "Editors"))
    assert titles(rows(client, name)) == []
    assert titles(rows(client, name, q="لحن")) == []
    client.force_login(_user("inside", "Editors", "Agents"))
    assert titles(rows(client, name)) == ["Tone of voice", "Zephyr corner"]


def test_who_edits_one_language_sees_the_originals_that_all_may_read(client, persian_editor, category, source, homes, rows):
    add_page(category, ArticlePage, "For agents", audience=Audience.AGENT)
    add_translation(source, "fa", parent=homes["fa"])
    client.force_login(persian_editor)
    assert titles(rows(client)) == ["Returns", "Send it back"]


@pytest.mark.parametrize("name", ["matrix", "matrix_snippets"])
def test_readers_have_no_business_here(client, customer, name):
    client.force_login(customer)
    assert client.get(reverse(f"localization_admin:{name}")).status_code in {302, 403, 404}


def test_each_filter_is_there_once(rf, editor):
    request = rf.get("/")
    request.user = editor
    assert "locale" not in PageMatrixFilterSet(data={}, queryset=HelpPage.objects.none(), request=request).form.fields
