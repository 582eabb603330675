"""The hooks of Wagtail that the plugin uses, and the URLs of its views in the admin."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.views.reports import ReportView
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import APIToken, Page
from wagtail.permissions import register_permission_policy

from clinic_cms.admin import (
    admin_api,
    api_tokens,
    article_notes,
    bulk_actions,
    choosers,
    clinic_switch,
    clinics,
    collections,
    dashboard,
    deliveries,
    editor,
    findings_report,
    groups,
    media_dialogs,
    members,
    missing_facts,
    page_actions,
    page_choosers,
    page_views,
    previews,
    reports,
    sign_in,
    site_names,
    tags,
    url_names,
    usage,
    webhooks,
)
from clinic_cms.admin.invitations import AcceptView
from clinic_cms.admin.translations import (
    actions,
    buttons,
    localize_editor,
    overrides,
    page_messages,
    report,
    signing,
    submitting,
    syncing,
)
from clinic_cms.models import Clinic, WebhookDelivery, WebhookEndpoint
from clinic_cms.publishing import file_changes
from clinic_cms.serving.site_redirects import redirect_model
from clinic_cms.tenancy import second_factor
from clinic_cms.tenancy.api_tokens import TokenPolicy
from clinic_cms.tenancy.invitations import ACCEPT
from clinic_cms.tenancy.page_policy import PagePolicy
from clinic_cms.tenancy.policies import DeliveryPolicy, WebhookPolicy
from clinic_cms.tenancy.redirect_policy import RedirectPolicy
from clinic_cms.tenancy.visibility import MediaPolicy
from clinic_cms.translating import gates
from clinic_cms.web import media, rendering
from clinic_cms.web.middleware import extend_view, register_view_override

register_permission_policy(Page, PagePolicy())
for media_model, kind in (
    (get_image_model(), "wagtailimages.Image"),
    (get_document_model(), "wagtaildocs.Document"),
):
    policy = MediaPolicy(media_model, auth_model=kind, owner_field_name="uploaded_by_user")
    # For the exact class: the app of images registers its own, perhaps after this.
    register_permission_policy(media_model, policy, exact_class=True)
register_permission_policy(Clinic, clinics.ClinicPolicy(Clinic))
register_permission_policy(APIToken, TokenPolicy(APIToken))
register_permission_policy(WebhookEndpoint, WebhookPolicy(WebhookEndpoint))
register_permission_policy(WebhookDelivery, DeliveryPolicy(WebhookDelivery))
for view_name, view in (
    *reports.report_views(),
    *collections.views(),
    *sign_in.views(),
    *tags.VIEWS.items(),
    *bulk_actions.VIEWS.items(),
    *groups.VIEWS.items(),
    *localize_editor.VIEWS.items(),
):
    register_view_override(view_name, view)
# Without the sign-in that Wagtail asks for below the admin.
register_view_override(ACCEPT, AcceptView.as_view())
if second_factor.is_installed():
    # With django-allauth, an extra.
    from clinic_cms.admin import second_factor as second_factor_pages

    hooks.register("register_admin_urls", second_factor_pages.urls)
    hooks.register("register_account_menu_item", second_factor_pages.menu_item)
    for view_name, view in second_factor_pages.VIEWS.items():
        register_view_override(view_name, view)
if second_factor.single_sign_on_is_installed():
    from clinic_cms.admin import single_sign_on

    for view_name, view in single_sign_on.VIEWS.items():
        register_view_override(view_name, view)
    hooks.register("register_admin_urls", single_sign_on.urls)
    sign_in.register_providers(single_sign_on.offered)
register_view_override("wagtaildocs_serve", media.serve_document, may_be_kept=True)
register_view_override("wagtaildocs_authenticate_with_password", media.authenticate)
for view_name, mixin in (
    *groups.views(),
    *media_dialogs.views(),
    *collections.mixins(),
    *api_tokens.mixins(),
    *page_choosers.EXTENDED.items(),
    *site_names.EXTENDED.items(),
    *usage.EXTENDED.items(),
):
    extend_view(view_name, mixin)

# After Wagtail's, in whose place they stand: the last action of a name is done.
for action in (groups.AssignRole, *collections.BULK_ACTIONS, site_names.PagesDelete):
    hooks.register("register_bulk_action", action, order=100)

if (redirect_class := redirect_model()) is not None:
    from clinic_cms.admin import redirects

    register_permission_policy(redirect_class, RedirectPolicy(redirect_class), exact_class=True)
    for view_name, view in redirects.VIEWS.items():
        register_view_override(view_name, view)
    for view_name, mixin in redirects.EXTENDED.items():
        extend_view(view_name, mixin)

hooks.register("register_admin_viewset", clinics.ClinicViewSet)
hooks.register("register_admin_viewset", page_views.PagesInSight)
hooks.register("register_admin_viewset", lambda: choosers.ALL)
hooks.register("register_admin_viewset", webhooks.WebhookViewSet)
hooks.register("register_admin_viewset", deliveries.DeliveryViewSet)
# Images and documents are mounted at the usual order; the last one to mount a name wins.
hooks.register("construct_admin_api", admin_api.replace_endpoints, order=100)

hooks.register("register_rich_text_features", editor.register_merge_tags)
hooks.register("insert_editor_js", editor.scripts)
hooks.register("insert_global_admin_css", editor.styles)

hooks.register("construct_homepage_panels", dashboard.add_paused_webhooks)
hooks.register("construct_homepage_panels", dashboard.replace_panels)
hooks.register("construct_homepage_summary_items", dashboard.add_stale_translations)
# After Wagtail's, which add the items.
hooks.register("construct_homepage_summary_items", dashboard.replace_counts, order=100)
hooks.register("register_admin_menu_item", members.menu_item)
hooks.register("register_admin_menu_item", clinic_switch.menu_item)
hooks.register(clinic_switch.CONSTRUCT, clinic_switch.add_clinics)
hooks.register("register_reports_menu_item", missing_facts.menu_item)
hooks.register("register_reports_menu_item", findings_report.menu_item)
hooks.register("register_reports_menu_item", report.menu_item)
hooks.register("construct_reports_menu", reports.hide_reports)
hooks.register("construct_page_chooser_queryset", page_choosers.prepare_choice)
hooks.register("construct_page_listing_buttons", buttons.add_translation_buttons)
hooks.register("construct_page_action_menu", page_actions.hide_convert_to_alias)
hooks.register("register_log_actions", webhooks.register_log_actions)
hooks.register("register_log_actions", members.register_log_actions)
hooks.register("register_log_actions", gates.register_log_action)

hooks.register("before_copy_page", page_actions.refuse_alias_copies)
# Before wagtail-localize's, which replaces the edit page of a translation by its own editor.
hooks.register("before_edit_page", syncing.publish_translation, order=-1)
hooks.register("before_edit_page", page_messages.show_translation_status, order=-1)
hooks.register("before_edit_page", article_notes.show_notes, order=-1)
hooks.register("before_edit_page", article_notes.show_passages)
hooks.register("before_edit_page", missing_facts.show_where_facts_are_edited)
hooks.register("after_edit_page", page_messages.warn_of_lost_tags)
hooks.register("before_publish_page", page_actions.refuse_publishing)
hooks.register("after_publish_page", article_notes.warn_of_no_help)
hooks.register("after_publish_page", missing_facts.warn_of_missing_facts)
hooks.register("before_unpublish_page", page_actions.refuse_removing_facts)
hooks.register("after_unpublish_page", page_messages.show_translations_after_unpublish)
hooks.register("before_delete_page", page_actions.refuse_removing_facts)
hooks.register("after_delete_page", page_messages.show_translations_after_delete)
hooks.register("before_bulk_action", page_actions.refuse_removing_facts_in_bulk)
hooks.register("before_bulk_action", page_actions.refuse_publishing_in_bulk)
hooks.register("after_bulk_action", file_changes.after_bulk_action)
hooks.register("after_bulk_action", page_messages.show_translations_after_bulk_action)

# The outermost of the chain: what comes after it finds the visit.
hooks.register("on_serve_page", previews.prepare_preview, order=-100)
hooks.register("on_serve_page", previews.show_in_front_end, order=-90)
hooks.register("on_serve_page", rendering.fill_for_the_clinic)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Return the views that Wagtail mounts below the admin."""
    return [
        path(
            "choose_collection/names/",
            media_dialogs.collection_names,
            name=url_names.COLLECTION_NAMES,
        ),
        path("clinics/preview-as/", previews.clinic_choices, name=url_names.PREVIEW_CHOICES),
        *_report_urls("reports/articles-withheld/", missing_facts.WithheldReport),
        *_report_urls("reports/findings/", findings_report.FindingsReport),
        *_report_urls("reports/article-translations/", report.TranslationsReport),
        path(
            "translations/<int:source_id>/<str:code>/<slug:step>/",
            actions.take_step,
            name=url_names.TRANSLATION_STEP,
        ),
        *members.urls(),
        path("articles/<int:page_id>/answer/", article_notes.answer, name=url_names.ANSWER),
        path("translations/<int:page_id>/sign/", signing.SignView.as_view(), name=url_names.SIGN),
    ]


# Before wagtail-localize's: the first of two equal URLs is served.
@hooks.register("register_admin_urls", order=-100)
def localize_overrides() -> list[URLPattern]:
    """Return views at the URLs of wagtail-localize's, which keep their names."""
    return [
        path("localize/submit/page/<int:page_id>/", submitting.SubmitPageView.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            submitting.SubmitSnippetView.as_view(),
        ),
        path("localize/update/<int:translation_source_id>/", syncing.SyncView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", page_actions.convert),
        path("localize/translate/<int:translation_id>/pofile/upload/", localize_editor.upload),
        path(
            "localize/translate/<int:translation_id>/machine_translate/",
            localize_editor.translate_from_editor,
        ),
        path(
            "localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/",
            overrides.edit_override,
        ),
    ]


def _report_urls(place: str, report: type[ReportView]) -> list[URLPattern]:
    results = report.as_view(results_only=True)
    return [
        path(place, report.as_view(), name=report.index_url_name),
        path(f"{place}results/", results, name=report.index_results_url_name),
    ]
