"""The account pages, by theme. All of them are personal: none may be cached."""
