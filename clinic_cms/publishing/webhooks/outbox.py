"""Writes events down in the transaction of the change that they tell of.

An event that no endpoint could want is not written. Which clinics a master's event concerns is not
asked here: publishing must not take longer with more clinics.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from clinic_cms.models import Clinic, ConditionPage, MergePage, WebhookEndpoint, WebhookEvent
from clinic_cms.models.page_changes import Written, register
from clinic_cms.models.pages import PAGE_TYPES
from clinic_cms.models.translation import source_of
from clinic_cms.models.webhook_events import (
    CHANGED,
    LAUNCHED,
    PUBLISHED,
    RETIRED,
    TEST,
    TRANSLATED,
    UNPUBLISHED,
    EventType,
)
from clinic_cms.publishing.webhooks.jobs import send_soon

_summed_up: ContextVar[bool] = ContextVar("summed_up", default=False)


@contextmanager
def summed_up() -> Iterator[None]:
    """Write no events for single pages: the caller writes one that covers them all."""
    token = _summed_up.set(True)
    try:
        yield
    finally:
        _summed_up.reset(token)


@register
def note_page(written: Written) -> None:
    """Tell that patients see a page anew, in another place, or no longer."""
    if _summed_up.get():
        return
    if written.went_off_line:
        _note_page(UNPUBLISHED, written)
        return
    _note_page(PUBLISHED, written)
    page = written.page
    source = source_of(page) if written.went_live and _is_wanted(TRANSLATED, page) else None
    if source is not None:
        _note_page(TRANSLATED, written, source_locale=source.locale.language_code)


def note(event_type: EventType, clinic: Clinic, *, everything: bool = False) -> None:
    """Tell that something happened at a clinic; to be called within the change's transaction.

    `everything` says that any page of the clinic may look different now.
    """
    if WebhookEndpoint.objects.of(clinic.pk).wanting(event_type.name).exists():
        _write(event_type, clinic.pk, {"everything": everything})


def note_launched(clinic: Clinic) -> None:
    """Tell that a clinic went on line, for the first time or again."""
    note(LAUNCHED, clinic, everything=True)


def note_retired(clinic: Clinic) -> None:
    """Tell that a clinic went off line."""
    note(RETIRED, clinic, everything=True)


def note_changed(clinic: Clinic) -> None:
    """Tell that something of a clinic changed which any of its pages may show."""
    note(CHANGED, clinic, everything=True)


def note_test(endpoint: WebhookEndpoint) -> WebhookEvent:
    """Send one endpoint a message that says nothing but that it can be reached."""
    return _write(TEST, endpoint.clinic_id, {}, endpoint=endpoint)


def subject_of(written: Written) -> dict[str, Any]:
    """Return what is known of a page while it is written.

    `places` are Wagtail's `url_path`s at which it lies now and, if another, lay before.
    """
    page = written.page
    shown = [row for row in (written.after, written.before) if row.is_shown]
    slugs = list(dict.fromkeys(row.slug for row in shown))
    return {
        "page": {
            "type": PAGE_TYPES[page._meta.model_name or ""],
            "slug": slugs[0],
            "previous_slug": slugs[1] if len(slugs) > 1 else None,
            "translation_key": str(page.translation_key),
            "locale": page.locale.language_code,
        },
        "places": list(dict.fromkeys(row.url_path for row in shown)),
        # Articles stand below others as related ones, and link to each other; any other page may
        # stand in menus, lists, the header and the footer.
        "everything": written.is_listed_anew or not isinstance(page, ConditionPage),
    }


def _note_page(event_type: EventType, written: Written, **more: str) -> None:
    if _is_wanted(event_type, written.page):
        subject = subject_of(written)
        subject["page"] |= more
        _write(event_type, _clinic_of(written.page), subject)


def _is_wanted(event_type: EventType, page: MergePage) -> bool:
    return WebhookEndpoint.objects.of(_clinic_of(page)).wanting(event_type.name).exists()


def _clinic_of(page: MergePage) -> int | None:
    """Return whose page it is; None for a master, which many clinics show."""
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
