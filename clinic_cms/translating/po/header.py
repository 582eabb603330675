"""Finds the page and the language that the header of a PO file names.

There are two kinds of files: those from `export_po`, and those from wagtail-localize's editor.
The parser has checked the header's charset; `text_checks` reads what it says about the texts.
"""

from uuid import UUID

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.core import get_global, parse_locale
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
SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl"}
"""The scripts that gettext names after the sign @, as in “sr_RS@latin”."""


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


def page_texts_of(translation: Translation, file: PoFile, report: Report) -> PageTexts | None:
    """Return the texts of a translation to which a file was uploaded.

    A header that names no page of this install counts as none: other tools drop it, and other
    installs have other keys. One that names another page or language here is reported.
    """
    here = PageTexts(translation.source.get_source_instance(), translation.target_locale)
    named = find_page_texts(file, Report(report.file))
    language = file.header_value(LANGUAGE)
    if named is not None and _identity(named) != _identity(here):
        message = _("This file is for “%(page)s” in %(language)s.")
        values = {"page": named.source.title, "language": named.locale.get_display_name()}
        report.add(ARTICLE, file.head.line, message % values, _("Upload it there."))
        return None
    if language and find_locale(language) != here.locale:
        message = _("The header has the language “%(code)s”, and this page is in %(language)s.")
        values = {"code": language, "language": here.locale.get_display_name()}
        report.add(LOCALE, file.line_of(LANGUAGE), message % values)
        return None
    if named is None:
        message = _("The header names no page of this install. The file was used for “%(page)s”.")
        report.warn(file.head.line, message % {"page": here.source.title})
    return here


def find_locale(name: str) -> Locale | None:
    """Return the locale that a PO file names, such as "fr_FR" or "zh_CN".

    If it is not here, the language's own locale is, as gettext falls back from fr_FR to fr; or
    else the only one of its language and script: to tools zh_CN is zh-hans, zh_TW zh-hant.
    https://www.gnu.org/software/gettext/manual/html_node/Locale-Names.html
    """
    code = to_language(name).lower()
    locales: dict[str, Locale] = {locale.language_code: locale for locale in Locale.objects.all()}
    if code in locales:
        return locales[code]
    wanted = _language_and_script(name)
    same = {code: locale for code, locale in locales.items() if _is_of(wanted, code)}
    only = next(iter(same.values())) if len(same) == 1 else None
    return same.get(wanted[0], only)


def _is_of(wanted: tuple[str, str], code: str) -> bool:
    language, script = _language_and_script(code)
    # Without a script, a locale has its language's usual one: "sr" is Cyrillic.
    usual = get_global("likely_subtags").get(language)
    if usual and not script:
        script = parse_locale(usual)[2] or ""
    return wanted[0] == language != "" and wanted[1] in ("", script)


def _language_and_script(name: str) -> tuple[str, str]:
    """Return ("zh", "Hans") for "zh_CN", ("fr", "") for "fr_FR", ("", "") for no language."""
    name, _at, modifier = name.replace("-", "_").partition("@")
    try:
        found = BabelLocale.parse(name.partition(".")[0])
    except (UnknownLocaleError, ValueError):
        return "", ""
    # Babel has Norwegian twice.
    language = {"no": "nb"}.get(found.language, found.language)
    return language, SCRIPTS.get(modifier.lower(), found.script or "")


def _identity(page_texts: PageTexts) -> tuple[UUID, int]:
    return page_texts.source.translation_key, page_texts.locale.pk


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
    value = file.header_value(name)
    locale = find_locale(value)
    if locale is None:
        report.add(LOCALE, file.line_of(name), *no_locale(to_language(value).lower()))
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
