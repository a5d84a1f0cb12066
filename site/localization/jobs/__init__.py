"""Requests for translation: some pages into some languages, until a day, by a team or a person."""
