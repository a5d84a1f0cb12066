"""How it is sent, and sent again."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from django.utils import timezone

from sanad import add_filter
from sanad_plugins.webhooks import queue, sending
from sanad_plugins.webhooks.models import Delivery
from sanad_plugins.webhooks.signing import headers as signed_headers

from .base import Status, WebhooksTest
from .receiver import receiving


class SendingTest(WebhooksTest):
    def sent(self) -> Delivery:
        sending.due_send()
        return Delivery.objects.get()

    def test_the_signature_is_that_of_the_standard(self) -> None:
        endpoint = self.endpoint()
        queue.trial_add(endpoint)
        sending.due_send()
        [(path, headers, body)] = self.receiver.came
        key = base64.b64decode(endpoint.secret.removeprefix("whsec_"))
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        self.assertEqual(headers["webhook-signature"], f"v1,{expected}")
        self.assertLess(abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()), 60)
        self.assertEqual(path, "/hook?key=1")

    def test_the_signature_is_that_of_the_example_in_the_standard(self) -> None:

        made = signed_headers(
            secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
            body=b'{"test": 2432232314}',
            now=datetime.fromtimestamp(1614265330, UTC),
        )
        self.assertEqual(made["webhook-signature"], "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")

    def test_a_delivered_message_is_sent_no_more(self) -> None:
        queue.trial_add(self.endpoint())
        delivery = self.sent()
        self.later()
        sending.due_send()
        self.assertEqual((delivery.status, delivery.answer, len(self.receiver.came)), (Status.DELIVERED, 204, 1))

    def test_a_refused_message_waits_longer_each_time_and_is_given_up(self) -> None:
        self.receiver.answer = 500
        queue.trial_add(self.endpoint())
        waits = []
        for _attempt in sending.WAITS:
            delivery = self.sent()
            self.assertEqual((delivery.status, delivery.answer), (Status.WAITING, 500))
            waits.append(delivery.next_try - timezone.now())
            self.later()
        self.assertEqual(waits, sorted(waits))
        self.assertLess(waits[0], timedelta(minutes=1.2))
        self.assertGreater(waits[-1], timedelta(hours=20))
        self.assertEqual(self.sent().status, Status.FAILED)
        self.assertEqual(len(self.receiver.came), len(sending.WAITS) + 1)

    def test_a_repeated_attempt_has_the_same_id(self) -> None:
        self.receiver.answer = 503
        queue.trial_add(self.endpoint())
        self.sent()
        self.later()
        self.sent()
        self.assertEqual(len({headers["webhook-id"] for _path, headers, _body in self.receiver.came}), 1)

    def test_before_its_time_nothing_is_tried_again(self) -> None:
        self.receiver.answer = 500
        queue.trial_add(self.endpoint())
        self.sent()
        self.sent()
        self.assertEqual(len(self.receiver.came), 1)

    def test_a_receiver_that_is_gone_is_switched_off(self) -> None:
        self.receiver.answer = 410
        endpoint = self.endpoint()
        queue.trial_add(endpoint)
        self.assertEqual(self.sent().status, Status.FAILED)
        endpoint.refresh_from_db()
        self.assertFalse(endpoint.is_on)

    def test_a_receiver_that_is_away_is_asked_once_and_keeps_no_other_waiting(self) -> None:
        self.receiver.answer = 503
        away = self.endpoint(name="away")
        for _each in range(3):
            queue.trial_add(away)
        with receiving() as second:
            queue.trial_add(self.endpoint(name="other", address=second.url))
            sending.due_send()
            sending.due_send()
            self.assertEqual((len(self.receiver.came), len(second.came)), (1, 1))

    def test_where_nobody_listens_the_error_is_in_the_log(self) -> None:
        queue.trial_add(self.endpoint(address="http://127.0.0.1:9/"))
        self.assertIn("refused", self.sent().error)

    def test_inner_addresses_get_nothing_unless_they_are_set(self) -> None:
        self.configure(inner_hosts="", keep_days=30)
        queue.trial_add(self.endpoint())
        self.assertIn("127.0.0.1", self.sent().error)
        self.assertEqual(self.receiver.came, [])

    def test_a_run_ends_in_time(self) -> None:
        for number in range(3):
            queue.trial_add(self.endpoint(name=str(number)))
        with patch.object(sending, "SECONDS", -1.0):
            sending.due_send()
        self.assertEqual(self.receiver.came, [])

    def test_what_was_finished_long_ago_is_forgotten_and_what_waits_is_not(self) -> None:
        endpoint = self.endpoint()
        old = timezone.now() - timedelta(days=31)
        for status, finished in ((Status.DELIVERED, old), (Status.FAILED, timezone.now()), (Status.WAITING, None)):
            delivery = queue.trial_add(endpoint)
            Delivery.objects.filter(pk=delivery.pk).update(status=status, finished=finished, created=old)
        queue.old_delete()
        self.assertEqual(set(Delivery.objects.values_list("status", flat=True)), {Status.FAILED, Status.WAITING})

    def test_other_plugins_send_to_addresses_that_they_name(self) -> None:
        add_filter("webhooks_targets", lambda targets: {**targets, "chat": self.receiver.url})
        queue.message_add(target="chat", event="chat", body={"text": "Hello"})
        self.assertEqual(self.sent().status, Status.DELIVERED)
        [(_path, headers, body)] = self.receiver.came
        self.assertEqual(json.loads(body), {"text": "Hello"})
        self.assertNotIn("webhook-signature", headers)

    def test_a_target_that_nobody_names_any_more_waits(self) -> None:
        queue.message_add(target="chat", event="chat", body={})
        self.assertEqual(self.sent().status, Status.WAITING)
