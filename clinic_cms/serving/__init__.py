"""Reads: from a request to the one view of a page that every face shows."""

from clinic_cms.serving.frame import error_view
from clinic_cms.serving.pages import page_view
from clinic_cms.serving.shelf import clear_shelves
from clinic_cms.serving.visit import (
    OfferedLocale,
    ServedClinic,
    Visit,
    begin_visit,
    clinic_of_slug,
    find_clinic,
    get_clinic,
    origin,
)

__all__ = [
    "OfferedLocale",
    "ServedClinic",
    "Visit",
    "begin_visit",
    "clear_shelves",
    "clinic_of_slug",
    "error_view",
    "find_clinic",
    "get_clinic",
    "origin",
    "page_view",
]
