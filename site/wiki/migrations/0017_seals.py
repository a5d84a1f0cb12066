"""Approvals that hold are sealed in the new form, which has the policy, what is superseded, the title and the number besides.

The forms stand here as they were on that day: a migration does not change with the code.
"""

import json
from decimal import Decimal
from hashlib import sha256

from django.db import migrations

TEXTS = ("condition", "outcome", "grants", "limit_currency", "limit", "approver", "approval", "valid_from", "valid_to")
STEP = 4


def plain(number):
    text = format(Decimal(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def said_by(exception, rows):
    amount = exception.limit_amount
    said = [*(str(getattr(exception, name) or "") for name in TEXTS), "" if amount is None else plain(amount)]
    said.append(sorted(rows))
    if exception.year_times is not None or exception.year_amount is not None:
        yearly = "" if exception.year_amount is None else plain(exception.year_amount)
        said.append([exception.year_times, yearly, exception.year_currency])
    return said


def hashed(said):
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def reseal(apps, schema_editor):
    exceptions = apps.get_model("wiki", "PolicyExceptionPage").objects.using(schema_editor.connection.alias)
    criteria = apps.get_model("wiki", "ExceptionCriterion").objects.using(schema_editor.connection.alias)
    pages = apps.get_model("wagtailcore", "Page").objects.using(schema_editor.connection.alias)
    for each in exceptions.filter(approved_on__isnull=False).iterator():
        rows = list(criteria.filter(exception_id=each.pk).values_list("topic", "operator", "value", "currency"))
        said = said_by(each, rows)
        if each.approved_state not in ("", hashed(said)):
            continue  # what was approved was changed since
        policy = pages.filter(path=each.path[:-STEP]).values_list("translation_key", flat=True).first()
        older = pages.filter(pk=each.supersedes_id).values_list("translation_key", flat=True).first()
        stands = [str(key) if key else "" for key in (policy, older)]
        said.append({"title": each.title, "number": each.number, "stands": stands})
        exceptions.filter(pk=each.pk).update(approved_state=hashed(said))


class Migration(migrations.Migration):
    dependencies = [("wiki", "0016_comparable_criteria")]

    operations = [migrations.RunPython(reseal, migrations.RunPython.noop)]
