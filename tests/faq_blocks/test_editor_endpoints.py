"""Behind the form of a FAQ block: pastes are cleaned, and typed questions move to the library by the right of who moves them."""

from __future__ import annotations

import importlib.util
import json

import pytest
from django.urls import reverse
from wagtail.models import Locale

from content.audiences import Audience
from content.models import HelpPage
from faq_blocks.models import FaqPage, Question
from faq_blocks.readers.kind import admin_url
from home.models import PlainPage
from tests.conftest import SHARED, _user
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic, faq_block, picked

pytestmark = pytest.mark.django_db
HOSTILE = SHARED / "hostile"
needs_samples = pytest.mark.skipif(not HOSTILE.is_dir(), reason="the folder of hostile samples is not beside the project")


@pytest.fixture
def editing(client, editor):
    client.force_login(editor)
    return client


def pasted(client, text="", html=""):
    return client.post(reverse("faq_paste"), {"text": text, "html": html}).json()


def contentstate(text: str) -> str:
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def typed(question="May I return it?", answer="Yes.", topic=""):
    return {"question": question, "answer": contentstate(answer), "topic": topic}


def promote(client, *entries, place="/admin/", **more):
    sent = {"place": place, "entries": entries, **more}
    return client.post(reverse("faq_promote"), json.dumps(sent), content_type="application/json")


def page_with(parent, *, only_for=None, model=PlainPage, answer="Yes.", **fields):
    """A page with `typed()` on it, in a passage for an audience if one is given."""
    html = f'<p data-block-key="b">{answer}</p>'
    block = faq_block(entries=[{"type": "item", "value": {"question": "May I return it?", "answer": html, "topic": ""}}])
    if only_for is not None:
        block = {"type": "audience", "value": {"audience": only_for, "body": [block]}}
    return add_page(parent, model, "Prices", slug="prices", body=[block], **fields)


def editor_of(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_editors_form_takes_what_was_pasted(editing):
    state = pasted(editing, "Why?\nBecause **so**.")["entries"][0]["state"]
    assert json.loads(state["answer"])["blocks"][0]["inlineStyleRanges"][0]["style"] == "BOLD"


def test_what_stands_before_the_questions_is_told(editing):
    assert pasted(editing, "Dear all,\n\nWhy?\nBecause.")["before"] == "Dear all,"


def test_a_question_without_an_answer_has_a_note(editing):
    assert pasted(editing, "Why?")["entries"][0]["notes"] == ["There is no answer."]


def test_a_text_without_questions_is_answered_with_what_to_do(editing):
    assert "End each question with a question mark" in pasted(editing, "Nothing.")["problem"]


def test_too_much_text_is_refused_with_a_sentence(editing):
    assert "Paste it in parts" in pasted(editing, "Why? " * 100_000)["problem"]


def test_pasting_is_for_people_of_the_admin(client, customer):
    client.force_login(customer)
    assert client.post(reverse("faq_paste"), {"text": "Why?"}).status_code == 302


@needs_samples
def test_nothing_hostile_survives_a_paste(editing):
    spec = importlib.util.spec_from_file_location("hostile_judge_faq", HOSTILE / "judge.py")
    assert spec and spec.loader
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    found = {}
    for vector in judge.load():
        sent = f"<p>Why?</p>{vector['input']}" if vector["kind"] == "html" else ""
        entries = pasted(editing, "" if sent else f"Why?\n\n{vector['input']}", sent)["entries"]
        problems = [each for entry in entries for each in judge.judge(entry["answer"])[0]]
        if problems:
            found[vector["id"]] = problems
    assert not found


@needs_samples
def test_nothing_naughty_breaks_a_paste(editing):
    for text in json.loads((HOSTILE / "blns.json").read_text()):
        assert editing.post(reverse("faq_paste"), {"text": f"Why?\n{text}", "html": text}).status_code == 200, text


def test_an_editor_publishes_what_everybody_reads_on_the_page(editing, home):
    promote(editing, typed(), place=editor_of(page_with(home)))
    assert (Question.objects.get().live, Question.objects.get().audience) == (True, Audience.PUBLIC)


def test_who_publishes_is_not_told_to_wait(editing, home):
    said = promote(editing, typed(), place=editor_of(page_with(home))).json()["said"]
    assert said == "1 question is in the library now (English)."


def test_what_was_not_saved_becomes_a_draft(editing, home):
    promote(editing, typed(answer="Yes, soon."), place=editor_of(page_with(home)))
    assert not Question.objects.get().live


def test_what_stands_on_a_draft_becomes_one(editing, home):
    promote(editing, typed(), place=editor_of(page_with(home, live=False)))
    assert not Question.objects.get().live


def test_what_is_typed_on_a_new_page_becomes_a_draft(editing, home):
    promote(editing, typed(), place=reverse("wagtailadmin_pages:add", args=["home", "plainpage", home.pk]))
    assert not Question.objects.get().live


def test_what_stands_in_a_passage_for_agents_is_a_draft_for_agents(editing, home):
    promote(editing, typed(), place=editor_of(page_with(home, only_for=2)))
    assert (Question.objects.get().live, Question.objects.get().audience) == (False, Audience.AGENT)


def test_so_is_what_was_put_into_it_and_not_saved(editing, home):
    promote(editing, typed(), place=editor_of(page_with(home)), audiences=["0", "2"])
    assert (Question.objects.get().live, Question.objects.get().audience) == (False, Audience.AGENT)


def test_the_form_opens_nothing(editing, home):
    promote(editing, typed(), place=editor_of(page_with(home, only_for=1)), audiences=["0", "x", None])
    assert Question.objects.get().audience == Audience.CUSTOMER


def test_what_stands_on_a_page_for_customers_is_for_customers(editing, home):
    promote(editing, typed(), place=editor_of(page_with(home, audience=Audience.CUSTOMER)))
    assert (Question.objects.get().live, Question.objects.get().audience) == (False, Audience.CUSTOMER)


def test_what_is_typed_below_a_page_for_agents_is_for_agents(editing, home):
    page = page_with(home, audience=Audience.AGENT)
    promote(editing, typed("New?"), place=reverse("wagtailadmin_pages:add", args=["home", "plainpage", page.pk]))
    assert Question.objects.get().audience == Audience.AGENT


def test_what_some_groups_only_read_stays_typed(editing, home):
    page = page_with(home)
    HelpPage.objects.filter(pk=page.pk).update(required_groups="3")
    response = promote(editing, typed(), place=editor_of(page))
    assert (response.status_code, Question.objects.exists()) == (422, False)


def test_an_author_moves_drafts(client, home):
    client.force_login(_user("author", "Authors"))
    said = promote(client, typed(), place=editor_of(page_with(home))).json()["said"]
    assert (Question.objects.get().live, "when somebody has published them" in said) == (False, True)


def test_a_translator_moves_nothing(client):
    client.force_login(_user("translator", "Translators"))
    promote(client, typed())
    assert not Question.objects.exists()


def test_the_answer_is_written_as_saving_the_page_would(editing):
    promote(editing, typed(answer="Yes <script>"))
    assert "Yes &lt;script&gt;</p>" in Question.objects.get().answer.raw_data[0]["value"]


def test_a_topic_of_the_same_title_holds_it(editing):
    topic = add_topic("Returns")
    promote(editing, typed(topic="returns"))
    assert Question.objects.get().topics.get() == topic


def test_the_language_is_that_of_the_page(editing, homes):
    page = add_page(homes["fa"], FaqPage, "پرسش‌ها", slug="q")
    promote(editing, typed(), place=reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert Question.objects.get().locale.language_code == "fa"


def test_the_language_is_that_of_the_page_above_a_new_one(editing, homes):
    promote(editing, typed(), place=reverse("wagtailadmin_pages:add", args=["faq_blocks", "faqpage", homes["ar"].pk]))
    assert Question.objects.get().locale.language_code == "ar"


def test_the_language_of_a_snippet_is_that_of_the_address(editing):
    promote(editing, typed(), place="/admin/snippets/content/reusablecontent/add/?locale=id")
    assert Question.objects.get().locale == Locale.objects.get(language_code="id")


@pytest.mark.parametrize(
    "entry",
    [
        {},
        None,
        {"question": "", "answer": ""},
        {"question": 5, "answer": ""},
        {"question": "Why?", "answer": "{"},
        {"question": "Why?", "answer": '{"blocks": 3}'},
        {"question": "Why?", "answer": "[1]"},
        {"question": "w" * 10_000 + "?", "answer": ""},
    ],
)
def test_what_cannot_be_read_moves_nothing_and_says_so(editing, entry):
    response = promote(editing, typed("Fine?"), entry)
    assert (response.status_code, bool(response.json()["problem"]), Question.objects.count()) == (422, True, 0)


def test_moving_is_undone(editing):
    undo = promote(editing, typed()).json()["undo"]
    editing.post(reverse("faq_unpromote"), json.dumps({"undo": undo}), content_type="application/json")
    assert not Question.objects.exists()


def test_somebody_else_does_not_undo_it(client, editing):
    undo = promote(editing, typed()).json()["undo"]
    client.force_login(_user("other", "Editors"))
    response = client.post(reverse("faq_unpromote"), json.dumps({"undo": undo}), content_type="application/json")
    assert (response.status_code, Question.objects.count()) == (422, 1)


def test_what_a_page_shows_already_stays(editing, home):
    undo = promote(editing, typed()).json()["undo"]
    add_page(home, FaqPage, "Q", slug="q", body=[faq_block(questions=picked(Question.objects.get()))])
    editing.post(reverse("faq_unpromote"), json.dumps({"undo": undo}), content_type="application/json")
    assert Question.objects.exists()


def test_what_was_changed_since_stays(editing):
    undo = promote(editing, typed()).json()["undo"]
    Question.objects.get().save_revision()
    editing.post(reverse("faq_unpromote"), json.dumps({"undo": undo}), content_type="application/json")
    assert Question.objects.exists()


def test_a_question_without_an_answer_becomes_a_draft(editing, home):
    promote(editing, {"question": "Role?", "answer": "", "topic": ""}, place=editor_of(page_with(home)))
    assert not Question.objects.get(question="Role?").live


def test_a_place_that_is_no_address_is_refused_in_words(editing):
    response = promote(editing, typed(), place="//[")
    assert (response.status_code, "problem" in response.json()) == (422, True)


def test_the_form_keeps_the_direction_of_the_question(editing):
    question = add_question("May I return it?")
    assert "\u2068May I return it?\u2069" in editing.get(admin_url("edit", question.pk)).content.decode()
