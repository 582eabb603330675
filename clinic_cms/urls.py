"""The delivery API and patients' pages; include it last, it takes every path."""

from django.urls import include, path, re_path

from clinic_cms.api import urls as api_urls
from clinic_cms.web import rendering

app_name = "clinic_cms"

urlpatterns = [
    path("api/v1", api_urls.no_operation),
    path("api/v1/", include((api_urls.urlpatterns, "delivery"))),
    re_path(r"^(?P<path>.*)$", rendering.serve, name="page"),
]
