"""Links to pages by their titles: suggested while somebody types `[[`, and made of `[[Title]]` when a page is saved."""
