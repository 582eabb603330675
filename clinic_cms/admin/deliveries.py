"""Deliveries: every message that was sent or waits, with its attempts; it can be sent again."""

import json
from datetime import date
from typing import Any

import django_filters
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from clinic_cms.admin.choosers import WebhookFilter
from clinic_cms.admin.url_names import DELIVERIES, REPLAY, webhook_url
from clinic_cms.models import WebhookDelivery, WebhookEndpoint
from clinic_cms.models.webhook import DeliveryState
from clinic_cms.publishing.webhooks import event_types, outbox
from clinic_cms.tenancy.policies import deliveries_visible_to

REPLAYED = "clinic_cms.webhook_replay"
"""The log action of messages that are sent again."""
COLOURS = {"pending": "machine", "delivered": "published", "failed": "stale"}


def badge(text: object, colour: str) -> SafeString:
    """Return a state as a coloured word."""
    return format_html('<span class="clinic-state clinic-state--{}">{}</span>', colour, text)


def outcome_of(delivery: WebhookDelivery) -> SafeString:
    """Return whether a message was delivered."""
    return badge(delivery.get_state_display(), COLOURS[delivery.state])


def response_of(delivery: WebhookDelivery) -> str:
    """Return the status of the receiver's last response, or the error instead of one."""
    attempt = delivery.last_attempt
    return str(attempt.get("status") or attempt.get("error", ""))


def _event_choices() -> list[tuple[str, Any]]:
    kinds = (*event_types.registered(), event_types.TEST)
    return [(kind.name, kind.label) for kind in kinds]


class DeliveryFilters(WagtailFilterSet):
    """Filters by webhook, state and event."""

    endpoint = WebhookFilter(label=_("Webhook"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=DeliveryState.choices)
    event = django_filters.ChoiceFilter(
        label=_("Event"), field_name="event__type", choices=_event_choices
    )

    class Meta:
        model = WebhookDelivery
        fields: list[str] = []


class DeliveryIndexView(IndexView):
    """Lists the messages that the user may see, newest first."""

    page_title = _("Deliveries")

    def get_base_queryset(self) -> QuerySet[WebhookDelivery]:
        return deliveries_visible_to(self.request.user).defer("payload")


class DeliveryInspectView(InspectView):
    """One message: its content, and the response to each attempt."""

    template_name = "clinic_cms/admin/webhooks/delivery.html"
    page_title = _("Delivery")

    def get_object(self, queryset: Any = None) -> WebhookDelivery:
        return get_object_or_404(deliveries_visible_to(self.request.user), pk=self.pk)

    def get_page_subtitle(self) -> str:
        return str(event_types.label_of(self.object.event.type))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delivery = self.object
        return super().get_context_data(
            outcome=outcome_of(delivery),
            edit_url=webhook_url(delivery.endpoint),
            replay_url=reverse(f"{DELIVERIES}:{REPLAY}", args=[delivery.pk]),
            attempts=[
                attempt | {"at": parse_datetime(attempt["at"])} for attempt in delivery.history
            ],
            payload=json.dumps(json.loads(delivery.payload), indent=2, ensure_ascii=False),
            **kwargs,
        )


@require_POST
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one message again."""
    rows = deliveries_visible_to(request.user).filter(pk=pk)
    delivery = get_object_or_404(rows)
    outbox.replay(deliveries=rows)
    log(instance=delivery.endpoint, action=REPLAYED, user=request.user)
    messages.success(request, _("The message will be sent again within a minute."))
    return redirect(f"{DELIVERIES}:inspect", delivery.pk)


def replay_failed(endpoint: WebhookEndpoint, request: HttpRequest) -> str:
    """Send a webhook's failed messages again, all or those since a date, and return how many.

    Raises BadRequest for a text that is no date: only an empty field means all.
    """
    rows = endpoint.deliveries.filter(state=DeliveryState.FAILED)
    since = request.POST.get("since")
    try:
        if since:
            rows = rows.filter(created_at__date__gte=date.fromisoformat(since))
    except ValueError as error:
        raise BadRequest(f"“{since}” is not a date.") from error
    return will_be_sent(outbox.replay(deliveries=rows))


def will_be_sent(number: int) -> str:
    """Return how many messages will be sent, and when."""
    text = ngettext(
        "%(number)d message will be sent within a minute.",
        "%(number)d messages will be sent, the first within a minute.",
        number,
    )
    return text % {"number": number}


class DeliveryViewSet(ModelViewSet):
    """Read only; a message can be sent again."""

    model = WebhookDelivery
    name = DELIVERIES
    url_prefix = "webhook-deliveries"
    icon = "list-ul"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    form_fields: list[str] = []
    index_view_class = DeliveryIndexView
    inspect_view_class = DeliveryInspectView
    filterset_class = DeliveryFilters
    list_display = [
        "event",
        Column("endpoint", label=_("Webhook"), accessor="endpoint"),
        Column("state", label=_("State"), accessor=outcome_of, sort_key="state"),
        Column("response", label=_("Response"), accessor=response_of),
        NumberColumn("tries", label=_("Attempts"), accessor=lambda row: len(row.history)),
        DateColumn("created_at", label=_("Created"), sort_key="created_at"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        keep = {"index", "index_results", "inspect"}
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name in keep]
        return [*kept, path("replay/<int:pk>/", replay, name=REPLAY)]
