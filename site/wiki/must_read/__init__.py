"""Must read: groups are asked to confirm that they have read a page; lists, mails, and the report of who has not."""
