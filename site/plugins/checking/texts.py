"""Texts of the interface in Python: translatable, with names for what is filled in, and there in the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from django.conf import settings

from plugins.checking.findings import Finding, Severity
from plugins.checking.source import Module, Source

GETTEXT = frozenset({
    "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext",
    "npgettext_lazy",
})  # fmt: skip
# Arguments and attributes whose text people read.
READ = frozenset({"label", "verbose_name", "verbose_name_plural", "help_text", "menu_label", "heading", "placeholder"})
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_UNNAMED = re.compile(r"%[sd]|%\.\d+f|{}|{\d}")
_IN_TEMPLATE = re.compile(r"{%\s*trans(?:late)?\s+(\"([^\"]+)\"|'([^']+)')")


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


def messages(source: Source) -> set[str]:
    """The texts that the plugin asks translations of; those of {% blocktranslate %} are left out."""
    found: set[str] = set()
    for module in source.running:
        for call, called in module.calls():
            if _is_gettext(called):
                place = 1 if "pgettext" in called else 0
                found |= {each.value for each in call.args[place : place + 1] if isinstance(each, ast.Constant)}
    for path in source.below("templates", ".html", ".txt"):
        found |= {double or single for _all, double, single in _IN_TEMPLATE.findall(source.text(path))}
    return found


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
    wanted = messages(source)
    if not wanted:
        return
    for code, _name in settings.LANGUAGES:
        if code.partition("-")[0] == "en":
            continue
        path = f"locale/{code.replace('-', '_')}/LC_MESSAGES/django.po"
        if path not in source.files:
            sentence = f"There is no catalogue for {code!r}: its readers get the texts in English."
            yield Finding(path, 0, "catalogue", sentence, "Make it: manage.py plugin messages.", Severity.WARNING)
        elif missing := sorted(wanted - _in_catalogue(source, path)):
            first = missing[0] if len(missing[0]) <= 40 else f"{missing[0][:40]}…"
            sentence = f"{len(missing)} texts are not translated, such as “{first}”."
            yield Finding(path, 0, "catalogue", sentence, "Translate them, or ask somebody.", Severity.WARNING)


def _in_catalogue(source: Source, path: str) -> set[str]:
    import polib  # only here: it comes with wagtail-localize

    try:
        catalogue = polib.pofile(str(source.folder / path))
    except (OSError, ValueError):
        return set()
    return {entry.msgid for entry in catalogue if entry.translated()}
