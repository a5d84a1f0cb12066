"""What is to be translated: my queue, and that of the team."""
