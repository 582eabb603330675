"""When webhooks are sent: each minute by `run_due`, and at once where a task worker runs."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from clinic_cms.conf import get_settings
from clinic_cms.models import WebhookDelivery, WebhookEvent
from clinic_cms.publishing.due import due
from clinic_cms.publishing.webhooks.deliver import send_due

PRUNED_AT_ONCE = 1000


@due("webhooks", held_for=timedelta(minutes=2))
def send_webhooks() -> str:
    """Send what is due, and forget what is old."""
    sent, pruned = send_due(), prune()
    return f"delivered {sent.delivered}, failed {sent.failed}, forgotten {pruned}"


@task()
def send_now() -> None:
    """Send what is due. Safe beside another run: no message is taken twice."""
    send_due()


def send_soon() -> None:
    """Let a task worker send once the transaction is committed.

    An immediate backend has none: it would send within the editor's request, so `run_due` does. A
    queue that cannot be reached loses nothing either.
    """
    if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend):
        transaction.on_commit(send_now.enqueue, robust=True)


def prune() -> int:
    """Delete deliveries that are older than the setting allows, and events left without any."""
    limit = timezone.now() - timedelta(days=get_settings().WEBHOOKS_KEEP_DAYS)
    old = WebhookDelivery.objects.filter(created_at__lt=limit).order_by("created_at")
    number, _by_model = WebhookDelivery.objects.filter(
        pk__in=[*old.values_list("pk", flat=True)[:PRUNED_AT_ONCE]]
    ).delete()
    left = WebhookDelivery.objects.filter(event=OuterRef("pk"))
    events = WebhookEvent.objects.filter(~Exists(left), fanned_out_at__lt=limit)
    WebhookEvent.objects.filter(
        pk__in=[*events.values_list("pk", flat=True)[:PRUNED_AT_ONCE]]
    ).delete()
    return number
