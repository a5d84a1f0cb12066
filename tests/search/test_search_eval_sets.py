"""Sets of any shape are read, and what is wrong with one is told."""

import pytest
from django.core.management import CommandError

from search.evaluation import BadSet, find_sets
from search.evaluation.running import _documents
from tests.search.evaluation_sets import CORPUS, JUDGEMENTS, measure, write_set


def test_a_folder_of_sets_holds_one_for_each_language(tmp_path):
    for language in ("fa", "ar"):
        write_set(tmp_path / language)

    assert [each.language for each in find_sets(tmp_path)] == ["ar", "fa"]


def test_one_of_several_sets_can_be_chosen(tmp_path):
    for language in ("fa", "ar"):
        write_set(tmp_path / language)

    assert [each.language for each in find_sets(tmp_path, "fa")] == ["fa"]


def test_a_single_set_has_the_name_of_its_language(tmp_path):
    assert [each.language for each in find_sets(write_set(tmp_path / "pt-br"))] == ["pt-br"]


def test_a_single_set_of_another_name_can_be_told_its_language(tmp_path):
    assert [each.language for each in find_sets(write_set(tmp_path / "my questions"), "de")] == ["de"]


def test_a_set_without_a_language_says_what_to_do(tmp_path):
    with pytest.raises(BadSet, match="--language"):
        find_sets(write_set(tmp_path / "my questions"))


def test_a_folder_without_sets_says_what_is_expected(tmp_path):
    with pytest.raises(BadSet, match=r"neither corpus\.jsonl nor folders"):
        find_sets(tmp_path)


def test_a_language_that_is_not_there_names_those_that_are(tmp_path):
    write_set(tmp_path / "fa")
    with pytest.raises(BadSet, match="only in: fa"):
        find_sets(tmp_path, "en")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("corpus.jsonl", '{"_id": "d1"}\n{"_id": ', "corpus.jsonl, line 2: no JSON"),
        ("corpus.jsonl", "[]", "corpus.jsonl, line 1: an object"),
        ("corpus.jsonl", '{"title": "x"}', 'corpus.jsonl, line 1: "_id" is missing'),
        ("queries.jsonl", '{"_id": "q1", "text": 5}', 'queries.jsonl, line 1: "text" is missing or no text'),
        ("qrels/test.tsv", "a\tb\tc\nq1 d1 1\n", "test.tsv, line 2"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "judges nothing"),
        ("qrels/test.tsv", "q9\td1\t1\n", "none of the queries has a judgement"),
    ],
)
@pytest.mark.django_db
def test_a_broken_file_is_named_with_its_line(tmp_path, name, text, message):
    (write_set(tmp_path / "en") / name).write_text(text)
    with pytest.raises(CommandError, match=message.replace("(", r"\(")):
        measure(tmp_path, "--engine", "database")


@pytest.mark.django_db
def test_a_missing_file_is_named(tmp_path):
    (write_set(tmp_path / "en") / "queries.jsonl").unlink()
    with pytest.raises(CommandError, match=r"queries\.jsonl cannot be read"):
        measure(tmp_path, "--engine", "database")


def test_a_corpus_is_read_line_by_line(tmp_path):
    corpus = [*CORPUS, {"_id": 4, "text": 5}]  # the last one is broken, and nobody has come to it yet
    source = _documents(find_sets(write_set(tmp_path / "en", corpus=corpus))[0], keys := {"d3": ""})

    assert [next(source).title for _each in CORPUS] == ["Refunds", "Deliveries", "Invoices"]
    assert keys == {"d3": "passage:2"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("corpus", "judgements", "message"),
    [
        ([], JUDGEMENTS, "the corpus is empty"),
        (CORPUS + CORPUS, JUDGEMENTS, "two documents with the _id"),
        (CORPUS, [("q1", "d1", 2), ("q2", "d2", "nan")], "a grade with tabs between"),
    ],
    ids=["empty", "repeated", "no number"],
)
def test_a_set_that_cannot_be_measured_says_why(tmp_path, corpus, judgements, message):
    write_set(tmp_path / "en", corpus=corpus, judgements=judgements)
    with pytest.raises(CommandError, match=message):
        measure(tmp_path / "en")
