"""Finds the page that a PO file translates, from the file's header.

There are two kinds of files: ours, and those that the editor of wagtail-localize gives.
"""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import to_language
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from clinic_cms.errors import Report, language_suggestion
from clinic_cms.models import MergePage
from clinic_cms.models.translation import source_of
from clinic_cms.translating.po import writing
from clinic_cms.translating.po.mistakes import ARTICLE, HEADER, LOCALE
from clinic_cms.translating.po.reading import PoFile
from clinic_cms.translating.po.sheet import Sheet

EDITOR_ID = "X-WagtailLocalize-TranslationID"


def sheet_for(file: PoFile, report: Report) -> Sheet | None:
    """Return the sheet that a file was made from; if None, the report says why."""
    if key := file.told(writing.PAGE):
        return _of_ours(file, key, report)
    if key := file.told(EDITOR_ID):
        return _of_the_editor(file, key, report)
    message = _("The header does not say which page this file translates.")
    hint = _("Translate a file that export_po has made, and keep its first lines.")
    report.add(HEADER, file.header_line, message, hint)
    return None


def _of_ours(file: PoFile, key: str, report: Report) -> Sheet | None:
    source_locale = _locale(file, writing.SOURCE_LOCALE, report)
    locale = _locale(file, writing.LANGUAGE, report)
    if source_locale is None or locale is None:
        return None
    rows = Page.objects.filter(translation_key=_uuid(key), locale=source_locale)
    page = rows.specific().first()
    if not isinstance(page, MergePage) or source_of(page) is not None:
        message = _("There is no page with the key “%(key)s” that is written in %(language)s.")
        values = {"key": key, "language": source_locale.get_display_name()}
        line = file.line_of(writing.PAGE)
        report.add(ARTICLE, line, message % values, _("Export the pages again."))
        return None
    if locale.pk == source_locale.pk:
        message = _("The page is written in %(language)s: there is nothing to translate.")
        values = {"language": locale.get_display_name()}
        report.add(LOCALE, file.line_of(writing.LANGUAGE), message % values)
        return None
    return Sheet(page, locale)


def _of_the_editor(file: PoFile, key: str, report: Report) -> Sheet | None:
    rows = Translation.objects.select_related("source", "target_locale")
    found = rows.filter(uuid=_uuid(key)).first()
    source = found.source.get_source_instance() if found is not None else None
    if found is None or not isinstance(source, MergePage):
        message = _("There is no translation with the key “%(key)s”.") % {"key": key}
        report.add(ARTICLE, file.line_of(EDITOR_ID), message, _("Download the file again."))
        return None
    return Sheet(source, found.target_locale)


def _locale(file: PoFile, name: str, report: Report) -> Locale | None:
    code = to_language(file.told(name)).lower()
    found: Locale | None = Locale.objects.filter(language_code=code).first()
    if found is None:
        codes = list(Locale.objects.values_list("language_code", flat=True))
        message = _("There is no language “%(code)s” here.") % {"code": code}
        hint = language_suggestion(code, codes)
        report.add(LOCALE, file.line_of(name), message, hint)
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
