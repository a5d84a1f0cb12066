"""The words of the interface in a new language: a catalogue to fill, and what comes from Django and Wagtail."""

from __future__ import annotations

import os
from pathlib import Path

import django
import polib
import wagtail
from django.conf import settings
from django.utils.translation import to_locale, trans_real
from wagtail.models import Locale

from localization.new_language.steps import Told

OURS = Path("LC_MESSAGES/django.po")
BROUGHT_BY = {"Django": Path(django.__file__).parent / "conf" / "locale", "Wagtail": Path(wagtail.__file__).parent / "locale"}
# What gettext itself takes for a language of which nothing else is known.
TWO_FORMS = "nplurals=2; plural=(n != 1);"


def catalogue_ensure(locale: Locale) -> Told:
    """Make a catalogue with all words of the interface, or bring the one there is up to date; and compile it.

    What is there is kept. Languages that come with Sanad are left alone.
    """
    name = to_locale(locale.language_code)
    if (settings.ROOT / "locale" / name / OURS).exists():
        return Told()
    path = Path(settings.SANAD_CATALOGUES) / name / OURS
    made = [] if path.exists() else [f"Made the catalogue {path}."]
    catalogue = polib.pofile(str(path)) if path.exists() else _empty(name)
    _fill(catalogue, polib.pofile(str(settings.ROOT / "locale" / "ar" / OURS)))
    _write(catalogue, path)
    waiting = len(catalogue.untranslated_entries()) + len(catalogue.fuzzy_entries())
    missing = [f"{waiting} of {len(catalogue)} words of the interface are not translated: fill {path}, then run this again."]
    return Told(made, missing if waiting else [])


def brought_along(locale: Locale) -> Told:
    """Tell which of the catalogues and formats of others lack for a language."""
    name = to_locale(locale.language_code)
    names = [name, name.partition("_")[0]]
    missing = [
        f"{maker} has no words in {locale.language_code}: theirs are shown in English."
        for maker, folder in BROUGHT_BY.items()
        if not any((folder / each).is_dir() for each in names)
    ]
    if not any((BROUGHT_BY["Django"] / each / "formats.py").exists() for each in names):
        missing.append(f"Django has no formats of dates and numbers for {locale.language_code}: those of English are used.")
    return Told(missing=missing)


def _empty(name: str) -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Project-Id-Version": "Sanad",
        "Language": name,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": _plural_forms(name),
    }
    return catalogue


def _plural_forms(name: str) -> str:
    """How many forms the language has for numbers, as Django's own catalogue of it says."""
    for each in (name, name.partition("_")[0]):
        path = BROUGHT_BY["Django"] / each / OURS
        if path.exists():
            return str(polib.pofile(str(path)).metadata.get("Plural-Forms", TWO_FORMS))
    return TWO_FORMS


def _fill(catalogue: polib.POFile, whole: polib.POFile) -> None:
    """Add the entries of a catalogue that is whole, without their translations."""
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    for entry in whole:
        if entry.obsolete or (entry.msgctxt, entry.msgid) in known:
            continue
        fresh = polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt, occurrences=entry.occurrences, flags=list(entry.flags))
        if entry.msgid_plural:
            fresh.msgid_plural = entry.msgid_plural
            forms = catalogue.metadata["Plural-Forms"].partition("nplurals=")[2].partition(";")[0]
            fresh.msgstr_plural = dict.fromkeys(range(int(forms)), "")
        catalogue.append(fresh)


def _write(catalogue: polib.POFile, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for suffix, save in ((".po", catalogue.save), (".mo", catalogue.save_as_mofile)):
        # Written aside and moved: a process that starts meanwhile never reads half a file.
        unfinished = path.with_suffix(f"{suffix}.{os.getpid()}")
        save(str(unfinished))
        unfinished.replace(path.with_suffix(suffix))
    # Django remembers for which languages it found no catalogue; it forgets when it is told of others.
    trans_real.reset_cache(setting="LANGUAGES")
