"""The recycle bin of the wiki.

A deleted page stays at its place in the tree, so that its tree, rights and links are there when it comes back. It is set aside
(content.aside): no reader finds or opens it, and the admin shows it in the list of the bin alone. Its address is free.
"""
