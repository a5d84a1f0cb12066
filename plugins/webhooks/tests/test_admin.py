"""Receivers and log in the admin."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from sanad_plugins.webhooks import queue, sending
from sanad_plugins.webhooks.models import Delivery, Endpoint

from .base import WebhooksTest


class AdminTest(WebhooksTest):
    def setUp(self) -> None:
        super().setUp()
        self.client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "correct horse battery"))

    def test_a_receiver_is_added_with_a_secret_of_its_own(self) -> None:
        address = reverse("webhooks_endpoints:add")
        form = self.client.get(address).context["form"]
        data = {
            "name": "Shop",
            "address": "https://a.example/x",
            "events": ["search.failed"],
            "is_on": "on",
            "secret": form["secret"].value(),
        }
        self.assertRedirects(self.client.post(address, data), reverse("webhooks_endpoints:index"))
        endpoint = Endpoint.objects.get()
        self.assertEqual((endpoint.events, len(endpoint.secret)), (["search.failed"], 50))

    def test_the_form_refuses_what_could_not_be_sent(self) -> None:
        good = {"name": "Shop", "address": "https://a.example/x", "events": ["search.failed"], "secret": "whsec_" + "A" * 32}
        for wrong in (
            {"secret": "short"},
            {"secret": "whsec_!"},
            {"address": "ftp://a.example/"},
            {"events": ["x"]},
            {"address": "https://u:p@a.example/"},
        ):
            with self.subTest(wrong):
                self.assertEqual(self.client.post(reverse("webhooks_endpoints:add"), good | wrong).status_code, 200)
        self.assertFalse(Endpoint.objects.exists())

    def test_the_list_shows_the_host_and_not_the_key_in_an_address(self) -> None:
        self.endpoint(address="https://hooks.example.org/services/key-of-ours")
        page = self.client.get(reverse("webhooks_endpoints:index"))
        self.assertContains(page, "hooks.example.org")
        self.assertNotContains(page, "key-of-ours")

    def test_a_test_goes_through_the_queue_to_the_log(self) -> None:
        address = reverse("webhooks_endpoints:test", args=[self.endpoint().pk])
        page = self.client.post(address, follow=True)
        self.assertContains(page, "Waiting")
        sending.due_send()
        self.assertEqual(self.told()[0]["type"], "test")

    def test_a_message_is_sent_again_when_somebody_asks(self) -> None:
        queue.trial_add(self.endpoint())
        sending.due_send()
        self.client.post(reverse("webhooks_deliveries:again", args=[Delivery.objects.get().pk]))
        sending.due_send()
        self.assertEqual(len(self.receiver.came), 2)

    def test_a_message_can_be_read_in_full(self) -> None:
        delivery = queue.trial_add(self.endpoint())
        self.assertContains(self.client.get(reverse("webhooks_deliveries:inspect", args=[delivery.pk])), "Shop")

    def test_strangers_to_webhooks_see_neither_list_nor_buttons(self) -> None:
        user = get_user_model().objects.create_user("editor", password="correct horse battery")
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        self.client.force_login(user)
        endpoint = self.endpoint()
        delivery = queue.trial_add(endpoint)
        self.assertEqual(self.client.get(reverse("webhooks_deliveries:index")).status_code, 302)
        self.client.post(reverse("webhooks_endpoints:test", args=[endpoint.pk]))
        self.client.post(reverse("webhooks_deliveries:again", args=[delivery.pk]))
        self.assertEqual(Delivery.objects.count(), 1)

    def test_while_the_plugin_is_off_its_pages_are_not_there(self) -> None:
        self.deactivate()
        self.assertEqual(self.client.get(reverse("webhooks_endpoints:index")).status_code, 404)
