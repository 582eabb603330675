"""Reports that a page changes for patients, within the transaction that writes its row.

Form, schedule, workflow, API, wagtail-localize, launch and bulk action all end in a save of the
row; a move ends in that of a plain `Page`. Wagtail sends `page_published` after the commit: what
must not be lost if the process dies there is reported here. `Page.save` is one transaction, and so
is a deletion; `signal_handlers` calls these functions inside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from clinic_cms.models import SHARED, MergePage
from clinic_cms.publishing.cache_versions import bump

UNSEEN_FIELDS = frozenset(
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
"""Fields that patients never see: those that saving a draft writes."""
BEFORE = "_state_before"


@dataclass(frozen=True)
class PageState:
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
NOWHERE = PageState(live=False, alias_of_id=None, slug="", url_path="")


@dataclass(frozen=True)
class PageChange:
    """A page whose text or place patients see, or saw until now, and whose row was just written."""

    page: MergePage
    before: PageState
    after: PageState

    @property
    def went_live(self) -> bool:
        return self.after.is_shown and not self.before.is_shown

    @property
    def went_offline(self) -> bool:
        return self.before.is_shown and not self.after.is_shown

    @property
    def changes_other_pages(self) -> bool:
        """Whether pages that list it, or link to it, look different now."""
        return self.before != self.after


Listener = TypeVar("Listener", bound=Callable[[PageChange], None])

_listeners: list[Callable[[PageChange], None]] = []


def register(listener: Listener) -> Listener:
    """Call a function with each `PageChange`; what it raises undoes the change."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def page_models() -> Iterator[type[MergePage]]:
    """Yield our models of pages, with those that other apps derive from them."""
    return (model for model in apps.get_models() if issubclass(model, MergePage))


def is_unseen(update_fields: frozenset[str] | None) -> bool:
    """Whether a save writes only fields that patients never see."""
    return update_fields is not None and update_fields <= UNSEEN_FIELDS


def note_state_before(page: Page) -> None:
    """Keep the state of a row as it is before a write that patients could see. One query."""
    model = page.specific_class
    rows = model._default_manager.filter(pk=page.pk)
    row = rows.values_list(*COLUMNS, *model.listed_fields).first() if page.pk else None
    state = NOWHERE
    if row is not None:
        live, alias_of_id, slug, url_path, *listed = row
        state = PageState(live, alias_of_id, slug, url_path, tuple(listed))
    setattr(page, BEFORE, state)


def report_saved(page: Page) -> None:
    """Report a page whose state before the write was noted."""
    before = page.__dict__.pop(BEFORE, None)
    if before is None:
        return
    # A plain page, as a move saves it, has none of its type's fields.
    rows = page.specific_class._default_manager
    specific = page if isinstance(page, MergePage) else rows.get(pk=page.pk)
    _report(specific, before, _state_of(specific))


def report_deleted(page: MergePage) -> None:
    """Report a page whose row was deleted."""
    _report(page, _state_of(page), NOWHERE)


@transaction.atomic
def report_changed_media(media: Model) -> None:
    """Report the pages that hold a changed picture or document, and have them compiled again."""
    # Before any row is locked: see `signal_handlers`.
    bump([SHARED])
    holders = _pages_that_hold(media)
    for model in page_models() if holders else ():
        pages = model._default_manager.filter(pk__in=holders)
        pages.update(saved_at=timezone.now())
        for page in pages.select_related("locale"):
            state = _state_of(page)
            _report(page, state, state)


def _pages_that_hold(media: Model) -> set[int]:
    page_type = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(media).filter(base_content_type=page_type)
    return {int(pk) for pk in references.values_list("object_id", flat=True)}


def _state_of(page: MergePage) -> PageState:
    listed: tuple[Any, ...] = tuple(getattr(page, name) for name in page.listed_fields)
    return PageState(page.live, page.alias_of_id, page.slug, page.url_path, listed)


def _report(page: MergePage, before: PageState, after: PageState) -> None:
    if before.is_shown or after.is_shown:
        change = PageChange(page, before, after)
        for listener in _listeners:
            listener(change)
