"""Compares the texts of a PO file with those of the page that it translates."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import to_language

from clinic_cms.errors import Report, did_you_mean, error_id, nearest_name, shortened
from clinic_cms.models.content_paths import FieldLocation, locate_field
from clinic_cms.translating.po.page_texts import Key, PageTexts
from clinic_cms.translating.po.parser import (
    LANGUAGE,
    SOURCE_DIGEST,
    SOURCE_REVISION,
    TEXTS,
    Entry,
    PoFile,
)
from clinic_cms.translating.po.text_faults import faults_of, loses_a_link
from clinic_cms.translating.strings import is_untranslated

CUT_OFF = error_id("clinic_cms.P016")
TWICE = error_id("clinic_cms.P017")
UNKNOWN_TEXT = error_id("clinic_cms.P018")
PLURAL = error_id("clinic_cms.P019")


@dataclass(frozen=True)
class Change:
    """A translation to save, from a line of the file; `is_new` if there was none."""

    key: Key
    data: str
    line: int
    is_new: bool


@dataclass
class Imported:
    """What a file changes, or would change.

    `unchanged` counts translations that are stored already; `refused` has the reasons why its page
    was not published.
    """

    page_texts: PageTexts
    report: Report
    changes: list[Change]
    unchanged: int
    published: bool = False
    refused: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return self.report.file

    @property
    def title(self) -> str:
        return self.page_texts.source.title

    @property
    def locale(self) -> str:
        return self.page_texts.locale.language_code

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(self.report.warnings)

    @property
    def new(self) -> int:
        return sum(change.is_new for change in self.changes)

    @property
    def changed(self) -> int:
        return len(self.changes) - self.new

    @property
    def untranslated(self) -> int:
        """How many texts are still to be translated after this file."""
        done = {change.key for change in self.changes}
        return sum(
            unit.is_missing and (unit.path, unit.text) not in done for unit in self.page_texts.units
        )


def check(file: PoFile, page_texts: PageTexts, report: Report) -> Imported:
    """Return what a file would change, and report its mistakes and warnings."""
    _refuse_cut_off(file, report)
    places = {(unit.path, unit.text): unit.place for unit in page_texts.units}
    translated = [(_key(entry), entry) for entry in _usable(file, report)]
    gone = [key for key, _entry in translated if key not in places]
    if gone:
        stored = page_texts.stored_source_texts
        places |= {key: _place_of(page_texts, key) for key in gone if key in stored}
    _warn_of_language(file, page_texts, report)
    _warn_of_age(file, page_texts, report)
    unknown = set(gone) - places.keys()
    earlier = page_texts.earlier_texts(gone, _revision(file)) if unknown else frozenset()
    changes, unchanged = [], 0
    for key, entry in translated:
        kept = page_texts.renderings.get(key)
        if key in earlier and key not in places:
            message = _(
                "The original of “%(text)s” has changed since the export. Its translation was "
                "skipped."
            )
            report.warn(entry.msgstr_line, message % {"text": shortened(key[1])})
        elif key not in places:
            _refuse_unknown(entry, page_texts, report)
        elif kept is not None and kept.data == entry.msgstr and not kept.is_wrong:
            _warn_of_doubts(entry, page_texts, report)
            unchanged += 1
        elif _is_right(entry, places[key], report):
            _warn_of_doubts(entry, page_texts, report)
            data, line = entry.msgstr, entry.msgstr_line
            changes.append(Change(key, data, line, is_new=kept is None))
    return Imported(page_texts, report, changes, unchanged)


def _key(entry: Entry) -> Key:
    return entry.context, entry.msgid


def _usable(file: PoFile, report: Report) -> Iterator[Entry]:
    """Yield the entries with a translation that can be used, each text once."""
    lines: dict[Key, int] = {}
    for entry in file.entries:
        if entry.obsolete:
            continue
        first = lines.setdefault(_key(entry), entry.line)
        if first != entry.line:
            message = _("“%(text)s” is here a second time; the first is in line %(line)s.")
            values = {"text": shortened(entry.msgid), "line": first}
            report.add(TWICE, entry.line, message % values, _("Remove one of them."))
        elif entry.plural:
            message = _("“%(text)s” has plural forms.") % {"text": shortened(entry.msgid)}
            report.add(PLURAL, entry.line, message, _("Write one “msgid” and one “msgstr”."))
        elif entry.msgstr and entry.fuzzy:
            message = _("“%(text)s” is marked “fuzzy”. Its translation was skipped.")
            report.warn(entry.msgstr_line, message % {"text": shortened(entry.msgid)})
        elif entry.msgstr:
            yield entry


def _refuse_cut_off(file: PoFile, report: Report) -> None:
    exported = file.header_value(TEXTS)
    if not file.entries:
        message, hint = _("There is no text in this file."), _("It may have been cut off.")
        report.add(CUT_OFF, file.head.line, message, hint)
    elif exported.isascii() and exported.isdecimal() and len(file.entries) < int(exported):
        message = _("This file has %(count)s texts, and was exported with %(expected)s.")
        hint = _(
            "It may have been cut off. If you removed texts yourself, delete the line "
            "“%(header)s” as well."
        )
        values = {"count": len(file.entries), "expected": int(exported)}
        line = file.line_of(TEXTS)
        report.add(CUT_OFF, line, message % values, hint % {"header": TEXTS})


def _warn_of_language(file: PoFile, page_texts: PageTexts, report: Report) -> None:
    name, locale = file.header_value(LANGUAGE), page_texts.locale
    if name and to_language(name).lower() != locale.language_code:
        message = _("The header has the language “%(code)s”. The file was used for %(language)s.")
        values = {"code": name, "language": locale.get_display_name()}
        report.warn(file.line_of(LANGUAGE), message % values)


def _warn_of_age(file: PoFile, page_texts: PageTexts, report: Report) -> None:
    digest = file.header_value(SOURCE_DIGEST)
    if digest and digest != page_texts.digest:
        message = _("The original has changed since this file was made. Export it again.")
        report.warn(0, message)


def _revision(file: PoFile) -> int | None:
    value = file.header_value(SOURCE_REVISION)
    return int(value) if value.isascii() and value.isdecimal() else None


def _refuse_unknown(entry: Entry, page_texts: PageTexts, report: Report) -> None:
    text = entry.msgid
    here = page_texts.texts.get(entry.context)
    if here is None:
        message = _("“%(text)s” is in a place that the page does not have: “%(path)s”.")
    else:
        message = _("“%(text)s” is not a text of the page.")
    values = {"text": shortened(text), "path": shortened(entry.context)}
    known = here or [unit.text for unit in page_texts.units]
    hint = _("Do not change “msgctxt” and “msgid”.")
    near = did_you_mean(nearest_name(text, known))
    report.add(UNKNOWN_TEXT, entry.line, message % values, f"{near} {hint}".strip())


def _is_right(entry: Entry, place: FieldLocation, report: Report) -> bool:
    path, text = _key(entry)
    faults = list(faults_of(path=path, text=text, data=entry.msgstr, place=place))
    for fault in faults:
        message = f"“{shortened(text)}”: {fault.message}"
        report.add(fault.code, entry.msgstr_line, message, fault.hint)
    return not faults


def _warn_of_doubts(entry: Entry, page_texts: PageTexts, report: Report) -> None:
    """Warn of a translation that is accepted, but probably not intended."""
    (path, text), data = _key(entry), entry.msgstr
    if page_texts.must_differ(path) and is_untranslated(text, data):
        message = _("“%(text)s” is still in %(language)s.")
        language = page_texts.source.locale.get_display_name()
        values = {"text": shortened(text), "language": language}
        report.warn(entry.msgstr_line, message % values)
    if loses_a_link(text, data):
        message = _("“%(text)s” has a link that its translation lacks: keep <a id=…> and </a>.")
        report.warn(entry.msgstr_line, message % {"text": shortened(text)})


def _place_of(page_texts: PageTexts, key: Key) -> FieldLocation:
    """Return the place of a text that the source had before its last changes."""
    translation = page_texts.localize_translation
    source = translation.source.as_instance() if translation else page_texts.source
    return locate_field(source, key[0])
