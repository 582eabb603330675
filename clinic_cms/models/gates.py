"""What a page must satisfy before it is published, whichever way the request came.

Form, schedule, workflow and API all end in a page's `publish()`, which calls the gates here. A
feature adds its own gate with `register`. wagtail-localize writes a live page before it publishes
it: gates that must stand before that write too are registered for it. The forms here check what
they can before that, to show errors at the fields; they are lenient while a draft is saved.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from clinic_cms.blocks.merge_text import offer_merge_tags, refuse_broken_tags
from clinic_cms.models.content_paths import MergeText
from clinic_cms.models.slug_field import propose_slug
from clinic_cms.models.validators import tags_in_facts

Gate = Callable[[Any], Iterable[ValidationError]]
"""Given a page as it would be published, yields a ValidationError for each reason not to."""

Check = Callable[[Any], Iterable[tuple[str, ValidationError]]]
"""Given a clinic's page as it would be published, yields (field, error)."""

FormCheck = Callable[[Any], Iterable[tuple[str, ValidationError]]]
"""Given a page's form, yields (field, error)."""

T = TypeVar("T")

_gates: list[Gate] = []
_write_gates: list[Gate] = []
_checks: list[Check] = []
_form_checks: list[FormCheck] = []
_published: ContextVar[tuple[int, list[MergeText]] | None] = ContextVar("_published", default=None)
"""The page that is being published, and what its texts say; all gates have passed it."""
_read: ContextVar[dict[Hashable, Any] | None] = ContextVar("_read", default=None)
"""What was read while a page is published."""


class Refusal(ValidationError):
    """Every gate's reasons not to publish `page`."""

    def __init__(self, page: Page, reasons: list[ValidationError]) -> None:
        # By field, though none is named: wagtail-localize reads `error_dict`.
        super().__init__({NON_FIELD_ERRORS: reasons})
        self.page = page


def register(gate: Gate, *, on_write: Gate | None = None) -> Gate:
    """Add a gate; `on_write` checks whenever the row of a live page is written otherwise."""
    for gates, added in ((_gates, gate), (_write_gates, on_write)):
        if added is not None and added not in gates:
            gates.append(added)
    return gate


def check_publishable(page: Page) -> None:
    """Raise a Refusal that holds every gate's reasons."""
    _check(page, _gates)


def check_write(page: Page) -> None:
    """Raise a Refusal if a live page must not say what is about to be written."""
    if _published.get() != _content_of(page):
        _check(page, _write_gates)


@contextmanager
def publication(page: Page) -> Iterator[None]:
    """Check a page; within the block, its row is written with these texts without another check.

    Raises a Refusal that holds every gate's reasons.
    """
    read = _read.set({})
    try:
        check_publishable(page)
        published = _published.set(_content_of(page))
        try:
            yield
        finally:
            _published.reset(published)
    finally:
        _read.reset(read)


def is_being_published(page: Page) -> bool:
    """Whether a revision of this page is being published, and all gates have passed it."""
    known = _published.get()
    return known is not None and known[0] == page.pk


def read_once(key: Hashable, read: Callable[[], T]) -> T:
    """Return what `read` returns; while a page is published, it is called once for a key.

    For what publishing does not change: the gates ask for it, and so do those who follow.
    """
    known = _read.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    value: T = known[key]
    return value


def _content_of(page: Any) -> tuple[int, list[MergeText]]:
    return page.pk, [*page.checked_texts()]


def _check(page: Page, gates: Iterable[Gate]) -> None:
    reasons = [reason for gate in gates for reason in gate(page)]
    if reasons:
        raise Refusal(page, reasons)


def before_publishing(check: Check) -> Check:
    """Add a check to the forms of clinics' pages; it does not run while a draft is saved."""
    _checks.append(check)
    return check


def in_every_form(check: FormCheck) -> FormCheck:
    """Add a check to the forms of all our pages; it runs while a draft is saved, too."""
    if check not in _form_checks:
        _form_checks.append(check)
    return check


class MergePageForm(WagtailAdminPageForm):
    """Checks the page's own text fields; stream blocks check themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._meta.model.plain_fields:
            if name in self.fields and name not in self._meta.model.written_facts():
                offer_merge_tags(self.fields[name].widget)
        if "slug" in self.fields:
            propose_slug(self.fields["slug"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            model = self._meta.model
            for name in self.fields.keys() & {*model.plain_fields, *model.rich_fields}:
                try:
                    refuse_broken_tags(cleaned.get(name) or "", rich=name in model.rich_fields)
                except ValidationError as error:
                    self.add_error(name, error)
        for check_form in _form_checks:
            for name, refusal in check_form(self):
                self.add_error(name, refusal)
        return cleaned


class ClinicPageForm(MergePageForm):
    """The form of a clinic's page: facts are edited in the clinic's default locale only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.adopt_clinic_of(self.parent_page)
        if not self.instance.holds_facts:
            self.instance.take_name()
            for name in self._meta.model.written_facts():
                self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation:
            facts = {name: cleaned.get(name) for name in self._meta.model.written_facts()}
            for name, error in tags_in_facts(facts).items():
                self.add_error(name, error)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors or not self.instance.holds_facts:
            return
        for check_page in _checks:
            for name, error in check_page(self.instance):
                self.add_error(name if name in self.fields else None, error)
