"""What this room tells the others."""

from django.dispatch import Signal

# Sent inside the transaction in which the computed visibility of pages changed; argument: page_ids (list of int).
visibility_changed = Signal()
