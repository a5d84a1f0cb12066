"""The help centres that search is measured with, and how the times become figures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from wagtail.models import Page

from benchmarks.search.documents import AGENT, ARTICLE, CATEGORY, CUSTOMER, FAQ, PUBLIC, SPACE, plan_make, text_write
from benchmarks.search.material import Material, clean, material_read
from benchmarks.search.pages import site_make
from benchmarks.search.queries import WORD, Typist
from benchmarks.search.report import Report
from benchmarks.search.timing import Times, percentile
from content.audiences import ANONYMOUS, Audience, Reader
from content.models import HelpPage
from content.visibility import visibility_problems
from script.lib.bench import benchmark_names
from search.models import OutboxEntry
from search.sources import all_documents
from tests.conftest import ROOT

DEMO = ROOT / "demo"


@pytest.fixture(scope="module")
def material() -> Material:
    return material_read([DEMO], "en")


def words_of(texts: list[str]) -> Counter[str]:
    return Counter(word.lower() for text in texts for word in WORD.findall(text))


@pytest.mark.parametrize("language", ["en", "ar", "fa", "id"])
def test_the_demo_alone_is_material_in_every_language(language: str):
    assert len(material_read([DEMO], language).sentences) > 100


def test_a_language_without_handbook_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="no handbook in xx"):
        material_read([tmp_path], "xx")


def test_markdown_becomes_plain_text():
    assert clean("- Press **[Save](../save.md)** at https://example.org/a now") == "Press Save at now"


def test_the_same_seed_makes_the_same_pages(material: Material):
    once, twice = ([text_write(page, material, "en") for page in plan_make(50)] for _again in range(2))
    assert once == twice


def test_another_seed_makes_other_pages(material: Material):
    page = plan_make(50)[-1]
    assert text_write(page, material, "en", seed=1) != text_write(page, material, "en", seed=2)


def test_a_plan_has_as_many_pages_as_asked_for():
    assert [len(plan_make(count)) for count in (20, 500, 2500)] == [20, 500, 2500]


def test_parents_come_before_their_children():
    assert all(page.parent is None or page.parent < page.number for page in plan_make(2000))


def test_most_pages_are_public_and_few_are_for_agents():
    counted = Counter(page.audience for page in plan_make(20_000) if page.kind not in (CATEGORY, SPACE))
    shares = [round(100 * counted[level] / counted.total()) for level in (PUBLIC, CUSTOMER, AGENT)]
    assert shares == [85, 10, 5]


def test_words_are_as_frequent_as_in_the_handbook(material: Material):
    made = words_of([str(text_write(page, material, "en").body) for page in plan_make(600) if page.kind == ARTICLE])
    frequent = [word for word, _count in words_of(material.sentences).most_common(30)]
    # Names of blocks are in the raw stream as well, hence not the first thirty alone.
    assert len({word for word, _count in made.most_common(80)} & set(frequent)) >= 25


def test_every_sentence_was_written_by_somebody(material: Material):
    page = next(each for each in plan_make(100) if each.kind == ARTICLE)
    summaries = {text_write(page, material, "en", seed).summary for seed in range(20)} - {""}
    assert summaries <= {sentence[:250] for sentence in material.sentences}


@pytest.fixture
def made(db: None) -> list[Page]:
    """A help centre of forty pages in each of two languages."""
    site_make(plan_make(40), {language: material_read([DEMO], language) for language in ("en", "ar")}, 1, lambda _count: None)
    return list(HelpPage.objects.filter(depth__gt=2))


def test_made_pages_stand_in_a_sound_tree(made: list[Page]):
    assert Page.find_problems() == ([], [], [], [], [])


def test_made_pages_have_the_visibility_of_edited_ones(made: list[Page]):
    assert visibility_problems() == []


def test_made_pages_are_documents(made: list[Page]):
    assert {document.key for document in all_documents()} >= {f"page:{page.pk}" for page in made}


def test_readers_are_shown_fewer_pages_than_agents(made: list[Page]):
    agent = Reader(Audience.AGENT)
    assert 0 < HelpPage.objects.listable_to(ANONYMOUS).count() < HelpPage.objects.listable_to(agent).count()


def test_pages_of_one_number_are_translations(made: list[Page]):
    assert set(Counter(page.translation_key for page in made).values()) == {2}


def test_nothing_waits_after_the_pages_are_made(made: list[Page]):
    assert not OutboxEntry.objects.exists()


def test_a_made_page_can_be_read(made: list[Page], client):
    page = HelpPage.objects.listable_to(ANONYMOUS).filter(depth__gt=3, locale__language_code="ar").specific().first()
    assert page is not None
    assert page.title in client.get(page.link).content.decode().replace("&#x27;", "'")


def test_as_many_queries_are_typed_as_asked_for(material: Material):
    assert len(Typist(plan_make(200), material, "en").queries(137)) == 137


def test_some_queries_are_narrowed(material: Material):
    typed = [parse_qs(query) for query in Typist(plan_make(200), material, "en").queries(100)]
    assert any("kind" in query for query in typed)


def test_suggestions_are_asked_for_from_two_letters_on(material: Material):
    typed = [parse_qs(query)["q"][0] for query in Typist(plan_make(200), material, "en").beginnings(100)]
    assert min(map(len, typed)) == 2


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (1.0, 100)])
def test_a_percentile_is_a_measured_value(share: float, value: int):
    assert percentile([*range(100, 0, -1)], share) == value


def test_rounds_give_their_median():
    assert Times(pages=[[1.0], [9.0], [2.0]]).page(0.95) == 2.0


def test_a_page_slower_than_its_raw_requests_allow_misses_the_aim():
    report = Report(10, "sqlite")
    report.add_times("result page", {"en": Times([[31.0]], [[10.0]])}, ratio=1.5, extra=15.0, most=50.0)
    assert report.has_missed


def test_a_page_within_both_aims_meets_them():
    report = Report(10, "sqlite")
    report.add_times("result page", {"en": Times([[29.0]], [[10.0]])}, ratio=1.5, extra=15.0, most=50.0)
    assert not report.has_missed


def test_a_benchmark_is_a_module_or_a_package():
    assert {"import", "search"} <= set(benchmark_names(ROOT / "benchmarks"))


def test_faq_pages_are_among_the_kinds():
    assert any(page.kind == FAQ for page in plan_make(400))
