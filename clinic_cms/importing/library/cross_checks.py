"""Checks across files: translations with the same blocks, unique slugs, known related articles."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages
from wagtail_localize.strings import extract_strings

from clinic_cms.errors import Report, error_id, suggestion
from clinic_cms.importing.library.file_checks import TAGGED_KEYS, place_of
from clinic_cms.importing.library.front_matter import TRANSLATION_KEYS
from clinic_cms.importing.library.structure import (
    Article,
    MasterBlock,
    MasterFile,
    Section,
    SourceText,
)
from clinic_cms.merge import compare
from clinic_cms.routing import is_one_language
from clinic_cms.translating.gates import still_in
from clinic_cms.translating.strings import is_untranslated

TRANSLATION = error_id("clinic_cms.A013")
SLUG = error_id("clinic_cms.A015")
RELATED = error_id("clinic_cms.A014")

KINDS = ("kind", "setting", "urgency")


def check_together(
    articles: Sequence[Article], reports: Mapping[str, Report], original_of: Callable[[str], str]
) -> None:
    """Report translations with other blocks, slugs that are taken, and unknown related keys.

    `original_of` returns the language in which the Library's article with a key was written, or "".
    """
    # Files that cannot be read count too: the related keys that name them are not wrong.
    keys = sorted({name.split(".")[0] for name in reports})
    slugs: dict[tuple[str, str], str] = defaultdict(str)
    for article in articles:
        defining = article.files[0]
        for master in article.files:
            report = reports[master.name]
            _check_slug(master, slugs, report)
            _check_related(master, defining, keys, original_of, report)
            if master.language == (original_of(article.key) or defining.language):
                _check_original(master, report)
            if master is not defining and not (report.mistakes or reports[defining.name].mistakes):
                _check_translation(master, defining, report)


def _check_slug(master: MasterFile, slugs: dict[tuple[str, str], str], report: Report) -> None:
    place = (master.language, master.front.slug)
    if slugs[place]:
        message = _("%(other)s has the slug “%(slug)s” too.")
        quoted = {"slug": master.front.slug, "other": slugs[place]}
        line = master.line_of("slug")
        report.add(SLUG, line, message % quoted, _("Give one of them another slug."), key="slug")
    slugs[place] = slugs[place] or master.name


def _check_related(
    master: MasterFile,
    defining: MasterFile,
    keys: list[str],
    original_of: Callable[[str], str],
    report: Report,
) -> None:
    line = master.line_of("related")
    for key in master.front.related:
        if key not in keys and not original_of(key):
            message = _("There is no article “%(key)s”.") % {"key": key}
            report.add(RELATED, line, message, suggestion(key, keys), key="related")
        elif key == master.key:
            report.add(
                RELATED, line, _("The article names itself."), _("Remove it."), key="related"
            )
    if master.front.related != defining.front.related:
        message = _("This file says %(read)s, and %(other)s says %(wanted)s.") % {
            "read": ", ".join(master.front.related) or "–",
            "wanted": ", ".join(defining.front.related) or "–",
            "other": defining.name,
        }
        report.add(
            TRANSLATION, line, message, _("Write the same in every language."), key="related"
        )


def _check_original(master: MasterFile, report: Report) -> None:
    for key in TRANSLATION_KEYS:
        if getattr(master.front, key):
            message = _("This is the language in which the article was written.")
            hint = _("Remove the key, or write it in a translation.")
            report.add(TRANSLATION, master.line_of(key), message, hint, key=key)


def _check_translation(master: MasterFile, defining: MasterFile, report: Report) -> None:
    """A block has one id in all languages, so it must be in the same place in each."""
    for name, section in master.sections.items():
        wanted = defining.sections[name]
        kinds, others = [[_kind(block) for block in it.blocks] for it in (section, wanted)]
        if kinds != others:
            _report_difference(name, section, wanted, defining.name, report)
    if report.mistakes:
        return
    # Reported early: the gate of translations would refuse it while the pages are written.
    may_be_equal = is_one_language(master.language, defining.language)
    language = get_content_languages()[defining.language]
    for place, text, other in _pairs(master, defining):
        messages = [problem.message for problem in compare(other.text, text.text, rich=text.rich)]
        strings = () if may_be_equal else zip(_strings(other), _strings(text), strict=False)
        same = [rendered for original, rendered in strings if is_untranslated(original, rendered)]
        if same:
            messages.append(still_in(language, same))
        hint = _("Compare with line %(line)d of %(other)s.")
        hint %= {"line": other.line, "other": defining.name}
        for message in messages:
            report.add(TRANSLATION, text.line, message, hint, key=place)


def _strings(text: SourceText) -> list[str]:
    """Split a text into strings as wagtail-localize does, by paragraphs."""
    if not text.rich:
        return [text.text]
    return [string.data for string, _attrs in extract_strings(text.text)[1]]


def _pairs(
    master: MasterFile, defining: MasterFile
) -> Iterator[tuple[str, SourceText, SourceText]]:
    """Yield (place, text, the defining language's text) for what both have."""
    for key in TAGGED_KEYS:
        text, other = (
            SourceText(key, getattr(it.front, key), False, it.line_of(key))
            for it in (master, defining)
        )
        yield key, text, other
    for name, section in master.sections.items():
        wanted = defining.sections[name]
        yield (
            name,
            SourceText("", section.heading, False, section.line),
            SourceText("", wanted.heading, False, wanted.line),
        )
        for block, right in zip(section.blocks, wanted.blocks, strict=True):
            others = {text.field: text for text in right.texts}
            for text in block.texts:
                if text.field in others:
                    yield place_of(name, block), text, others[text.field]


def _report_difference(
    name: str, section: Section, wanted: Section, other: str, report: Report
) -> None:
    hint = _("Keep the same blocks in the same order in every language.")
    for block, right in zip(section.blocks, wanted.blocks, strict=False):
        if _kind(block) != _kind(right):
            message = _("“%(read)s” is here, and line %(line)d of %(other)s has “%(wanted)s”.") % {
                "read": _kind(block),
                "line": right.line,
                "other": other,
                "wanted": _kind(right),
            }
            report.add(TRANSLATION, block.line, message, hint, key=place_of(name, block))
            return
    message = _("The section has %(read)d blocks here, and %(wanted)d in %(other)s.") % {
        "read": len(section.blocks),
        "wanted": len(wanted.blocks),
        "other": other,
    }
    report.add(TRANSLATION, section.line, message, hint, key=name)


def _kind(block: MasterBlock) -> str:
    """Return a block's type with the values from its braces, the same in every language."""
    if not isinstance(block.value, dict):
        return block.type
    kinds = [block.value[key] for key in KINDS if key in block.value]
    return " ".join([block.type, *kinds])
