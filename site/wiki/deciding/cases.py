"""What the evaluation is given: the facts of a case, and exceptions as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from wiki.deciding.criteria import Criterion, regions_of
from wiki.deciding.regions import Region
from wiki.deciding.values import Money, Topic, code_of

OUTCOMES = {"allowed": 0, "ask": 1, "never": 2}
"""What is granted, from the mildest to the strictest."""
ROLES = {"": 0, "agent": 0, "lead": 1, "manager": 2}


@dataclass(frozen=True)
class Facts:
    """What is known about a case; None and "" are not known. Codes are compared whatever their case."""

    days: int | None = None
    amount: Money | None = None
    country: str = ""
    tier: str = ""
    reason: str = ""
    channel: str = ""

    def code(self, topic: Topic) -> str:
        """Return a code as it is compared; "" when it is not known."""
        return code_of(str(getattr(self, topic.value)))

    def knows(self, topic: Topic) -> bool:
        """Tell whether anything is known about a topic."""
        return getattr(self, topic.value) not in (None, "")


@dataclass(frozen=True)
class Case:
    """An exception as it is evaluated. `approval`: whose approval is needed besides, "" when none is."""

    pk: int
    outcome: str
    grants: str = ""
    limit: Money | None = None
    limit_note: str = ""
    granter: str = "agent"
    approval: str = ""
    criteria: tuple[Criterion, ...] = ()
    is_approved: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    supersedes: int | None = None
    number: str = ""
    title: str = ""
    effect: tuple[object, ...] = field(init=False, compare=False, default=())

    def __post_init__(self) -> None:
        words = " ".join(self.grants.split()).casefold()
        limit = (self.limit.amount.normalize(), self.limit.currency) if self.limit else None
        object.__setattr__(self, "effect", (self.outcome, words, limit, self.limit_note.strip(), self.granter, self.approver))

    @property
    def approver(self) -> str:
        """Return whose approval is needed; "" when whoever may grant it decides alone. Asking always needs somebody to ask."""
        if self.approval:
            return self.approval
        if self.outcome != "ask":
            return ""
        return self.granter if self.granter != "agent" else "lead"

    @cached_property
    def regions(self) -> dict[Topic, Region] | None:
        """What the criteria admit together, by topic; None when nobody can meet them."""
        return regions_of(self.criteria)

    @property
    def order(self) -> tuple[str, int]:
        """Where the case stands among others that are alike in all that counts."""
        return (self.number, self.pk)

    def state_on(self, today: date) -> str:
        """Return `valid`, or why not: `unapproved`, `upcoming`, `expired`."""
        if not self.is_approved:
            return "unapproved"
        if self.valid_to is not None and self.valid_to < today:
            return "expired"
        return "upcoming" if self.valid_from is not None and self.valid_from > today else "valid"

    def is_no_worse_than(self, other: Case) -> bool:
        """Tell whether this one grants at least as much as the other, and asks for nobody higher. Nothing is converted."""
        if OUTCOMES[self.outcome] != OUTCOMES[other.outcome]:
            return OUTCOMES[self.outcome] < OUTCOMES[other.outcome]
        if ROLES[self.granter] > ROLES[other.granter] or ROLES[self.approver] > ROLES[other.approver]:
            return False
        if self.limit is None:
            return True
        return _at_least(self.limit, other.limit)


def _at_least(limit: Money, other: Money | None) -> bool:
    return other is not None and limit.currency == other.currency and limit.amount >= other.amount


def is_over(limit: Money | None, amount: Money | None) -> bool:
    """Tell whether an amount is over a limit in the same currency."""
    return limit is not None and amount is not None and limit.currency == amount.currency and amount.amount > limit.amount
