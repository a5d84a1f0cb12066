"""The library of questions in the admin: lists, topics and their order, and what brings questions into it."""
