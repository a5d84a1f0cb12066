"""Wiki pages in the admin: rights on the tree above reach down to them, but only to people who may read them.

Rights on pages are given for a whole tree, and the wiki stands in it. Who is no agent, or in none of the groups a space is for,
neither finds its pages in the lists, searches and reports of the admin nor opens them there, whatever group they write in.
Most of that goes by Wagtail's policy for pages (`policy`); screens that do not ask it are in `screens`, and `middleware` looks
at every address of the admin that names a page. Where only some groups write or approve, `narrowed` takes the rights of others.
"""
