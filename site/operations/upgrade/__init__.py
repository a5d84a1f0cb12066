"""Whether this code can take over a site that another release has served: see docs/operations/upgrading.md.

`rules` say which migrations old processes do not survive; `findings` look at the site at hand before `manage.py migrate`.
"""
