"""Exports PO files for translators: one for each page, in one language. Reads only."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation import gettext as _
from django.utils.translation import to_locale
from wagtail.models import Locale
from wagtail.query import PageQuerySet

from clinic_cms.errors import Mistake, Refused, error_id, shortened
from clinic_cms.launching.service import find_clinic
from clinic_cms.merge import SAMPLES, variables
from clinic_cms.models import Clinic, ConditionPage, MergePage
from clinic_cms.translating.matrix import sources_of
from clinic_cms.translating.po.header import LOCALE, no_locale
from clinic_cms.translating.po.page_texts import PageTexts, Unit
from clinic_cms.translating.po.parser import (
    FILES,
    LANGUAGE,
    PAGE,
    SOURCE_DIGEST,
    SOURCE_LOCALE,
    SOURCE_REVISION,
    TEXTS,
)
from clinic_cms.translating.po.text_faults import SLUG

NOT_OFFERED = error_id("clinic_cms.P026")
FUZZY = "fuzzy"


@dataclass(frozen=True)
class Exported:
    """The result of one page; `file` is "" if nothing was left to translate."""

    file: str
    title: str
    texts: int
    missing: int


def export_po(
    *,
    directory: Path,
    locale: str,
    clinic: str = "",
    only_missing: bool = False,
    progress: Callable[[Sequence[MergePage]], Iterable[MergePage]] = iter,
) -> list[Exported]:
    """Write a file for each of the Library's masters, or of a clinic's own pages.

    `progress` wraps the pages, for a progress bar. Raises Refused.
    """
    language = _locale(locale)
    if clinic:
        rows = _pages_of(
            find_clinic(clinic, Clinic.objects.select_related("default_locale")), language
        )
    else:
        rows = sources_of().exclude(locale=language).order_by("slug", "pk")
    specific = rows.filter(live=True).specific().prefetch_related("locale")
    pages = [page for page in specific if isinstance(page, MergePage)]
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = str(error.strerror)
        raise Refused([Mistake(FILES, str(directory), message)]) from error
    exported: list[Exported] = []
    names = _names(pages)
    for page in progress(pages):
        page_texts = PageTexts(page, language)
        content = write_file(page_texts, only_missing=only_missing)
        name = f"{names[page.pk]}.{language.language_code}.po" if content else ""
        if content:
            (directory / name).write_bytes(content)
        missing = sum(unit.is_missing for unit in page_texts.units)
        exported.append(Exported(name, page.title, len(page_texts.units), missing))
    return exported


def _locale(code: str) -> Locale:
    locale = Locale.objects.filter(language_code=code).first()
    if locale is None:
        raise Refused([Mistake(LOCALE, "", *no_locale(code))])
    return locale


def _pages_of(clinic: Clinic, locale: Locale) -> PageQuerySet:
    """Return the pages of a clinic that are written in its default language."""
    offered = clinic.locales.exclude(locale=clinic.default_locale)
    codes = sorted(offered.values_list("locale__language_code", flat=True))
    if locale.language_code not in codes:
        is_own = locale.pk == clinic.default_locale_id
        message = (
            _("%(clinic)s is written in %(language)s.")
            if is_own
            else _("%(clinic)s is not translated into %(language)s.")
        )
        values = {"clinic": clinic.name, "language": locale.get_display_name()}
        hint = _("It offers these: %(codes)s.") % {"codes": ", ".join(codes)} if codes else ""
        raise Refused([Mistake(NOT_OFFERED, "", message % values, hint)])
    return sources_of(clinic).filter(own_path__isnull=False)


def _names(pages: Sequence[MergePage]) -> dict[int, str]:
    """Return a name for the file of each page, by primary key; no two are the same."""
    names: dict[int, str] = {}
    for page in pages:
        is_master = isinstance(page, ConditionPage) and page.is_master
        name = page.slug if is_master else page.url_path.strip("/").replace("/", ".")
        # Masters whose originals are in two languages may have the same slug.
        taken = name in names.values()
        names[page.pk] = f"{name}.{page.locale.language_code}" if taken else name
    return names


def write_file(page_texts: PageTexts, *, only_missing: bool = False) -> bytes:
    """Return the file of a page, the same bytes for the same texts; b"" if it has no text."""
    units = [unit for unit in page_texts.units if unit.is_missing or not only_missing]
    if not units:
        return b""
    page_texts.source.keep_first_revision()
    # Unwrapped, so that a search finds words, and no tag is split.
    file = polib.POFile(wrapwidth=0)
    file.header = _(
        "Write each translation between the quotes of its “msgstr”. Keep {{ … }} and {% … %} as "
        "they are:\nthe clinic's own facts are filled in there."
    )
    file.metadata = {
        "Project-Id-Version": shortened(page_texts.source.title),
        LANGUAGE: to_locale(page_texts.locale.language_code),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        PAGE: str(page_texts.source.translation_key),
        SOURCE_LOCALE: page_texts.source.locale.language_code,
        SOURCE_DIGEST: page_texts.digest,
        SOURCE_REVISION: str(page_texts.source.live_revision_id or ""),
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
    elif unit.earlier_text is not None:
        entry.previous_msgid, earlier = unit.earlier_text
        entry.msgstr, entry.flags = earlier.data, [FUZZY]
    return entry


def _comments(unit: Unit) -> Iterator[str]:
    """Yield comments for the translator: where a text is, and what must stay unchanged."""
    place = unit.place.label
    if unit.count > 1:
        message = _("%(place)s, paragraph %(number)s of %(count)s")
        place = message % {"place": place, "number": unit.number, "count": unit.count}
    yield place
    if unit.path == SLUG:
        yield _("The end of the page's URL: small letters, digits and hyphens.")
    elif unit.place.most is not None:
        yield _("At most %(most)s characters.") % {"most": unit.place.most}
    for name in dict.fromkeys(variables(unit.text, rich=True)):
        yield f"{{{{ {name} }}}}: {SAMPLES[name]}"
    if "<a " in unit.text:
        yield _("Keep <a id=…> and </a> around the words that lead to another page.")
    if unit.rendering is not None and unit.rendering.machine:
        message = _("machine translated by %(machine)s, not signed")
        yield message % {"machine": shortened(unit.rendering.machine)}
    if unit.rendering is not None and unit.rendering.is_wrong:
        yield _("not used, because it is wrong: fix it and remove the mark “fuzzy”")
    elif unit.earlier_text is not None:
        yield _("the original has changed: fix the translation and remove the mark “fuzzy”")
