from functools import partial
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from accounts import hooks
from accounts.known_browsers import browser_remember
from accounts.models import User
from accounts.services import approvals_settle


@receiver(post_save, sender=User, dispatch_uid="accounts.settle_approval")
def settle_approval(sender: type[User], instance: User, raw: bool = False, **kwargs: Any) -> None:
    """Whoever activates a waiting account, in the admin or by code, approves it."""
    if not raw and instance.awaiting_approval and instance.is_active:
        # The form that saved it holds the flag of before; the row is what counts.
        transaction.on_commit(approvals_settle)


@receiver(user_logged_in, dispatch_uid="accounts.tell_logged_in")
def tell_logged_in(user: User, **kwargs: Any) -> None:
    transaction.on_commit(partial(hooks.user_logged_in, user=user))


@receiver(user_logged_in, dispatch_uid="accounts.remember_browser")
def remember_browser(user: User, request: HttpRequest | None = None, **kwargs: Any) -> None:
    if request is not None:
        browser_remember(request, user.pk)


@receiver(user_logged_out, dispatch_uid="accounts.tell_logged_out")
def tell_logged_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:  # the session was over already
        transaction.on_commit(partial(hooks.user_logged_out, user=user))
