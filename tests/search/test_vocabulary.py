"""The table of words: what gets in, how it keeps up, and that no run does harm."""

import pytest

from search.documents import Document
from search.engines.database import DatabaseEngine
from search.models import IndexedDocument, VocabularyWord
from search.spelling import corrected, refreshing, vocabulary, vocabulary_refresh
from search.spelling.writing import key_of, written_words

pytestmark = pytest.mark.usefixtures("bare_site")


def write(number, body="", language="en", **fields):
    """Index a document as the outbox would."""
    fields = {"title": "Page", **fields}
    DatabaseEngine().index([Document(key=f"page:{number}", language=language, kind="article", body=body, **fields)])


def words(language="en"):
    """Return the stored words with their documents and levels."""
    rows = VocabularyWord.objects.filter(language=language).values_list("word", "documents", "level")
    return {word: (documents, level) for word, documents, level in rows}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Refunds, refunded!", {"refunds", "refunded"}),
        ("a 12 A4 x9 of 2026", {"of"}),
        ("x" * 41, set()),
        ("Café naïve", {"café", "naïve"}),
        ("إعادةُ المبلـــغ", {"إعادة", "المبلغ"}),
        ("کارت\u200cهای", {"کارت\u200cهای", "کارت", "های"}),
        ("\ufeffsoft\u00adhyphen", {"softhyphen"}),
        ("東京都", set()),
    ],
)
def test_words_are_kept_as_they_are_written(text, found):
    assert written_words(text) == found


@pytest.mark.parametrize(
    ("one", "other"), [("إعادة", "اعاده"), ("café", "cafe"), ("سفارشی", "سفارشي"), ("کارت\u200cها", "كارتها")]
)
def test_spellings_of_one_word_have_one_key(one, other):
    assert key_of(one) == key_of(other)


def test_every_field_brings_words():
    write(1, "body", title="title", keywords="keyword", summary="summary", headings="heading", questions=("question",))
    vocabulary_refresh()

    assert words().keys() == {"title", "keyword", "summary", "heading", "question", "body"}


def test_a_word_counts_once_for_each_document():
    write(1, "refund refund")
    write(2, "refund")
    vocabulary_refresh()

    assert words()["refund"] == (2, 0)


def test_the_lowest_audience_counts():
    write(1, "refund", min_level=2)
    write(2, "refund", min_level=1)
    vocabulary_refresh()

    assert words()["refund"] == (2, 1)


def test_languages_are_apart():
    write(1, "refund")
    write(2, "refund", language="id")
    vocabulary_refresh()

    assert (words("en")["refund"], words("id")["refund"]) == ((1, 0), (1, 0))


def test_a_new_document_is_added():
    write(1, "refund")
    vocabulary_refresh()
    write(2, "refund voucher")

    assert vocabulary_refresh() == 3
    assert (words()["refund"], words()["voucher"]) == ((2, 0), (1, 0))


def test_nothing_written_changes_nothing(django_assert_num_queries):
    write(1, "refund")
    vocabulary_refresh()

    with django_assert_num_queries(5):  # is there a mark, savepoint, the mark, new ids, release
        assert vocabulary_refresh() == 0


def test_counting_anew_changes_nothing_that_is_right():
    write(1, "refund")
    vocabulary_refresh()

    assert vocabulary_refresh(full=True) == 0


def test_counting_anew_forgets_what_is_gone():
    write(1, "refund")
    write(2, "voucher")
    vocabulary_refresh()
    DatabaseEngine().remove(["page:2"])
    vocabulary_refresh(full=True)

    assert "voucher" not in words()


def test_counting_anew_forgets_a_language():
    write(1, "refund", language="fr")
    vocabulary_refresh()
    DatabaseEngine().remove(["page:1"])
    vocabulary_refresh(full=True)

    assert words("fr") == {}


def test_a_lower_audience_opens_a_word_with_the_next_addition():
    write(1, "refund", min_level=2)
    vocabulary_refresh()
    write(2, "refund")
    vocabulary_refresh()

    assert words()["refund"] == (2, 0)


def test_additions_come_in_batches(monkeypatch):
    monkeypatch.setattr(refreshing, "BATCH", 2)
    vocabulary_refresh()
    for number in range(5):
        write(number, f"refund word{chr(97 + number)}")
    vocabulary_refresh()

    assert words()["refund"] == (5, 0)


def test_a_run_killed_halfway_is_made_good_by_the_next(monkeypatch):
    monkeypatch.setattr(refreshing, "BATCH", 2)
    vocabulary_refresh()
    for number in range(5):
        write(number, "refund")
    write_words, calls = refreshing._write, []

    def killed(rows, on_conflict):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write_words(rows, on_conflict)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(refreshing, "_write", killed)
        vocabulary_refresh()
    vocabulary_refresh()

    assert words()["refund"] == (5, 0)


def test_a_vocabulary_grown_too_large_keeps_titles_and_frequent_words(monkeypatch):
    monkeypatch.setattr(refreshing, "MOST_WORDS", 3)
    write(1, "rare frequent", title="named")
    write(2, "seldom frequent", title="named")
    vocabulary_refresh()

    assert words().keys() == {"named", "frequent"}


def test_another_process_learns_of_new_words(monkeypatch):
    write(1, "refund")
    vocabulary_refresh()
    assert corrected("vouchr", "en", 0) == ""
    write(2, "voucher " * 3)
    monkeypatch.setattr(refreshing, "forget", lambda: None)  # what another process does is not told here
    vocabulary_refresh()

    assert vocabulary.current_version() != vocabulary.vocabulary_of("en").version


def test_the_vocabulary_is_looked_up_once_a_minute(django_assert_num_queries):
    write(1, "refund")
    vocabulary_refresh()
    vocabulary.vocabulary_of("en")

    with django_assert_num_queries(0):
        vocabulary.vocabulary_of("en")


def test_the_scheduler_knows_both_runs():
    from operations.jobs import all_jobs

    assert {"search.vocabulary", "search.vocabulary.count"} <= {job.name for job in all_jobs()}


def test_a_document_written_again_is_read_again():
    write(1, "refund")
    vocabulary_refresh()
    write(1, "voucher")
    vocabulary_refresh()

    assert "voucher" in words()
    assert IndexedDocument.objects.count() == 1
