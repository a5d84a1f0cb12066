"""What the library tells whoever keeps something of it."""

from django.dispatch import Signal

# Sent inside the transaction in which questions came to stand elsewhere among their topics, or topics elsewhere in their tree;
# arguments: question_ids and topic_ids (lists of int). Many changes at once are told once.
places_changed = Signal()
