"""From a master's file to the fields of its page, and the mark that tells whether they changed."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid5

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from clinic_cms.importing.library.identity import Place
from clinic_cms.importing.library.structure import STREAMS, MasterFile, master_key
from clinic_cms.models import ConditionPage

HALF = 32
"""Hex digits of each half of a mark: 128 bits of the file's digest, 128 of the content's."""
EDITOR_KEYS = re.compile(r' data-block-key=\\?"[^"]*"')
FIELDS = (
    *("slug", "title", "seo_title", "search_description", "summary"),
    *("author", "reviewer", "reviewer_credentials", "reviewed_on", "next_review_on"),
    "related_keys",
    *(f"{name}_heading" for name in STREAMS),
)


def write_content(page: ConditionPage, master: MasterFile, ids: Mapping[Place, str]) -> None:
    """Set a page's fields to what a file says, and its mark."""
    front = master.front
    for name in ("slug", "title", "seo_title", "search_description", "summary"):
        setattr(page, name, getattr(front, name))
    for name in ("author", "reviewer", "reviewer_credentials"):
        setattr(page, name, getattr(front, name))
    page.draft_title = front.title
    page.reviewed_on, page.next_review_on = front.reviewed, front.next_review
    page.related_keys = [str(master_key(key)) for key in front.related]
    page.references = _stream("references", _references(master))
    for name, section in master.sections.items():
        setattr(page, f"{name}_heading", section.heading)
        raw = [
            {"type": block.type, "value": block.value, "id": ids[name, index]}
            for index, block in enumerate(section.blocks)
        ]
        setattr(page, name, _stream(name, raw))
    page.source_digest = master.digest[:HALF] + _fingerprint(page)


def is_from(page: ConditionPage, master: MasterFile) -> bool:
    """Whether a page was loaded from just this file."""
    return page.source_digest[:HALF] == master.digest[:HALF]


def reason_to_keep(page: ConditionPage) -> str:
    """Return what a person did to a page since it was loaded, or ""."""
    latest = page.get_latest_revision_as_object()
    if any(_fingerprint(row) != page.source_digest[HALF:] for row in (page, latest)):
        return _("edited since it was loaded")
    if not page.live:
        return _("taken off line")
    if page.has_unpublished_changes:
        return _("has unpublished changes")
    return _("locked") if page.locked else ""


def _stream(name: str, raw: list[dict[str, Any]]) -> Any:
    return ConditionPage._meta.get_field(name).stream_block.to_python(raw)


def _references(master: MasterFile) -> list[dict[str, Any]]:
    key = master_key(master.key)
    return [
        {
            "type": "reference",
            "value": reference.model_dump(),
            "id": str(uuid5(key, f"references/{index}/reference/")),
        }
        for index, reference in enumerate(master.front.references)
    ]


def _fingerprint(page: ConditionPage) -> str:
    """Return a digest of all that files write, without the keys that Wagtail's editor adds."""
    fields = {name: getattr(page, name) for name in FIELDS}
    streams = {name: getattr(page, name).get_prep_value() for name in (*STREAMS, "references")}
    text = json.dumps({**fields, **streams}, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(EDITOR_KEYS.sub("", text).encode()).hexdigest()[:HALF]
