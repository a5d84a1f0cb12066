"""Settings of this room, with their defaults. Read at use, so that tests can override them."""

from enum import StrEnum

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class SignUp(StrEnum):
    """Who may make an account: whoever confirms an address, whoever staff approves besides, or nobody."""

    OPEN = "open"
    APPROVAL = "approval"
    CLOSED = "closed"


def sign_up_policy() -> SignUp:
    """`SANAD_SIGN_UP`; closed where nothing is set. Raises ImproperlyConfigured for any other value."""
    value = getattr(settings, "SANAD_SIGN_UP", SignUp.CLOSED)
    try:
        return SignUp(value)
    except ValueError as error:
        allowed = ", ".join(SignUp)
        raise ImproperlyConfigured(f"SANAD_SIGN_UP is {value!r}; it must be one of: {allowed}.") from error


def confirm_seconds() -> int:
    """How long a confirmation link is good: `SANAD_SIGN_UP_LINK_HOURS`, 48 by default."""
    return int(getattr(settings, "SANAD_SIGN_UP_LINK_HOURS", 48)) * 3600


def sign_in_attempts() -> int:
    """Wrong passwords allowed per name and address in one window: `SANAD_SIGN_IN_ATTEMPTS`, 10 by default."""
    return int(getattr(settings, "SANAD_SIGN_IN_ATTEMPTS", 10))


def sign_in_window() -> int:
    """The window in seconds: `SANAD_SIGN_IN_WINDOW_MINUTES`, 15 by default."""
    return int(getattr(settings, "SANAD_SIGN_IN_WINDOW_MINUTES", 15)) * 60


def trusted_proxies() -> int:
    """How many proxies of our own stand in front: `SANAD_TRUSTED_PROXIES`, none by default."""
    return int(getattr(settings, "SANAD_TRUSTED_PROXIES", 0))


def known_language(code: str) -> str:
    """The code if the site speaks that language, else the site's own."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
