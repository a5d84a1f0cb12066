"""What this room tells the others."""

from django.dispatch import Signal

# Sent inside the transaction in which the computed visibility of pages changed; arguments: page_ids (list of int), and
# narrowed (those of them that fewer people may read now).
visibility_changed = Signal()

# Sent inside the transaction in which the text of pages became another one without the pages being saved, because a reusable
# content on them was published or taken away; arguments: page_ids (list of int), and others (dict of model to list of int):
# the rows of other models that hold it. Search, caches of pages and rooms with texts of their own listen.
text_changed = Signal()

# Sent inside the transaction in which pages became stale, or fresh again; argument: page_ids (list of int). Search listens.
freshness_changed = Signal()
