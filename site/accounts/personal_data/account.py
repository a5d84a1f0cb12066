"""What this room itself keeps: the account."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.personal_data.persons import Person
from accounts.personal_data.registry import register_personal_data


def account_export(person: Person) -> list[dict[str, Any]]:
    """The row of the account; its password is nobody's to read."""
    user = person.user
    if user is None:
        return []
    return [
        {
            "user_name": user.get_username(),
            "first_name": user.first_name,
            "last_name": user.last_name,
            "email": user.email,
            "preferred_language": user.preferred_language,
            "joined": user.date_joined,
            "last_sign_in": user.last_login,
            "groups": sorted(user.groups.values_list("name", flat=True)),
        }
    ]


def account_erase(person: Person) -> int:
    """Nothing: the account goes when it is closed, as a whole."""
    return 0


def register_own() -> None:
    """Register it; called once when the room is ready."""
    register_personal_data("account", _("Your account"), account_export, account_erase)
