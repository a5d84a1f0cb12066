"""Who may change what search does, and who may see why it does it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission

from accounts.groups import EDITORS

RULE_MODELS = ("synonymset", "stopwordlist", "promotedresult", "hiddenresult")
ACTIONS = ("add", "change", "delete")


def may_use_tools(user: Any) -> bool:
    """Tell whether somebody may try and explain searches: whoever may make or change a rule of any kind."""
    return any(user.has_perm(f"search.{action}_{model}") for model in RULE_MODELS for action in ("add", "change"))


def grant_search_permissions() -> None:
    """Let Editors write rules and answer failed searches. Called once, with a site's first home page. Safe to call again."""
    editors, _created = Group.objects.get_or_create(name=EDITORS)
    # A failed search is changed by answering it; none is made by hand.
    codenames = ["change_failedquery", *(f"{action}_{model}" for model in RULE_MODELS for action in ACTIONS)]
    editors.permissions.add(*Permission.objects.filter(content_type__app_label="search", codename__in=codenames))
