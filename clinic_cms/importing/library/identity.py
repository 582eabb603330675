"""Which block of a changed file is which block of the page: ids that stay.

What clinics change of a master hangs on its blocks' ids, so a block keeps its id for as long as it
is there, and has the same one in every language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid5

from clinic_cms.importing.library.block import FIELDS
from clinic_cms.importing.library.structure import STREAMS, Article, master_key
from clinic_cms.models import ConditionPage

Place = tuple[str, int]
"""A block's section and its index there."""


@dataclass(frozen=True)
class KnownBlock:
    """A block of a page, with its name in each language."""

    id: str
    type: str
    names: frozenset[tuple[str, str]]


Layout = Mapping[str, Sequence[KnownBlock]]


def layout_of(page: ConditionPage, translations: Sequence[ConditionPage]) -> Layout:
    """Return a page's blocks by section, with the names that its translations give them."""
    names: dict[str, set[tuple[str, str]]] = {}
    for each in (page, *translations):
        for section in STREAMS:
            for raw in getattr(each, section).raw_data:
                name = _name(raw["type"], raw["value"])
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

    A block is the one of its type and, in some language, its name; else the one of its type in
    its place. New blocks get ids that are the same wherever the files are loaded first.
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
                # Later blocks must not take the id of one that is, or was, somewhere else.
                salt = article.files[0].digest if known else ""
                name = f"{section}/{index}/{block.type}/{salt}"
                assigned[section, index] = str(uuid5(master_key(article.key), name))
    return assigned


def is_moved(assigned: Mapping[Place, str], known: Layout) -> bool:
    """Whether blocks were added, taken out or put elsewhere since the page was written."""
    before = {
        (section, index): block.id
        for section, blocks in known.items()
        for index, block in enumerate(blocks)
    }
    return before != assigned


def _name(kind: str, value: object) -> str:
    return str(value.get(FIELDS[kind][0], "")) if kind in FIELDS and isinstance(value, dict) else ""
