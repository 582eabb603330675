"""Patients' pages; include it last, it takes every path."""

from django.urls import re_path

from clinic_cms.web import pages

app_name = "clinic_cms"

urlpatterns = [re_path(r"^(?P<path>.*)$", pages.serve, name="page")]
