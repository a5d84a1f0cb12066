"""Topics stand in the order that editors give them, and so do the questions in them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from faq_blocks.library.placing import placements_order, question_place, questions_add, questions_move
from faq_blocks.library.tree import topic_move, topic_step
from faq_blocks.models import Topic
from faq_blocks.signals import places_changed
from faq_blocks.topics import in_order
from tests.conftest import _user
from tests.faq_blocks.admin import topic_address
from tests.faq_blocks.library import add_question, add_topic

pytestmark = pytest.mark.django_db


def tree(language: str = "en") -> list[str]:
    topics = Topic.objects.filter(locale__language_code=language)
    return ["." * depth + topic.title for topic, depth in in_order(topics)]


@pytest.fixture
def orders(db):
    return add_topic("Orders", sort_order=0)


@pytest.fixture
def returns(db):
    return add_topic("Returns", sort_order=1)


@pytest.fixture
def gifts(db, returns):
    return add_topic("Gifts", parent=returns)


@pytest.fixture
def sorting(client, editor):
    client.force_login(editor)
    return client


def test_a_topic_moves_below_another(orders, returns, gifts):
    topic_move(topic=gifts, parent=orders, position=0)
    assert tree() == ["Orders", ".Gifts", "Returns"]


def test_a_topic_takes_along_what_is_below_it(orders, returns, gifts):
    topic_move(topic=returns, parent=orders, position=0)
    assert tree() == ["Orders", ".Returns", "..Gifts"]


@pytest.mark.parametrize(
    ("name", "way", "expected"),
    [
        ("Returns", "up", ["Returns", ".Gifts", "Orders"]),
        ("Orders", "down", ["Returns", ".Gifts", "Orders"]),
        ("Returns", "in", ["Orders", ".Returns", "..Gifts"]),
        ("Gifts", "out", ["Orders", "Returns", "Gifts"]),
        ("Orders", "up", ["Orders", "Returns", ".Gifts"]),
        ("Orders", "in", ["Orders", "Returns", ".Gifts"]),
    ],
)
def test_a_button_moves_one_step_or_not_at_all(orders, returns, gifts, name, way, expected):
    topic_step(topic=Topic.objects.get(title=name), way=way)
    assert tree() == expected


def test_a_topic_is_not_put_below_itself(returns, gifts):
    with pytest.raises(ValidationError, match="below itself"):
        topic_move(topic=returns, parent=gifts, position=0)


def test_a_topic_is_not_put_below_one_of_another_language(returns):
    other = add_topic("بازگشت", locale=Locale.objects.get(language_code="fa"))
    with pytest.raises(ValidationError, match="another language"):
        topic_move(topic=returns, parent=other, position=0)


def test_no_branch_gets_deeper_than_readers_follow(returns, gifts):
    first = add_topic("One")
    third = add_topic("Three", parent=add_topic("Two", parent=first))
    with pytest.raises(ValidationError, match="four levels"):
        topic_move(topic=returns, parent=third, position=0)


def test_a_circle_leaves_no_topic_out(returns, gifts):
    Topic.objects.filter(pk=returns.pk).update(parent=gifts)
    assert len(tree()) == 2


def test_a_drag_is_saved(sorting, orders, gifts):
    sorting.post(topic_address("move", gifts.pk), {"parent": orders.pk, "position": 0})
    assert tree() == ["Orders", ".Gifts", "Returns"]


def test_a_drag_that_cannot_be_is_answered_with_a_sentence(sorting, returns, gifts):
    data = {"parent": gifts.pk, "position": 0}
    response = sorting.post(topic_address("move", returns.pk), data, headers={"x-requested-with": "XMLHttpRequest"})
    assert (response.status_code, response.json()["problem"]) == (422, "A topic cannot stand below itself. Choose another one.")


@pytest.mark.parametrize("data", [{"parent": "x"}, {"position": "-1"}, {"way": "away"}, {"parent": "9" * 40}, {}])
def test_a_broken_drag_changes_nothing(sorting, orders, gifts, data):
    response = sorting.post(topic_address("move", gifts.pk), data, headers={"x-requested-with": "XMLHttpRequest"})
    assert (response.status_code, tree()) == (422, ["Orders", "Returns", ".Gifts"])


def test_an_author_does_not_sort_topics(client, orders, gifts):
    client.force_login(_user("author", "Authors"))
    client.post(topic_address("move", gifts.pk), {"way": "out"})
    assert tree() == ["Orders", "Returns", ".Gifts"]


def test_the_screen_shows_one_language(sorting, orders):
    add_topic("بازگشت", locale=Locale.objects.get(language_code="fa"))
    html = sorting.get(topic_address("list"), {"locale": "fa"}).content.decode()
    assert ("بازگشت" in html, "Orders" in html) == (True, False)


def test_a_new_topic_stands_at_the_end(sorting, orders, returns):
    sorting.post(topic_address("add"), {"title": "Gifts", "slug": "", "description": "", "parent": ""})
    assert tree() == ["Orders", "Returns", "Gifts"]


def test_a_new_topic_can_be_added_below_another(sorting, returns):
    sorting.post(topic_address("add"), {"title": "Gifts", "slug": "", "description": "", "parent": returns.pk})
    assert tree() == ["Returns", ".Gifts"]


def questions_of(topic):
    return [each.question.question for each in topic.placements.select_related("question")]


def test_the_form_of_a_topic_lets_no_branch_get_too_deep_either(sorting, orders, returns, gifts):
    add_topic("Last", parent=add_topic("Third", parent=gifts))
    sent = edited(gifts, parent=add_topic("Second", parent=orders))
    assert "four levels deep" in sorting.post(topic_address("edit", gifts.pk), sent).content.decode()
    assert Topic.objects.get(pk=gifts.pk).parent == returns


def test_a_topic_that_the_form_moves_stands_at_the_end(sorting, orders, gifts):
    add_topic("Refunds", parent=orders, sort_order=7)
    sorting.post(topic_address("edit", gifts.pk), edited(gifts, parent=orders, title="Presents"))
    assert [each.title for each in orders.children.all()] == ["Refunds", "Presents"]


def test_a_topic_that_is_not_moved_keeps_its_place(sorting, orders, returns, gifts):
    Topic.objects.filter(pk=orders.pk).update(sort_order=3)
    sorting.post(topic_address("edit", orders.pk), edited(orders, title="Purchases"))
    assert Topic.objects.values_list("title", "sort_order").get(pk=orders.pk) == ("Purchases", 3)


def edited(topic, *, parent=None, **fields):
    sent = {"title": topic.title, "slug": topic.slug, "description": "", "parent": parent.pk if parent else ""}
    return {**sent, **fields}


def test_the_questions_of_a_topic_are_put_into_an_order(orders):
    first, second = add_question("A?", topic=orders), add_question("B?", topic=orders)
    placements_order(topic=orders, question_ids=[second.pk, first.pk])
    assert questions_of(orders) == ["B?", "A?"]


def test_a_question_that_came_meanwhile_stands_behind_the_others(orders):
    add_question("New?", topic=orders)
    second = add_question("B?", topic=orders)
    placements_order(topic=orders, question_ids=[second.pk])
    assert questions_of(orders) == ["B?", "New?"]


def test_buttons_move_a_question(sorting, orders):
    add_question("A?", topic=orders)
    second = add_question("B?", topic=orders)
    sorting.post(topic_address("order", orders.pk), {"question": second.pk, "way": "up"})
    assert questions_of(orders) == ["B?", "A?"]


def test_a_question_is_taken_out_of_a_topic(sorting, orders):
    gone = add_question("A?", topic=orders)
    add_question("B?", topic=orders)
    sorting.post(topic_address("order", orders.pk), {"question": gone.pk, "out": gone.pk})
    assert questions_of(orders) == ["B?"]


def test_the_screen_of_a_topic_lists_its_questions(sorting, orders):
    add_question("Where is it?", topic=orders)
    assert "Where is it?" in sorting.get(topic_address("questions", orders.pk)).content.decode()


def test_to_move_means_to_leave_the_other_topics(orders, returns):
    question = add_question(topic=orders)
    questions_move(questions=[question], topic=returns)
    assert list(question.topics.all()) == [returns]


def test_to_add_means_to_stay_in_the_other_topics(orders, returns):
    question = add_question(topic=orders)
    questions_add(questions=[question], topic=returns)
    assert question.topics.count() == 2


def test_a_question_of_another_language_comes_into_the_translated_topic(orders):
    persian = Locale.objects.get(language_code="fa")
    twin = add_topic("سفارش", locale=persian, translation_key=orders.translation_key)
    question = add_question("کجاست؟", locale=persian)
    questions_add(questions=[question], topic=orders)
    assert list(question.topics.all()) == [twin]


def test_a_question_without_a_topic_in_its_language_stays_where_it_is(orders):
    question = add_question("کجاست؟", locale=Locale.objects.get(language_code="fa"))
    assert questions_move(questions=[question], topic=orders) == []


def test_to_add_again_changes_nothing(orders):
    question = add_question(topic=orders)
    questions_add(questions=[question], topic=orders)
    assert question.placements.count() == 1


def test_a_question_keeps_its_place_when_its_topics_are_saved_again(orders):
    first = add_question("A?", topic=orders)
    add_question("B?", topic=orders)
    question_place(question=first, topics=[orders])
    assert questions_of(orders) == ["A?", "B?"]


def test_who_listens_is_told_which_questions_moved(orders, returns):
    told = []

    def listen(**news):
        told.append((news["question_ids"], news["topic_ids"]))

    question = add_question(topic=orders)
    places_changed.connect(listen)
    questions_move(questions=[question], topic=returns)
    places_changed.disconnect(listen)
    assert told == [([question.pk], [orders.pk, returns.pk])]
