"""What is told once the row of a page was written, within the same transaction.

Form, schedule, workflow, API, wagtail-localize, launch and bulk action all end in a save of the
row, a move in that of a plain `Page`. Wagtail's `page_published` is sent after the commit: what
must not be lost if the process dies there is told here. `Page.save` is one transaction, and so is
a deletion; the signals below are sent inside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Page

from clinic_cms.models.base import MergePage

BOOKKEEPING = frozenset(
    {
        "draft_title",
        "go_live_at",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
    }
)
"""Fields that say nothing to patients: what a saved draft writes."""
BEFORE = "_row_before"


@dataclass(frozen=True)
class Row:
    """What decides whether and where patients find a page. An alias is never shown."""

    live: bool
    alias_of_id: int | None
    slug: str
    url_path: str
    listed: tuple[str, ...] = ()
    """What other pages print of it."""

    @property
    def is_shown(self) -> bool:
        return self.live and self.alias_of_id is None


COLUMNS = ("live", "alias_of_id", "slug", "url_path")
NOWHERE = Row(live=False, alias_of_id=None, slug="", url_path="")


@dataclass(frozen=True)
class Written:
    """A page whose text or place patients see, or saw, and that was written just now."""

    page: MergePage
    before: Row
    after: Row

    @property
    def went_live(self) -> bool:
        return self.after.is_shown and not self.before.is_shown

    @property
    def went_off_line(self) -> bool:
        return self.before.is_shown and not self.after.is_shown

    @property
    def is_listed_anew(self) -> bool:
        """Whether pages that list it, or link to it, say something else now."""
        return self.before != self.after


Listener = TypeVar("Listener", bound=Callable[[Written], None])

_listeners: list[Callable[[Written], None]] = []


def register(listener: Listener) -> Listener:
    """Call a function with each `Written`; what it raises undoes the change."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def _is_ours(instance: Any) -> bool:
    if not isinstance(instance, Page):
        return False
    model = instance.specific_class
    return model is not None and issubclass(model, MergePage)


def _row_of(page: MergePage) -> Row:
    listed = tuple(getattr(page, name) for name in page.listed_fields)
    return Row(page.live, page.alias_of_id, page.slug, page.url_path, listed)


def _row_before(instance: Page) -> Row:
    model = instance.specific_class
    rows = model._default_manager.filter(pk=instance.pk)
    found = rows.values_list(*COLUMNS, *model.listed_fields).first() if instance.pk else None
    if found is None:
        return NOWHERE
    live, alias_of_id, slug, url_path, *listed = found
    return Row(live, alias_of_id, slug, url_path, tuple(listed))


def _tell(page: MergePage, before: Row, after: Row) -> None:
    if before.is_shown or after.is_shown:
        written = Written(page, before, after)
        for listener in _listeners:
            listener(written)


def tell_seen_anew(page: MergePage) -> None:
    """Tell that patients see a page anew though its row says the same, as with another picture."""
    row = _row_of(page)
    _tell(page, row, row)


def _look(
    instance: Any, raw: bool = False, update_fields: frozenset[str] | None = None, **_: Any
) -> None:
    """Note a row as it is before a write that patients could see. One query."""
    is_seen = update_fields is None or not BOOKKEEPING.issuperset(update_fields)
    if raw or not is_seen or not _is_ours(instance):
        return
    setattr(instance, BEFORE, _row_before(instance))


def _tell_saved(instance: Any, **_: Any) -> None:
    before = instance.__dict__.pop(BEFORE, None)
    if before is None:
        return
    # A plain page, as a move saves it, knows nothing of its type.
    rows = instance.specific_class._default_manager
    page = instance if isinstance(instance, MergePage) else rows.get(pk=instance.pk)
    _tell(page, before, _row_of(page))


def _tell_deleted(instance: Any, **_: Any) -> None:
    if isinstance(instance, MergePage):
        _tell(instance, _row_of(instance), NOWHERE)


pre_save.connect(_look, dispatch_uid="clinic_cms.written.look")
post_save.connect(_tell_saved, dispatch_uid="clinic_cms.written.saved")
post_delete.connect(_tell_deleted, dispatch_uid="clinic_cms.written.deleted")
