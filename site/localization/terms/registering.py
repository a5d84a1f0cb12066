"""What the glossary registers with the room."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.permissions import register_permission_policy


def register() -> None:
    """Called once when the room is ready."""
    from localization.editor.registry import register_terms
    from localization.models import Term
    from localization.terms.matching import terms_in, terms_reader
    from localization.terms.permissions import TermPolicy

    register_terms(terms_in, terms_reader)
    register_permission_policy(Term, TermPolicy())
    hooks.register("register_admin_viewset", views)


def views() -> Any:
    """The lists and forms of terms."""
    from localization.terms.views import view_set

    return view_set
