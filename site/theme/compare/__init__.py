"""Two versions of a page as readers see them, with what was added and what was taken away."""
