"""What an agent's look-up finds: exceptions, policies and pages, each with what an agent must know of it on the telephone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from content.audiences import Reader
from content.locales import code_of
from localization.languages import LanguageInfo, language_info
from search.analysis import highlight
from search.queries import clean_text
from search.shown import ShownPage, shown_pages
from wiki.deciding.cases import Facts
from wiki.deciding.criteria import plain
from wiki.deciding.evaluate import Standing
from wiki.deciding.sentences import given
from wiki.deciding.values import Topic
from wiki.helper.wordings import Wording, wordings_for
from wiki.lookup.candidates import candidates, exceptions_seen_by, others_of, understood_for
from wiki.lookup.loading import exceptions_loaded, policies_loaded, policy_path
from wiki.lookup.numbers import numbered
from wiki.lookup.reading import Understood
from wiki.lookup.searching import EXCEPTION, POLICY, Found, searched
from wiki.lookup.standing import MOST_RIVALS, Stands, standings
from wiki.models import PolicyExceptionPage, PolicyPage

MOST_LOADED, MOST_READ = 24, 14
"""Exceptions that are judged, and that are read where there is nothing to judge; those that are shown are the best of them."""
MOST_EXCEPTIONS, MOST_UNFIT, MOST_IDLE, MOST_POLICIES, MOST_PAGES = 8, 4, 3, 4, 5
LAST = ("unfit", "idle")
"""Groups below all others: nothing of them is to be promised."""


@dataclass(frozen=True)
class ChipView:
    """What was understood of the text, and whether the reader has taken it off."""

    topic: str
    label: str
    text: str
    is_off: bool


@dataclass(frozen=True)
class Hit:
    """A page found. `title` is escaped and marked. `stands` where facts are known, `wording` where it may be said."""

    kind: str
    page: Any
    title: str
    language: LanguageInfo
    is_foreign: bool
    policy: PolicyPage | None = None
    status: str = ""
    stands: Stands | None = None
    wording: Wording | None = None
    helper_url: str = ""

    @property
    def pk(self) -> int:
        """The page's id."""
        return int(self.page.pk)

    @property
    def is_unfit(self) -> bool:
        """Whether it does not apply to the case: there is nothing to copy then."""
        return self.stands is not None and self.stands.standing == Standing.NOT

    @property
    def is_usable(self) -> bool:
        """Whether what it says may be promised: it is valid, below a policy in force."""
        return self.status == "valid"


@dataclass(frozen=True)
class Group:
    """Hits of one kind: `exceptions`, `policies`, `pages`; `unfit` for exceptions that do not apply to the case, `idle` for those
    that are not in use.
    """

    name: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class LookedUp:
    """What was typed, how it was understood, and what was found. `has_more`: not all exceptions of the policies were compared."""

    text: str
    read: Understood
    chips: tuple[ChipView, ...]
    groups: tuple[Group, ...]
    has_more: bool = False

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """All hits in the order in which they are shown."""
        return tuple(hit for group in self.groups for hit in group.hits)

    @property
    def is_empty(self) -> bool:
        """Whether something was asked and nothing found."""
        return bool(self.text) and not self.hits

    @property
    def is_refused(self) -> bool:
        """Whether none of the policies' exceptions applies or may apply to the case that was understood."""
        names = {group.name for group in self.groups}
        return "unfit" in names and "exceptions" not in names and not self.has_more


def look_up(text: str, *, language: str, customer: str, reader: Reader, off: Collection[Topic] = ()) -> LookedUp:
    """Return what answers a text for a reader. `language`: that of the page; `customer`: that of wordings."""
    if not clean_text(text):
        return LookedUp("", Understood("", Facts()), (), ())
    visible = exceptions_seen_by(reader)
    read = understood_for(text, language=language, off=off, visible=visible)
    words = read.words or read.more_words
    is_unfinished = bool(read.words) and not text[-1:].isspace()
    found = searched(words, language=language, reader=reader, is_unfinished=is_unfinished) if words else Found()
    ids = [each.pk for each in found.pages if each.kind == EXCEPTION]
    if not read.words or not ids:
        ids = [*(each.pk for each in candidates(read.facts, read.topics, visible)), *ids]
    exact = numbered(text, visible=visible, reader=reader)
    ids = [*exact.exceptions, *ids]
    most = MOST_LOADED if read.topics else MOST_READ
    exceptions = exceptions_loaded(list(dict.fromkeys(ids))[:most], visible)
    in_order = _one_of_each([exceptions[pk] for pk in dict.fromkeys(ids) if pk in exceptions], language)
    exceptions = {each.pk: each for each in in_order}
    named = list(dict.fromkeys([*exact.policies, *(each.pk for each in found.pages if each.kind == POLICY)]))[: 2 * MOST_POLICIES]
    policies = policies_loaded(named, {policy_path(each) for each in in_order}, reader)
    stands = standings(exceptions, policies, read.facts, visible) if read.topics else {}
    has_more = False
    if stands and all(each.standing in (Standing.NOT, Standing.OUT) for each in stands.values()):
        # Those that ask for something else than what was typed may apply all the same.
        more = others_of({policy_path(each) for each in in_order}, visible, but=exceptions, most=MOST_RIVALS)
        has_more = len(more) > MOST_RIVALS
        in_order = _one_of_each([*in_order, *exceptions_loaded(more[:MOST_RIVALS], visible).values()], language)
        exceptions = {each.pk: each for each in in_order}
        stands = standings(exceptions, policies, read.facts, visible)
    making = _Making(found, language, policies, stands, read.facts)
    judged = making.of_exceptions(in_order, customer, reader)
    # Where no exception applies, the policies that they are exceptions from answer.
    own = {hit.policy.pk: hit.policy for group in judged if group.name == "unfit" for hit in group.hits if hit.policy}
    groups = [
        *judged,
        making.of_policies([each for pk in named for each in policies.values() if each.pk == pk] or list(own.values())),
        making.of_pages([each.pk for each in found.pages if each.kind not in (EXCEPTION, POLICY)], reader),
    ]
    is_policy = bool(exact.policies) and not exact.exceptions
    groups.sort(key=lambda group: (group.name in LAST, group.name == "idle", is_policy and group.name != "policies"))
    return LookedUp(read.text, read, _chips(read), tuple(group for group in groups if group.hits), has_more)


def _one_of_each(pages: Iterable[Any], language: str) -> list[Any]:
    """Return one of each set of translations, that in the reader's language where there is one."""
    best: dict[Any, Any] = {}
    for page in pages:
        known = best.get(page.translation_key)
        if known is None or (code_of(page.locale_id) == language and code_of(known.locale_id) != language):
            best[page.translation_key] = page
    return list(best.values())


def _chips(read: Understood) -> tuple[ChipView, ...]:
    return tuple(
        ChipView(
            each.topic.value, str(each.topic.label), each.typed if each.is_off else given(read.facts, each.topic), each.is_off
        )
        for each in read.read
    )


def helper_address(policy: PolicyPage, facts: Facts, customer: str = "") -> str:
    """Return the address of a policy's decision helper with the facts filled in."""
    asked = {topic.value: str(getattr(facts, topic.value)) for topic in Topic if facts.knows(topic)}
    if facts.amount is not None:
        asked |= {"amount": plain(facts.amount.amount), "currency": facts.amount.currency}
    if asked and customer:
        asked["language"] = customer
    return f"{policy.link}{'?' if asked else ''}{urlencode(asked)}#helper"


@dataclass(frozen=True)
class _Making:
    """Makes hits of pages."""

    found: Found
    language: str
    policies: dict[str, PolicyPage]
    stands: dict[int, Stands]
    facts: Facts

    def of_exceptions(self, pages: Sequence[PolicyExceptionPage], customer: str, reader: Reader) -> list[Group]:
        status = {each.pk: self._status(each) for each in pages}
        ordered = sorted(pages, key=lambda each: self.stands[each.pk].order) if self.stands else list(pages)
        usable = [each for each in ordered if status[each.pk] == "valid"]
        valid = [each for each in usable if not self._is_unfit(each)][:MOST_EXCEPTIONS]
        unfit = [each for each in usable if self._is_unfit(each)][:MOST_UNFIT]
        idle = [each for each in ordered if status[each.pk] != "valid"][:MOST_IDLE]
        wordings = wordings_for(exceptions=valid, language=customer, user=reader)
        hits = {}
        for each in (*valid, *unfit, *idle):
            policy = self.policies.get(policy_path(each))
            hits[each.pk] = self._hit(
                EXCEPTION,
                each,
                policy=policy,
                status=status[each.pk],
                stands=self.stands.get(each.pk),
                wording=wordings.get(each.pk),
                helper_url=helper_address(policy, self.facts, customer) if policy else "",
            )
        return [
            Group("exceptions", tuple(hits[each.pk] for each in valid)),
            Group("unfit", tuple(hits[each.pk] for each in unfit)),
            Group("idle", tuple(hits[each.pk] for each in idle)),
        ]

    def of_policies(self, pages: Sequence[PolicyPage]) -> Group:
        shown = _one_of_each(pages, self.language)[:MOST_POLICIES]
        return Group(
            "policies",
            tuple(
                self._hit(
                    POLICY,
                    each,
                    status="valid" if each.in_its_dates() else "not_in_force",
                    helper_url=helper_address(each, self.facts),
                )
                for each in shown
            ),
        )

    def of_pages(self, ids: Sequence[int], reader: Reader) -> Group:
        pages = shown_pages(ids[: 2 * MOST_PAGES], reader)
        kinds = {each.pk: each.kind for each in self.found.pages}
        shown = [pages[pk] for pk in dict.fromkeys(ids) if pk in pages][:MOST_PAGES]
        return Group("pages", tuple(self._hit(kinds[each.pk], each) for each in shown))

    def _is_unfit(self, exception: PolicyExceptionPage) -> bool:
        stands = self.stands.get(exception.pk)
        return stands is not None and stands.standing == Standing.NOT

    def _status(self, exception: PolicyExceptionPage) -> str:
        policy = self.policies.get(policy_path(exception))
        if exception.status == "valid" and (policy is None or not policy.in_its_dates()):
            return "policy_not_in_force"
        return exception.status

    def _hit(self, kind: str, page: PolicyExceptionPage | PolicyPage | ShownPage, **more: Any) -> Hit:
        code = code_of(page.locale_id)
        title = highlight(page.title, self.found.terms(code), code)
        return Hit(kind, page, title, language_info(code), code != self.language, **more)
