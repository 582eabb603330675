"""The buttons of a webhook: pause, resume, renew the secret, send a test, send again."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry, log
from wagtail.permissions import policy_registry

from clinic_cms.admin.url_names import DELIVERIES, webhook_url
from clinic_cms.models import WebhookEndpoint
from clinic_cms.models.webhook import DeliveryState, PauseReason
from clinic_cms.publishing.webhooks import outbox, retries
from clinic_cms.tenancy.policies import deliveries_visible_to, endpoints_visible_to

LABELS = {
    "pause": gettext_lazy("Pause"),
    "resume": gettext_lazy("Resume"),
    "rotate": gettext_lazy("Renew the secret"),
    "test": gettext_lazy("Send a test"),
    "replay": gettext_lazy("Send again"),
}


def register_log_actions(actions: LogActionRegistry) -> None:
    """Register the actions, so that a webhook's history shows them."""
    for name, label in LABELS.items():
        actions.register_action(_log_action(name), label, label)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Run the action of the pressed button, and show the result."""
    endpoint = get_object_or_404(endpoints_visible_to(request.user), pk=pk)
    action = _ACTIONS.get(request.POST.get("action", ""))
    policy = policy_registry.get_by_type(WebhookEndpoint)
    if action is None or not policy.user_has_permission(request.user, "change"):
        raise Http404
    message = action(endpoint, request)
    log(instance=endpoint, action=_log_action(request.POST["action"]), user=request.user)
    messages.success(request, message)
    return redirect(webhook_url(endpoint))


@require_POST
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one message again."""
    rows = deliveries_visible_to(request.user).filter(pk=pk)
    delivery = get_object_or_404(rows)
    outbox.replay(deliveries=rows)
    log(instance=delivery.endpoint, action=_log_action("replay"), user=request.user)
    messages.success(request, _("The message will be sent again within a minute."))
    return redirect(f"{DELIVERIES}:inspect", delivery.pk)


def _pause(endpoint: WebhookEndpoint, request: HttpRequest) -> str:
    retries.pause(endpoint, PauseReason.BY_HAND)
    return _("Nothing is sent until you resume. Events that happen in the meantime are kept.")


def _resume(endpoint: WebhookEndpoint, request: HttpRequest) -> str:
    return _sending(outbox.resume(endpoint=endpoint))


def _rotate(endpoint: WebhookEndpoint, request: HttpRequest) -> str:
    endpoint.rotate_secret()
    return _("The secret was renewed. For a day, messages are also signed with the old one.")


def _test(endpoint: WebhookEndpoint, request: HttpRequest) -> str:
    outbox.note_test(endpoint)
    return _("A test will be sent within a minute.")


def _replay_failed(endpoint: WebhookEndpoint, request: HttpRequest) -> str:
    failed = endpoint.deliveries.filter(state=DeliveryState.FAILED)
    since = _date_of(request.POST.get("since", ""))
    if since:
        failed = failed.filter(created_at__date__gte=since)
    return _sending(outbox.replay(deliveries=failed))


def _date_of(text: str) -> date | None:
    """Return the value of a date field, None if it is empty.

    Raises BadRequest for anything else, because None means "all".
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadRequest(f"“{text}” is not a date.") from error


def _sending(number: int) -> str:
    text = ngettext(
        "%(number)d message will be sent within a minute.",
        "%(number)d messages will be sent, the first within a minute.",
        number,
    )
    return text % {"number": number}


def _log_action(name: str) -> str:
    return f"clinic_cms.webhook_{name}"


_ACTIONS: dict[str, Callable[[WebhookEndpoint, HttpRequest], str]] = {
    "pause": _pause,
    "resume": _resume,
    "rotate": _rotate,
    "test": _test,
    "replay": _replay_failed,
}
