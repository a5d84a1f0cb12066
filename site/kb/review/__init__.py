"""Keeping articles fresh, and approving them: due dates, reminders, four eyes, and their screens."""
