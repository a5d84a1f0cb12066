"""Every state of a question through every outlet of its votes and comments, for every kind of reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from activity import recording
from activity.models import OpenCount, Seen
from content.audiences import Audience
from faq_blocks.models import Question
from faq_blocks.readers.opening import NUMBER
from feedback.models import Comment
from feedback.services import vote_record
from home.services import homes_ensure
from tests.faq_blocks.library import add_question
from tests.faq_blocks.readers.conftest import tell_opened
from tests.feedback.inbox.conftest import comment_on

EVERYBODY = {"anonymous", "customer", "agent", "editor", "editing agent"}
SIGNED_IN = EVERYBODY - {"anonymous"}
AGENTS = {"agent", "editing agent"}


@dataclass
class State:
    """A question whose title is the marker, who reads it, and which of the editors."""

    question: Question
    marker: str
    readers: set[str]
    editors: set[str]


def states() -> list[State]:
    both = {"editor", "editing agent"}
    public = add_question("zqpublic?")
    customers = add_question("zqcustomer?", audience=Audience.CUSTOMER)
    agents = add_question("zqagents?", audience=Audience.AGENT)
    draft = add_question("zqdraft?", live=False)
    expired = add_question("zqexpired?")
    Question.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    changed = add_question("Calm?")
    changed.question = "zqchanged?"
    changed.save_revision()
    return [
        State(public, "zqpublic", EVERYBODY, both),
        State(customers, "zqcustomer", SIGNED_IN, both),
        State(agents, "zqagents", AGENTS, {"editing agent"}),
        State(draft, "zqdraft", set(), both),
        State(expired, "zqexpired", set(), both),
        State(changed, "zqchanged", set(), set()),
    ]


def text(response: Any) -> str:
    if response.status_code != 200:
        return ""
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


def form(client: Client, state: State) -> str:
    return text(client.get(f"/feedback/question/{state.question.pk}/"))


def personal_data(client: Client, state: State) -> str:
    user = client.session.get("_auth_user_id")
    if not user:
        return ""
    vote_record(target=state.question, revision=1, language="en", voter_key=f"user:{user}", is_helpful=True)
    return text(client.get("/en/account/data/download/"))


def opening(client: Client, state: State) -> str:
    """Counting a question tells an editor's report of it: only those who may see it are counted."""
    Seen.objects.all().delete()
    recording.forget_known()  # or this process has nothing to do for who comes again
    tell_opened(str(state.question.pk), client=client, ip="192.0.2.9")
    return Question.objects.get(pk=state.question.pk).question if Seen.objects.exists() else ""


def inbox(client: Client, state: State) -> str:
    return text(client.get(reverse("feedback_comments:index")))


def inbox_file(client: Client, state: State) -> str:
    return text(client.get(reverse("feedback_comments:index"), {"export": "csv"}))


def inbox_detail(client: Client, state: State) -> str:
    comment = Comment.objects.get(target_id=state.question.pk)
    return text(client.get(reverse("feedback_comments:comment", args=[comment.pk])))


def report(client: Client, state: State) -> str:
    return text(client.get(reverse("faq_figures")))


READING: dict[str, Callable[[Client, State], str]] = {"form": form, "personal data": personal_data, "opening": opening}
EDITING: dict[str, Callable[[Client, State], str]] = {
    "inbox": inbox,
    "file": inbox_file,
    "comment": inbox_detail,
    "report": report,
}


class LeaksOfVotesOnQuestionsTests(TestCase):
    """One library with all states, walked in full."""

    states: list[State]
    users: dict[str, User]

    @classmethod
    def setUpTestData(cls) -> None:
        homes_ensure()
        Group.objects.get(name="Editors").permissions.add(
            *Permission.objects.filter(content_type__app_label="faq_blocks", codename="change_question")
        )
        groups = {"customer": [], "agent": ["Agents"], "editor": ["Editors"], "editing agent": ["Agents", "Editors"]}
        cls.users = {name: User.objects.create_user(name.replace(" ", "-")) for name in groups}
        for name, members in groups.items():
            cls.users[name].groups.set(Group.objects.filter(name__in=members))
        cls.states = states()
        for state in cls.states:
            comment_on(state.question, "words of a reader")
            OpenCount.objects.create(kind=NUMBER, target_id=state.question.pk, day=timezone.localdate(), readers=3)

    def walk(self, outlets: dict[str, Callable[[Client, State], str]], allowed: Callable[[State], set[str]]) -> list[str]:
        wrong = []
        for reader in sorted(EVERYBODY):
            client = Client()
            if reader in self.users:
                client.force_login(self.users[reader])
            for state in self.states:
                for name, outlet in outlets.items():
                    if state.marker in outlet(client, state) and reader not in allowed(state):
                        wrong.append(f"{reader} sees {state.marker} in {name}")
        return wrong

    def test_no_reader_is_shown_a_question_that_is_not_theirs(self) -> None:
        self.assertEqual(self.walk(READING, lambda state: state.readers), [])

    def test_no_editor_is_shown_a_question_that_is_not_theirs(self) -> None:
        self.assertEqual(self.walk(EDITING, lambda state: state.editors), [])

    def test_every_outlet_shows_an_open_question(self) -> None:
        """Without this, an outlet that shows nothing at all would pass."""
        client = Client()
        client.force_login(self.users["editing agent"])
        blind = [name for name, look in {**READING, **EDITING}.items() if "zqpublic" not in look(client, self.states[0])]
        self.assertEqual(blind, [])
