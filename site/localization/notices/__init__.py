"""Notices to the people who translate: in the admin, and by mail in their language, each thing once."""
