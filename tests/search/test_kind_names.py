"""What readers may call a kind of page."""

import pytest

from search.kind_names import is_called, without_names
from search.preparation import prepared
from search.queries import SearchQuery
from search.rules import rules_for

ARTICLE = [
    "article",
    "Articles",
    "مقال",
    "المقال",
    "مقالات",
    "المقالات",
    "مقالة",
    "مقاله",
    "مقاله‌ها",
    "مقالات",
    "مطالب",
    "artikel-artikel",
]
FAQ = [
    "FAQ",
    "faqs",
    "question",
    "سؤال",
    "الأسئلة",
    "اسئله",
    "الأسئلة الشائعة",
    "پرسش",
    "پرسش‌ها",
    "پرسش ها",
    "سوالات",
    "pertanyaan",
]
POLICY = ["policy", "Policies", "سياسة", "السياسات", "سیاست‌ها", "قوانین", "kebijakan", "kebijakan-kebijakan"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind, names in (("article", ARTICLE), ("faq", FAQ), ("policy", POLICY)) for name in names],
)
def test_a_kind_is_known_by_its_names_in_all_languages(kind, name):
    assert is_called(kind, name)


@pytest.mark.parametrize("name", ["", "-", "art", "articled", "سيا", "how-to", "policy articles"])
def test_other_words_name_no_kind(name):
    assert not any(is_called(kind, name) for kind in ("article", "faq", "policy"))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("نوع:مقاله", "article"), ("نوع:پرسش", "faq"), ("jenis:artikel-artikel", "article"), ("نوع:المقالات", "article")],
)
def test_they_can_be_typed(db, anonymous, typed, kind):
    assert asked_for(typed, anonymous).filters == (("kind", (kind,)),)


def asked_for(text, reader):
    found = prepared(SearchQuery(text, "en"), reader, rules_for("en"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "rest"),
    [("refund policy", "refund"), ("policies: refund, card", ": refund, card"), ("سياسة الاسترداد", "الاسترداد"), ("policy", "")],
)
def test_the_names_of_a_kind_can_be_left_out(text, rest):
    assert without_names(text, ["policy"]) == rest


@pytest.mark.parametrize(
    ("text", "asked"), [("refund policy", (("refund",),)), ("kebijakan", ()), ("refund", None), ("policyholder refund", None)]
)
def test_agents_need_not_find_the_name_in_a_leading_kind(db, agent_reader, text, asked):
    assert asked_for(text, agent_reader).leading_segments == asked


def test_for_others_no_kind_leads(db, anonymous):
    assert asked_for("refund policy", anonymous).leading_segments is None
