from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sanad import plugin_url
from sanad.testing import PluginTest

TEXT = "Parcels arrive late this week."


def moment(value: datetime) -> str:
    """As the form takes it."""
    return value.strftime("%Y-%m-%d %H:%M:%S")


class AnnouncementTest(PluginTest):
    plugin = "announcement"

    def announce(self, *, text: str = TEXT, begins: timedelta | None = None, ends: timedelta | None = None, **more: Any) -> None:
        """Set an announcement; times are from now on."""
        now = timezone.now()
        values: dict[str, Any] = {
            "text": text,
            "level": "info",
            "audience": "0",
            "place": "everywhere",
            "can_be_closed": True,
        } | more
        values["begins"] = moment(now + begins) if begins is not None else ""
        values["ends"] = moment(now + ends) if ends is not None else ""
        self.configure(**values)

    def page(self, path: str = "/en/") -> str:
        return self.client.get(path).content.decode()

    def setUp(self) -> None:
        super().setUp()
        self.article()  # and with it the home pages


class ShownTest(AnnouncementTest):
    def test_nothing_is_shown_until_there_is_a_text(self) -> None:
        self.assertNotIn("announcement", self.page())

    def test_it_stands_on_every_page(self) -> None:
        self.announce()
        self.assertIn(TEXT, self.page())
        self.assertIn(TEXT, self.page("/en/search/?q=parcels"))

    def test_it_can_stand_on_the_home_page_alone(self) -> None:
        self.announce(place="home")
        self.assertIn(TEXT, self.page())
        self.assertNotIn("announcement", self.page("/en/search/?q=parcels"))

    def test_what_was_typed_is_escaped(self) -> None:
        self.announce(text="<script>x</script>")
        self.assertIn("&lt;script&gt;x&lt;/script&gt;", self.page())

    def test_each_language_has_its_own_text(self) -> None:
        self.announce()
        self.configure(language="ar", text="تتأخر الطرود هذا الأسبوع.", link="", link_text="")
        self.assertIn("تتأخر الطرود", self.page("/ar/"))
        self.assertIn(TEXT, self.page("/id/"))

    def test_a_link_that_would_run_something_is_refused(self) -> None:
        for address in "javascript:alert(1)", "//elsewhere.example", "/\\elsewhere.example":
            with self.assertRaisesRegex(AssertionError, "link"):
                self.announce(link=address, link_text="More")

    def test_a_link_without_words_is_refused(self) -> None:
        with self.assertRaisesRegex(AssertionError, "link_text"):
            self.announce(link="/en/")

    def test_without_leave_there_is_no_button_to_close_it(self) -> None:
        self.announce(can_be_closed="")
        self.assertNotIn("data-announcement-close", self.page())


class TimesTest(AnnouncementTest):
    def test_it_is_gone_after_its_end(self) -> None:
        self.announce(begins=timedelta(days=-2), ends=timedelta(minutes=-1))
        self.assertNotIn("announcement", self.page())

    def test_the_page_carries_the_end_for_caches_that_keep_it_too_long(self) -> None:
        self.announce(ends=timedelta(hours=1))
        self.assertRegex(self.page(), r'data-announcement-ends="\d{10}"')

    def test_the_text_is_not_sent_before_its_time(self) -> None:
        self.announce(begins=timedelta(hours=1))
        self.assertNotIn(TEXT, self.page())

    def test_a_page_of_the_day_before_knows_when_to_ask(self) -> None:
        self.announce(begins=timedelta(hours=1))
        self.assertRegex(self.page(), r'data-announcement-begins="\d{10}"')

    def test_long_before_it_the_page_knows_nothing(self) -> None:
        self.announce(begins=timedelta(days=2))
        self.assertNotIn("announcement", self.page())

    def test_asked_too_early_the_banner_is_not_there(self) -> None:
        self.announce(begins=timedelta(hours=1))
        self.assertEqual(self.client.get(plugin_url("announcement", "banner", language="en")).status_code, 204)

    def test_asked_in_time_the_banner_is_there_and_kept_by_nobody(self) -> None:
        self.announce(begins=timedelta(minutes=-1))
        answer = self.client.get(plugin_url("announcement", "banner", language="en"))
        self.assertContains(answer, TEXT)
        self.assertIn("no-store", answer["Cache-Control"])

    def test_an_end_before_the_beginning_is_refused(self) -> None:
        with self.assertRaisesRegex(AssertionError, "ends"):
            self.announce(begins=timedelta(days=2), ends=timedelta(days=1))


class AudienceTest(AnnouncementTest):
    def test_what_is_for_customers_is_not_for_the_signed_out(self) -> None:
        self.announce(audience="1")
        self.assertNotIn("announcement", self.page())
        self.assertEqual(self.client.get(plugin_url("announcement", "banner", language="en")).status_code, 204)

    def test_customers_get_what_is_for_them_and_no_cache_keeps_it(self) -> None:
        self.announce(audience="1")
        self.client.force_login(get_user_model().objects.create_user("customer", "customer@example.org"))
        answer = self.client.get("/en/")
        self.assertContains(answer, TEXT)
        self.assertIn("no-store", answer["Cache-Control"])

    def test_what_is_for_agents_is_for_agents_only(self) -> None:
        self.announce(audience="2")
        user = get_user_model().objects.create_user("someone", "someone@example.org")
        self.client.force_login(user)
        self.assertNotIn(TEXT, self.page())
        user.groups.add(Group.objects.get(name="Agents"))
        self.assertIn(TEXT, self.page())


class CostTest(AnnouncementTest):
    def test_it_costs_no_query(self) -> None:
        self.announce()
        with_it = self.selects()
        self.deactivate()
        self.assertEqual(with_it, self.selects())

    def selects(self) -> int:
        self.page()  # settings are read once after a change
        with CaptureQueriesContext(connection) as queries:
            self.page()
            # Within the transaction of a test, callbacks of plugins have savepoints besides.
            return sum(query["sql"].startswith("SELECT") for query in queries)

    def test_nothing_is_left_when_it_is_switched_off(self) -> None:
        self.announce()
        self.deactivate()
        self.assertNotIn("announcement", self.page())
