"""Quick lookup: what an agent types, understood as words and facts, and what of the wiki answers it."""
