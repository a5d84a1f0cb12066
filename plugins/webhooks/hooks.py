"""Where other plugins join in."""

from __future__ import annotations

from sanad import declare_filter


@declare_filter
def webhooks_targets(targets: dict[str, str]) -> dict[str, str]:
    """Addresses that other plugins send to, by name: a plugin adds its own under its slug.

    Messages for them are put into the queue by `sanad_plugins.webhooks.queue.message_add`. They are not signed. A message whose
    target is not there, because its plugin is switched off, waits like one that could not be delivered.
    """
    return targets
