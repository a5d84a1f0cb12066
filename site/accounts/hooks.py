"""Where other rooms and plugins join in: the account menu and the name that mails carry."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from plugins.hooks import declare_filter


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
