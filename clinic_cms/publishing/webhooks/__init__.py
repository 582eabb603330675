"""Webhooks: events are written with the change that they report, and sent by the clock."""

from clinic_cms.publishing.webhooks.outbox import note, note_changed

__all__ = ["note", "note_changed"]
