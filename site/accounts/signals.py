from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.models import User
from accounts.services import approvals_settle


@receiver(post_save, sender=User, dispatch_uid="accounts.settle_approval")
def settle_approval(sender: type[User], instance: User, raw: bool = False, **kwargs: Any) -> None:
    """Whoever activates a waiting account, in the admin or by code, approves it."""
    if not raw and instance.awaiting_approval and instance.is_active:
        # The form that saved it holds the flag of before; the row is what counts.
        transaction.on_commit(approvals_settle)
