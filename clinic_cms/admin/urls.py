"""The plugin's own URLs in the admin, and the views that replace wagtail-localize's."""

from django.urls import URLPattern, path

from clinic_cms.admin import page_actions, previews, url_names
from clinic_cms.admin.missing_facts import WithheldReport
from clinic_cms.admin.translations import localize_editor
from clinic_cms.admin.translations.actions import take_step
from clinic_cms.admin.translations.report import TranslationsReport
from clinic_cms.admin.translations.signing import SignView
from clinic_cms.admin.translations.submitting import SubmitPageView, SubmitSnippetView
from clinic_cms.admin.translations.syncing import SyncView


def admin_urls() -> list[URLPattern]:
    """Return the views that Wagtail mounts below the admin."""
    return [
        path("clinics/preview-as/", previews.clinic_choices, name=url_names.PREVIEW_CHOICES),
        *_report_urls("reports/articles-withheld/", WithheldReport, url_names.WITHHELD),
        *_report_urls("reports/article-translations/", TranslationsReport, url_names.TRANSLATIONS),
        path(
            "translations/<int:source_id>/<str:code>/<slug:step>/",
            take_step,
            name=url_names.TRANSLATION_STEP,
        ),
        path("translations/<int:page_id>/sign/", SignView.as_view(), name=url_names.SIGN),
    ]


def _report_urls(
    place: str, report: type[WithheldReport | TranslationsReport], name: str
) -> list[URLPattern]:
    results = report.as_view(results_only=True)
    return [
        path(place, report.as_view(), name=name),
        path(f"{place}results/", results, name=f"{name}_results"),
    ]


def localize_overrides() -> list[URLPattern]:
    """Return views at the URLs of wagtail-localize's, which keep their names."""
    return [
        path("localize/submit/page/<int:page_id>/", SubmitPageView.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            SubmitSnippetView.as_view(),
        ),
        path("localize/update/<int:translation_source_id>/", SyncView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", page_actions.convert),
        path("localize/translate/<int:translation_id>/pofile/upload/", localize_editor.upload),
        path(
            "localize/translate/<int:translation_id>/machine_translate/",
            localize_editor.translate_from_editor,
        ),
    ]
