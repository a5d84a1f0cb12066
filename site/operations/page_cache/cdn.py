"""What caches of others are told: those of a CDN, or of a proxy in front of the site.

Without SANAD_CDN_SECONDS they may keep pages but must ask again each time, which is answered by 304 from what is kept here:
always right, and nothing has to be purged. With it they answer by themselves for so long, and are told by Wagtail's frontend
cache to forget everything, after each change.
"""

from __future__ import annotations

import time
from typing import Any

import requests
from django.conf import settings
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.contrib.frontend_cache.utils import get_backends
from wagtail.models import Site

from operations.background import tasks_wait_for_worker
from operations.page_cache.answers import Headers
from operations.page_cache.generation import on_generation_end

TAG = "sanad-pages"
"""What every kept page is called towards a CDN: pages are forgotten by it all at once, and static files are not."""


def marks_for_cdn(until: float) -> Headers:
    """Return the headers that say how long a CDN may answer by itself: no longer than to the next dated change."""
    seconds = int(min(settings.SANAD_CDN_SECONDS, max(0.0, until - time.time())))
    if not seconds:
        return []
    return [
        ("CDN-Cache-Control", f"public, max-age={seconds}"),
        ("Surrogate-Control", f"max-age={seconds}"),
        ("Surrogate-Key", TAG),
        ("Cache-Tag", TAG),
    ]


class Cloudflare(BaseBackend):
    """Purges by tag: one request whatever changed. Wagtail's own backend names each address, and cannot name those that went."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.address = f"{params.get('API', 'https://api.cloudflare.com/client/v4')}/zones/{params['ZONEID']}/purge_cache"
        self.headers = {"Authorization": f"Bearer {params['BEARER_TOKEN']}"}

    def purge_batch(self, _urls: list[str]) -> None:
        """Have Cloudflare forget every page. Raises where it does not: the task that asked is then listed as failed."""
        answer = requests.post(self.address, json={"tags": [TAG]}, headers=self.headers, timeout=30)
        answer.raise_for_status()
        if not answer.json().get("success"):
            raise ValueError(f"Cloudflare did not purge: {answer.json().get('errors')}")


@task()
def cdn_purge() -> None:
    """Have every cache of others forget the pages of all sites."""
    backends = get_backends()
    for site in Site.objects.all():
        everything = f"{site.root_url}/*"
        for backend in backends.values():
            if backend.invalidates_hostname(site.hostname):
                backend.purge_batch([everything])


def _on_generation_end() -> None:
    """One purge for all changes that wait for it: one that has not begun will come after this change as well."""
    if not settings.SANAD_CDN_SECONDS or not getattr(settings, "WAGTAILFRONTENDCACHE", None):
        return
    waiting = DBTaskResult.objects.filter(task_path=cdn_purge.module_path, status=TaskResultStatus.READY)
    if not (tasks_wait_for_worker() and waiting.exists()):
        cdn_purge.enqueue()


def connect() -> None:
    """Listen for changes; called once when the room is ready."""
    on_generation_end(_on_generation_end)
