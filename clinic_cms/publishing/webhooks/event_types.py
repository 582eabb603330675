"""The types of events that webhooks report: a registry that other features can add to."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class EventType:
    """A type of event; `name` is the contract's and never changes: "content.published"."""

    name: str
    label: Any
    description: str
    """What happened, in English: for the documentation."""


_types: dict[str, EventType] = {}


def register(event_type: EventType) -> EventType:
    """Add a type of event, which endpoints can then choose."""
    _types[event_type.name] = event_type
    return event_type


def registered() -> tuple[EventType, ...]:
    """Return all types, in the order of their registration."""
    return tuple(_types.values())


def label_of(name: str) -> Any:
    """Return the label of a type; its name if it is no longer registered."""
    labels = {event_type.name: event_type.label for event_type in (*registered(), TEST)}
    return labels.get(name, name)


PUBLISHED = register(
    EventType(
        "content.published",
        _("A page was published"),
        "A page went live, or the text, URL, a picture or a file of a live page changed.",
    )
)
UNPUBLISHED = register(
    EventType(
        "content.unpublished",
        _("A page went offline"),
        "A live page was unpublished, expired or was deleted.",
    )
)
TRANSLATED = register(
    EventType(
        "content.translated",
        _("A translation went live"),
        "A translation of another page went live. `content.published` reports it as well.",
    )
)
LAUNCHED = register(
    EventType(
        "clinic.launched",
        _("A clinic was launched"),
        "A clinic went online with all its pages, for the first time or again.",
    )
)
RETIRED = register(
    EventType(
        "clinic.retired",
        _("A clinic went offline"),
        "A clinic's hosts respond with 410 from now on.",
    )
)
CHANGED = register(
    EventType(
        "clinic.changed",
        _("A clinic was changed"),
        "A clinic's name, hosts, languages, look or choice of articles changed.",
    )
)
TEST = EventType("webhook.test", _("Test"), "Sent by the button “Send a test”.")
"""Sent to the endpoint whose button was pressed, whatever it chose; not offered as a choice."""
