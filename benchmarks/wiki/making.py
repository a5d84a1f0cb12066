"""Makes a large wiki quickly: the rows of pages, criteria and wordings, without revisions, logs and references."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from content.models import HelpPage
from content.visibility import visibility_refresh
from home.models import HomePage
from wiki.models import ExceptionCriterion, ExceptionWording, PolicyExceptionPage, PolicyPage, SpacePage, WikiPage

BATCH = 500
SPACES = 10
_WORDS = (
    "account address amount answer bank basket bill box brand cancel card carrier change charge claim code colour country coupon"
    " courier credit customs damage date deliver deposit discount door driver exchange express fee gift guarantee insurance"
    " invoice item label late limit lost money notice offer order pack paid parcel part payment phone pick price promise receipt"
    " refund return sale seal second send service shelf shop size slip stock store street tax ticket total track transfer value"
    " voucher week"
)
_ENDINGS = [
    "ado",
    "bel",
    "cor",
    "dun",
    "eta",
    "fil",
    "gam",
    "hep",
    "ilo",
    "jun",
    "kam",
    "lin",
    "mor",
    "nev",
    "oka",
    "pel",
    "ruk",
    "sol",
    "tam",
    "uri",
    "vek",
    "wil",
    "yor",
    "zan",
]
WORDS = [*_WORDS.split(), *(word + ending for ending in _ENDINGS for word in _WORDS.split())]
"""Some two thousand words, those that are frequent first: in a language few words have most of the text."""
_WEIGHTS = [1 / (20 + place) for place in range(len(WORDS))]
COUNTRIES = ["ID", "MY", "SG", "DE", "FR", "GB", "US", "SA", "AE", "IR", "TR", "EG"]
REASONS = ["damaged", "late", "lost", "wrong item", "defective", "changed mind", "gift"]
OUTCOMES = ["allowed", "allowed", "ask", "never"]
CURRENCIES = ["EUR", "USD", "IDR"]


class Making:
    """A wiki below a home page."""

    def __init__(self, home: HomePage) -> None:
        self.home, self.now, self.chance = home, timezone.now(), random.Random("wiki")
        self.types = ContentType.objects.get_for_models(SpacePage, WikiPage, PolicyPage, PolicyExceptionPage)
        self.steps: Counter[str] = Counter()

    def wiki(self, pages: int, policies: int, exceptions: int) -> None:
        """Make everything; one of the spaces is for managers alone."""
        spaces = [self._page(SpacePage, self.home, f"Space {number}") for number in range(SPACES)]
        self._insert(spaces)
        wiki = [self._page(WikiPage, spaces[n % SPACES], self._title(), body=self._body(12)) for n in range(pages)]
        rules = [self._policy(spaces[n % SPACES], n) for n in range(policies)]
        self._insert([*wiki, *rules])
        cases = [self._exception(rules[n % policies], n) for n in range(policies * exceptions)]
        self._insert(cases)
        ExceptionCriterion.objects.bulk_create((each for page in cases for each in self._criteria(page)), batch_size=BATCH)
        self._wordings(cases)
        for space in spaces:
            Page._base_manager.filter(pk=space.pk).update(numchild=self.steps[space.path])
        for rule in rules:
            Page._base_manager.filter(pk=rule.pk).update(numchild=self.steps[rule.path])
        Page._base_manager.filter(pk=self.home.pk).update(numchild=self.steps[self.home.path])
        closed = SpacePage.objects.get(pk=spaces[-1].pk)
        closed.readers = [Group.objects.get(name="Managers")]
        closed.save()
        visibility_refresh(page_id=self.home.pk, whole_subtree=True)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _title(self) -> str:
        return " ".join(self.chance.choices(WORDS, _WEIGHTS, k=4)).capitalize()

    def _text(self, count: int = 12) -> str:
        return f"{' '.join(self.chance.choices(WORDS, _WEIGHTS, k=count)).capitalize()}."

    def _body(self, sentences: int) -> str:
        text = " ".join(self._text() for _each in range(sentences))
        return json.dumps([{"type": "rich_text", "value": f"<p>{text}</p>"}])

    def _policy(self, space: Any, number: int) -> PolicyPage:
        return self._page(PolicyPage, space, self._title(), number=f"P-{number}", rule=self._text(), body=self._body(4))

    def _exception(self, policy: Any, number: int) -> PolicyExceptionPage:
        limit = Decimal(self.chance.randrange(20, 500)) if number % 2 else None
        return self._page(
            PolicyExceptionPage,
            policy,
            self._title(),
            number=f"E-{number}",
            condition=self._text(),
            grants=self._text(6),
            outcome=self.chance.choice(OUTCOMES),
            limit_amount=limit,
            limit_currency="EUR" if limit else "",
            wording=self._text(20),
            approved_by="manager" if number % 9 else "",
            approved_on=date(2026, 1, 1) if number % 9 else None,
            body="[]",
        )

    def _criteria(self, page: PolicyExceptionPage) -> list[ExceptionCriterion]:
        chance = self.chance
        low = chance.randrange(0, 60)
        offered = [
            ("days", "between", f"{low}-{low + chance.randrange(5, 60)}", ""),
            ("amount", "at_most", str(chance.randrange(20, 2000)), chance.choice(CURRENCIES)),
            ("country", chance.choice(["any_of", "none_of"]), ",".join(chance.sample(COUNTRIES, 3)), ""),
            ("tier", "any_of", chance.choice(["gold", "silver", "gold, platinum"]), ""),
            ("reason", "any_of", ",".join(chance.sample(REASONS, 2)), ""),
            ("channel", "none_of", chance.choice(["chat", "phone", "email"]), ""),
        ]
        rows = [
            ExceptionCriterion(exception=page, topic=topic, operator=operator, value=value, currency=currency, sort_order=at)
            for at, (topic, operator, value, currency) in enumerate(chance.sample(offered, 3))
        ]
        for row in rows:
            row.comparable_note()
        return rows

    def _wordings(self, pages: list[Any]) -> None:
        rows = [ExceptionWording(exception=page, language="fa", wording=f"متن {page.number}") for page in pages[::2]]
        ExceptionWording.objects.bulk_create(rows, batch_size=BATCH)

    def _page(self, model: Any, parent: Any, title: str, **fields: Any) -> Any:
        self.steps[parent.path] += 1
        if parent is self.home and self.steps[parent.path] == 1:
            self.steps[parent.path] += self.home.numchild
        step = self.steps[parent.path]
        page = model(title=title, draft_title=title, slug=f"w{len(self.steps)}-{step}", summary="", **fields)
        page.path, page.depth = Page._get_path(parent.path, parent.depth + 1, step), parent.depth + 1
        page.url_path, page.content_type, page.locale = f"{parent.url_path}{page.slug}/", self.types[model], self.home.locale
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = self.now
        return page

    @transaction.atomic
    def _insert(self, pages: list[Any]) -> None:
        names = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
        rows = Page._base_manager.bulk_create([Page(**{n: getattr(page, n) for n in names}) for page in pages], batch_size=BATCH)
        for page, row in zip(pages, rows, strict=True):
            page.pk = page.id = page.page_ptr_id = page.helppage_ptr_id = row.pk
        # bulk_create refuses models with several tables; this is its inner half, for one of the tables.
        models: list[Any] = [HelpPage, SpacePage, WikiPage, PolicyPage, PolicyExceptionPage]
        for model in models:
            some = [page for page in pages if isinstance(page, model)]
            model._base_manager.get_queryset()._batched_insert(some, model._meta.local_concrete_fields, BATCH)
