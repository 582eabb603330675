"""A master as it was read: sections of blocks, each with the lines on which it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from wagtail.blocks import StreamBlock

from clinic_cms.blocks import CausesStream, PreventionStream, ProseStream, TreatmentStream
from clinic_cms.importing.library.front_matter import FrontMatter

STREAMS: Mapping[str, StreamBlock] = {
    "overview": ProseStream(),
    "causes": CausesStream(),
    "treatment": TreatmentStream(),
    "prevention": PreventionStream(),
    "when_to_get_help": ProseStream(),
}
"""The sections of an article, in order, with what may stand in each."""

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
    """A block: `value` as its StreamField stores it, `name` as it is headed ("" for a text)."""

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
    """One file: an article in one language. `digest` is the SHA-256 of its bytes."""

    name: str
    key: str
    language: str
    digest: str
    head: str
    front: FrontMatter
    sections: Mapping[str, Section]

    def blocks(self) -> Iterator[tuple[str, int, MasterBlock]]:
        """Yield (section, index, block) in reading order."""
        for name, section in self.sections.items():
            for index, block in enumerate(section.blocks):
                yield name, index, block


@dataclass(frozen=True)
class Article:
    """All the languages of one article; the first defines it, and is its original if it is new."""

    key: str
    files: tuple[MasterFile, ...]
