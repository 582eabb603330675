"""Writes new pages in bulk: the rows that adding, saving and publishing them one by one would make.

Wagtail takes a hundred statements for a page that is added and published: each step is saved, read
again, indexed and checked. New pages that were checked already need a few statements together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.log_actions import get_active_log_context
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, ReferenceIndex, Revision

from clinic_cms.launching.table_rows import Row, insert_objects
from clinic_cms.models import ClinicOwnedPage, TranslationRecord
from clinic_cms.models.first_revision import CREATED, PUBLISHED, first_revision_of
from clinic_cms.models.translation import text_digest


@dataclass(frozen=True)
class NewPage:
    """A page that was checked, and has its place in the tree."""

    page: ClinicOwnedPage
    published: bool
    source: ClinicOwnedPage | None = None
    """The page of the default locale that it translates, which stands before it."""


def write_tree(new: Sequence[NewPage]) -> None:
    """Write the rows of Wagtail's table of pages, parents before children; each gets its key."""
    now = timezone.now()
    for each in new:
        _complete(each, now)
    pages = [each.page for each in new]
    insert_objects(Page, pages)
    for page in pages:
        page.pk = page.id


def write_pages(new: Sequence[NewPage]) -> Iterator[Row]:
    """Write the rows of pages in the tables of their types, whose clinics have keys by now.

    Yields the rows that are still to be written of them: their histories, what they refer to, and
    which texts the translations render.
    """
    pages = [each.page for each in new]
    for page in pages:
        _resolve_references(page)
    for model, rows in groupby(sorted(pages, key=_model_name), key=type):
        insert_objects(model, [*rows])
    if drafts := [each.page for each in new if not each.published]:
        _write_drafts(drafts)
    yield from _log_entries(new)
    yield from _records(new)
    for page in pages:
        yield from references_of(page)


def _model_name(page: Page) -> str:
    return page._meta.model_name or ""


def _complete(each: NewPage, now: datetime) -> None:
    """Set the columns of a page that are set when it is saved and published."""
    page = each.page
    page.draft_title, page.latest_revision_created_at = page.title, now
    page.saved_at = now
    page.live, page.has_unpublished_changes = each.published, not each.published
    if each.published:
        page.first_published_at = page.last_published_at = now
    for relation in get_all_child_relations(page):
        # A new page has no comments: Wagtail would ask the database for them.
        setattr(page, relation.get_accessor_name(), [])


def _resolve_references(page: ClinicOwnedPage) -> None:
    """Set the keys of rows that had none when the page was made: clinic, pages, pictures."""
    for name in ("clinic", *page.fact_fields):
        if page._meta.get_field(name).is_relation:
            setattr(page, name, getattr(page, name))


def _write_drafts(drafts: Sequence[ClinicOwnedPage]) -> None:
    """Save pages that stay drafts as their first revisions; see there for the published ones."""
    Revision.objects.bulk_create(map(first_revision_of, drafts))
    of_page = Revision.objects.filter(
        base_content_type=Page.get_base_content_type(drafts[0]),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    rows = Page.objects.filter(pk__in=[draft.pk for draft in drafts])
    rows.update(latest_revision=Subquery(of_page.values("pk")[:1]))


def _log_entries(new: Sequence[NewPage]) -> Iterator[Row]:
    """Yield the entries of the pages' histories: that they were created, and published."""
    context = get_active_log_context()
    model = log_registry.get_log_model_for_model(Page)
    for each in new:
        page = each.page
        for action in (CREATED, PUBLISHED) if each.published else (CREATED,):
            yield (
                model,
                {
                    "page_id": page.pk,
                    "content_type_id": page.content_type_id,
                    "label": page.get_admin_display_title(),
                    "action": action,
                    "timestamp": page.latest_revision_created_at,
                    "user_id": context.user.pk if context.user else None,
                    "uuid": context.uuid,
                    "content_changed": True,
                },
            )


def _records(new: Sequence[NewPage]) -> Iterator[Row]:
    """Yield which text of its source each published translation renders."""
    for each in new:
        if each.published and each.source is not None:
            yield (
                TranslationRecord,
                {
                    "page_id": each.page.pk,
                    "source_id": each.source.pk,
                    "source_digest": text_digest(each.source),
                    "own_digest": text_digest(each.page),
                    "rendered_at": each.page.latest_revision_created_at,
                },
            )


def references_of(row: Model) -> Iterator[Row]:
    """Yield what a row refers to, where Wagtail keeps that of its model.

    Of clinics it does so only once the admin's URLs are loaded, as in a server.
    """
    if not ReferenceIndex.is_indexed(type(row)):
        return
    content_type = ContentType.objects.get_for_model(row, for_concrete_model=False)
    base_content_type = ReferenceIndex._get_base_content_type(row)
    found = dict.fromkeys(ReferenceIndex._extract_references_from_object(row))
    for to_content_type_id, to_object_id, model_path, content_path in found:
        yield (
            ReferenceIndex,
            {
                "content_type_id": content_type.pk,
                "base_content_type_id": base_content_type.pk,
                "object_id": str(row.pk),
                "to_content_type_id": to_content_type_id,
                "to_object_id": to_object_id,
                "model_path": model_path,
                "content_path": content_path,
                "content_path_hash": ReferenceIndex._get_content_path_hash(content_path),
            },
        )
