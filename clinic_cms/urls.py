"""The delivery API, files, patients' pages, sitemaps; include it last, it takes every path."""

from django.urls import include, path, re_path

from clinic_cms.api import urls as api_urls
from clinic_cms.web import media, rendering, sitemaps

app_name = "clinic_cms"

urlpatterns = [
    path("api/v1", api_urls.no_operation),
    path("api/v1/", include((api_urls.urlpatterns, "delivery"))),
    path("robots.txt", sitemaps.robots_txt),
    path("sitemap.xml", sitemaps.sitemap_xml),
    path("sitemap-<int:number>.xml", sitemaps.sitemap_xml),
    *media.urls(),
    re_path(r"^(?P<path>.*)$", rendering.serve, name="page"),
]
