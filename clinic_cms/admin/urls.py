"""The plugin's own addresses in the admin."""

from django.urls import URLPattern, path

from clinic_cms.admin import previews


def admin_urls() -> list[URLPattern]:
    """Return the views that Wagtail mounts below the admin."""
    return [
        path("clinics/preview-as/", previews.clinic_choices, name="clinic_cms_preview_choices"),
    ]
