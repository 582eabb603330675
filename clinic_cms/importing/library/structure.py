"""A master as it was read: sections with blocks, each with its line in the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from wagtail.blocks import StreamBlock

from clinic_cms.importing.library.front_matter import FrontMatter
from clinic_cms.launching.spec.toml_lines import KeyLines
from clinic_cms.models import SECTIONS, ConditionPage

STREAMS: Mapping[str, StreamBlock] = {
    name: ConditionPage._meta.get_field(name).stream_block for name in SECTIONS
}
"""The sections of an article, in order, with the blocks that each may hold."""
FIELDS: Mapping[str, tuple[str, str]] = {
    "cause": ("name", "explanation"),
    "treatment": ("name", "explanation"),
    "prevention": ("action", "explanation"),
    "advice_card": ("heading", "body"),
    "call_to_action": ("heading", "text"),
}
"""By type of block: the fields with its heading and its text."""

NAMESPACE = UUID("6f7a3c52-5f0e-4b7e-9d0c-3a6f4f4b9a11")


def master_key(key: str) -> UUID:
    """Return the translation key of the master of a file key such as "back-spasms"."""
    return uuid5(NAMESPACE, key)


@dataclass(frozen=True)
class SourceText:
    """One text that may hold merge tags; `line` is where it begins."""

    field: str
    text: str
    rich: bool
    line: int


@dataclass(frozen=True)
class MasterBlock:
    """A block: `value` as the StreamField stores it, `name` from its heading ("" for a text)."""

    type: str
    name: str
    line: int
    value: Any
    texts: tuple[SourceText, ...]


@dataclass(frozen=True)
class Section:
    """A section with its own heading."""

    heading: str
    line: int
    blocks: tuple[MasterBlock, ...]


@dataclass(frozen=True)
class MasterFile:
    """One file: an article in one language.

    `digest` is the SHA-256 of its bytes.

    `places` has the lines of the keys of its front matter.
    """

    name: str
    key: str
    language: str
    digest: str
    front: FrontMatter
    places: KeyLines
    sections: Mapping[str, Section]

    def line_of(self, key: str) -> int:
        """Return the line of a key of the front matter; 0 if it is not there."""
        return self.places.line((key,), missing=0)


@dataclass(frozen=True)
class Article:
    """One article in all its languages. The first defines its blocks and, if new, its original."""

    key: str
    files: tuple[MasterFile, ...]
