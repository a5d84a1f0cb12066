"""What this package tells the others."""

from django.dispatch import Signal

# Sent inside the transaction in which readers of translated pages begin, or cease, to be told that the original is newer;
# argument: page_ids (list of int, the translated pages). Caches of pages listen.
newer_source_changed = Signal()

# Sent inside the transaction in which an editor said that a published source is ready for translation after all; argument:
# translation_key. Whoever starts work on translations when a source is published listens.
source_ready = Signal()
