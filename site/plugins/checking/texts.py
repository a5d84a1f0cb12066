"""Texts of the interface in Python: translatable, with names for what is filled in, and there in the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import polib

from plugins.checking.findings import Finding, Severity
from plugins.checking.source import Module, Source
from plugins.messages import catalogue_path, languages, messages_of, text_domain

GETTEXT = frozenset({
    "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext",
    "npgettext_lazy",
})  # fmt: skip
# Arguments and attributes whose text people read.
READ = frozenset({"label", "verbose_name", "verbose_name_plural", "help_text", "menu_label", "heading", "placeholder"})
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_UNNAMED = re.compile(r"%[sd]|%\.\d+f|{}|{\d}")


def check(source: Source) -> Iterator[Finding]:
    """Findings about texts and catalogues."""
    for module in source.running:
        for call, called in module.calls():
            if _is_gettext(called):
                yield from _translated(module, call)
            yield from _read(module, ((each.arg or "", each.value) for each in call.keywords))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                pairs = [each for each in node.body if isinstance(each, ast.Assign)]
                yield from _read(module, ((ast.unparse(each.targets[0]), each.value) for each in pairs))
    yield from _catalogues(source)


def _is_gettext(called: str) -> bool:
    return called.startswith("django.utils.translation.") and called.rpartition(".")[2] in GETTEXT


def _translated(module: Module, call: ast.Call) -> Iterator[Finding]:
    place = 1 if "pgettext" in module.meaning(call.func) else 0
    for each in call.args[place : place + 1]:
        if not isinstance(each, ast.Constant):
            sentence = "gettext is not given a text as it stands, so that no translator ever sees it."
            advice = 'Write _("…%(name)s…") % {"name": name}.'
            yield module.finding(call, "gettext-variable", sentence, advice)
        elif len(_UNNAMED.findall(str(each.value))) > 1:
            sentence = "Two things are filled in without names: a translator cannot change their order."
            yield module.finding(call, "gettext-variable", sentence, "Name them: %(name)s.", Severity.WARNING)


def _read(module: Module, pairs: Iterator[tuple[str, ast.expr]]) -> Iterator[Finding]:
    for name, value in pairs:
        if name in READ and isinstance(value, ast.Constant) and isinstance(value.value, str) and _LETTERS.search(value.value):
            sentence = f"{name} {value.value!r} cannot be translated."
            yield module.finding(value, "untranslated", sentence, "Write gettext_lazy around it.", Severity.WARNING)


def _catalogues(source: Source) -> Iterator[Finding]:
    wanted = messages_of(source.folder)
    for language in languages() if wanted else ():
        path = catalogue_path(language)
        if path not in source.files:
            sentence = f"There is no catalogue for {language!r}: its readers get the texts in English."
            yield Finding(path, 0, "catalogue", sentence, f"Make it: manage.py plugin messages {source.slug}.", Severity.WARNING)
            continue
        catalogue = _catalogue(source, path)
        whose = catalogue.metadata.get("Project-Id-Version", "")
        if whose not in ("", text_domain(source.folder)):
            sentence = f"It says that it is the catalogue of {whose!r}, not of the text_domain of plugin.toml."
            advice = f"If it is the right one, manage.py plugin messages {source.slug} makes it say so."
            yield Finding(path, 0, "catalogue", sentence, advice, Severity.WARNING)
        translated = {entry.msgid for entry in catalogue if entry.translated()}
        if missing := sorted({message.text for message in wanted} - translated):
            first = missing[0] if len(missing[0]) <= 40 else f"{missing[0][:40]}…"
            sentence = f"{len(missing)} texts are not translated, such as “{first}”."
            advice = f"Update it with manage.py plugin messages {source.slug}, and translate them."
            yield Finding(path, 0, "catalogue", sentence, advice, Severity.WARNING)


def _catalogue(source: Source, path: str) -> polib.POFile:
    """The catalogue; an empty one when it cannot be read."""
    try:
        return polib.pofile(str(source.folder / path))
    except (OSError, ValueError):
        return polib.POFile()
