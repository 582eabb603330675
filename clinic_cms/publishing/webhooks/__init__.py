"""Webhooks: events are written with the change that they report, and sent by the clock."""

from clinic_cms.publishing.webhooks.allowed_addresses import NotAllowed, target_of
from clinic_cms.publishing.webhooks.endpoints import replay, resume, rotate_secret
from clinic_cms.publishing.webhooks.outbox import (
    note,
    note_changed,
    note_launched,
    note_retired,
    note_test,
    summed_up,
)
from clinic_cms.publishing.webhooks.retries import pause
from clinic_cms.publishing.webhooks.sending import send_due

__all__ = [
    "NotAllowed",
    "note",
    "note_changed",
    "note_launched",
    "note_retired",
    "note_test",
    "pause",
    "replay",
    "resume",
    "rotate_secret",
    "send_due",
    "summed_up",
    "target_of",
]
