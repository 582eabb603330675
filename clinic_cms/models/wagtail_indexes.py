"""Indexes of Wagtail's tables, without which its admin goes through all pages of all clinics.

- All pages have one of a few depths, so Wagtail has no index by depth. Yet every view of the admin
  looks for a root, and the agency's explorer for the homes, the last edited ones first.
- A page's history looks for the last of the log entries that were made together, by their UUID.
- The form of a new page looks for a scheduled revision of a page without a key, through all of its
  type.
- What is below a page or a collection is found by `path LIKE '…%'`. SQLite answers a LIKE from an
  index that ignores case (https://www.sqlite.org/optoverview.html#the_like_optimization); for
  PostgreSQL, Django makes an index of its own.
- A picture or document is found by the name of its file, whose clinic must be known before it is
  sent; so is a portrait in the admin.
- SQLite's statistics count NULL as a value. Where a column is NULL in nearly all rows, each value
  counts as frequent, and the whole table is read. An index without these rows shows how few
  there are.

No migration makes them: on SQLite, Django drops such an index when a migration of Wagtail's changes
its table.
"""

from typing import Any

from django.apps import apps
from django.db import connections
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, PageLogEntry, Revision

Indexes = dict[str, tuple[type[Any], str]]
"""By name: the table, and what is indexed."""
EVERYWHERE: Indexes = {
    "clinic_cms_page_root": (Page, "(depth) WHERE depth = 1"),
    "clinic_cms_page_homes": (Page, "(depth, latest_revision_created_at) WHERE depth = 2"),
    "clinic_cms_collection_root": (Collection, "(depth) WHERE depth = 1"),
    "clinic_cms_page_log_uuid": (PageLogEntry, "(uuid) WHERE uuid IS NOT NULL"),
    "clinic_cms_revision_scheduled": (
        Revision,
        "(content_type_id, object_id) WHERE approved_go_live_at IS NOT NULL",
    ),
}
FOR_SQLITE: Indexes = {
    "clinic_cms_page_path": (Page, "(path COLLATE NOCASE)"),
    "clinic_cms_collection_path": (Collection, "(path COLLATE NOCASE)"),
    "clinic_cms_page_locked_by": (Page, "(locked_by_id) WHERE locked_by_id IS NOT NULL"),
    "clinic_cms_page_log_user": (PageLogEntry, "(user_id) WHERE user_id IS NOT NULL"),
}


def _of_files() -> Indexes:
    # Models that a project may have replaced, and one that is not loaded before ours.
    picture, document = get_image_model(), get_document_model()
    return {
        "clinic_cms_image_file": (picture, "(file)"),
        "clinic_cms_rendition_file": (picture.get_rendition_model(), "(file)"),
        "clinic_cms_document_file": (document, "(file)"),
        "clinic_cms_profile_avatar": (apps.get_model("wagtailusers", "UserProfile"), "(avatar)"),
    }


def make_indexes(*, using: str, **_: Any) -> None:
    """Make those that are not there; receives `post_migrate`."""
    connection = connections[using]
    if connection.vendor not in {"sqlite", "postgresql"}:
        return
    indexes = EVERYWHERE | _of_files() | (FOR_SQLITE if connection.vendor == "sqlite" else {})
    with connection.cursor() as cursor:
        for name, (model, indexed) in indexes.items():
            table = model._meta.db_table
            if name not in connection.introspection.get_constraints(cursor, table):
                cursor.execute(f"CREATE INDEX {name} ON {table} {indexed}")
