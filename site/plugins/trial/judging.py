"""Who is it? Tries all plugins together, and narrows down who fails when something does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from plugins.requirements import all_needed, needed_first
from plugins.trial.running import Outcome

Run = Callable[[tuple[str, ...]], Outcome]


class TrialImpossible(Exception):
    """The site does not start without any plugin either: nothing can be said about them. The text is the reason."""


def judge(slugs: Iterable[str], *, requires: Mapping[str, Iterable[str]], run: Run) -> dict[str, str]:
    """Return the reason for each plugin that fails; those that need it are neither tried nor named.

    `slugs` stand after what they require, and all that they require is among them. Raises TrialImpossible.
    """
    failed: dict[str, str] = {}
    while group := standing(slugs, failed, requires):
        outcome = run(group)
        if not outcome.failures:
            break
        named = {slug: reason for slug, reason in outcome.failures.items() if slug in group}
        if outcome.suspect and len(group) > 1:
            # It had the turn when the process ended; that can be the late work of another.
            named = _alone(outcome.suspect, requires, run)
        if not named:
            return failed | _one_by_one(group, failed, requires, run)
        failed |= named
    return failed


def _alone(slug: str, requires: Mapping[str, Iterable[str]], run: Run) -> dict[str, str]:
    needed = needed_first({slug, *all_needed([slug], requires)}, requires)
    reason = run(tuple(needed)).failures.get(slug)
    return {slug: reason} if reason else {}


def _one_by_one(
    group: tuple[str, ...], failed: Mapping[str, str], requires: Mapping[str, Iterable[str]], run: Run
) -> dict[str, str]:
    """Add one plugin after the other to those that work, so that two that only fail together are told apart."""
    if outcome := run(()).failures:
        raise TrialImpossible(next(iter(outcome.values())))
    found: dict[str, str] = {}
    working: tuple[str, ...] = ()
    for slug in group:
        if slug not in standing(group, {**failed, **found}, requires):
            continue
        failures = run((*working, slug)).failures
        if failures:
            found[slug] = failures.get(slug) or next(iter(failures.values()))
        else:
            working = (*working, slug)
    return found


def standing(slugs: Iterable[str], failed: Collection[str], requires: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The plugins that have not failed and need none that has."""
    out = set(failed)
    able = []
    for slug in slugs:
        if slug not in out and not out.intersection(requires.get(slug, ())):
            able.append(slug)
        else:
            out.add(slug)
    return tuple(able)
