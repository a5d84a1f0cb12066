"""The cast: Layla, a customer, and Omar, who runs the place."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User

PASSWORD = "blue kettle 42 stairs"


def link_in(mail: EmailMessage, part: str) -> str:
    """The path of the link in a mail that holds `part`."""
    found = re.search(rf"https?://[^/\s]+(\S+{part}\S+)", str(mail.body))
    assert found, f"no link with {part} in: {mail.body}"
    return found.group(1)


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Limits are counted in the cache: no test may wait for another's mistakes."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def layla(db) -> User:
    return User.objects.create_user("layla", "layla@naranj.example", PASSWORD, first_name="Layla Haddad")


@pytest.fixture
def omar(db) -> User:
    return User.objects.create_superuser("omar", "omar@naranj.example", PASSWORD)


@pytest.fixture
def address() -> Callable[..., str]:
    """The address of an account page in a language."""

    def find(name: str, *args: object, language: str = "en") -> str:
        with override(language):
            return reverse(f"accounts:{name}", args=args)

    return find
