"""What the commands in script/ do. Needs Python 3.11 and nothing else, for it runs before .venv exists."""
