"""From a master's file to the fields of its page, the ids of its blocks, and the page's mark.

What clinics change of a master is keyed by its blocks' ids: a block keeps its id for as long as it
exists, and has the same one in every language. The mark shows whether file or page have changed.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid5

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from clinic_cms.importing.library.structure import FIELDS, STREAMS, Article, MasterFile, master_key
from clinic_cms.models import ConditionPage

HALF = 32
"""Hex digits of each half of a mark: 128 bits of the file's digest, 128 of the content's."""
EDITOR_KEYS = re.compile(r' data-block-key=\\?"[^"]*"')
TEXTS = (
    *("slug", "title", "seo_title", "search_description", "summary"),
    *("author", "reviewer", "reviewer_credentials"),
)
"""The fields that a page has under the same names as the front matter."""
LOADED = (
    *(*TEXTS, "reviewed_on", "next_review_on", "related_keys"),
    *(f"{name}_heading" for name in STREAMS),
)

Place = tuple[str, int]
"""A block's section and its index there."""


@dataclass(frozen=True)
class KnownBlock:
    """A block of a page, with its name in each language."""

    id: str
    type: str
    names: frozenset[tuple[str, str]]


Layout = Mapping[str, Sequence[KnownBlock]]


def write_content(page: ConditionPage, master: MasterFile, ids: Mapping[Place, str]) -> None:
    """Set a page's fields, and its mark, from a file."""
    front = master.front
    for name in TEXTS:
        setattr(page, name, getattr(front, name))
    page.draft_title = front.title
    page.reviewed_on, page.next_review_on = front.reviewed, front.next_review
    page.related_keys = [str(master_key(key)) for key in front.related]
    references = [
        {
            "type": "reference",
            "value": reference.model_dump(),
            "id": str(uuid5(master_key(master.key), f"references/{index}/reference/")),
        }
        for index, reference in enumerate(front.references)
    ]
    page.references = _stream("references", references)
    for name, section in master.sections.items():
        setattr(page, f"{name}_heading", section.heading)
        raw = [
            {"type": block.type, "value": block.value, "id": ids[name, index]}
            for index, block in enumerate(section.blocks)
        ]
        setattr(page, name, _stream(name, raw))
    page.source_digest = master.digest[:HALF] + _fingerprint(page)


def is_from(page: ConditionPage, master: MasterFile) -> bool:
    """Whether a page was loaded from exactly this file."""
    return page.source_digest[:HALF] == master.digest[:HALF]


def reason_to_keep(page: ConditionPage) -> str:
    """Return what a person has done to a page since it was loaded, or ""."""
    latest = page.get_latest_revision_as_object()
    if any(_fingerprint(row) != page.source_digest[HALF:] for row in (page, latest)):
        return _("edited since it was loaded")
    if not page.live:
        return _("taken offline")
    if page.has_unpublished_changes:
        return _("has unpublished changes")
    return _("locked") if page.locked else ""


def _stream(name: str, raw: list[dict[str, Any]]) -> Any:
    return ConditionPage._meta.get_field(name).stream_block.to_python(raw)


def _fingerprint(page: ConditionPage) -> str:
    """Return a digest of all fields that files set, without the keys that Wagtail's editor adds."""
    fields = {name: getattr(page, name) for name in LOADED}
    streams = {name: getattr(page, name).get_prep_value() for name in (*STREAMS, "references")}
    text = json.dumps({**fields, **streams}, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(EDITOR_KEYS.sub("", text).encode()).hexdigest()[:HALF]


def layout_of(page: ConditionPage, translations: Sequence[ConditionPage]) -> Layout:
    """Return a page's blocks by section, with the names that its translations give them."""
    names: dict[str, set[tuple[str, str]]] = {}
    for each in (page, *translations):
        for section in STREAMS:
            for raw in getattr(each, section).raw_data:
                name = _name_of(raw["type"], raw["value"])
                if name:
                    names.setdefault(raw["id"], set()).add((each.locale.language_code, name))
    return {
        section: [
            KnownBlock(raw["id"], raw["type"], frozenset(names.get(raw["id"], ())))
            for raw in getattr(page, section).raw_data
        ]
        for section in STREAMS
    }


def assign_ids(article: Article, known: Layout | None) -> dict[Place, str]:
    """Return an id for each block of an article, the same for all its languages.

    A block is the known one of its type with its name in any language, else the known one of its
    type in its place. A new block gets an id that is the same in every install.
    """
    assigned: dict[Place, str] = {}
    for section in STREAMS:
        blocks = article.files[0].sections[section].blocks
        left = list(known[section]) if known else []
        olds = list(left)
        for index, block in enumerate(blocks):
            names = {
                (file.language, file.sections[section].blocks[index].name) for file in article.files
            }
            same = next((old for old in left if old.type == block.type and old.names & names), None)
            if same:
                assigned[section, index] = same.id
                left.remove(same)
        for index, block in enumerate(blocks):
            old = olds[index] if index < len(olds) else None
            if (section, index) in assigned:
                continue
            if old in left and old.type == block.type:
                assigned[section, index] = old.id
                left.remove(old)
            else:
                # A later block must not get the id of one that is, or was, elsewhere.
                salt = article.files[0].digest if known else ""
                name = f"{section}/{index}/{block.type}/{salt}"
                assigned[section, index] = str(uuid5(master_key(article.key), name))
    return assigned


def is_moved(assigned: Mapping[Place, str], known: Layout) -> bool:
    """Whether blocks were added, removed or moved since the page was written."""
    return assigned != {
        (section, index): block.id
        for section, blocks in known.items()
        for index, block in enumerate(blocks)
    }


def _name_of(kind: str, value: object) -> str:
    return str(value.get(FIELDS[kind][0], "")) if kind in FIELDS and isinstance(value, dict) else ""
