"""Page views, notices to people (in the admin, by mail) and watch lists. Empty on the ground floor.

Views come with the knowledge base's editors' lists ("most viewed", "many views and no votes"), notices with its review
reminders.
"""
