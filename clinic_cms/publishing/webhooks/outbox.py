"""Writes events down in the transaction of the change that they tell of.

An event that no endpoint could want is not written. Which clinics a master's event concerns is not
asked here: publishing must not take longer with more clinics.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django_tasks import default_task_backend
from django_tasks.backends.immediate import ImmediateBackend

from clinic_cms.models import Clinic, ConditionPage, MergePage, WebhookEndpoint, WebhookEvent
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
from clinic_cms.models.written import NOWHERE, Row, Written, register
from clinic_cms.publishing.webhooks.task import send_webhooks

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
    page, clinic_id = written.page, getattr(written.page, "clinic_id", None)
    if _summed_up.get():
        return
    if written.went_off_line:
        if _is_wanted(UNPUBLISHED, clinic_id):
            _write(UNPUBLISHED, clinic_id, page_subject(page, before=written.before))
        return
    if _is_wanted(PUBLISHED, clinic_id):
        _write(PUBLISHED, clinic_id, page_subject(page, written.before, written.after))
    if written.went_live and _is_wanted(TRANSLATED, clinic_id):
        source = source_of(page)
        if source is not None:
            told = page_subject(page, after=written.after)
            told["page"]["source_locale"] = source.locale.language_code
            _write(TRANSLATED, clinic_id, told)


def note_launched(clinic: Clinic) -> None:
    """Tell that a clinic went on line, for the first time or again."""
    _note_clinic(LAUNCHED, clinic)


def note_retired(clinic: Clinic) -> None:
    """Tell that a clinic went off line. To be called before or after; its data stays."""
    _note_clinic(RETIRED, clinic)


def note_changed(clinic: Clinic) -> None:
    """Tell that something of a clinic changed which any of its pages may show."""
    _note_clinic(CHANGED, clinic)


def note_test(endpoint: WebhookEndpoint) -> WebhookEvent:
    """Tell one endpoint that it can be reached."""
    return _write(TEST, endpoint.clinic_id, {}, endpoint=endpoint)


def page_subject(page: MergePage, before: Row = NOWHERE, after: Row = NOWHERE) -> dict[str, Any]:
    """Return what is known of a page at this time; `urls` are those below which it lies or lay."""
    shown = [row for row in (after, before) if row.is_shown]
    return {
        "page": {
            "type": PAGE_TYPES[page._meta.model_name or ""],
            "slug": shown[0].slug,
            "previous_slug": before.slug if len({row.slug for row in shown}) == 2 else None,
            "translation_key": str(page.translation_key),
            "locale": page.locale.language_code,
        },
        "places": list(dict.fromkeys(row.url_path for row in shown)),
        # Any other page of a clinic may stand in menus, lists, the header and the footer.
        "everything": not isinstance(page, ConditionPage),
    }


def _note_clinic(event_type: EventType, clinic: Clinic) -> None:
    if _is_wanted(event_type, clinic.pk):
        _write(event_type, clinic.pk, {"everything": True})


def _is_wanted(event_type: EventType, clinic_id: int | None) -> bool:
    return WebhookEndpoint.objects.of(clinic_id).wanting(event_type.name).exists()


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
    # An immediate backend would send within the editor's request; `run_due` sends soon enough.
    if not isinstance(default_task_backend, ImmediateBackend):
        transaction.on_commit(send_webhooks.enqueue)
    return event
