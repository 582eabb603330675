"""Finds the page and the language that the header of a PO file names.

There are two kinds of files: those from `export_po`, and those from wagtail-localize's editor.
The parser has checked the header's charset; `text_checks` reads what it says about the texts.
"""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import to_language
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from clinic_cms.errors import Report, error_id, language_suggestion
from clinic_cms.models import MergePage
from clinic_cms.models.translation import source_of
from clinic_cms.translating.po.page_texts import PageTexts
from clinic_cms.translating.po.parser import HEADER, LANGUAGE, PAGE, SOURCE_LOCALE, PoFile

LOCALE = error_id("clinic_cms.P014")
ARTICLE = error_id("clinic_cms.P015")
EDITOR_ID = "X-WagtailLocalize-TranslationID"
"""The field of the header that names the page in files from wagtail-localize's editor."""


def find_page_texts(file: PoFile, report: Report) -> PageTexts | None:
    """Return the texts of a file's page in its language; if None, the report has the reason."""
    if key := file.header_value(PAGE):
        return _of_exported_file(file, key, report)
    if key := file.header_value(EDITOR_ID):
        return _of_editor_file(file, key, report)
    message = _("The header does not say which page this file translates.")
    hint = _("Translate a file from export_po, and keep its first lines.")
    report.add(HEADER, file.head.line, message, hint)
    return None


def _of_exported_file(file: PoFile, key: str, report: Report) -> PageTexts | None:
    source_locale = _locale(file, SOURCE_LOCALE, report)
    locale = _locale(file, LANGUAGE, report)
    if source_locale is None or locale is None:
        return None
    rows = Page.objects.filter(translation_key=_uuid(key), locale=source_locale)
    page = rows.specific().first()
    if not isinstance(page, MergePage) or source_of(page) is not None:
        message = _("There is no page with the key “%(key)s” that is written in %(language)s.")
        values = {"key": key, "language": source_locale.get_display_name()}
        line = file.line_of(PAGE)
        report.add(ARTICLE, line, message % values, _("Export the pages again."))
        return None
    if locale.pk == source_locale.pk:
        message = _("The page is written in %(language)s: there is nothing to translate.")
        values = {"language": locale.get_display_name()}
        report.add(LOCALE, file.line_of(LANGUAGE), message % values)
        return None
    return PageTexts(page, locale)


def _of_editor_file(file: PoFile, key: str, report: Report) -> PageTexts | None:
    rows = Translation.objects.select_related("source", "target_locale")
    translation = rows.filter(uuid=_uuid(key)).first()
    source = translation.source.get_source_instance() if translation is not None else None
    if translation is None or not isinstance(source, MergePage):
        message = _("There is no translation with the key “%(key)s”.") % {"key": key}
        report.add(ARTICLE, file.line_of(EDITOR_ID), message, _("Download the file again."))
        return None
    return PageTexts(source, translation.target_locale)


def _locale(file: PoFile, name: str, report: Report) -> Locale | None:
    code = to_language(file.header_value(name)).lower()
    locale: Locale | None = Locale.objects.filter(language_code=code).first()
    if locale is None:
        report.add(LOCALE, file.line_of(name), *no_locale(code))
    return locale


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def no_locale(code: str) -> tuple[str, str]:
    """Return the message and the hint about a language that this install does not have."""
    codes = Locale.objects.values_list("language_code", flat=True)
    message = _("There is no language “%(code)s” here.") % {"code": code}
    return message, language_suggestion(code, codes)
