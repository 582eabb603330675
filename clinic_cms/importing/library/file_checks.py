"""Checks of each file on its own, before anything is written."""

from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks

from clinic_cms.blocks.streams import ReferencesStream
from clinic_cms.errors import Report, error_id, shortened
from clinic_cms.importing.library.front_matter import VALUE, FrontMatter
from clinic_cms.importing.library.structure import STREAMS, MasterBlock, Section, SourceText
from clinic_cms.launching.spec.toml_lines import KeyLines, format_path
from clinic_cms.merge import MERGE_TAG, check

BLOCK = error_id("clinic_cms.A011")
BROKEN_TAG = error_id("clinic_cms.A012")

TAGGED_KEYS = ("title", "seo_title", "search_description", "summary")
MOST = {"title": 65, "search_description": 160}
"""Characters without merge tags that search engines show."""


def check_front_matter(front: FrontMatter, places: KeyLines, text: str, report: Report) -> None:
    """Report broken merge tags, texts that are too long, and invalid dates and sources."""
    for key in TAGGED_KEYS:
        part = SourceText(key, getattr(front, key), False, places.line((key,)))
        _check_tags(part, key, text, report)
    for key, most in MOST.items():
        length = len(MERGE_TAG.sub("", getattr(front, key)))
        if length > most:
            message = _("The text has %(length)d characters without its merge tags.") % {
                "length": length
            }
            hint = _("Shorten it to %(most)d: search engines cut the rest.") % {"most": most}
            report.add(VALUE, places.line((key,)), message, hint, key=key)
    _check_order_of_dates(front, places, report)
    _check_signature(front, places, report)
    references = [{"type": "reference", "value": item.model_dump()} for item in front.references]
    for index, field, message in _refusals(ReferencesStream(), references):
        path = ("references", index, field)
        report.add(BLOCK, places.line(path), message, key=format_path(path))


def check_body(sections: Mapping[str, Section], text: str, report: Report) -> None:
    """Report broken merge tags, and what the blocks' own rules refuse; `text` is the whole file."""
    for name, section in sections.items():
        _check_tags(SourceText("", section.heading, False, section.line), name, text, report)
        for block in section.blocks:
            for part in block.texts:
                _check_tags(part, place_of(name, block), text, report)
        if name not in STREAMS:
            continue
        raw = [{"type": block.type, "value": block.value} for block in section.blocks]
        for index, field, message in _refusals(STREAMS[name], raw):
            block = section.blocks[index]
            line = next((text.line for text in block.texts if text.field == field), block.line)
            report.add(
                BLOCK, line, f"{field}: {message}" if field else message, key=place_of(name, block)
            )


def place_of(section: str, block: MasterBlock) -> str:
    """Return the place of a block for a mistake: its section and its heading."""
    return f"{section}: {shortened(block.name)}" if block.name else section


def _check_tags(part: SourceText, place: str, text: str, report: Report) -> None:
    for problem in check(part.text, rich=part.rich):
        line = _line_with(text, unescape(problem.found), part.line)
        report.add(BROKEN_TAG, line, problem.message, key=place)


def _line_with(text: str, found: str, start: int) -> int:
    """Return the first line from `start` on with the text that was found, or `start`."""
    wanted = " ".join(found.split())
    for number, line in enumerate(text.split("\n")[start - 1 :], start):
        if wanted and wanted in " ".join(line.split()):
            return number
    return start


def _check_order_of_dates(front: FrontMatter, places: KeyLines, report: Report) -> None:
    if front.reviewed and front.next_review and front.next_review <= front.reviewed:
        message = _("“%(read)s” is not after the last review.") % {"read": front.next_review}
        hint = _("Write a date after %(date)s.") % {"date": front.reviewed}
        report.add(VALUE, places.line(("next_review",)), message, hint, key="next_review")


def _check_signature(front: FrontMatter, places: KeyLines, report: Report) -> None:
    """A review of a translation has a name and a date; a machine's translation must have one."""
    reviewer, reviewed = front.translation_reviewer, front.translation_reviewed
    missing = "translation_reviewed" if reviewer else "translation_reviewer"
    read = "translation_reviewer" if reviewer else "translation_reviewed"
    if bool(reviewer) != bool(reviewed):
        message = _("A reviewed translation needs its reviewer and the date.")
    elif front.machine and not reviewer:
        message, read = _("A machine translation needs a person who has reviewed it."), "machine"
    else:
        return
    hint = _("Write “%(key)s” as well.") % {"key": missing}
    report.add(VALUE, places.line((read,)), message, hint, key=read)


def _refusals(
    stream: blocks.StreamBlock, raw: list[dict[str, Any]]
) -> Iterator[tuple[int, str, str]]:
    """Yield (index, field, message) for what the blocks' own rules refuse, except merge tags."""
    try:
        stream.clean(stream.to_python(raw))
    except blocks.StreamBlockValidationError as error:
        for index, reason in sorted(error.block_errors.items()):
            for field, leaf in _leaves(reason, ""):
                if not str(leaf.code).startswith("clinic_cms.M"):
                    yield index, field, "; ".join(leaf.messages)


def _leaves(error: ValidationError, field: str) -> Iterator[tuple[str, ValidationError]]:
    if isinstance(error, blocks.StructBlockValidationError):
        for name, reason in error.block_errors.items():
            yield from _leaves(reason, name)
    else:
        for leaf in error.error_list:
            yield field, leaf
