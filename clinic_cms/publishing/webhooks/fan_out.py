"""From an event to the messages that tell of it: one for each endpoint that wants it, or several.

A clinic's own endpoint is told of its clinic alone. A network-wide one is told of all clinics that
are concerned, a hundred in each part.
"""

import time
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from clinic_cms.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from clinic_cms.publishing.webhooks.affected import affected_by, clinics_concerned
from clinic_cms.publishing.webhooks.payload import payload_of

CLINICS_IN_A_PART = 100
WRITTEN_AT_ONCE = 500
LOOKED_AHEAD = 20
"""Events among which one that repeats another is looked for."""


def fan_out(*, until: float) -> int:
    """Write the messages of waiting events, oldest first; returns how many events were done.

    `until` is a time of `time.monotonic`, after which no further event is begun.
    """
    done = 0
    while time.monotonic() < until:
        event = WebhookEvent.objects.filter(fanned_out_at=None).order_by("created_at").first()
        if event is None:
            break
        _fan_out_one(event)
        done += 1
    return done


def _fan_out_one(event: WebhookEvent) -> None:
    """Write an event's messages, all or none, whoever else is at it."""
    # Before the messages are made, so that those say what happened last.
    repeated = _repeated_by(event)
    messages = list(_messages(event))
    with transaction.atomic():
        waiting = WebhookEvent.objects.filter(fanned_out_at=None)
        if waiting.filter(pk=event.pk).update(fanned_out_at=timezone.now()):
            WebhookDelivery.objects.bulk_create(messages, batch_size=WRITTEN_AT_ONCE)
            waiting.filter(pk__in=repeated).update(fanned_out_at=timezone.now())


def _repeated_by(event: WebhookEvent) -> list[UUID]:
    """Return waiting events that say nothing more of a page than this one: once told is enough.

    wagtail-localize saves a page and publishes it right after, in two transactions. What was
    taken off line in between and put back is told as it went.
    """
    if event.subject.get("page") is None:
        return []
    behind = WebhookEvent.objects.filter(fanned_out_at=None, created_at__gt=event.created_at)
    repeated = []
    for later in behind.order_by("created_at")[:LOOKED_AHEAD]:
        if later.subject.get("page") is None:
            break
        if _says_no_more(later, event):
            repeated.append(later.pk)
        elif _page_of(later) == _page_of(event):
            break
    return repeated


def _says_no_more(later: WebhookEvent, event: WebhookEvent) -> bool:
    """Whether an event says of the same page, changed in the same way, what another says."""
    what, said = later.subject, event.subject
    return (
        (later.type, later.clinic_id) == (event.type, event.clinic_id)
        and _page_of(later) == _page_of(event)
        and what["page"]["slug"] == said["page"]["slug"]
        and {*what["places"]} <= {*said["places"]}
        and what["everything"] <= said["everything"]
    )


def _page_of(event: WebhookEvent) -> tuple[str, str]:
    page = event.subject["page"]
    return page["translation_key"], page["locale"]


def _messages(event: WebhookEvent) -> Iterator[WebhookDelivery]:
    """Yield an event's messages, unsaved. The queries grow with the parts alone."""
    if event.endpoint_id is not None:
        yield WebhookDelivery(
            event=event, endpoint_id=event.endpoint_id, payload=payload_of(event, [])
        )
        return
    endpoints = WebhookEndpoint.objects.wanting(event.type)
    network_wide = list(endpoints.filter(clinic=None))
    parts = _parts([*clinics_concerned(event).values_list("pk", flat=True)])
    for part, clinic_ids in enumerate(parts, start=1):
        own = list(endpoints.filter(clinic__in=clinic_ids))
        if not own and not network_wide:
            continue
        clinics = affected_by(event, clinic_ids)
        for_all = payload_of(event, clinics, part=part, parts=len(parts)) if network_wide else ""
        for endpoint in network_wide:
            yield WebhookDelivery(event=event, endpoint=endpoint, part=part, payload=for_all)
        by_id = {clinic.id: clinic for clinic in clinics}
        for endpoint in own:
            if endpoint.clinic_id in by_id:
                payload = payload_of(event, [by_id[endpoint.clinic_id]])
                yield WebhookDelivery(event=event, endpoint=endpoint, payload=payload)


def _parts(clinic_ids: list[int]) -> Sequence[list[int]]:
    """Return the clinics by the hundred; one empty part where there are none."""
    starts = range(0, len(clinic_ids), CLINICS_IN_A_PART)
    return [clinic_ids[start : start + CLINICS_IN_A_PART] for start in starts] or [[]]
