from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse

from accounts.addresses import client_address
from accounts.throttle import MAILS_PER_ADDRESS, MAILS_PER_MAILBOX


def front_page_url() -> str:
    """The front page in the reader's language, where pages have one in their address."""
    try:
        return reverse("wagtail_serve", args=[""])
    except NoReverseMatch:
        return resolve_url(settings.LOGIN_REDIRECT_URL)


def base_url(request: HttpRequest) -> str:
    """Scheme and host of this site, without a slash at the end. The host has been checked against ALLOWED_HOSTS."""
    return request.build_absolute_uri("/").rstrip("/")


def mails_wait(request: HttpRequest) -> int:
    """Count a mail against the address the request comes from. Seconds to wait, or 0."""
    return MAILS_PER_ADDRESS.take(client_address(request))


def mailbox_is_open(email: str) -> bool:
    """Count a mail against the mailbox; False where it has had enough for now."""
    return not MAILS_PER_MAILBOX.take(email.casefold())
