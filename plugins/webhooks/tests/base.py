"""What the tests of this plugin share: a receiver that listens on this machine."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from sanad.testing import PluginTest
from sanad_plugins.webhooks.models import CHOSEN, Delivery, Endpoint

from .receiver import receiving

EVERYTHING = [value for value, _label in CHOSEN]
Status = Delivery.Status


class WebhooksTest(PluginTest):
    plugin = "webhooks"

    def setUp(self) -> None:
        super().setUp()
        self.receiver = self.enterContext(receiving())
        self.configure(inner_hosts="127.0.0.1", keep_days=30)
        self.article("First")  # makes what stands above, which would be told as well

    def endpoint(self, *events: str, **fields: Any) -> Endpoint:
        return Endpoint.objects.create(
            **{"name": "Shop", "address": self.receiver.url, "events": list(events) or EVERYTHING} | fields
        )

    def publish(self, **fields: Any) -> Any:
        with self.captureOnCommitCallbacks(execute=True):
            return self.article("Returns", **fields)

    def told(self) -> list[Any]:
        return [json.loads(body) for _path, _headers, body in self.receiver.came]

    def later(self, **more: float) -> None:
        """Let time pass for what waits."""
        Delivery.objects.filter(status=Status.WAITING).update(next_try=timezone.now() - timedelta(**more or {"seconds": 1}))
