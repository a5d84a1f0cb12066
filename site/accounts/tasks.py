"""Mails go out in the background.

Whether an address belongs to an account is looked up here and not in the request: so the request takes the same time
for known and unknown addresses. The arguments are stored with the task, so they never hold a token.
"""

from django_tasks import task

from accounts import mails
from accounts.models import User
from accounts.selectors import approvers, user_by_email


@task()
def sign_up_mail_send(email: str, base_url: str, language: str) -> None:
    """A confirmation link to a new address; word of the existing account to a known one."""
    user = user_by_email(email=email)
    if user is None:
        mails.confirm_mail(email=email, base_url=base_url, language=language)
    else:
        mails.known_mail(user=user, base_url=base_url, language=language)


@task()
def reset_mail_send(email: str, base_url: str, language: str) -> None:
    """A link for a new password, if there is an active account with a password."""
    user = user_by_email(email=email)
    if user is not None and user.is_active and user.has_usable_password():
        mails.reset_mail(user=user, base_url=base_url, language=language)


@task()
def approval_wanted_mail_send(user_id: int, base_url: str) -> None:
    """Word to everybody who may approve."""
    user = User.objects.filter(pk=user_id).first()
    if user is not None:
        for approver in approvers():
            mails.approval_wanted_mail(user=user, approver=approver, base_url=base_url)


@task()
def approved_mail_send(user_id: int) -> None:
    """Word to the owner of an account that has been activated."""
    user = User.objects.filter(pk=user_id).exclude(email="").first()
    if user is not None:
        mails.approved_mail(user=user)
