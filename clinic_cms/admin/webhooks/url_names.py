"""Names of the webhooks' addresses in the admin, and what is shown of a state."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clinic_cms.models import WebhookDelivery, WebhookEndpoint
from clinic_cms.publishing.webhooks import event_types

ENDPOINTS = "webhooks"
DELIVERIES = "webhook_deliveries"
ACT = "act"
REPLAY = "replay"

COLOURS = {"pending": "machine", "delivered": "published", "failed": "stale"}


def edit_url(endpoint: WebhookEndpoint) -> str:
    """Return where a webhook is edited."""
    return reverse(f"{ENDPOINTS}:edit", args=[endpoint.pk])


def log_url(endpoint: WebhookEndpoint) -> str:
    """Return where a webhook's deliveries are listed."""
    return f"{reverse(f'{DELIVERIES}:index')}?endpoint={endpoint.pk}"


def badge(text: object, colour: str) -> SafeString:
    """Return a state as a coloured word."""
    return format_html('<span class="clinic-state clinic-state--{}">{}</span>', colour, text)


def state_of(endpoint: WebhookEndpoint) -> SafeString:
    """Return whether a webhook works, and if not, since when and why."""
    if endpoint.paused_at:
        reason = endpoint.get_pause_reason_display()
        return format_html("{} {}", badge(_("Paused"), "stale"), reason)
    if endpoint.failing_since:
        return badge(_("Failing"), "machine")
    return badge(_("Active"), "published")


def outcome_of(delivery: WebhookDelivery) -> SafeString:
    """Return what became of a message."""
    return badge(delivery.get_state_display(), COLOURS[delivery.state])


def answer_of(delivery: WebhookDelivery) -> str:
    """Return what the receiver answered last: a status, or what went wrong."""
    attempt = delivery.last_attempt
    return str(attempt.get("status") or attempt.get("error", ""))


def events_of(endpoint: WebhookEndpoint) -> str:
    """Return what a webhook is told of."""
    labels = [str(event_types.label_of(name)) for name in endpoint.events]
    return ", ".join(labels) or _("Everything")


def clinic_of(endpoint: WebhookEndpoint) -> str:
    """Return whose webhook it is."""
    return str(endpoint.clinic) if endpoint.clinic else _("All clinics")
