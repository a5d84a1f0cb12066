"""The review of a translation: what changed, side by side, and its way through Wagtail's workflows."""
