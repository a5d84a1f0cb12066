"""Many agents record a grant for one customer at the same moment, on a real database. Started by test_grants_together.py.

Prints how many were granted and asked for, and what is wrong with the register.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from accounts.models import User  # noqa: E402
from home.services import homes_ensure  # noqa: E402
from tests.wiki.grants import record  # noqa: E402
from tests.wiki.policies import add_exception, add_policy  # noqa: E402
from wiki.grants.verifying import register_problems  # noqa: E402
from wiki.models import GrantEntry  # noqa: E402

TIMES = 12


def main(what: str) -> None:
    """`limit`: each a grant of their own, of which two are admitted; `twice`: one form, sent by all clicks at once."""
    call_command("migrate", verbosity=0)
    agents = [User.objects.create_user(f"agent-{number}") for number in range(TIMES if what == "limit" else 1)]
    for each in agents:
        each.groups.set(Group.objects.filter(name="Agents"))
    exception = add_exception(add_policy(homes_ensure()["en"]), "Late", year_times=2)
    together, failures = threading.Barrier(TIMES), Counter[str]()

    def send(number: int) -> None:
        user = User.objects.get(pk=agents[number % len(agents)].pk)
        together.wait()
        try:
            record(exception, user, token="one" if what == "twice" else f"{number}")
        except Exception as error:
            failures[type(error).__name__] += 1
        connections.close_all()

    threads = [threading.Thread(target=send, args=[number]) for number in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kinds = Counter(GrantEntry.objects.values_list("kind", flat=True))
    print(json.dumps({"kinds": dict(kinds), "failures": dict(failures), "problems": list(register_problems())}))


if __name__ == "__main__":
    main(sys.argv[1])
