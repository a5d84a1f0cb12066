"""Terms go out as CSV and come in as a whole or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from localization.models import Term
from localization.terms.writing import exported, term_save, terms_import, terms_plan
from tests.localization.units_made import locale_of, team_member

pytestmark = pytest.mark.django_db
HEAD = "source_language,term,language,translations,forbidden,kept,case_sensitive,status,note\n"


@pytest.fixture(autouse=True)
def languages(homes: Any) -> None:
    """Terms need languages."""


def add(source: str, **fields: Any) -> Term:
    return term_save(term=Term(source_locale=locale_of("en"), source=source, locale=locale_of("fa"), **fields), user=None)


def written() -> bytes:
    return "".join(exported(Term.objects.all())).encode()


def reasons(content: str, user: Any = None) -> list[tuple[int, str]]:
    return [(each.line, each.reason) for each in terms_plan(content.encode(), user=user).problems]


def test_an_export_comes_back_as_it_was() -> None:
    add("=cmd()", targets="الف\nب", forbidden="پ", note='a "note", with\ntwo lines')
    add("Sanad", is_kept=True, is_case_sensitive=True, status=Term.Status.PROPOSED)
    fields = ("source", "targets", "forbidden", "is_kept", "is_case_sensitive", "status", "note")
    before, content = list(Term.objects.values_list(*fields)), written()
    Term.objects.all().delete()
    assert terms_import(terms_plan(content, user=None), user=None) == 2
    assert list(Term.objects.values_list(*fields)) == before
    plan = terms_plan(content, user=None)
    assert (plan.unchanged, plan.writes) == (2, False)


def test_a_formula_is_no_formula_in_a_spreadsheet() -> None:
    add("=cmd()", targets="+1")
    assert b"'=cmd()" in written()
    assert b"'+1" in written()


def test_a_row_changes_the_term_that_is_there() -> None:
    term = add("account", targets="حساب")
    terms_import(terms_plan(f"{HEAD}en,account,fa,حساب کاربری|حساب,,,,,\n".encode(), user=None), user=None)
    term.refresh_from_db()
    assert term.wordings == ["حساب کاربری", "حساب"]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("term\nx\n", 1, "Missing: source_language, language"),
        (f"{HEAD}en,a,xx,b,,,,,\n", 2, "no language “xx”"),
        (f"{HEAD}en,a,en,b,,,,,\n", 2, "two different languages"),
        (f"{HEAD}en,,fa,b,,,,,\n", 2, "needs a word"),
        (f"{HEAD}en,a,fa,,,,,,\n", 2, "no translation"),
        (f"{HEAD}en,a,fa,b,,maybe,,,\n", 2, "yes or no"),
        (f"{HEAD}en,a,fa,b,,,,done,\n", 2, "status"),
        (f"{HEAD}en,a,fa,b,,,,,\n\nen,a,fa,c,,,,,\n", 4, "line 2"),
        (f'{HEAD}en,a,fa,"b,,,,,\n', 2, "quotation marks"),
        ("", 0, "empty"),
    ],
)
def test_a_bad_row_is_named_by_its_line(content: str, line: int, words: str) -> None:
    found = reasons(content)
    assert [found[0][0], words in found[0][1]] == [line, True], found


def test_one_bad_row_keeps_the_others_out() -> None:
    plan = terms_plan(f"{HEAD}en,good,fa,خوب,,,,,\nen,bad,xx,b,,,,,\n".encode(), user=None)
    assert not plan.writes


def test_a_spreadsheet_that_parts_with_semicolons_is_read() -> None:
    plan = terms_plan("source_language;term;language;translations\nen;cart;fa;سبد, خرید\n".encode(), user=None)
    assert [term.targets for term in plan.new] == ["سبد, خرید"]


def test_only_the_leads_of_a_language_write_its_terms() -> None:
    row = f"{HEAD}en,cart,fa,سبد,,,,,\n"
    assert reasons(row, team_member("fa", "leads")) == []
    assert "do not decide" in reasons(row, team_member("fa", "reviewers"))[0][1]
    assert "do not decide" in reasons(row, team_member("ar", "leads"))[0][1]


def test_another_encoding_is_refused() -> None:
    assert "UTF-8" in terms_plan(f"{HEAD}en,a,fa,سلام".encode("cp1256"), user=None).problems[0].reason
