"""Editors are told what is wrong with questions: in the library, and on pages that show or hold some."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Locale

from content.audiences import Audience
from content.checks import findings_of
from faq_blocks.asking import asks
from faq_blocks.checks.questions import question_findings
from faq_blocks.checks.twins import near, same, shape_of
from faq_blocks.models import FaqPage, FaqPageTopic, QuestionPlace
from home.models import PlainPage
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic, faq_block, picked

ASKING = [
    ("May I?", "en"),
    ("هل يمكنني؟", "ar"),
    ("آیا می‌توانم؟\u200f", "fa"),
    ("可以退货吗？", "zh"),
    ("Μπορώ;", "el"),
    ("Μπορώ\u037e", "el"),
    ("Կարո՞ղ եմ", "hy"),
    ("ይቻላል፧", "am"),
    ("返品できますか。", "ja"),
    ("คืนสินค้าได้ไหม", "th"),
    ("¿Puedo devolverlo?", "es"),
    ("“May I?”", "en"),
    ("May I﹖", "en"),
    ("Really⁈", "en"),
]
TELLING = [
    ("Returns", "en"),
    ("الإرجاع", "ar"),
    ("بازگشت کالا", "fa"),
    ("Kembali.", "id"),
    ("返品", "ja"),
    ("May I; or not", "en"),
]


@pytest.mark.parametrize(("text", "language"), ASKING)
def test_a_question_mark_of_any_script_counts(text, language):
    assert asks(text, language)


@pytest.mark.parametrize(("text", "language"), TELLING)
def test_a_title_is_no_question(text, language):
    assert not asks(text, language)


NEAR = [
    ("Can I return a gift?", "May I return gifts?", "en"),
    ("How do I cancel an order?", "Can I cancel my order?", "en"),
    ("How long does delivery take?", "How long does delvery take?", "en"),
    ("كيف يمكنني إلغاء الطلب؟", "هل يمكنني إلغاء طلبي؟", "ar"),
    ("چگونه سفارش را لغو کنم؟", "آیا می‌توانم سفارشم را لغو کنم؟", "fa"),
    ("Bagaimana cara membatalkan pesanan?", "Apakah saya bisa membatalkan pesanan?", "id"),
]
FAR = [
    ("How do I cancel an order?", "When can I cancel an order?", "en"),
    ("Can I return a gift?", "Can I not return a gift?", "en"),
    ("How do I pay?", "How do I return a gift?", "en"),
    ("What is plan 1?", "What is plan 2?", "en"),
    ("كيف أدفع؟", "كيف ألغي الطلب؟", "ar"),
    ("متى يصل الطلب؟", "أين يصل الطلب؟", "ar"),
]
SAME = [
    ("May I return it?", "may i return it", "en"),
    ("هل يمكنني الإرجاع خلال ٣٠ يوما؟", "هل يمكنني الارجاع خلال 30 يوماً", "ar"),
    ("آیا می‌توانم پس بدهم؟", "آيا می‌توانم پس بدهم", "fa"),
]


@pytest.mark.parametrize(("one", "other", "language"), NEAR)
def test_questions_that_ask_nearly_the_same_are_found(one, other, language):
    assert near(shape_of(one, language), shape_of(other, language))


@pytest.mark.parametrize(("one", "other", "language"), FAR)
def test_questions_that_ask_something_else_are_not(one, other, language):
    assert not near(shape_of(one, language), shape_of(other, language))


@pytest.mark.parametrize(("one", "other", "language"), SAME)
def test_forms_of_letters_make_no_other_question(one, other, language):
    assert same(shape_of(one, language), shape_of(other, language))


@pytest.mark.django_db
class TestLibrary:
    def said(self, question) -> list[str]:
        return [each.text for each in question_findings(question)]

    def test_a_good_question_gives_no_finding(self):
        assert self.said(add_question("May I return it?")) == []

    def test_one_without_a_question_mark_is_told(self):
        assert self.said(add_question("Returns")) == ["“Returns” has no question mark: write what a reader would ask."]

    def test_a_long_answer_is_told(self):
        (text,) = self.said(add_question("May I return it?", f"<p>{'Yes. ' * 241}</p>"))
        assert "has 1204 characters; above 1200" in text

    def test_an_answer_of_1200_characters_is_not(self):
        assert self.said(add_question("May I return it?", f"<p>{'x' * 1200}</p>")) == []

    def test_markup_is_no_length(self):
        assert self.said(add_question("May I return it?", "<p><b>a</b></p>" * 200)) == []

    def test_an_empty_answer_is_told(self):
        assert self.said(add_question("May I return it?", "<p> </p>")) == ["“May I return it?” has no answer."]

    def test_a_twin_is_told(self):
        add_question("May I return it?")
        assert self.said(add_question("may I return it?")) == ["“may I return it?” is there twice. Keep one of them."]

    def test_the_same_words_in_another_language_are_no_twin(self, homes):
        add_question("Wi-Fi?", locale=Locale.objects.get(language_code="id"))
        assert self.said(add_question("Wi-Fi?")) == []

    def test_a_link_to_a_draft_is_told(self, home):
        page = add_page(home, PlainPage, "Prices", live=False)
        (text,) = self.said(add_question("How much?", f'<p><a linktype="page" id="{page.pk}">Prices</a></p>'))
        assert text.startswith("The link “Prices” leads to a draft")

    def test_a_link_to_a_page_that_is_gone_is_told(self):
        (text,) = self.said(add_question("How much?", '<p><a linktype="page" id="999999">Prices</a></p>'))
        assert text.startswith("The link “Prices” leads to a page that is gone")

    def test_a_link_to_a_page_for_agents_is_told_in_a_public_answer_only(self, home):
        page = add_page(home, PlainPage, "Internal", audience=Audience.AGENT)
        answer = f'<p><a linktype="page" id="{page.pk}">More</a></p>'
        assert len(self.said(add_question("How much?", answer))) == 1
        assert self.said(add_question("What is internal?", answer, audience=Audience.AGENT)) == []

    def test_the_text_of_a_question_is_no_markup(self):
        (text,) = self.said(add_question("<script>alert(1)</script>"))
        assert "<script>" in text  # plain text: the panel escapes it

    def test_the_form_of_a_question_shows_them_escaped(self, client, superuser):
        question = add_question("<b>Returns</b>")
        client.force_login(superuser)
        html = client.get(reverse("wagtailsnippets_faq_blocks_question:edit", args=[question.pk])).content.decode()
        assert "“&lt;b&gt;Returns&lt;/b&gt;” has no question mark" in html

    def test_twins_typed_on_public_pages_are_told(self, home):
        page = add_page(home, FaqPage, "Questions", slug="questions")
        QuestionPlace.objects.create(page=page, anchor="a", text="May I return it?")
        (text,) = self.said(add_question("May I return it?"))
        assert text.endswith("The other one was typed on a page: pick this one there instead.")

    def test_what_is_typed_on_pages_for_agents_is_not_told(self, home):
        page = add_page(home, FaqPage, "Questions", slug="questions", audience=Audience.AGENT)
        QuestionPlace.objects.create(page=page, anchor="a", text="May I return it?")
        assert self.said(add_question("May I return it?")) == []

    def test_many_questions_cost_no_more_queries(self, django_assert_max_num_queries):
        for number in range(50):
            add_question(f"Question about {number} apples?")
        question = add_question("How much?")
        with django_assert_max_num_queries(2):  # the library, and what is typed on pages
            question_findings(question)


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def said(self, home):
        def of_page(*blocks) -> list[str]:
            page = add_page(home, FaqPage, "Questions", summary="All of them.", body=list(blocks))
            return [each.text for each in findings_of(page, only="questions")]

        return of_page

    @staticmethod
    def typed(question="May I return it?", answer="<p>Yes.</p>"):
        return {"question": question, "answer": answer}

    def test_good_questions_give_no_finding(self, said):
        assert said(faq_block(entries=[self.typed(), self.typed("How much?")])) == []

    def test_a_page_without_questions_costs_no_query(self, home, django_assert_num_queries):
        page = add_page(home, PlainPage, "Prices")
        with django_assert_num_queries(0):
            findings_of(page, only="questions")

    def test_typed_ones_are_looked_at(self, said):
        found = said(faq_block(entries=[self.typed("Returns", "<p>" + "Yes. " * 300 + "</p>")]))
        assert ["question mark" in found[0], "1499 characters" in found[1]] == [True, True]

    def test_the_same_one_twice_on_a_page_is_told(self, said):
        (text,) = said(faq_block(entries=[self.typed()]), faq_block(entries=[self.typed("May I return it")]))[:1]
        assert "twice" in text or "question mark" in text

    def test_one_that_is_in_the_library_is_told(self, said):
        add_question("May I return it?")
        (text,) = said(faq_block(entries=[self.typed()]))
        assert text.endswith("The other one is in the library: pick it instead of typing it.")

    def test_a_deleted_pick_is_told(self, said):
        question = add_question()
        block = faq_block(questions=picked(question))
        question.delete()
        assert said(block) == ["1 question that is picked here was deleted: readers do not see it."]

    def test_a_draft_that_is_picked_is_told(self, said):
        (text,) = said(faq_block(questions=picked(add_question(live=False))))
        assert text.endswith("is picked here and not published: readers do not see it.")

    def test_a_pick_of_another_language_is_told(self, said):
        question = add_question("هل يمكنني؟", locale=Locale.objects.get(language_code="ar"))
        (text,) = said(faq_block(questions=picked(question)))
        assert text == "“هل يمكنني؟” is picked here and in another language. Pick its translation instead."

    def test_an_empty_topic_is_told(self, said):
        (text,) = said(faq_block(topic=add_topic("Returns").pk))
        assert text == "The topic “Returns” of a FAQ block has no published question: readers see nothing of it."

    def test_a_topic_with_drafts_alone_is_empty(self, said):
        topic = add_topic()
        add_question(topic=topic, live=False)
        assert len(said(faq_block(topic=topic.pk))) == 1

    def test_a_topic_with_questions_below_it_is_not_empty(self, said):
        topic = add_topic()
        add_question(topic=add_topic("Gifts", parent=topic))
        assert said(faq_block(topic=topic.pk)) == []

    def test_a_deleted_topic_is_told(self, said):
        topic = add_topic()
        block = faq_block(topic=topic.pk)
        topic.delete()
        assert said(block) == ["The topic of a FAQ block was deleted: it shows none of its questions."]

    def test_a_list_whose_topics_are_gone_is_told(self, home):
        topic = add_topic()
        page = add_page(home, FaqPage, "Questions", lists_library=True, shown_topics=[FaqPageTopic(topic=topic)])
        topic.delete()
        page = FaqPage.objects.get(pk=page.pk)
        assert any("lists no question" in each.text for each in findings_of(page, only="questions"))

    def test_a_topic_of_another_language_is_told(self, said):
        topic = add_topic("الإرجاع", locale=Locale.objects.get(language_code="ar"))
        add_question(topic=topic)
        (text,) = said(faq_block(topic=topic.pk))
        assert text.endswith("is in another language. Choose its translation instead.")

    def test_a_block_with_nothing_is_told(self, said):
        assert said(faq_block()) == ["1 FAQ block has no question and no topic: readers do not see it."]

    def test_blocks_within_others_are_looked_at(self, said):
        inner = {"type": "audience", "value": {"audience": 2, "body": [faq_block()]}}
        assert len(said(inner)) == 1
