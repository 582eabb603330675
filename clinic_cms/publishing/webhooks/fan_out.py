"""From an event to its messages: one for each endpoint that wants it, or several.

A clinic's own endpoint receives only what concerns its clinic. A network-wide one receives all
clinics that are concerned, a hundred in each part.
"""

import time
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from clinic_cms.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from clinic_cms.publishing.webhooks.payload import affected_by, clinics_concerned, payload_of

CLINICS_IN_A_PART = 100
WRITTEN_AT_ONCE = 500
LOOKED_AHEAD = 20
"""How many waiting events are searched for one that repeats another."""


def fan_out(*, until: float) -> None:
    """Write the messages of waiting events, oldest first.

    `until` is a time of `time.monotonic`, after which no further event is started.
    """
    waiting = WebhookEvent.objects.filter(fanned_out_at=None).order_by("created_at")
    while time.monotonic() < until and (event := waiting.first()):
        _fan_out_one(event)


def _fan_out_one(event: WebhookEvent) -> None:
    """Write an event's messages, all or none, even while another run does the same."""
    # Before the messages are made, so that they include what happened last.
    repeated = _repeated_by(event)
    messages = list(_messages(event))
    with transaction.atomic():
        waiting = WebhookEvent.objects.filter(fanned_out_at=None)
        if waiting.filter(pk=event.pk).update(fanned_out_at=timezone.now()):
            WebhookDelivery.objects.bulk_create(messages, batch_size=WRITTEN_AT_ONCE)
            waiting.filter(pk__in=repeated).update(fanned_out_at=timezone.now())


def _repeated_by(event: WebhookEvent) -> list[UUID]:
    """Return waiting events that add nothing to what this one reports of its page.

    wagtail-localize saves a page and publishes it right after, in two transactions. A page that
    went offline in between and came back has all its events sent.
    """
    if event.subject.get("page") is None:
        return []
    behind = WebhookEvent.objects.filter(fanned_out_at=None, created_at__gt=event.created_at)
    repeated = []
    for later in behind.order_by("created_at")[:LOOKED_AHEAD]:
        if later.subject.get("page") is None:
            break
        if _adds_nothing(later, event):
            repeated.append(later.pk)
        elif _page_of(later) == _page_of(event):
            break
    return repeated


def _adds_nothing(later: WebhookEvent, event: WebhookEvent) -> bool:
    """Whether an event is of the same page and type, and covers no more than an earlier one."""
    new, known = later.subject, event.subject
    return (
        (later.type, later.clinic_id) == (event.type, event.clinic_id)
        and _page_of(later) == _page_of(event)
        and new["page"]["slug"] == known["page"]["slug"]
        and {*new["url_paths"]} <= {*known["url_paths"]}
        and new["everything"] <= known["everything"]
    )


def _page_of(event: WebhookEvent) -> tuple[str, str]:
    page = event.subject["page"]
    return page["translation_key"], page["locale"]


def _messages(event: WebhookEvent) -> Iterator[WebhookDelivery]:
    """Yield an event's messages, unsaved. Only the number of parts adds queries."""
    if event.endpoint_id is not None:
        payload = payload_of(event, [])
        yield WebhookDelivery(event=event, endpoint_id=event.endpoint_id, payload=payload)
        return
    endpoints = WebhookEndpoint.objects.wanting(event.type)
    network_wide = list(endpoints.filter(clinic=None))
    parts = _parts([*clinics_concerned(event).values_list("pk", flat=True)])
    for part, clinic_ids in enumerate(parts, start=1):
        own = list(endpoints.filter(clinic__in=clinic_ids))
        if not own and not network_wide:
            continue
        clinics = affected_by(event, clinic_ids)
        for_all = payload_of(event, clinics.values(), part=part, parts=len(parts))
        for endpoint in network_wide:
            yield WebhookDelivery(event=event, endpoint=endpoint, part=part, payload=for_all)
        for endpoint in own:
            if endpoint.clinic_id in clinics:
                payload = payload_of(event, [clinics[endpoint.clinic_id]])
                yield WebhookDelivery(event=event, endpoint=endpoint, payload=payload)


def _parts(clinic_ids: list[int]) -> Sequence[list[int]]:
    """Return the clinics in parts of a hundred; one empty part if there are none."""
    starts = range(0, len(clinic_ids), CLINICS_IN_A_PART)
    return [clinic_ids[start : start + CLINICS_IN_A_PART] for start in starts] or [[]]
