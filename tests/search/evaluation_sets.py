"""Small sets in the BEIR format, and the command that measures them."""

import gzip
import json
from io import StringIO

from django.core.management import call_command

CORPUS = [
    {"_id": "d1", "title": "Refunds", "text": "A refund takes five days."},
    {"_id": "d2", "title": "Deliveries", "text": "We deliver on Monday."},
    {"_id": "d3", "title": "Invoices", "text": "An invoice for a refund."},
]
QUERIES = [{"_id": "q1", "text": "refunded"}, {"_id": "q2", "text": "delivered"}, {"_id": "q3", "text": "not judged"}]
JUDGEMENTS = [("q1", "d1", 2), ("q1", "d3", 1), ("q2", "d2", 1)]


def write_set(folder, *, corpus=CORPUS, queries=QUERIES, judgements=JUDGEMENTS, packed=False):
    """Write a set in the BEIR format."""
    (folder / "qrels").mkdir(parents=True)
    text = "".join(json.dumps(line) + "\n" for line in corpus)
    if packed:
        with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(text)
    else:
        (folder / "corpus.jsonl").write_text(text)
    (folder / "queries.jsonl").write_text("".join(json.dumps(line) + "\n" for line in queries))
    rows = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, each)) for each in judgements)]
    (folder / "qrels" / "test.tsv").write_text("\n".join(rows) + "\n")
    return folder


def measure(*arguments):
    """Run the command and return what it prints as JSON."""
    output = StringIO()
    call_command("search_eval", *map(str, arguments), "--json", stdout=output, stderr=StringIO())
    return json.loads(output.getvalue())
