"""Names that no plugin may have: the tables, permissions and migrations of a plugin are known by its slug.

A list, because manifests are read before Django has its apps. A test holds it against the labels of the apps.
"""

from __future__ import annotations

_OURS = """
    accounts activity config content faq_blocks feedback home importing kb localization operations plugins sanad
    sanad_plugins search tests theme wiki
"""
# Labels of apps, those too that a site of Wagtail commonly adds, and beginnings of tables that belong to no app's model.
_DJANGO = """
    admin admindocs auth contenttypes django django_htmx django_migrations django_tasks django_tasks_database
    django_tasks_db flatpages gis humanize messages modelcluster ninja pg postgres redirects sessions sitemaps sites sqlite
    staticfiles syndication taggit
"""
_WAGTAIL = """
    generic_chooser routable_page search_promotions settings styleguide table_block typed_table_block wagtail
    wagtail_localize wagtail_routable_page wagtailadmin wagtailapi wagtailcore wagtaildocs wagtailembeds wagtailforms
    wagtailfrontendcache wagtailimages wagtaillocales wagtailredirects wagtailsearch wagtailsearchpromotions
    wagtailsettings wagtailsimpletranslation wagtailsites wagtailsnippets wagtailstyleguide wagtailusers
"""

RESERVED = frozenset(f"{_OURS} {_DJANGO} {_WAGTAIL}".split())
