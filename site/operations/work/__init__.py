"""What is done in the background, for the people who look after the site: lists, retry, cancel, run now, and what is told."""
