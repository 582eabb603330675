"""The plugin's own addresses in the admin."""

from django.urls import URLPattern, path

from clinic_cms.admin import aliases, po, previews, submitting
from clinic_cms.admin.translations import by_machine, syncing
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


def instead_of_localize() -> list[URLPattern]:
    """Return views at the addresses of wagtail-localize's, which keep their names."""
    return [
        path("localize/submit/page/<int:page_id>/", submitting.SubmitPageView.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            submitting.SubmitSnippetView.as_view(),
        ),
        path("localize/update/<int:translation_source_id>/", syncing.SyncView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", aliases.convert),
        path("localize/translate/<int:translation_id>/pofile/upload/", po.upload),
        path(
            "localize/translate/<int:translation_id>/machine_translate/",
            by_machine.fill_from_editor,
        ),
    ]
