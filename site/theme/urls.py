from django.urls import path, re_path

from theme import seo, views
from theme.security_txt import security_txt
from theme.social.views import social_picture

app_name = "theme"

urlpatterns = [
    re_path(r"^brand/(?P<colour>[0-9a-f]{6})\.css$", views.brand, name="brand"),
    path("robots.txt", seo.robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path(".well-known/change-password", views.change_password, name="change_password"),
    path("sitemap.xml", seo.sitemap, name="sitemap"),
    path("sitemap-<row:part>.xml", seo.sitemap_part, name="sitemap_part"),
    path("sitemap-<slug:name>-<row:part>.xml", seo.sitemap_section, name="sitemap_section"),
    re_path(r"^social/(?P<pk>[0-9]{1,10})/(?P<digest>[0-9a-f]{24})\.png$", social_picture, name="social_picture"),
]
