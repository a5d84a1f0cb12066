"""What an agent has for themselves: favourites, pages read last, and what they watch."""
