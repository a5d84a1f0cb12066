"""The full-text table beside the documents: FTS5 on SQLite, text vectors with GIN indexes on PostgreSQL.

Both hold terms that are already analysed. PostgreSQL does not rank by how rare a word is, so `weights` keeps how often
each term occurs, weighted by field, and `length` the number of terms. `title_words` has the title's words as they are, for unfinished words.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE search_terms USING fts5(
        title, keywords, headings, summary, body, title_words,
        prefix='2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
    )
    """
]
POSTGRESQL = [
    """
    CREATE TABLE search_terms (
        document_id bigint PRIMARY KEY REFERENCES search_indexeddocument (id) ON DELETE CASCADE,
        terms tsvector NOT NULL,
        title_words tsvector NOT NULL,
        weights jsonb NOT NULL,
        length integer NOT NULL
    )
    """,
    "CREATE INDEX search_terms_gin ON search_terms USING gin (terms)",
    "CREATE INDEX search_title_words_gin ON search_terms USING gin (title_words)",
]


def create(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_terms")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop, elidable=False)]
