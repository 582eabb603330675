"""PO files for translators: one for each page, in one language. The database is only read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.models import Translation

from clinic_cms.errors import Mistake, Refused, language_suggestion, suggestion
from clinic_cms.models import Clinic, ClinicOwnedPage, ConditionPage, MergePage
from clinic_cms.translating.po.mistakes import CLINIC, FILES, LOCALE
from clinic_cms.translating.po.sheet import Sheet
from clinic_cms.translating.po.writing import write


@dataclass(frozen=True)
class Exported:
    """One page; `file` is "" where nothing was left to write."""

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
    """Write the Library's masters, or a clinic's own pages, for translators into a locale.

    Raises Refused.
    """
    language = _locale(locale)
    pages = _pages_of(clinic, language) if clinic else _masters(language)
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = str(error.strerror)
        raise Refused([Mistake(FILES, str(directory), message)]) from error
    exported: list[Exported] = []
    names = _names(pages)
    for page in progress(pages):
        sheet = Sheet(page, language)
        content = write(sheet, only_missing=only_missing)
        name = f"{names[page.pk]}.{language.language_code}.po" if content else ""
        if content:
            (directory / name).write_bytes(content)
        missing = sum(unit.is_missing for unit in sheet.units)
        exported.append(Exported(name, page.title, len(sheet.units), missing))
    return exported


def _locale(code: str) -> Locale:
    found = Locale.objects.filter(language_code=code).first()
    if found is None:
        codes = sorted(Locale.objects.values_list("language_code", flat=True))
        message = _("There is no language “%(code)s” here.") % {"code": code}
        hint = language_suggestion(code, codes)
        raise Refused([Mistake(LOCALE, "", message, hint)])
    return found


def _masters(locale: Locale) -> list[MergePage]:
    """Return the live masters that were first written in another language."""
    submitted = dict(
        Translation.objects.filter(target_locale=locale).values_list(
            "source__object_id", "source__locale_id"
        )
    )
    first: dict[object, ConditionPage] = {}
    masters = ConditionPage.objects.masters().select_related("locale").order_by("pk")
    for page in masters:
        key = page.translation_key
        if page.locale_id == submitted.get(key, page.locale_id):
            first.setdefault(key, page)
    found = [page for page in first.values() if page.live and page.locale_id != locale.pk]
    return sorted(found, key=lambda page: page.slug)


def _pages_of(slug: str, locale: Locale) -> list[MergePage]:
    """Return the live pages of a clinic that are written in its default language."""
    clinic = Clinic.objects.select_related("default_locale").filter(slug=slug).first()
    if clinic is None:
        slugs = sorted(Clinic.objects.values_list("slug", flat=True))
        message = _("There is no clinic “%(slug)s”.") % {"slug": slug}
        raise Refused([Mistake(CLINIC, "", message, suggestion(slug, slugs))])
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
        raise Refused([Mistake(CLINIC, "", message % values, hint)])
    pages = [page for model in _page_models() for page in _live(model, clinic)]
    return sorted(pages, key=lambda page: page.path)


def _page_models() -> Iterator[type[ClinicOwnedPage]]:
    left = ClinicOwnedPage.__subclasses__()
    for model in left:
        left += model.__subclasses__()
        if not model._meta.abstract:
            yield model


def _live(model: type[ClinicOwnedPage], clinic: Clinic) -> Iterable[MergePage]:
    rows = model._default_manager.filter(
        clinic=clinic, locale=clinic.default_locale_id, live=True, alias_of=None
    )
    return rows.select_related("locale")


def _names(pages: Sequence[MergePage]) -> dict[int, str]:
    """Return a name for the file of each page, by primary key; no two are the same."""
    names: dict[int, str] = {}
    for page in pages:
        is_master = isinstance(page, ConditionPage) and page.is_master
        name = page.slug if is_master else page.url_path.strip("/").replace("/", ".")
        # Masters that were written in two languages may have the same slug.
        taken = name in names.values()
        names[page.pk] = f"{name}.{page.locale.language_code}" if taken else name
    return names
