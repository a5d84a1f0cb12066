"""The command: it tells, mends on wish, and ends with what programs can read."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from operations.doctor.running import examine
from plugins.hooks import add_action

pytestmark = pytest.mark.django_db


class Leg:
    """Something that can be broken and mended."""

    def __init__(self) -> None:
        self.broken = True

    def look(self):
        return ["The leg is broken."] if self.broken else []

    def mend(self):
        self.broken = False


@pytest.fixture
def leg():
    leg = Leg()
    add_action("doctor_exams", lambda register: register("leg", "the leg", leg.look, leg.mend))
    return leg


def _doctor(*arguments: str) -> str:
    out = io.StringIO()
    call_command("doctor", *arguments, stdout=out)
    return out.getvalue()


def test_what_is_wrong_is_told_and_left(leg):
    with pytest.raises(CommandError, match=r"wrong with: leg. --repair mends"):
        _doctor("--only", "leg")
    assert leg.broken


def test_repair_mends_and_looks_again(leg):
    assert "mended  leg" in _doctor("--only", "leg", "--repair")
    assert "well    leg" in _doctor("--only", "leg", "--repair")


def test_an_exam_that_breaks_is_a_finding_and_the_others_go_on(leg):
    add_action("doctor_exams", lambda register: register("arm", "the arm", lambda: 1 / 0))
    found = {finding.exam.name: finding.now for finding in examine(only=["arm", "leg"])}
    assert "ZeroDivisionError" in found["arm"][0]
    assert found["leg"] == ["The leg is broken."]


def test_mending_that_breaks_is_told(leg):
    leg.mend = lambda: 1 / 0
    add_action("doctor_exams", lambda register: register("leg", "the leg", leg.look, leg.mend))
    with pytest.raises(CommandError):
        _doctor("--only", "leg", "--repair")


def test_programs_get_json(leg):
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", "--json", "--only", "leg", stdout=out)
    (found,) = json.loads(out.getvalue())
    assert (found["name"], found["sound"], found["can_mend"]) == ("leg", False, True)


def test_an_unknown_name_is_told_with_those_there_are():
    with pytest.raises(CommandError, match="there are: migrations"):
        _doctor("--only", "nose")


def test_a_long_list_is_cut_short():
    add_action("doctor_exams", lambda register: register("many", "many", lambda: (f"{n}" for n in range(10**6))))
    (finding,) = examine(only=["many"])
    assert len(finding.now) == 21


def test_the_list_looks_at_nothing(leg):
    assert "leg            the leg (mends)" in _doctor("--list")
