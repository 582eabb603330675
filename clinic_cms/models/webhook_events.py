"""The kinds of events that webhooks tell of: a registry, which later features join."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class EventType:
    """A kind of event; `name` is the contract's and never changes: "content.published"."""

    name: str
    label: Any
    description: str
    """What happened, in English: for the documentation."""


_types: dict[str, EventType] = {}


def register(event_type: EventType) -> EventType:
    """Add a kind of event, which endpoints can then choose."""
    _types[event_type.name] = event_type
    return event_type


def registered() -> tuple[EventType, ...]:
    """Return all kinds, in the order of their registration."""
    return tuple(_types.values())


def label_of(name: str) -> Any:
    """Return the label of a kind; its name once nobody registers it any more."""
    return _types[name].label if name in _types else name


PUBLISHED = register(
    EventType(
        "content.published",
        _("A page was published"),
        "A page went live, or the text, address, a picture or a file of a live page changed.",
    )
)
UNPUBLISHED = register(
    EventType(
        "content.unpublished",
        _("A page went off line"),
        "A live page was unpublished, expired or was deleted.",
    )
)
TRANSLATED = register(
    EventType(
        "content.translated",
        _("A translation went live"),
        "A translation of another page went live. `content.published` tells of it as well.",
    )
)
LAUNCHED = register(
    EventType(
        "clinic.launched",
        _("A clinic was launched"),
        "A clinic went on line with all its pages, for the first time or again.",
    )
)
RETIRED = register(
    EventType(
        "clinic.retired", _("A clinic went off line"), "A clinic's hosts answer 410 from now on."
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
"""Goes to the endpoint whose button was pressed, whatever it chose: nobody can choose it."""
