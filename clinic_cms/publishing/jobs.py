"""The plugin's own jobs that go by the clock: schedules, expired previews, webhooks."""

import logging
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, Revision

from clinic_cms.models import PreviewDraft
from clinic_cms.publishing import due
from clinic_cms.publishing.webhooks.sending import send_webhooks

logger = logging.getLogger("clinic_cms.scheduled")


def register_jobs() -> None:
    """Register these jobs with `run_due`."""
    due.register("previews", purge_previews)
    due.register("scheduled_publishing", publish_scheduled)
    due.register("webhooks", send_webhooks, held_for=timedelta(minutes=2))


def purge_previews() -> str:
    """Delete the drafts that front ends may no longer show."""
    count, _by_model = PreviewDraft.objects.filter(expires_at__lte=timezone.now()).delete()
    return f"{count} purged"


def publish_scheduled() -> str:
    """Do what Wagtail's `publish_scheduled` does, page by page: one refused page stops no other.

    A refused page stays scheduled, so it goes live once its text is fixed; each run reports it.
    """
    expired = _unpublish_expired()
    published = refused = 0
    due_now = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    for revision in due_now.order_by("approved_go_live_at"):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
            published += 1
        except ValidationError as error:
            refused += 1
            logger.warning("%s was not published: %s", revision.object_str, error.messages)
    return f"published {published}, unpublished {expired}, refused {refused}"


def _unpublish_expired() -> int:
    expired = list(Page.objects.live().filter(expire_at__lt=timezone.now()))
    for page in expired:
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return len(expired)
