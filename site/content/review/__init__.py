"""When a page is to be checked again, who is told, and marking it as checked.

Rooms register the types of their pages (`kinds.register_reviewed`); what they share is here: the dates, the reminders, the
list of what is due, and the mark. Search and templates ask `selectors.stale_ids` and `page.is_stale`.
"""
