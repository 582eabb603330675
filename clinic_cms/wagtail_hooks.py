"""Attaches the faces to Wagtail."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from clinic_cms.admin import (
    aliases,
    clinics,
    editing,
    explorer_api,
    fact_guards,
    front_end_previews,
    locale_reports,
    locales,
    merge_tags,
    previews,
    publishing,
    submitting,
    urls,
    withheld,
)
from clinic_cms.admin.translations import on_page, report, summary, unpublish_messages
from clinic_cms.admin.translations import urls as desk_urls
from clinic_cms.admin.webhooks import dashboard, deliveries, endpoint_actions, endpoints
from clinic_cms.models import Clinic, MergePage, WebhookDelivery, WebhookEndpoint
from clinic_cms.tenancy.policies import DeliveryPolicy, WebhookPolicy
from clinic_cms.translating import reviews
from clinic_cms.web.rendering import render_page

register_permission_policy(Clinic, clinics.ClinicPolicy(Clinic))
register_permission_policy(WebhookEndpoint, WebhookPolicy(WebhookEndpoint))
register_permission_policy(WebhookDelivery, DeliveryPolicy(WebhookDelivery))
hooks.register("register_admin_viewset", clinics.ClinicViewSet)
hooks.register("register_admin_viewset", locales.PagesInSight)
hooks.register("register_admin_viewset", endpoints.WebhookViewSet)
hooks.register("register_admin_viewset", deliveries.DeliveryViewSet)
hooks.register("register_log_actions", endpoint_actions.register_log_actions)
hooks.register("construct_homepage_panels", dashboard.tell_paused_webhooks)
hooks.register("construct_homepage_panels", locales.keep_recent_edits_in_sight)
hooks.register("construct_page_chooser_queryset", locales.choose_pages_in_sight)
hooks.register("construct_page_listing_buttons", submitting.narrow_listing_buttons)
hooks.register("construct_reports_menu", locale_reports.drop_menu_items)
# Images and documents are mounted at the usual order; the last one to mount a name wins.
hooks.register("construct_admin_api", explorer_api.mount, order=100)
hooks.register("before_copy_page", aliases.refuse_alias_copies)
hooks.register("construct_page_action_menu", aliases.drop_menu_item)
# Before wagtail-localize's: the first of two equal addresses answers.
hooks.register("register_admin_urls", urls.instead_of_localize, order=-100)
locale_reports.stand_in()
hooks.register("register_rich_text_features", merge_tags.register_feature)
hooks.register("insert_editor_js", editing.scripts)
hooks.register("insert_global_admin_css", editing.styles)
hooks.register("register_admin_urls", urls.admin_urls)
hooks.register("register_reports_menu_item", withheld.menu_item)
hooks.register("before_edit_page", fact_guards.tell_where_facts_are)
hooks.register("before_unpublish_page", fact_guards.refuse_taking_facts_away)
hooks.register("before_delete_page", fact_guards.refuse_taking_facts_away)
hooks.register("before_bulk_action", fact_guards.refuse_taking_away_in_bulk)
hooks.register("before_publish_page", publishing.refuse_publishing)
hooks.register("after_publish_page", publishing.tell_gaps)
hooks.register("register_log_actions", reviews.register_log_action)
hooks.register("before_bulk_action", publishing.refuse_in_bulk)
hooks.register("register_admin_urls", desk_urls.urls)
hooks.register("register_reports_menu_item", report.menu_item)
hooks.register("construct_reports_menu", report.replace_stock_report)
hooks.register("construct_homepage_summary_items", summary.add_stale_translations)
# Before wagtail-localize's, whose editor takes the edit page of a translation over.
hooks.register("before_edit_page", on_page.publish_translation, order=-1)
hooks.register("before_edit_page", on_page.tell_about_translation, order=-1)
hooks.register("after_edit_page", on_page.warn_of_tags)
hooks.register("after_unpublish_page", unpublish_messages.tell_who_stays)
hooks.register("after_delete_page", unpublish_messages.tell_who_stays_behind)
hooks.register("after_bulk_action", unpublish_messages.tell_who_stays_in_bulk)
# The outermost of the chain: what comes after it finds the visit.
hooks.register("on_serve_page", previews.visit_in_previews, order=-100)
hooks.register("on_serve_page", front_end_previews.show_in_front_end, order=-90)


@hooks.register("on_serve_page")
def fill_for_the_clinic(next_serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Render our pages from their views, live and in previews."""

    def serve(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if isinstance(page, MergePage):
            return render_page(page, request)
        return next_serve(page, request, args, kwargs)

    return serve
