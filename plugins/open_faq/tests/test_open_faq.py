from __future__ import annotations

from typing import Any

from sanad.testing import PluginTest

QUESTIONS = ["May I return it?", "Who pays?", "How long does it take?"]


class OpenAnswersTest(PluginTest):
    plugin = "open_faq"

    def shown(self, count: int = 3, **more: Any) -> str:
        entries = [{"question": each, "answer": f"<p>Answer to {each}</p>"} for each in QUESTIONS[:count]]
        value = {"heading": "", "entries": entries, "first_open": False, "one_open": True, "style": "open_faq__open"} | more
        article = self.article("Questions", [{"type": "faq_accordion", "value": value}])
        return self.client.get(article.url).content.decode()

    def test_all_answers_stand_open(self) -> None:
        page = self.shown()
        self.assertIn("<p>Answer to Who pays?</p>", page)
        self.assertNotIn('class="faq"', page)

    def test_a_question_is_a_link_to_its_answer(self) -> None:
        page = self.shown()
        self.assertIn('href="#who-pays"', page)
        self.assertIn('id="who-pays"', page)

    def test_two_questions_need_no_list_of_them(self) -> None:
        self.assertNotIn("open-faq-index", self.shown(2))

    def test_the_style_sheet_comes_along(self) -> None:
        self.assertIn("open_faq/open_faq.css", self.shown())

    def test_lists_that_did_not_choose_it_are_as_they_were(self) -> None:
        self.assertIn('class="faq"', self.shown(style=""))

    def test_switched_off_it_is_an_accordion_again(self) -> None:
        self.deactivate()
        page = self.shown()
        self.assertIn('class="faq"', page)
        self.assertNotIn("open-faq", page)
