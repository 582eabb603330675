"""The desk's addresses."""

from django.urls import URLPattern, path

from clinic_cms.admin.translations.report import TranslationsReport
from clinic_cms.admin.translations.signing import SignView
from clinic_cms.admin.translations.steps import take_step
from clinic_cms.admin.translations.url_names import REPORT, SIGN, STEP

PLACE = "reports/article-translations/"


def urls() -> list[URLPattern]:
    """Return the views that Wagtail mounts below the admin."""
    results = TranslationsReport.as_view(results_only=True)
    return [
        path(PLACE, TranslationsReport.as_view(), name=REPORT),
        path(f"{PLACE}results/", results, name=f"{REPORT}_results"),
        path("translations/<int:source_id>/<str:code>/<slug:step>/", take_step, name=STEP),
        path("translations/<int:page_id>/sign/", SignView.as_view(), name=SIGN),
    ]
