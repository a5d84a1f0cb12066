"""How fast readers are answered and pages are indexed, beside what the search server needs for the same requests."""
