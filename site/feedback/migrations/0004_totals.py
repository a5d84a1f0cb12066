"""Adds up the votes that are there."""

import math

from django.db import migrations

SQUARE = 1.96**2


def lower_bound(helpful, total):
    share = helpful / total
    margin = 1.96 * math.sqrt((share * (1 - share) + SQUARE / (4 * total)) / total)
    return max(0.0, (share + SQUARE / (2 * total) - margin) / (1 + SQUARE / total))


def add_up(apps, schema_editor):
    Vote, VoteTotal = apps.get_model("feedback", "Vote"), apps.get_model("feedback", "VoteTotal")
    # Of each reader the vote on the newest revision, which comes last here.
    votes = Vote.objects.order_by("target_type_id", "target_id", "voter_key", "revision")
    standing, counts = None, {}
    for *reader, is_helpful in votes.values_list("target_type_id", "target_id", "voter_key", "is_helpful").iterator():
        kind, pk, _key = reader
        count = counts.setdefault((kind, pk), [0, 0])
        if standing and standing[0] == reader:
            count[standing[1]] -= 1
        count[is_helpful] += 1
        standing = (reader, is_helpful)
    VoteTotal.objects.bulk_create(
        [
            VoteTotal(target_type_id=kind, target_id=pk, helpful=yes, unhelpful=no, score=lower_bound(yes, yes + no))
            for (kind, pk), (no, yes) in counts.items()
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_restarts_and_settings")]

    operations = [migrations.RunPython(add_up, migrations.RunPython.noop)]
