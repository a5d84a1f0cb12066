"""Answers go out in the background. The task holds a number and nothing of reader or answer."""

from django_tasks import task

from feedback.inbox import answering


@task()
def answer_mail_send(mail_id: int) -> None:
    """Send one answer, unless that was done or begun before."""
    answering.answer_send(mail_id=mail_id)
