"""Reads one master's file: its front matter, and its sections in order."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it.token import Token

from clinic_cms.errors import Report, error_id, shortened, suggestion
from clinic_cms.importing.library.block import BRACES, BlockReader
from clinic_cms.importing.library.file_checks import check_body, check_front_matter
from clinic_cms.importing.library.front_matter import read_front_matter, split_file
from clinic_cms.importing.library.markdown import split_heading
from clinic_cms.importing.library.structure import STREAMS, MasterFile, Section

SECTION = error_id("clinic_cms.A006")

EXAMPLE = gettext_lazy("Write it like this: ## What causes back spasms? {#causes}")
HEADING_LENGTH = 160


@dataclass
class Chunk:
    """A heading with all that follows it; level 0 is what comes before the first heading."""

    level: int = 0
    heading: str = ""
    line: int = 0
    content: list[Token] = field(default_factory=list)


def read_master(path: Path, text: str, report: Report) -> MasterFile | None:
    """Return a file's content and report its mistakes; None if the front matter cannot be read."""
    parts = split_file(text, report)
    if parts is None:
        return None
    head, body, first_line = parts
    front_matter = read_front_matter(head, report)
    sections = _read_body(body, first_line, report)
    check_body(sections, text, report)
    if front_matter is None:
        return None
    front, places = front_matter
    check_front_matter(front, places, text, report)
    key, language, _suffix = path.name.split(".")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return MasterFile(path.name, key, language, digest, front, places, sections)


def _read_body(body: str, first_line: int, report: Report) -> Mapping[str, Section]:
    """Return the sections by id, in order; `first_line` is the body's first in the file.

    A section with a wrong id is reported; it is returned with a made-up id, so that it is checked.
    """
    sections: dict[str, Section] = {}
    reader = BlockReader(first_line, report)
    for group in _by_section(_chunks(reader.parse(body), first_line)):
        opening, *rest = group
        if opening.level != 2:
            _report_stray(opening, first_line, report)
            continue
        name, heading = _read_opening(opening, sections, reader, report)
        blocks = list(reader.introduction(opening.content, name, heading))
        for chunk in rest:
            blocks += reader.block(chunk.heading, chunk.line, chunk.content, name)
        sections[name] = Section(heading, opening.line, tuple(blocks))
    _report_order(sections, report)
    return sections


def _chunks(tokens: Sequence[Token], first_line: int) -> Iterator[Chunk]:
    """Split at headings of level 1 to 3, but not at those in lists and quotations."""
    chunk = Chunk()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "heading_open" and token.level == 0 and token.tag in {"h1", "h2", "h3"}:
            yield chunk
            line = first_line + (token.map or [0])[0]
            chunk = Chunk(int(token.tag[1]), tokens[index + 1].content, line)
            index += 3
        else:
            chunk.content.append(token)
            index += 1
    yield chunk


def _by_section(chunks: Iterator[Chunk]) -> list[list[Chunk]]:
    """Group the chunks of each section; a chunk outside any section is its own group."""
    groups: list[list[Chunk]] = []
    for chunk in chunks:
        if chunk.level == 3 and groups and groups[-1][0].level == 2:
            groups[-1].append(chunk)
        elif chunk.level or chunk.content:
            groups.append([chunk])
    return groups


def _report_stray(chunk: Chunk, first_line: int, report: Report) -> None:
    if chunk.level == 1:
        message = _("A heading with one # is not allowed: the title is in the front matter.")
    else:
        message = _("This is before the first section.")
    line = chunk.line or first_line + (chunk.content[0].map or [0])[0]
    report.add(SECTION, line, message, str(EXAMPLE), key=chunk.heading)


def _read_opening(
    chunk: Chunk, seen: Mapping[str, Section], reader: BlockReader, report: Report
) -> tuple[str, str]:
    """Return a section's id and heading; a wrong id is reported, and reading goes on."""
    words, braces = split_heading(chunk.heading)
    heading = reader.plain(words, chunk.line)
    if braces.unread or braces.classes or braces.values:
        read = braces.unread or ", ".join((*braces.classes, *braces.values))
        message = _("“%(read)s” cannot be read: the braces of a section hold its id only.") % {
            "read": read
        }
        report.add(BRACES, chunk.line, message, str(EXAMPLE), key=heading)
        return f"?{chunk.line}", heading
    name = braces.ids[0] if len(braces.ids) == 1 else ""
    message = hint = ""
    if not name:
        message, hint = _("The section has no id."), str(EXAMPLE)
    elif name not in STREAMS:
        message = _("Unknown section “%(name)s”.") % {"name": name}
        hint = suggestion(name, STREAMS)
    elif name in seen:
        message = _("The section “%(name)s” is there twice.") % {"name": name}
        hint = _("Put both texts under one heading.")
    elif len(heading) > HEADING_LENGTH:
        message = _("The heading is longer than %(most)d characters.") % {"most": HEADING_LENGTH}
    if message:
        report.add(SECTION, chunk.line, message, hint, key=shortened(heading))
    return name if name in STREAMS and name not in seen else f"?{chunk.line}", heading


def _report_order(sections: Mapping[str, Section], report: Report) -> None:
    """Report sections that are missing or out of order: every article has the same, for readers."""
    strange = any(name not in STREAMS for name in sections)
    found = [name for name in sections if name in STREAMS]
    missing = [name for name in STREAMS if name not in sections]
    if missing and not strange:
        message = _("These sections are missing: %(names)s.") % {"names": ", ".join(missing)}
        report.add(SECTION, 0, message, str(EXAMPLE))
    wanted = [name for name in STREAMS if name in sections]
    for name, right in zip(found, wanted, strict=True):
        if name != right:
            message = _("“%(name)s” is here, and “%(right)s” is expected.")
            hint = _("The order is: %(names)s.") % {"names": ", ".join(STREAMS)}
            place = sections[name]
            text = message % {"name": name, "right": right}
            report.add(SECTION, place.line, text, hint, key=place.heading)
            return
