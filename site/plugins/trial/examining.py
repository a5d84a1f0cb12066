"""Start the site with the plugins of a trial and look at each of their parts. Runs in the process of the trial only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import django
from django.apps import apps
from django.conf import settings
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

from plugins import shield
from plugins.blame import culprit, describe_error
from plugins.journal import step
from plugins.loaded import LeftOut, loaded
from plugins.outside import is_from_outside
from plugins.owners import owned_by
from plugins.trial import parts, whole

Part = tuple[str, str, Callable[[str, str], None]]

# Of each plugin, in this order: what is at work, what it is called when it fails, what is done (with slug and package).
PARTS: tuple[Part, ...] = (
    ("its migrations", "its migrations cannot be loaded", parts.import_migrations),
    ("its template tags", "its template tags cannot be loaded", parts.import_template_tags),
    ("its wagtail_hooks.py", "its wagtail_hooks.py cannot be imported", parts.import_wagtail_hooks),
    ("its urls.py", "its urls.py cannot be used", parts.import_urls),
    ("the import of its modules", "one of its modules cannot be imported", parts.import_all),
    ("its system checks", "its system checks failed", whole.run_checks),
)


def examine(slugs: tuple[str, ...]) -> dict[str, str]:
    """Return what failed, by slug; "" stands for a failure that could be any plugin's, or the site's."""
    _refuse_database()
    shield.strict = True  # what a site passes over must be heard of here
    # Nothing is installed here, yet models and migrations are to be looked at.
    settings.SANAD_PLUGINS_MIGRATED = True
    failures: dict[str, str] = {}
    with _blaming(failures, "the site did not start"):
        django.setup()
    failures.update(
        {slug: reason for slug, reason in loaded().broken.items() if slug in slugs and loaded().kinds[slug] != LeftOut.DISABLED}
    )
    failures.update({slug: "It was not found." for slug in slugs if slug not in loaded().found})
    if not apps.ready:
        return failures  # half a site would make innocents fail
    from plugins.testing import activate_for_tests

    with activate_for_tests(*(slug for slug in slugs if slug not in failures)):
        _look_at_parts(slugs, failures)
        _look_at_site(failures)
    return failures


def _look_at_parts(slugs: tuple[str, ...], failures: dict[str, str]) -> None:
    for stage, failed, look in PARTS:
        for slug in slugs:
            if slug not in failures:
                with step(slug, stage), owned_by(slug), _blaming(failures, failed, slug):
                    look(slug, loaded().package(slug))


def _look_at_site(failures: dict[str, str]) -> None:
    for look_at_all in (whole.migrations, whole.template_engine, whole.addresses):
        # With a failure there will be another trial without it, which looks at the rest.
        if not failures or look_at_all is whole.migrations:
            with _blaming(failures, "the site does not work with it"):
                look_at_all()


@contextmanager
def _blaming(failures: dict[str, str], what: str, slug: str = "") -> Iterator[None]:
    """Note an error of the block under the plugin it belongs to; the first of a plugin stays."""
    try:
        yield
    except BaseException as error:
        if is_from_outside(error):
            raise
        owner = slug or culprit(error) or whole.named_by(error)
        failures.setdefault(owner, describe_error(error, what))


def _refuse_database() -> None:
    """A site must be able to start without its database, and a trial must not write into it."""

    def refuse(self: BaseDatabaseWrapper) -> NoReturn:
        raise OperationalError("a plugin must not use the database while it is loaded")

    BaseDatabaseWrapper.connect = refuse  # type: ignore[method-assign]
