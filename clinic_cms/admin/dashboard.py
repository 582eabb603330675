"""The dashboard: paused webhooks, counts of pages and of old translations, and recent edits."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.navigation import get_site_for_user
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from clinic_cms.admin.site_names import NamedSummary
from clinic_cms.admin.url_names import translations_url, webhook_url
from clinic_cms.models import WebhookEndpoint
from clinic_cms.serving.page_urls import read_addresses
from clinic_cms.tenancy.guard import own_clinics
from clinic_cms.tenancy.locales import visible_locales
from clinic_cms.tenancy.owners import clinics_of
from clinic_cms.tenancy.page_policy import EXPLORED
from clinic_cms.tenancy.policies import SEE_ALL, clinics_visible_to, endpoints_visible_to
from clinic_cms.tenancy.site_names import site_name
from clinic_cms.tenancy.visibility import pages_visible_to
from clinic_cms.translating.matrix import Status, stale_translations

MOST_WEBHOOKS = 5


class PausedWebhooks(Component):
    """Names the webhooks that were paused, though no one paused them by hand."""

    order = 50
    template_name = "clinic_cms/admin/webhooks/paused.html"

    def __init__(self, paused: list[WebhookEndpoint]) -> None:
        self.paused = paused

    def get_context_data(self, parent_context: Any) -> Mapping[str, Any]:
        rows = [(row, webhook_url(row), row.get_pause_reason_display()) for row in self.paused]
        return {"paused": rows}


def add_paused_webhooks(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel if a webhook is paused. One query for a clinic's own people."""
    rows = endpoints_visible_to(request.user).exclude(pause_reason__in=["", "by_hand"])
    paused = list(rows[:MOST_WEBHOOKS])
    if paused:
        panels.append(PausedWebhooks(paused))


class StaleTranslations(SummaryItem):
    """How many translations are out of date. One query.

    The agency counts the whole install, a clinic's own people count their clinic's pages.
    """

    order = 400
    template_name = "clinic_cms/admin/translations/stale_summary.html"

    @cached_property
    def count(self) -> int:
        user = self.request.user
        clinics = None if user.has_perm(SEE_ALL) else clinics_visible_to(user)
        return stale_translations(clinics).count()

    def is_shown(self) -> bool:
        return self.count > 0

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"count": self.count, "url": translations_url(status=Status.STALE)}


def add_stale_translations(request: HttpRequest, items: list[Any]) -> None:
    """Add the count to the dashboard's summary."""
    items.append(StaleTranslations(request))


class PermittedPages(PagesSummaryItem):
    """How many pages a user may work on. Wagtail counts all below the first page that they see.

    For a clinic with two homes, that is the root, below which all clinics lie.
    """

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = self.request.user
        site = get_site_for_user(user)
        policy = policy_registry.get_by_type(Page)
        pages = policy.instances_user_has_any_permission_for(user, EXPLORED)
        root = site["root_page"]
        count = pages.count()
        if root.is_root():  # It is no page that anyone made.
            count -= pages.filter(pk=root.pk).count()
        name = site_name(user) or site["site_name"]
        return {"root_page": root, "site_name": name, "total_pages": count}


def replace_counts(request: HttpRequest, items: list[Any]) -> None:
    """Replace the stock count of pages by ours, and name the site in Wagtail's others."""
    for place, item in enumerate(items):
        if type(item) is PagesSummaryItem:
            items[place] = PermittedPages(request)
        elif type(item).__module__.startswith("wagtail."):
            items[place] = NamedSummary(request, item)


class RecentEdits(RecentEditsPanel):
    """The list of recent edits, without languages that the clinic has dropped."""

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        seen = visible_locales(parent_context["request"])
        context["last_edits"] = [
            edit for edit in context["last_edits"] if edit[1].locale_id in seen
        ]
        read_addresses(page for _date, page in context["last_edits"])
        return context


class OwnLockedPages(LockedPagesPanel):
    """The pages that the user has locked, of the clinics that are in sight on this host."""

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        visible = pages_visible_to(parent_context["request"].user)
        return {**context, "locked_pages": context["locked_pages"].filter(visible)}


class OwnInModeration(UserObjectsInWorkflowModerationPanel):
    """What the user has submitted, of the clinics that are in sight on this host."""

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        states = [*context.get("workflow_states", ())]
        own = _in_sight(parent_context, WorkflowState, [state.pk for state in states])
        return {**context, "workflow_states": [row for row in states if row.pk in own]}


class OwnToModerate(WorkflowObjectsToModeratePanel):
    """What waits for the user, of the clinics that are in sight on this host."""

    def get_context_data(self, parent_context: Any) -> Any:
        context = super().get_context_data(parent_context)
        states = context.get("states", [])
        own = _in_sight(parent_context, TaskState, [row["task_state"].pk for row in states])
        return {**context, "states": [row for row in states if row["task_state"].pk in own]}


def _in_sight(parent_context: Any, model: type[Model], keys: Sequence[int]) -> set[int]:
    """Return those of these rows that are no other clinic's. At most three queries."""
    clinics = own_clinics(parent_context["request"].user) if keys else frozenset()
    owners = clinics_of(model, keys) if clinics else {}
    return {key for key in keys if owners.get(key) is None or owners[key] in clinics}


PANELS: Mapping[type, type[Component]] = {
    RecentEditsPanel: RecentEdits,
    LockedPagesPanel: OwnLockedPages,
    UserObjectsInWorkflowModerationPanel: OwnInModeration,
    WorkflowObjectsToModeratePanel: OwnToModerate,
}
"""Wagtail's panels with ours."""


def replace_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Replace the stock panels by ours."""
    panels[:] = [PANELS[type(panel)]() if type(panel) in PANELS else panel for panel in panels]
