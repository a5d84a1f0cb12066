"""What must be right in the settings before the first person signs in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from accounts import conf

BACKEND = "accounts.backends.NameOrEmailBackend"


@register("accounts")
def check_sign_up_policy(**kwargs: Any) -> list[CheckMessage]:
    """The policy is one of the three."""
    try:
        conf.sign_up_policy()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="Set the environment variable SANAD_SIGN_UP.", id="accounts.E001")]
    return []


@register("accounts")
def check_backend(**kwargs: Any) -> list[CheckMessage]:
    """The limit on wrong passwords lives in our backend: Django's own beside it would evade it."""
    if settings.AUTHENTICATION_BACKENDS[:1] == [BACKEND] and (
        "django.contrib.auth.backends.ModelBackend" not in settings.AUTHENTICATION_BACKENDS
    ):
        return []
    return [
        Error(
            "Signing in would not be limited against guessing.",
            hint=f"AUTHENTICATION_BACKENDS must begin with {BACKEND!r} and must not hold Django's ModelBackend.",
            id="accounts.E002",
        )
    ]
