"""Which pages are like an article: by shared tags, then on the same shelf, then by the words they have in common.

Found in the background when an article is published, and again from time to time, for its neighbours change as well.
"""
