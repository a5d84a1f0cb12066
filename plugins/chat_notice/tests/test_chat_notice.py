from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sanad import Audience, apply_filters, do_action
from sanad.testing import PluginTest, activated
from sanad_plugins.chat_notice import posting
from sanad_plugins.chat_notice.models import Note
from sanad_plugins.chat_notice.texts import link, plain
from sanad_plugins.webhooks.models import Delivery

ADDRESS = "https://chat.example.org/hooks/abc"
ZERO = "\u200b"


class ChatNoticeTest(PluginTest):
    plugin = "chat_notice"

    def setUp(self) -> None:
        super().setUp()
        self.set()
        self.article("First")  # makes what stands above, which would be told as well

    def set(self, **values: Any) -> None:
        everything = ["published", "changed", "unpublished", "failed", "unhelpful"]
        chosen: dict[str, Any] = {
            "address": ADDRESS,
            "tell": everything,
            "period": "1",
            "least_votes": 2,
            "message_language": "en",
        }
        self.configure(**(chosen | values))

    def publish(self, title: str = "Returns", **fields: Any) -> Any:
        with self.captureOnCommitCallbacks(execute=True):
            return self.article(title, **fields)

    def search(self, text: str, *, side: str = "public", searches: int = 2) -> None:
        do_action("search_failed", text=text, language="en", side=side, searches=searches)

    def said(self) -> str:
        """What the job writes to the channel now; "" for nothing."""
        Delivery.objects.all().delete()
        posting.notes_post()
        return "\n".join(each.body["text"] for each in Delivery.objects.all())

    def digest(self) -> str:
        Delivery.objects.all().delete()
        Note.objects.update(created=timezone.now() - timedelta(days=2))
        posting.digest_post()
        return "\n".join(each.body["text"] for each in Delivery.objects.all())

    def test_a_new_page_is_told_with_a_link(self) -> None:
        article = self.publish()
        self.assertIn(f"New: <http://testserver{article.link}|Returns>", self.said())

    def test_what_was_told_is_not_told_again(self) -> None:
        self.publish()
        self.said()
        self.assertEqual(self.said(), "")

    def test_a_new_version_is_told_as_such(self) -> None:
        article = self.publish()
        self.said()
        with self.captureOnCommitCallbacks(execute=True):
            article.save_revision().publish()
        self.assertTrue(self.said().startswith("New version: <"))

    def test_a_page_that_was_taken_away_is_told_without_a_link(self) -> None:
        article = self.publish()
        self.said()
        with self.captureOnCommitCallbacks(execute=True):
            article.unpublish()
        self.assertEqual(self.said(), "Taken away: Returns")

    def test_a_search_in_vain_is_told_with_how_often(self) -> None:
        self.search("refnd", searches=3)
        self.assertEqual(self.said(), "Searched in vain, 3 times: refnd")

    def test_many_things_are_one_short_message(self) -> None:
        for number in range(25):
            self.search(f"word{number}")
        said = self.said()
        self.assertEqual(Delivery.objects.count(), 1)
        self.assertEqual((len(said.splitlines()), said.splitlines()[-1]), (21, "… and 5 more"))

    def test_messages_are_in_the_language_of_the_channel(self) -> None:
        self.set(message_language="id")
        self.search("refnd", searches=3)
        self.assertIn("refnd", said := self.said())
        self.assertNotIn("Searched", said)

    def test_what_is_not_chosen_is_not_noted(self) -> None:
        self.set(tell=["published"])
        self.search("refnd")
        self.assertFalse(Note.objects.exists())

    def test_without_an_address_nothing_is_noted(self) -> None:
        self.set(**{"address": "", "address-clear": "on"})
        self.search("refnd")
        self.assertFalse(Note.objects.exists())

    def test_pages_that_are_not_for_everybody_are_told_only_when_that_is_chosen(self) -> None:
        self.publish(audience=Audience.AGENT)
        self.search("vip", side="internal")
        self.assertEqual(self.said(), "")
        self.set(is_internal="on")
        self.publish("Inside", audience=Audience.AGENT)
        self.search("vip", side="internal")
        said = self.said()
        self.assertIn("Inside", said)
        self.assertIn("vip", said)

    def test_pages_that_did_not_help_are_named_the_worst_first(self) -> None:
        worst, bad, once = self.publish("Worst"), self.publish("Bad"), self.publish("Once")
        for page, times in ((worst, 3), (bad, 2), (once, 1)):
            for voter in range(times):
                self.vote(page, voter=str(voter), is_helpful=False)
        said = self.digest().splitlines()
        self.assertEqual(
            [line.split("|")[1] for line in said], ["Worst>: did not help 3 readers", "Bad>: did not help 2 readers"]
        )

    def test_before_the_day_is_over_no_page_is_named(self) -> None:
        article = self.publish()
        for voter in "ab":
            self.vote(article, voter=voter, is_helpful=False)
        posting.digest_post()
        self.assertFalse(Delivery.objects.exists())

    def test_votes_are_counted_once(self) -> None:
        article = self.publish()
        for voter in "ab":
            self.vote(article, voter=voter, is_helpful=False)
        self.digest()
        self.assertEqual(self.digest(), "")

    def test_a_reader_who_thinks_better_of_it_is_not_counted(self) -> None:
        article = self.publish()
        for voter in "ab":
            self.vote(article, voter=voter, is_helpful=False)
        self.vote(article, voter="a")
        self.assertEqual(self.digest(), "")

    def test_webhooks_learns_where_to_send(self) -> None:
        self.assertEqual(apply_filters("webhooks_targets", {}), {"chat_notice": ADDRESS})

    def test_an_inactive_plugin_notes_nothing_and_has_no_target(self) -> None:
        self.deactivate()
        self.search("refnd")
        self.assertFalse(Note.objects.exists())
        with activated("webhooks"):
            self.assertEqual(apply_filters("webhooks_targets", {}), {})


class TextTest(PluginTest):
    plugin = "chat_notice"

    def test_readers_cannot_call_the_channel(self) -> None:
        self.assertNotIn("@channel", plain("@channel @all"))
        self.assertNotIn("<!", plain("<!channel>"))

    def test_readers_cannot_make_links(self) -> None:
        self.assertNotIn("<http", plain("<http://evil.example|here>"))
        self.assertNotIn("](", plain("[here](http://evil.example)"))
        self.assertNotIn("http://", plain("http://evil.example"))

    def test_readers_cannot_add_lines(self) -> None:
        self.assertEqual(plain("a\n\nb\r\nc"), "a b c")

    def test_a_title_does_not_end_its_link(self) -> None:
        self.assertEqual(link("a|b>c", "https://a.example/").count("|") + link("a>c", "https://a.example/").count(">"), 2)

    def test_other_languages_stay_as_they_are(self) -> None:
        self.assertEqual(plain("الإرجاع می\u200cشود"), "الإرجاع می\u200cشود")
