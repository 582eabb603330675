"""Writes events in the transaction of the change that they report, and sends messages again.

An event that no endpoint could want is not written. Which clinics a master's event concerns is not
looked up here: publishing must not take longer with more clinics.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clinic_cms.models import (
    Clinic,
    ConditionPage,
    MergePage,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)
from clinic_cms.models.pages import PAGE_TYPES
from clinic_cms.models.translation import source_of
from clinic_cms.models.webhook import DeliveryState
from clinic_cms.publishing.page_changes import PageChange
from clinic_cms.publishing.webhooks import event_types
from clinic_cms.publishing.webhooks.delivery_run import send_soon
from clinic_cms.publishing.webhooks.event_types import EventType

_summed_up: ContextVar[bool] = ContextVar("summed_up", default=False)


@contextmanager
def summed_up() -> Iterator[None]:
    """Write no events for single pages: the caller writes one that covers them all."""
    token = _summed_up.set(True)
    try:
        yield
    finally:
        _summed_up.reset(token)


def note_page(change: PageChange) -> None:
    """Write that a page went live, looks different, moved or went offline."""
    if _summed_up.get():
        return
    if change.went_offline:
        _note_page(event_types.UNPUBLISHED, change)
        return
    _note_page(event_types.PUBLISHED, change)
    clinic_id = _clinic_id_of(change.page)
    if change.went_live and _is_wanted(event_types.TRANSLATED, clinic_id):
        source = source_of(change.page)
        if source is not None:
            code = source.locale.language_code
            _note_page(event_types.TRANSLATED, change, source_locale=code)


def note(event_type: EventType, clinic: Clinic, *, everything: bool = False) -> None:
    """Write that something happened at a clinic; to be called in the transaction of the change.

    `everything`: any page of the clinic may look different now.
    """
    if _is_wanted(event_type, clinic.pk):
        _write(event_type, clinic.pk, {"everything": everything})


def note_launched(*clinics: Clinic) -> None:
    """Write that clinics went online, for the first time or again."""
    if _is_wanted(event_types.LAUNCHED, None):
        for clinic in clinics:
            note(event_types.LAUNCHED, clinic, everything=True)


def note_retired(clinic: Clinic) -> None:
    """Write that a clinic went offline."""
    note(event_types.RETIRED, clinic, everything=True)


def note_changed(clinic: Clinic) -> None:
    """Write that something of a clinic changed which any of its pages may show."""
    note(event_types.CHANGED, clinic, everything=True)


def note_test(endpoint: WebhookEndpoint) -> WebhookEvent:
    """Send one endpoint a message that only shows that it can be reached."""
    return _write(event_types.TEST, endpoint.clinic_id, {}, endpoint=endpoint)


@transaction.atomic
def resume(*, endpoint: WebhookEndpoint) -> int:
    """Send to a paused endpoint again; returns how many messages have been waiting."""
    endpoint.paused_at, endpoint.pause_reason = None, ""
    endpoint.failing_since = endpoint.held_until = None
    endpoint.save(update_fields=["paused_at", "pause_reason", "failing_since", "held_until"])
    return replay(deliveries=endpoint.deliveries.filter(state=DeliveryState.PENDING))


def replay(*, deliveries: QuerySet[WebhookDelivery]) -> int:
    """Send messages again, the same bytes under the same id; returns how many."""
    number = deliveries.update(
        state=DeliveryState.PENDING,
        attempts=0,
        next_attempt_at=timezone.now(),
        claim=None,
        claimed_until=None,
        finished_at=None,
    )
    send_soon()
    return number


def subject_of(change: PageChange) -> dict[str, Any]:
    """Return what an event holds of a page.

    `url_paths` are Wagtail's: where it is now and, if it has moved, where it was.
    """
    page = change.page
    shown = [state for state in (change.after, change.before) if state.is_shown]
    slugs = list(dict.fromkeys(state.slug for state in shown))
    return {
        "page": {
            "type": PAGE_TYPES[page._meta.model_name or ""],
            "slug": slugs[0],
            "previous_slug": slugs[1] if len(slugs) > 1 else None,
            "translation_key": str(page.translation_key),
            "locale": page.locale.language_code,
        },
        "url_paths": list(dict.fromkeys(state.url_path for state in shown)),
        # Articles stand below others as related ones, and link to each other; any other page may
        # stand in menus, lists, the header and the footer.
        "everything": change.changes_other_pages or not isinstance(page, ConditionPage),
    }


def _note_page(event_type: EventType, change: PageChange, **more: str) -> None:
    clinic_id = _clinic_id_of(change.page)
    if _is_wanted(event_type, clinic_id):
        subject = subject_of(change)
        subject["page"] |= more
        _write(event_type, clinic_id, subject)


def _is_wanted(event_type: EventType, clinic_id: int | None) -> bool:
    return WebhookEndpoint.objects.of(clinic_id).wanting(event_type.name).exists()


def _clinic_id_of(page: MergePage) -> int | None:
    """Return the id of the page's clinic; None for a master, which many clinics show."""
    clinic_id: int | None = getattr(page, "clinic_id", None)
    return clinic_id


def _write(
    event_type: EventType,
    clinic_id: int | None,
    subject: dict[str, Any],
    *,
    endpoint: WebhookEndpoint | None = None,
) -> WebhookEvent:
    event = WebhookEvent.objects.create(
        type=event_type.name, clinic_id=clinic_id, subject=subject, endpoint=endpoint
    )
    send_soon()
    return event
