"""Filling what is to do in the worker: first what the memory knows, then what the machine says."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from localization.machine.filling import translation_fill
from localization.memory.filling import units_fill
from localization.models import BackgroundRun, Stage, Translation
from localization.problems import problem
from localization.runs import Steps, run_start

KIND = "machine"
MOST_FAILURES = 3
"""Pages in a row for which the engine failed, after which it is not asked any more."""


def fill_start(translations: Iterable[Translation], *, language: str, open_key: str, user: Any) -> BackgroundRun:
    """Have the worker fill what is to do in these translations, but for those in review. Raises AlreadyRunning.

    The run says the language only: its title is read by more people than may know of each page.
    """
    keys = [each.pk for each in translations if each.stage != Stage.REVIEW]
    return run_start(
        kind=KIND,
        title=problem("machine_title", language=language),
        parameters={"translations": keys},
        open_key=f"{KIND}:{open_key}",
        user=user,
        total=len(keys),
    )


def fill_work(run: BackgroundRun, steps: Steps) -> None:
    """Do a run: page after page, each safe to do again since only texts that nobody has written are filled."""
    failures, written = 0, 0
    known: set[str] = set()
    for pk in run.parameters["translations"]:
        translation = Translation.objects.select_related("locale", "source_locale").filter(pk=pk).first()
        if translation is None or failures >= MOST_FAILURES:
            steps.done(1, skipped=1)
            continue
        written += units_fill([translation], user=run.user)
        filled = translation_fill(translation, user=run.user, on_asked=partial(steps.done, 0))
        written += filled.written
        failures = failures + 1 if filled.failed else 0
        # The engine's own failure is told once, not for each page.
        new = [each for each in filled.problems if str(each) not in known]
        known |= {str(each) for each in new}
        steps.done(1, problems=new)
    steps.result(written=written)
