"""An approval ends for good once something else was published than what it was given for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import pre_delete
from wagtail.log_actions import log
from wagtail.signals import page_published, post_page_move, pre_page_move

from wiki.approving.seal import ENDED, seal_of

if TYPE_CHECKING:
    from wiki.models import PolicyExceptionPage
    from wiki.models.approved import ApprovedPage


def approval_lapse(*, page: ApprovedPage, user: Any = None, action: str = "wiki.lapse") -> bool:
    """End the approval of a page whose seal is broken, and note it in the page's history. False where it holds."""
    rows = type(page)._base_manager.filter(pk=page.pk, approved_on__isnull=False)
    stored = rows.first()
    if stored is None or stored.approved_state in ("", ENDED, stored.seal):
        return False
    rows.update(approved_state=ENDED)
    log(instance=stored, action=action, user=user)
    return True


def on_published(instance: ApprovedPage, revision: Any = None, **_kwargs: Any) -> None:
    if approval_lapse(page=instance, user=revision.user if revision is not None else None):
        instance.approved_state = ENDED


def before_move(instance: Any, **_kwargs: Any) -> None:
    """Seal what was approved outside of here: it was approved as an exception of the policy that it leaves."""
    from wiki.models import PolicyExceptionPage

    rows = PolicyExceptionPage._base_manager.filter(pk=instance.pk, approved_on__isnull=False, approved_state="")
    for each in rows:
        rows.update(approved_state=seal_of(each))


def after_move(instance: Any, **_kwargs: Any) -> None:
    from wiki.models import PolicyExceptionPage

    for moved in PolicyExceptionPage._base_manager.filter(pk=instance.pk):
        approval_lapse(page=moved, action="wiki.lapse_moved")


def before_delete(instance: PolicyExceptionPage, **_kwargs: Any) -> None:
    """What superseded a page that is deleted stays approved: nothing else in it changes."""
    from wiki.models import PolicyExceptionPage

    for newer in PolicyExceptionPage._base_manager.filter(supersedes=instance.pk).exclude(approved_state__in=("", ENDED)):
        if newer.approved_state != seal_of(newer):
            continue
        newer.supersedes = None
        PolicyExceptionPage._base_manager.filter(pk=newer.pk).update(supersedes=None, approved_state=seal_of(newer))


def connect() -> None:
    """Watch what is published, moved and deleted."""
    from wiki.models import PolicyExceptionPage, PolicyPage

    for model in (PolicyPage, PolicyExceptionPage):
        page_published.connect(on_published, sender=model, dispatch_uid="wiki.approval_published")
    pre_page_move.connect(before_move, dispatch_uid="wiki.approval_before_move")
    post_page_move.connect(after_move, dispatch_uid="wiki.approval_moved")
    pre_delete.connect(before_delete, sender=PolicyExceptionPage, dispatch_uid="wiki.approval_deleted")
