"""Reads: from a request to the one view of a page that every face shows."""

from clinic_cms.serving.clinic_sites import (
    ClinicSite,
    OfferedLocale,
    clinic_of_slug,
    find_clinic,
    get_clinic,
    origin,
)
from clinic_cms.serving.frame import error_view
from clinic_cms.serving.page_views import page_view
from clinic_cms.serving.process_cache import clear_process_caches
from clinic_cms.serving.visit import Visit, begin_visit

__all__ = [
    "ClinicSite",
    "OfferedLocale",
    "Visit",
    "begin_visit",
    "clear_process_caches",
    "clinic_of_slug",
    "error_view",
    "find_clinic",
    "get_clinic",
    "origin",
    "page_view",
]
