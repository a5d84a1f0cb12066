"""Search engines are told of the questions of a page once, and of nothing that the anonymous do not see there."""

from __future__ import annotations

import json
import re

import pytest

from benchmarks.faq.making import add_many
from content.audiences import Audience
from faq_blocks.models import FaqPage
from home.models import PlainPage
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic, faq_block, picked
from tests.faq_blocks.vocabulary import faults

pytestmark = pytest.mark.django_db

TYPED = {"question": "Typed?", "answer": "<p>Here &amp; <b>now</b>.</p>"}
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def things(html: str) -> list[dict]:
    return [thing for text in SCRIPT.findall(html) for thing in json.loads(text)["@graph"]]


def of_type(html: str, kind: str) -> list[dict]:
    return [each for each in things(html) if each["@type"] == kind]


@pytest.fixture
def opened(home, client):
    def open_page(*blocks, model=FaqPage, user=None, **fields):
        page = add_page(home, model, "Questions", slug="faq", body=list(blocks), **fields)
        if user:
            client.force_login(user)
        return client.get(page.link).content.decode()

    return open_page


@pytest.mark.parametrize("model", [FaqPage, PlainPage])
def test_three_blocks_are_one_faq_page(opened, model):
    topic = add_topic()
    add_question("By topic?", topic=topic)
    html = opened(
        faq_block(entries=[TYPED]), faq_block(questions=picked(add_question("Picked?"))), faq_block(topic=topic.pk), model=model
    )
    (found,) = of_type(html, "FAQPage")
    assert [each["name"] for each in found["mainEntity"]] == ["Typed?", "Picked?", "By topic?"]


def test_every_thing_is_in_the_vocabulary(opened):
    found = things(opened(faq_block(entries=[TYPED], questions=picked(add_question()))))
    assert [fault for each in found for fault in faults(each)] == []


def test_the_question_page_is_a_qa_page_in_the_vocabulary(home, client):
    add_question("May I?", "<p>Yes.</p>")
    found = things(client.get("/en/questions/may-i/").content.decode())
    assert ([each["@type"] for each in found], [fault for each in found for fault in faults(each)]) == (
        ["BreadcrumbList", "QAPage"],
        [],
    )


def test_the_check_itself_finds_faults():
    wrong = {
        "@type": "FAQPage",
        "mainEntity": [{"@type": "Question", "name": "", "acceptedAnswer": {"@type": "Reply"}, "odd": 1}],
    }
    assert len(faults(wrong)) == 4


def test_a_page_without_questions_has_none(opened):
    assert of_type(opened({"type": "rich_text", "value": "<p>Calm.</p>"}), "FAQPage") == []


def test_the_same_question_in_two_blocks_is_told_once(opened):
    question = add_question("Twice?")
    (found,) = of_type(opened(faq_block(questions=picked(question)), faq_block(questions=picked(question))), "FAQPage")
    assert len(found["mainEntity"]) == 1


def test_answers_are_told_as_plain_text(opened):
    (found,) = of_type(opened(faq_block(entries=[TYPED])), "FAQPage")
    assert found["mainEntity"][0]["acceptedAnswer"]["text"] == "Here & now."


def test_no_answer_can_end_the_script(opened):
    hostile = {"question": "</script><script>alert(1)</script>", "answer": "<p>&lt;/script&gt;&lt;!--</p>"}
    html = opened(faq_block(entries=[hostile]))
    (found,) = of_type(html, "FAQPage")
    assert found["mainEntity"][0]["name"] == hostile["question"]
    assert "<script>alert(1)" not in html


def test_a_passage_for_agents_is_not_told(opened):
    hidden = {"type": "audience", "value": {"audience": Audience.AGENT.value, "body": [faq_block(entries=[TYPED])]}}
    assert of_type(opened(hidden), "FAQPage") == []


def test_nor_is_it_told_to_agents_themselves(opened, agent):
    hidden = {"type": "audience", "value": {"audience": Audience.AGENT.value, "body": [faq_block(entries=[TYPED])]}}
    assert of_type(opened(hidden, user=agent), "FAQPage") == []


def test_nothing_is_told_of_a_page_for_customers(opened, customer):
    assert things(opened(faq_block(entries=[TYPED]), audience=Audience.CUSTOMER, user=customer)) == []


def test_nothing_is_told_of_a_question_for_customers(home, client, customer):
    question = add_question("May I?", audience=Audience.CUSTOMER)
    client.force_login(customer)
    assert things(client.get(f"/en/questions/{question.slug}/").content.decode()) == []


def test_answers_on_demand_are_not_told(home, opened):
    add_many(5, locale=home.locale)
    assert of_type(opened(lists_library=True, answer_loading="demand"), "FAQPage") == []


def test_answers_of_a_list_in_the_page_are(home, opened):
    add_many(5, locale=home.locale)
    (found,) = of_type(opened(lists_library=True), "FAQPage")
    assert len(found["mainEntity"]) == 5
