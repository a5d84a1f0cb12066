"""What goes out comes back as it was, by CSV and by JSON alike."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from content.audiences import Audience
from content.spreadsheets import guarded, unguarded
from faq_blocks.exchange.exporting import exported
from faq_blocks.models import Placement, Question, Topic
from home.models import PlainPage
from tests.factories import add_page
from tests.faq_blocks.exchange.files import imported, planned
from tests.faq_blocks.library import add_question, add_topic

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize("kind", ["csv", "json"])
STEPS = [{"type": "steps", "value": {"steps": [{"title": "Pack it", "text": "<p>Well.</p>"}]}}]


def file_of(kind: str, **how) -> bytes:
    return "".join(exported(kind, **how)).encode()


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def library(homes):
    """A library with everything that is hard to bring back."""
    from wagtail.models import Locale

    orders = add_topic("Orders, all | of them")
    returns = add_topic("Returns > 30 days", parent=orders)
    answer = "<p>One, “two”;<br/><b>three</b></p>"
    add_question("=1+1?", answer, topic=returns, note="'=quoted\nTwo lines", is_featured=True)
    first = Question.objects.get()
    first.tags.set(["gift", "a|b", "c\\d"])
    first.save_revision().publish()
    add_question("May I return it?", topic=orders, audience=Audience.AGENT, search_keywords="-refund")
    add_question("Not yet?", live=False)
    persian = Locale.objects.get(language_code="fa")
    add_question("آیا می‌توانم پس بدهم؟", "<p>بله، تا ۳۰ روز.</p>", locale=persian)
    stepped: Any = add_question("How do I pack it?")
    stepped.answer = STEPS
    stepped.save_revision().publish()
    return Question.objects.all()


@KINDS
def test_an_export_changes_nothing_when_it_comes_back(library, kind):
    plan = planned(file_of(kind), f"library.{kind}")
    assert {step.row.question: step.changes for step in plan.steps if step.action != "unchanged"} == {}


@KINDS
def test_an_empty_library_becomes_as_the_one_that_was_exported(library, kind):
    content = file_of(kind)
    Question.objects.all().delete()
    Topic.objects.all().delete()
    imported(content, f"library.{kind}")
    assert file_of(kind) == content


def test_steps_come_back_as_blocks(library):
    content = file_of("csv")
    Question.objects.all().delete()
    imported(content)
    (block,) = Question.objects.get(slug="how-do-i-pack-it").answer.raw_data
    assert block["value"]["steps"][0]["value"]["title"] == "Pack it"


def test_a_spreadsheet_runs_nothing_of_it(library):
    cells = [cell for row in rows_of(file_of("csv")) for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@") and cell.strip()]


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", " =1", "'", "'a", "\t=1", "@x", "-1", "+1", "", "a=1", "' -1"])
def test_the_guard_against_formulas_is_taken_off_exactly(text):
    assert unguarded(guarded(text)) == text


def test_only_the_languages_that_are_asked_for_go_out(library):
    assert {row["language"] for row in rows_of(file_of("csv", languages=["fa"]))} == {"fa"}


def test_what_is_live_goes_out_as_it_is_live():
    question = add_question("May I return it?")
    question.question = "Changed, and not published?"
    question.save_revision()
    assert rows_of(file_of("csv"))[0]["question"] == "May I return it?"


def test_many_questions_cost_no_more_queries(django_assert_max_num_queries):
    for number in range(30):
        add_question(f"Question {number}?", topic=add_topic(f"Topic {number}"))
    with django_assert_max_num_queries(6):
        file_of("csv")


class TestLinks:
    @pytest.fixture
    def page(self, home):
        return add_page(home, PlainPage, "Prices", slug="prices")

    @pytest.fixture
    def question(self, page):
        return add_question("How much?", f'<p>See <a linktype="page" id="{page.pk}">prices</a>.</p>')

    def test_a_link_to_a_page_says_its_address(self, question, page):
        assert f'href="{page.link}"' in rows_of(file_of("csv"))[0]["answer"]

    def test_a_link_comes_back_as_one_to_the_page(self, question):
        assert planned(file_of("csv")).counts == {"unchanged": 1}

    def test_on_another_site_it_leads_to_the_address(self, question, page):
        content = file_of("csv").replace(page.link.encode(), b"/en/costs/")
        (step,) = planned(content).steps
        assert step.row.fields["answer"][0]["value"] == '<p>See <a href="/en/costs/">prices</a>.</p>'

    def test_a_link_to_a_page_that_is_gone_leaves_its_words(self, question, page):
        content = json.dumps([{"language": "en", "question": "x?", "answer": '<p><a linktype="page" id="99999999">gone</a></p>'}])
        (step,) = planned(content.encode()).steps
        assert step.row.fields["answer"][0]["value"] == "<p>gone</p>"


class TestCommands:
    def test_the_commands_are_there_and_back(self, library, tmp_path, capsys):
        file = tmp_path / "library.csv"
        call_command("export_questions", str(file))
        Placement.objects.all().delete()
        call_command("import_questions", str(file), verbosity=0)
        assert Placement.objects.count() == 2

    def test_a_dry_run_writes_nothing(self, tmp_path, capsys):
        file = tmp_path / "questions.csv"
        file.write_text("language,question\nen,May I?\n")
        call_command("import_questions", str(file), "--dry-run")
        assert not Question.objects.exists()
        assert "1 new" in capsys.readouterr().out

    def test_a_refused_row_ends_with_1_and_its_line(self, tmp_path, capsys):
        file = tmp_path / "questions.csv"
        file.write_text("language,question\nen,May I?\nen,\n")
        with pytest.raises(SystemExit) as error:
            call_command("import_questions", str(file))
        assert error.value.code == 1
        assert not Question.objects.exists()
