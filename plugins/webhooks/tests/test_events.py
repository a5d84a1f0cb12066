"""What is told of, and what is not."""

from __future__ import annotations

import json

from wagtail.models import PageViewRestriction

from sanad import Audience, do_action
from sanad_plugins.webhooks import sending
from sanad_plugins.webhooks.models import Delivery

from .base import Status, WebhooksTest


class EventsTest(WebhooksTest):
    def test_a_published_page_is_told_with_its_address(self) -> None:
        self.endpoint("page.published")
        article = self.publish()
        sending.due_send()
        [message] = self.told()
        self.assertEqual(message["type"], "page.published")
        self.assertEqual(message["data"]["is_first"], True)
        page = message["data"]["page"]
        self.assertEqual((page["title"], page["url"]), ("Returns", f"http://testserver{article.link}"))
        self.assertEqual((page["language"], page["kind"], page["is_public"]), ("en", "article", True))

    def test_publishing_only_writes_a_row(self) -> None:
        self.endpoint()
        self.publish()
        self.assertEqual(self.receiver.came, [])
        self.assertEqual(Delivery.objects.get(event="page.published").status, Status.WAITING)

    def test_an_unpublished_page_is_told(self) -> None:
        self.endpoint("page.unpublished")
        article = self.publish()
        with self.captureOnCommitCallbacks(execute=True):
            article.unpublish()
        sending.due_send()
        self.assertEqual([each["type"] for each in self.told()], ["page.unpublished"])

    def test_a_vote_is_told_without_the_voter(self) -> None:
        self.endpoint("feedback.given")
        article = self.publish()
        self.vote(article, is_helpful=False)
        sending.due_send()
        message = self.told()[-1]
        self.assertEqual((message["data"]["is_helpful"], message["data"]["page"]["title"]), (False, "Returns"))
        self.assertNotIn("anonymous", json.dumps(message))

    def test_a_failed_search_is_told(self) -> None:
        self.endpoint("search.failed")
        do_action("search_failed", text="refnd", language="en", side="public", searches=3)
        sending.due_send()
        self.assertEqual(self.told()[0]["data"], {"text": "refnd", "language": "en", "searches": 3, "side": "public"})

    def test_a_receiver_hears_only_what_it_wants(self) -> None:
        self.endpoint("search.failed")
        self.publish()
        self.assertFalse(Delivery.objects.exists())

    def test_a_receiver_that_is_off_hears_nothing(self) -> None:
        self.endpoint(is_on=False)
        self.publish()
        self.assertFalse(Delivery.objects.exists())

    def test_an_inactive_plugin_hears_nothing(self) -> None:
        self.endpoint()
        self.deactivate()
        self.publish()
        self.assertFalse(Delivery.objects.exists())

    def test_an_event_nobody_wants_costs_one_query(self) -> None:
        with self.assertNumQueries(3):  # with the savepoint that every callback has in a transaction
            do_action("search_failed", text="refnd", language="en", side="public", searches=3)


class PrivacyTest(WebhooksTest):
    def test_pages_for_agents_and_customers_are_not_told_to_everybody(self) -> None:
        self.endpoint()
        for audience in (Audience.CUSTOMER, Audience.AGENT):
            self.publish(audience=audience)
        self.assertFalse(Delivery.objects.exists())

    def test_inner_receivers_hear_of_them_and_that_they_are_not_public(self) -> None:
        self.endpoint(is_internal=True)
        self.publish(audience=Audience.AGENT)
        self.assertIs(Delivery.objects.get().body["data"]["page"]["is_public"], False)

    def test_a_page_behind_a_password_is_not_told_to_everybody(self) -> None:
        article = self.publish()
        self.endpoint()
        with self.captureOnCommitCallbacks(execute=True):
            PageViewRestriction.objects.create(page=article, restriction_type="password", password="sesame")
        with self.captureOnCommitCallbacks(execute=True):
            # The object is older than the restriction.
            article.save_revision().publish()
        self.assertFalse(Delivery.objects.exists())

    def test_a_page_below_a_draft_is_not_told(self) -> None:
        article = self.publish()
        self.endpoint(is_internal=True)
        with self.captureOnCommitCallbacks(execute=True):
            article.get_parent().specific.unpublish()
        Delivery.objects.all().delete()
        with self.captureOnCommitCallbacks(execute=True):
            article.save_revision().publish()
        self.assertFalse(Delivery.objects.exists())

    def test_searches_of_agents_are_for_inner_receivers(self) -> None:
        self.endpoint(name="outer")
        self.endpoint(name="inner", is_internal=True)
        do_action("search_failed", text="vip refund", language="en", side="internal", searches=3)
        self.assertEqual(Delivery.objects.get().receiver, "inner")
