from __future__ import annotations

from sanad.testing import PluginTest
from sanad_plugins.reading_progress.words import count_words, minutes_to_read

LONG = "<p>" + "word " * 700 + "</p>"
BAR = "reading_progress.js"


class ReadingTimeTest(PluginTest):
    plugin = "reading_progress"

    def test_an_article_says_how_long_it_takes(self) -> None:
        self.assertContains(self.client.get(self.article("Returns", LONG).url), "3 minutes to read")

    def test_the_same_number_of_words_takes_longer_in_arabic(self) -> None:
        self.assertGreater(minutes_to_read(1000, "ar"), minutes_to_read(1000, "en"))

    def test_no_text_takes_no_time_at_all(self) -> None:
        self.assertEqual(minutes_to_read(5, "en"), 1)

    def test_a_short_text_tells_no_time(self) -> None:
        page = self.article("Returns", "<p>Within two weeks.</p>")
        self.assertEqual(self.slot("article_before", page=page, body_html="<p>Within two weeks.</p>"), "")

    def test_the_shortest_text_can_be_set(self) -> None:
        self.configure(least_words=3, pace="1", show_time=True, show_bar=True)
        self.assertContains(self.client.get(self.article("Returns", "<p>Within two weeks.</p>").url), "1 minute to read")

    def test_a_translation_that_needs_fewer_words_tells_the_time_like_its_original(self) -> None:
        words = "<p>" + "كلمة " * 120 + "</p>"  # 153 in English
        self.assertContains(self.client.get(self.article("الإرجاع", words, language="ar").url), "للقراءة")

    def test_careful_readers_take_longer(self) -> None:
        self.configure(least_words=3, pace="0.8", show_time=True, show_bar=True)
        self.assertContains(self.client.get(self.article("Returns", LONG).url), "4 minutes to read")

    def test_lists_of_questions_tell_no_time(self) -> None:
        article = self.article("Questions", LONG)
        self.assertEqual(self.slot("article_before", page=article, kind="faq", body_html=LONG), "")

    def test_persian_readers_get_persian_digits(self) -> None:
        article = self.article("بازگشت", LONG, language="fa")
        self.assertIn("۳", self.slot("article_before", page=article, language="fa", body_html=LONG))


class BarTest(PluginTest):
    plugin = "reading_progress"

    def test_a_long_text_has_a_bar(self) -> None:
        self.assertContains(self.client.get(self.article("Returns", LONG).url), BAR)

    def test_a_page_without_a_text_loads_no_script(self) -> None:
        self.assertNotContains(self.client.get("/en/search/?q=returns"), BAR)

    def test_the_bar_can_be_switched_off_alone(self) -> None:
        self.configure(least_words=3, pace="1", show_time=True)
        page = self.client.get(self.article("Returns", LONG).url)
        self.assertNotContains(page, BAR)
        self.assertContains(page, "to read")

    def test_nothing_is_left_when_the_plugin_is_switched_off(self) -> None:
        article = self.article("Returns", LONG)
        self.deactivate()
        self.assertNotContains(self.client.get(article.url), "reading_progress")


class WordsTest(PluginTest):
    plugin = "reading_progress"

    def test_tags_and_entities_are_no_words(self) -> None:
        self.assertEqual(count_words('<p class="a b c">Two&nbsp;words</p><hr>'), 2)

    def test_marks_above_arabic_letters_do_not_part_words(self) -> None:
        self.assertEqual(count_words("<p>كَتَبَ الوَلَدُ</p>"), 2)

    def test_joiners_do_not_part_persian_words(self) -> None:
        self.assertEqual(count_words("<p>می\u200cشود گفت</p>"), 2)

    def test_signs_of_chinese_are_counted_in_pairs(self) -> None:
        self.assertEqual(count_words("<p>我们的帮助中心很好</p>"), 4)
