"""What this room tells the others."""

from django.dispatch import Signal

# Sent inside the transaction in which the computed visibility of pages changed; argument: page_ids (list of int).
visibility_changed = Signal()

# Sent inside the transaction in which the text of pages became another one without the pages being saved, because a reusable
# content on them was published or taken away; argument: page_ids (list of int). Search and caches of pages listen.
text_changed = Signal()
