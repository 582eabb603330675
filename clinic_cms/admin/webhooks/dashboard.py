"""The dashboard's note that webhooks are paused."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from clinic_cms.admin.webhooks import url_names
from clinic_cms.models import WebhookEndpoint
from clinic_cms.tenancy.policies import endpoints_visible_to

MOST_NAMED = 5


class PausedWebhooks(Component):
    """Names the webhooks to which nothing is sent, though nobody paused them by hand."""

    order = 50
    template_name = "clinic_cms/admin/webhooks/paused.html"

    def __init__(self, paused: list[WebhookEndpoint]) -> None:
        self.paused = paused

    def get_context_data(self, parent_context: Any) -> Mapping[str, Any]:
        rows = [(it, url_names.edit_url(it), it.get_pause_reason_display()) for it in self.paused]
        return {"paused": rows}


def tell_paused_webhooks(request: HttpRequest, panels: list[Any]) -> None:
    """Add the note where there is something to tell. One query for a clinic's own people."""
    paused = endpoints_visible_to(request.user).exclude(pause_reason__in=["", "by_hand"])
    found = list(paused[:MOST_NAMED])
    if found:
        panels.append(PausedWebhooks(found))
