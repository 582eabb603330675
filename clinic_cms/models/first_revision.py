"""The first revision of a page that a launch has published: it is written when it is needed.

Ten thousand clinics have a hundred thousand pages, most of which no one edits: their revisions
would take nearly as much room as all other rows, and say nothing that the pages do not. No draft is
older than the launch, so that none could undo it. Before a page gets another revision, or a
file names the text that it translates, what was launched is saved as the first one.
"""

from typing import Any

from wagtail.models import Page, PageLogEntry, Revision

CREATED, PUBLISHED = "wagtail.create", "wagtail.publish"
AS_ADDED: dict[str, Any] = {
    "numchild": 0,
    "live": False,
    "has_unpublished_changes": False,
    "first_published_at": None,
    "last_published_at": None,
    "latest_revision_created_at": None,
}
"""What a page's first revision holds: it is saved before the page is published or has children."""


def first_revision_of(page: Page) -> Revision:
    """Return the unsaved first revision of a page, with what its row holds."""
    return Revision(
        content_type=page.get_content_type(),
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        created_at=page.latest_revision_created_at,
        object_str=str(page),
        content={**page.serializable_data(), **AS_ADDED},
    )


def write_first_revision(page: Page) -> Revision:
    """Save the row of a published page as its first revision, in the caller's transaction."""
    row = type(page)._default_manager.get(pk=page.pk)
    revision = first_revision_of(row)
    revision.save()
    live = revision if row.live else None
    Page.objects.filter(pk=row.pk).update(latest_revision=revision, live_revision=live)
    # A page's history offers to look at, compare and restore what an entry other than a
    # publication names.
    launched = PageLogEntry.objects.filter(page=row.pk, action__in=(CREATED, PUBLISHED))
    launched.filter(revision=None).update(revision=revision)
    row.translation_records.filter(source_revision=None).update(source_revision=revision)
    page.latest_revision, page.live_revision = revision, live
    return revision
