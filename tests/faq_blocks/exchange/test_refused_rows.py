"""What is wrong with a row is said in one clear sentence, with its line."""

from __future__ import annotations

import json

import pytest

from faq_blocks.exchange.reading import UnreadableFile, records_of
from tests.faq_blocks.exchange.files import csv_file, json_file, planned, reasons
from tests.faq_blocks.library import add_question

pytestmark = pytest.mark.django_db

GIFT = {"question": "May I return a gift?", "answer": "Yes."}

WRONG = [
    ({"question": ""}, "The question is missing."),
    ({"question": "\u200f \u202e "}, "The question is missing."),
    (
        {"question": "ي" * 10_000},
        "The question has 10000 characters; at most 255 fit. Say it shorter, and the rest in the answer.",
    ),
    ({"language": "xx"}, "There is no language “xx” here. Languages are: "),
    ({"language": ""}, "The language is missing."),
    ({"slug": "two words"}, "The slug “two words” may hold only letters, digits, _ and -."),
    ({"slug": "../admin"}, "The slug “../admin” may hold only letters, digits, _ and -."),
    ({"slug": "a" * 300}, "The slug is longer than 255 characters."),
    ({"topics": "A > B > C > D > E"}, "“A > B > C > D > E” is too deep: topics go 4 levels deep at most."),
    ({"topics": "A" * 200}, "The title of a topic is longer than 120 characters."),
    ({"tags": "A" * 200}, "A tag is longer than 100 characters."),
    ({"audience": "everyone"}, "There is no audience “everyone”. Audiences are: public, customer, agent."),
    ({"featured": "maybe"}, "“featured” is yes or no, not “maybe”."),
    ({"state": "later"}, "“state” is published or draft, not “later”."),
    ({"state": "published", "answer": ""}, "The answer is empty: such a question cannot be published."),
    ({"state": "published", "answer": "<script>alert(1)</script>"}, "The answer is empty: such a question cannot be published."),
    ({"key": "12"}, "“12” is no key of translations."),
    ({"keywords": "a" * 20_000}, "“keywords” is longer than 10000 characters."),
    ({"answer": '[{"type": "rich_text"'}, "The answer begins like a list of blocks, but it is none."),
    ({"answer": '[{"type": "frames", "value": 1}]'}, "There is no block called “frames” here."),
    ({"answer": '[{"type": "image", "value": {"image": 999999}}]'}, "The blocks of the answer are not right: "),
    ({"answer": '[{"type": "steps", "value": 5}]'}, "The blocks of the answer "),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_the_sentence_says_what_is_wrong(wrong, sentence):
    found = reasons(csv_file({"question": "Right?", "answer": "Yes."}, GIFT | wrong))
    assert list(found) == [3]
    assert found[3].startswith(sentence)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"question": ["May I?"]}, "“question” must be a text."),
        ({"language": {"en": 1}}, "“language” must be a text."),
        ({"answer": 5}, "The answer must be a text or a list of blocks."),
        ({"answer": ["Yes."]}, "Each block of an answer must have a type and a value."),
        ({"topics": {"Orders": 1}}, "“topics” must be a text or a list of texts."),
        ({"tags": [1, 2]}, "“tags” must be a text or a list of texts."),
    ],
)
def test_values_of_the_wrong_kind_are_refused(wrong, sentence):
    assert list(reasons(json_file(GIFT | wrong)).values()) == [sentence]


def test_all_that_is_wrong_with_a_row_is_said_at_once():
    (sentence,) = reasons(csv_file(GIFT | {"audience": "x", "tags": "A" * 200, "key": "1"})).values()
    assert sentence.count(".") >= 3


def test_a_line_is_counted_as_spreadsheets_do_behind_a_cell_with_line_breaks():
    content = csv_file({"question": "First?", "answer": "One\ntwo\nthree"}, {"question": "", "answer": "x"})
    assert list(reasons(content)) == [5]


def test_a_line_of_json_is_that_on_which_the_question_begins():
    content = b'{"version": 1,\n "questions": [\n  {"language": "en", "question": "Right?"},\n\n  {"language": "en"}\n ]}'
    assert list(reasons(content)) == [5]


def test_twins_in_a_file_are_refused():
    found = reasons(csv_file(GIFT, GIFT | {"question": "May I return a GIFT"}))
    assert found == {3: "Line 2 has the same slug, “may-i-return-a-gift”. Leave one out, or write another slug."}


def test_a_key_that_another_question_has_is_refused():
    key = str(add_question("Another one?").translation_key)
    assert reasons(csv_file(GIFT | {"key": key})) == {2: "Another question in this language has this key of translations."}


UNREADABLE = [
    (b"", "", "The file is empty."),
    (b"\xef\xbb\xbf \n", "", "The file is empty."),
    (b"question,answer\n", "", "There is no question in the file."),
    (b"frage,antwort\na,b\n", "", "The first line must name the columns; “question” is missing."),
    (b"question,question\na,b\n", "", "The first line names the column “question” twice."),
    (b'question\nright\n"wrong\n', "", "The file is no table from line 3 on"),
    ("question,answer\nهل يمكنني الإرجاع؟,نعم خلال شهر\n".encode("cp1256"), "", "The file is in Windows-1256"),
    ("question,answer\nPuis-je échanger ?,oui\n".encode("latin-1"), "", "The file is not in UTF-8."),
    (b'{"questions": [{"question": "a"},]}', "", "The file is no JSON: line 1, column "),
    (b'{"things": []}', "", "The file must hold a list of questions"),
    (b"[1, 2]", "a.json", "Line 1: a question must be an object with names and values."),
    (b"[" * 200_000, "a.json", "The file is"),
    (b"question\n" + b"a?\n" * 5001, "", "The file has more than 5000 questions."),
]


@pytest.mark.parametrize(("content", "name", "sentence"), UNREADABLE)
def test_a_file_that_cannot_be_read_says_why(content, name, sentence):
    with pytest.raises(UnreadableFile) as error:
        records_of(content, name)
    assert error.value.messages[0].startswith(sentence)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_arabic_is_read_in_every_encoding_that_spreadsheets_write(encoding, homes):
    text = "language;question;answer\r\nar;هل يمكنني إرجاع هدية؟;نعم\r\n"
    (step,) = planned(text.encode(encoding)).steps
    assert step.row.question == "هل يمكنني إرجاع هدية؟"


def test_columns_that_are_not_known_are_passed_over():
    assert not reasons(csv_file(GIFT | {"colour": "blue"}))


def test_naughty_strings_are_taken_as_text_or_refused_but_never_break(shared_strings):
    content = json_file(*({"question": f"{number} {text}"[:200], "answer": text} for number, text in enumerate(shared_strings)))
    assert all("slug" in reason or "question" in reason for reason in reasons(content).values())


@pytest.fixture
def shared_strings():
    from tests.conftest import SHARED

    return [text for text in json.loads((SHARED / "hostile" / "blns.json").read_text()) if isinstance(text, str)]


def test_half_of_a_character_is_named_with_its_line():
    with pytest.raises(UnreadableFile, match="Line 2 holds half of a character"):
        records_of(b'[\n{"question": "\\ud800?", "answer": "Yes."}]', "questions.json")
