"""Questions, topics and FAQ blocks through translation: each leads to what belongs to its own language."""

from __future__ import annotations

import pytest
from wagtail.models import Locale
from wagtail_localize.models import RelatedObjectSegment, StringSegment, StringTranslation, TranslationSource

from faq_blocks.models import FaqPage, Question, Topic
from tests.factories import add_page
from tests.faq_blocks.library import add_question, add_topic, faq_block, picked

pytestmark = pytest.mark.django_db


@pytest.fixture
def persian(homes):
    return Locale.objects.get(language_code="fa")


def source_of(thing):
    return TranslationSource.update_or_create_from_instance(thing)[0]


def texts_of(thing) -> dict[str, str]:
    """What there is to translate, by place."""
    segments = StringSegment.objects.filter(source=source_of(thing))
    return dict(segments.values_list("context__path", "string__data"))


def translate(thing, locale, *, fallback=False):
    """Translate every text by putting "fa " before it; return the translation."""
    source = source_of(thing)
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            defaults={"data": f"fa {segment.string.data}"},
        )
    found, _new = source.create_or_update_translation(locale, copy_parent_pages=True, fallback=fallback)
    return type(thing).objects.get(pk=found.pk)


class TestQuestions:
    def test_question_answer_and_keywords_are_offered(self):
        found = texts_of(add_question("May I return it?", "<p>Yes.</p>", search_keywords="refund", note="Ask Layla."))
        assert {"May I return it?", "Yes.", "refund"} <= set(found.values())

    def test_the_note_of_editors_is_not(self):
        assert "Ask Layla." not in texts_of(add_question(note="Ask Layla.")).values()

    def test_a_translation_is_a_question_of_its_own(self, persian):
        question = add_question("May I return it?", "<p>Yes.</p>")
        translated = translate(question, persian)
        assert (translated.locale, translated.question) == (persian, "fa May I return it?")
        assert translated.answer[0].value.source == "<p>fa Yes.</p>"

    def test_the_audience_comes_along_and_stays_so(self, persian):
        question = add_question(audience=2)
        assert translate(question, persian).audience == 2

    def test_its_slug_is_valid(self, persian):
        translate(add_question("May I return it?"), persian).full_clean()

    def test_two_questions_may_be_translated_by_the_same_words(self, persian):
        one, other = add_question("May I return it?"), add_question("Can I return it?")
        for thing in (one, other):
            source = source_of(thing)
            for segment in StringSegment.objects.filter(source=source):
                data = {"translation_of": segment.string, "context": segment.context, "locale": persian}
                StringTranslation.objects.create(**data, data="می‌توانم-پس-بدهم")
            source.create_or_update_translation(persian)
        assert Question.objects.filter(locale=persian).count() == 2


class TestTopics:
    def test_title_and_description_are_offered(self):
        assert set(texts_of(add_topic("Returns", description="All of them.")).values()) == {"Returns", "All of them."}

    def test_a_translated_topic_stands_below_the_translated_one(self, persian):
        orders = add_topic("Orders")
        returns = add_topic("Returns", parent=orders)
        above = translate(orders, persian)
        assert translate(returns, persian).parent == above

    def test_without_a_translation_above_it_stands_at_the_top(self, persian):
        returns = add_topic("Returns", parent=add_topic("Orders"))
        assert translate(returns, persian).parent is None

    def test_it_moves_below_the_one_above_it_when_that_is_translated_later(self, persian):
        orders = add_topic("Orders")
        returns = add_topic("Returns", parent=orders)
        below = translate(returns, persian)
        above = translate(orders, persian)
        assert Topic.objects.get(pk=below.pk).parent == above

    def test_translating_again_does_not_undo_another_order(self, persian):
        orders = add_topic("Orders")
        returns = add_topic("Returns", parent=orders)
        translate(orders, persian)
        translated = translate(returns, persian)
        Topic.objects.filter(pk=translated.pk).update(parent=None, sort_order=7)
        again = translate(returns, persian)
        assert (again.parent, again.sort_order) == (None, 7)


class TestPlaces:
    def test_a_translated_question_lands_in_the_translated_topic(self, persian):
        topic = add_topic()
        question = add_question(topic=topic)
        translated_topic = translate(topic, persian)
        assert list(translate(question, persian).topics.all()) == [translated_topic]

    def test_a_topic_that_is_translated_later_gets_its_questions_in_order(self, persian):
        topic = add_topic()
        questions = [translate(add_question(f"Question {number}?", topic=topic), persian) for number in range(3)]
        translated = translate(topic, persian)
        assert [each.question for each in translated.placements.all()] == questions

    def test_a_question_of_an_untranslated_topic_lands_nowhere(self, persian):
        assert not translate(add_question(topic=add_topic()), persian).topics.exists()

    def test_what_editors_of_the_other_language_took_out_stays_out(self, persian):
        topic = add_topic()
        question = add_question(topic=topic)
        translate(topic, persian)
        translate(question, persian).placements.all().delete()
        assert not translate(question, persian).topics.exists()


class TestBlocks:
    def page(self, home, *blocks):
        return add_page(
            home, FaqPage, "Questions", slug="questions", body=[{**each, "id": f"b{n}"} for n, each in enumerate(blocks)]
        )

    def typed(self):
        value = {"question": "How much?", "answer": "<p>Nothing.</p>", "topic": "Money"}
        return faq_block(heading="Costs", intro="<p>All of it.</p>", entries=[{"type": "item", "value": value, "id": "e1"}])

    def test_typed_questions_are_offered(self, home):
        found = set(texts_of(self.page(home, self.typed())).values())
        assert {"How much?", "Nothing.", "Money", "Costs", "All of it."} <= found

    def test_styles_and_looks_are_not(self, home):
        block = faq_block(style="accordion", look={"density": "compact", "level": "3"})
        assert not {"accordion", "compact", "3"} & set(texts_of(self.page(home, block)).values())

    def test_typed_questions_are_translated(self, home, persian):
        (block,) = translate(self.page(home, self.typed()), persian).body
        (entry,) = block.value["entries"]
        assert (entry["question"], entry["answer"].source, entry["topic"]) == ("fa How much?", "<p>fa Nothing.</p>", "fa Money")

    def test_picked_questions_and_topics_are_found_as_what_they_are(self, home):
        block = faq_block(questions=picked(add_question()), topic=add_topic().pk)
        segments = RelatedObjectSegment.objects.filter(source=source_of(self.page(home, block)))
        assert {each.object.content_type.model for each in segments} == {"question", "topic"}

    def test_a_translated_page_shows_the_translated_questions(self, home, persian):
        question = add_question()
        page = self.page(home, faq_block(questions=picked(question)))
        translated = translate(question, persian)
        (block,) = translate(page, persian).body
        assert list(block.value["questions"]) == [translated]

    def test_a_translated_page_shows_the_translated_topic(self, home, persian):
        topic = add_topic()
        page = self.page(home, faq_block(topic=topic.pk))
        translated = translate(topic, persian)
        (block,) = translate(page, persian).body
        assert block.value["topic"] == translated

    def test_what_is_not_translated_yet_stays_and_is_told(self, home, persian):
        from content.checks import findings_of

        page = self.page(home, faq_block(questions=picked(add_question("May I?"))))
        (found,) = findings_of(translate(page, persian, fallback=True), only="questions")
        assert "in another language" in found.text

    def test_the_translated_page_is_shown_in_its_language(self, home, persian, client, django_capture_on_commit_callbacks):
        topic = add_topic()
        question = add_question("May I return it?", topic=topic)
        page = self.page(home, faq_block(topic=topic.pk), self.typed())
        with django_capture_on_commit_callbacks(execute=True):
            translated = [translate(thing, persian) for thing in (topic, question, page)]
        html = client.get(translated[-1].link).content.decode()
        assert "fa May I return it?" in html and "fa How much?" in html
