"""Where other rooms and plugins join in: the account menu, the name that mails carry, and who came and went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.functional import Promise

from plugins.hooks import declare_action, declare_filter

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class MenuItem:
    """A link in the menu of a signed-in person. `label` may be lazy."""

    label: str | Promise
    url: str


@declare_filter
def account_menu_items(items: list[MenuItem], *, request: HttpRequest) -> list[MenuItem]:
    """The links above "Sign out" in the menu of `request.user`, who is signed in.

    Add a link only for people who may follow it: the wiki adds its own for agents.
    """
    return items


@declare_filter
def account_site_name(name: str, *, language: str) -> str:
    """The name of the help center in mails about accounts, in the language of the mail."""
    return name


@declare_action
def user_logged_in(*, user: User) -> None:
    """Somebody signed in, on the site or in the admin. The request is not passed on: it may hold the password."""


@declare_action
def user_logged_out(*, user: User) -> None:
    """Somebody signed out. A session that ends by itself, or with the browser, is not told of."""


@declare_action
def user_signed_up(*, user: User, approved: bool) -> None:
    """Somebody proved to own an e-mail address and has an account now. Unless `approved`, it waits for approval."""
