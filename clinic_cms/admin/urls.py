"""The plugin's own addresses in the admin."""

from django.urls import URLPattern, path

from clinic_cms.admin import previews
from clinic_cms.admin.withheld import URL_NAME, WithheldReport


def admin_urls() -> list[URLPattern]:
    """Return the views that Wagtail mounts below the admin."""
    report = "reports/articles-withheld/"
    results = WithheldReport.as_view(results_only=True)
    return [
        path("clinics/preview-as/", previews.clinic_choices, name="clinic_cms_preview_choices"),
        path(report, WithheldReport.as_view(), name=URL_NAME),
        path(f"{report}results/", results, name=f"{URL_NAME}_results"),
    ]
