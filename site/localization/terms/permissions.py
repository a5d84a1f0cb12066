"""Who may do what with terms: who translates reads them, who leads a language writes those of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from localization.models import Term
from localization.rights import locales_for, locales_led_by, may_lead, may_translate


class TermPolicy(BasePermissionPolicy):
    """Rights by language, not by model."""

    def __init__(self) -> None:
        super().__init__(Term)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Reading is for translators of any language, the rest for leads of any."""
        return bool(locales_for(user) if action == "view" else locales_led_by(user))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """One of them is enough."""
        return bool(locales_for(user) if "view" in actions else locales_led_by(user))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """Asked by no screen of ours."""
        return get_user_model().objects.filter(is_superuser=True, is_active=True)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """By the language that the term is translated into."""
        return may_translate(user, instance.locale) if action == "view" else may_lead(user, instance.locale)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """One of them is enough."""
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Term]:
        """By the languages that the person leads, or translates into."""
        locales = locales_for(user) if "view" in actions else locales_led_by(user)
        return Term.objects.filter(locale__in=locales)

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[Any]:
        """Asked by no screen of ours."""
        return self.users_with_any_permission(actions)
