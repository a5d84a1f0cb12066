"""Guessing passwords is slowed down three ways: one account from one address, all accounts from one address, one from everywhere.

The last one would let strangers keep an owner out. So a browser in which somebody has signed in before is counted by itself.
"""

from __future__ import annotations

from django.http import HttpRequest

from accounts.addresses import client_address
from accounts.known_browsers import browser_of
from accounts.selectors import user_by_name_or_email
from accounts.throttle import Limit, sign_in_limit

ALL_FROM_ONE_ADDRESS = Limit("sign-in from an address", 100, 3600)
"""Wrong passwords for whatever names: an office behind one address mistypes less."""
ONE_FROM_EVERYWHERE = Limit("sign-in to an account", 100, 3600)
"""Wrong passwords for one account from all browsers that are not known for it, or from one that is."""


def guess_take(request: HttpRequest, identifier: str) -> int:
    """Count an attempt before the password is looked at; return the seconds to wait, 0 where it may go on.

    What one limit refuses is not counted by the next: nobody fills the wide ones from behind a narrow one.
    """
    for limit, parts in _limits(request, identifier):
        if seconds := limit.take(*parts):
            return seconds
    return 0


def guess_wait(request: HttpRequest, identifier: str) -> int:
    """Return the seconds to wait after an attempt was refused, 0 otherwise. Counts nothing."""
    return max(limit.wait(*parts) for limit, parts in _limits(request, identifier))


def guess_forgive(request: HttpRequest, identifier: str) -> None:
    """After the right password: begin anew for this account here, and take the attempt out of the wide counts."""
    narrow, *wide = _limits(request, identifier)
    narrow[0].forget(*narrow[1])
    for limit, parts in wide:
        limit.give_back(*parts)


def _limits(request: HttpRequest, identifier: str) -> list[tuple[Limit, tuple[str, ...]]]:
    user = user_by_name_or_email(identifier=identifier)
    # By the name of the account: its name and its address are not two chances. Unknown names are counted alike.
    who = (user.username if user else identifier.strip()).casefold()
    address = client_address(request)
    return [
        (sign_in_limit(), (who, address)),
        (ALL_FROM_ONE_ADDRESS, (address,)),
        (ONE_FROM_EVERYWHERE, (who, browser_of(request, user.pk) if user else "")),
    ]
