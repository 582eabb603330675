"""Writes a sheet as a PO file: the same bytes for the same texts."""

from collections.abc import Iterator

import polib
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from clinic_cms.errors import shortened
from clinic_cms.merge import VOCABULARY, variables
from clinic_cms.translating.po.sheet import Sheet, Unit
from clinic_cms.translating.po.texts import SLUG

PAGE = "X-Clinic-Page"
SOURCE_LOCALE = "X-Clinic-Source-Locale"
SOURCE_DIGEST = "X-Clinic-Source-Digest"
SOURCE_REVISION = "X-Clinic-Source-Revision"
TEXTS = "X-Clinic-Texts"
LANGUAGE = "Language"
FUZZY = "fuzzy"

SAMPLES = {variable.name: variable.sample for variable in VOCABULARY}


def write(sheet: Sheet, *, only_missing: bool = False) -> bytes:
    """Return the file; b"" if it would hold no text."""
    units = [unit for unit in sheet.units if unit.is_missing or not only_missing]
    if not units:
        return b""
    # Unwrapped: a search for words finds them, and a tag is never cut in two.
    file = polib.POFile(wrapwidth=0)
    file.header = _(
        "Write each translation between the quotes of its “msgstr”. Keep {{ … }} and {% … %} as "
        "they are:\nthe clinic's own facts are filled in there."
    )
    file.metadata = {
        "Project-Id-Version": shortened(sheet.source.title),
        LANGUAGE: to_locale(sheet.locale.language_code),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        PAGE: str(sheet.source.translation_key),
        SOURCE_LOCALE: sheet.source.locale.language_code,
        SOURCE_DIGEST: sheet.digest,
        SOURCE_REVISION: str(sheet.source.live_revision_id or ""),
        TEXTS: str(len(units)),
    }
    file.extend(_entry(unit) for unit in units)
    return str(file).encode()


def _entry(unit: Unit) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=unit.path, msgid=unit.text, msgstr="", comment="\n".join(_comments(unit))
    )
    if unit.rendering is not None:
        entry.msgstr = unit.rendering.data
        entry.flags = [FUZZY] if unit.rendering.is_wrong else []
    elif unit.was is not None:
        entry.previous_msgid, was = unit.was
        entry.msgstr, entry.flags = was.data, [FUZZY]
    return entry


def _comments(unit: Unit) -> Iterator[str]:
    """Yield what a translator sees beside a text: where it stands, and what is kept as it is."""
    place = unit.place.label
    if unit.count > 1:
        told = _("%(place)s, paragraph %(number)s of %(count)s")
        place = told % {"place": place, "number": unit.number, "count": unit.count}
    yield place
    if unit.path == SLUG:
        yield _("The end of the page's address: letters a to z, digits and hyphens.")
    elif unit.place.most is not None:
        yield _("At most %(most)s characters.") % {"most": unit.place.most}
    for name in dict.fromkeys(variables(unit.text, rich=True)):
        yield f"{{{{ {name} }}}}: {SAMPLES[name]}"
    if "<a " in unit.text:
        yield _("Keep <a id=…> and </a> around the words that lead to another page.")
    if unit.rendering is not None and unit.rendering.machine:
        told = _("machine translated by %(machine)s, not signed")
        yield told % {"machine": shortened(unit.rendering.machine)}
    if unit.rendering is not None and unit.rendering.is_wrong:
        yield _("not used, because it is wrong: mend it and take the mark “fuzzy” off")
    elif unit.was is not None:
        yield _("the original has changed: mend the translation and take the mark “fuzzy” off")
