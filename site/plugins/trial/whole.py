"""The site as a whole, as it is with the plugins of a trial: migrations, templates, addresses, system checks."""

from __future__ import annotations

from django.apps import apps
from django.core.checks import ERROR, CheckMessage, Tags
from django.core.checks.registry import registry
from django.db.migrations.exceptions import CircularDependencyError, NodeNotFoundError
from django.db.migrations.loader import MigrationLoader
from django.template import engines
from django.urls import get_resolver

from plugins.loaded import loaded
from plugins.owners import owner_of
from plugins.trial.parts import Faulty


class Conflict(Exception):
    """Two migrations of one app both want to be the last. `slug` is the app's label."""

    def __init__(self, slug: str, names: list[str]) -> None:
        super().__init__(f"several of its migrations are the last: {', '.join(names)}")
        self.slug = slug


def migrations() -> None:
    """Build the graph of all migrations, without a database. Raises what Django raises, and Conflict."""
    for slug, names in MigrationLoader(None).detect_conflicts().items():
        raise Conflict(slug, sorted(names))


def template_engine() -> None:
    """Make the template engine, which imports every library of tags."""
    engines.all()


def addresses() -> None:
    """Import every address of the site and of the admin, which runs what plugins registered for them."""
    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)


def run_checks(slug: str, package: str) -> None:
    """Run Django's checks of models for one plugin, and the checks it registered. Raises Faulty for errors, not warnings."""
    config = apps.get_app_config(slug)
    messages: list[CheckMessage] = []
    for check in registry.get_checks():
        if Tags.models in check.tags or owner_of(check) == slug:
            messages += check(app_configs=[config], databases=None)
    mine = [each for each in messages if (owner_of(each.obj) or slug) == slug]
    if errors := [each for each in mine if each.is_serious(ERROR) and not each.is_silenced()]:
        raise Faulty("; ".join(f"{each.id or 'error'}: {each.msg}" for each in errors))


def named_by(error: BaseException) -> str:
    """Return the plugin that an error of the whole site names, or ""."""
    label = ""
    if isinstance(error, Conflict):
        label = error.slug
    elif isinstance(error, NodeNotFoundError):
        label = getattr(error.origin, "app_label", "")
    elif isinstance(error, CircularDependencyError):
        label = next((slug for slug in loaded().found if f"{slug}." in str(error)), "")
    return label if label in loaded().found else ""
