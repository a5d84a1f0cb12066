"""Finding people."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.db.models.functions import Lower

from accounts.groups import AGENT_GROUPS
from accounts.models import User


def user_by_email(*, email: str) -> User | None:
    """The one account with this address, however it is capitalised. None for a blank address."""
    if not email:
        return None
    return User.objects.alias(lower_email=Lower("email")).filter(lower_email=email.lower()).first()


def user_by_name_or_email(*, identifier: str) -> User | None:
    """Who signs in under this. A user name wins over an address: no stranger can choose one."""
    return User.objects.filter(username=identifier).first() or user_by_email(email=identifier.strip())


def approvers() -> "QuerySet[User]":
    """Active people who may change accounts and can be reached by mail."""
    people = User.objects.with_perm("accounts.change_user", backend="django.contrib.auth.backends.ModelBackend")
    return people.exclude(email="")


def waiting_count() -> int:
    """How many accounts wait for somebody to approve them."""
    return User.objects.filter(awaiting_approval=True, is_active=False).count()


def is_agent(user: "User | AnonymousUser") -> bool:
    """Whether this person reads what is for agents: one query."""
    return user.is_active and (user.is_superuser or user.groups.filter(name__in=AGENT_GROUPS).exists())
