"""The connection to a Sentry server."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from operations.errors.scrubbing import scrubbed
from operations.version import sanad_version


def connect(**options: Any) -> bool:
    """Report errors where SENTRY_DSN says; tell whether that is anywhere. `options` are further ones of the SDK."""
    if not settings.SENTRY_DSN:
        return False
    import sentry_sdk
    from sentry_sdk.integrations.dedupe import DedupeIntegration
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.integrations.excepthook import ExcepthookIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration

    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        environment=settings.SENTRY_ENVIRONMENT,
        release=f"sanad@{sanad_version()}",
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=None,
        send_client_reports=False,
        auto_session_tracking=False,
        # Nothing is found by itself: an upgrade of a library must not begin to send something new.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            DjangoIntegration(middleware_spans=False, signals_spans=False),
            LoggingIntegration(level=None),
            ExcepthookIntegration(),
            DedupeIntegration(),
        ],
        before_send=scrubbed,
        **options,
    )
    return True
