from __future__ import annotations

from django.contrib.auth import get_user_model

from sanad import Audience
from sanad.testing import PluginTest

SCRIPT = "web_analytics.js"
HOST = "https://stats.example.org"


class AnalyticsTest(PluginTest):
    plugin = "web_analytics"

    def setUp(self) -> None:
        super().setUp()
        self.configure(program="matomo", address=f"{HOST}/matomo/", site="3")

    def policy(self, path: str) -> str:
        return self.client.get(path)["Content-Security-Policy"]

    def signed_in(self) -> None:
        self.client.force_login(get_user_model().objects.create_user("reader", password="correct horse battery"))

    def test_a_public_page_has_the_script_with_its_three_settings(self) -> None:
        page = self.client.get(self.article().url)
        self.assertContains(page, f'data-address="{HOST}/matomo"')
        self.assertContains(page, 'data-program="matomo"')
        self.assertContains(page, 'data-site="3"')

    def test_the_policy_lets_pages_send_to_this_host_alone(self) -> None:
        self.assertIn(f"connect-src 'self' {HOST}", self.policy(self.article().url))

    def test_the_policy_lets_no_script_of_the_host_run(self) -> None:
        policy = self.policy(self.article().url)
        self.assertNotIn("script-src", policy)
        self.assertEqual(policy.count(HOST), 1)

    def test_search_pages_are_counted_without_their_titles(self) -> None:
        page = self.client.get("/en/search/?q=secret")
        self.assertContains(page, SCRIPT)
        self.assertContains(page, 'data-title="no"')

    def test_account_pages_are_not_for_their_addresses_hold_keys(self) -> None:
        self.assertNotContains(self.client.get("/en/account/login/"), SCRIPT)

    def test_signed_in_readers_are_not_counted(self) -> None:
        article = self.article()
        self.signed_in()
        self.assertNotContains(self.client.get(article.url), SCRIPT)
        self.assertNotIn(HOST, self.policy(article.url))

    def test_pages_for_customers_are_not_counted(self) -> None:
        article = self.article(audience=Audience.CUSTOMER)
        self.signed_in()
        self.assertNotContains(self.client.get(article.url), SCRIPT)

    def test_without_an_address_nothing_is_added(self) -> None:
        self.configure(program="matomo", address="", site="3")
        self.assertNotContains(self.client.get(self.article().url), SCRIPT)
        self.assertNotIn("connect-src", self.policy("/en/"))

    def test_without_a_site_nothing_is_added(self) -> None:
        self.configure(program="matomo", address=HOST, site="")
        self.assertNotContains(self.client.get(self.article().url), SCRIPT)
        self.assertNotIn("connect-src", self.policy("/en/"))

    def test_an_inactive_plugin_leaves_nothing(self) -> None:
        article = self.article()
        self.deactivate()
        self.assertNotContains(self.client.get(article.url), SCRIPT)
        self.assertNotIn("connect-src", self.policy(article.url))

    def test_a_port_is_part_of_the_host(self) -> None:
        self.configure(program="plausible", address="https://Stats.Example.org:8443", site="help.example.org")
        self.assertIn("connect-src 'self' https://stats.example.org:8443", self.policy("/en/"))

    def test_every_address_that_the_form_takes_is_taken_by_the_policy(self) -> None:
        for address in ("https://a.example", "https://a-b.example:444/x/y", "http://localhost:8000", "http://127.0.0.1:9"):
            with self.subTest(address):
                self.configure(program="matomo", address=address, site="1")
                self.assertIn("connect-src", self.policy("/en/"))

    def test_addresses_that_the_policy_could_not_hold_are_refused(self) -> None:
        for address in (
            "http://stats.example.org",
            "https://user:key@stats.example.org",
            "https://stats.example.org/?a=b",
            "https://stats.example.org/#x",
            "https://[::1]/",
            "https://إحصاء.example",
            "javascript:alert(1)",
        ):
            with self.subTest(address), self.assertRaises(AssertionError):
                self.configure(program="matomo", address=address, site="1")

    def test_matomo_wants_a_number(self) -> None:
        with self.assertRaises(AssertionError):
            self.configure(program="matomo", address=HOST, site="help.example.org")
