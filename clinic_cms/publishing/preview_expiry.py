"""Drafts that front ends show: kept while they are being edited, and purged."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import COMMENTS_RELATION_NAME, Page

from clinic_cms.conf import get_settings
from clinic_cms.models import Clinic, MergePage, PreviewDraft
from clinic_cms.publishing.due import due


def keep_draft(*, user: User, clinic: Clinic, page: MergePage) -> PreviewDraft:
    """Keep a page as somebody is editing it, instead of its state before; renews the time."""
    content = page.serializable_data()
    # What editors say to each other is nothing that a page shows.
    content.pop(COMMENTS_RELATION_NAME, None)
    kind = ContentType.objects.get_for_model(type(page), for_concrete_model=False)
    place: dict[str, Any] = {"page_id": page.pk}
    if page.pk is None:
        parent = Page.objects.get(path=page.path[: -Page.steplen])
        place = {"page": None, "parent": parent, "content_type": kind}
    seconds = get_settings().PREVIEW_SECONDS
    draft, _made = PreviewDraft.objects.update_or_create(
        user=user,
        clinic=clinic,
        **place,
        defaults={
            "content_type": kind,
            "content": content,
            "expires_at": timezone.now() + timedelta(seconds=seconds),
        },
    )
    return draft


@due("previews")
def purge() -> str:
    """Delete the drafts whose time is over."""
    count, _by_model = PreviewDraft.objects.filter(expires_at__lte=timezone.now()).delete()
    return f"{count} purged"
