"""Publishes and unpublishes what editors scheduled."""

import logging

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, Revision

from clinic_cms.publishing.due import due

logger = logging.getLogger("clinic_cms.scheduled")


@due("scheduled_publishing")
def publish_scheduled() -> str:
    """Do what Wagtail's `publish_scheduled` does, page by page: one refused page stops no other.

    A refused page stays scheduled, so it goes live once its text is mended; each run reports it.
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
