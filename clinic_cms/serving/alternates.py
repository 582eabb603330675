"""A page in the clinic's other locales: what hreflang and the language switcher name.

Only versions that patients can open are named, each by a URL whose response is a 200. So every
version names the same set, and each is named by all the others.
"""

from collections.abc import Mapping

from clinic_cms.models import ClinicHomePage, ConditionPage
from clinic_cms.serving import views
from clinic_cms.serving.clinic_sites import OfferedLocale
from clinic_cms.serving.context import ClinicContext, PageContext
from clinic_cms.serving.visit import Visit


def alternates_of(context: PageContext) -> tuple[views.Alternate, ...]:
    """Return the page and its other versions, in the order of the clinic's locales."""
    tails = {**_other_tails(context), context.visit.locale.id: context.tail}
    return versions_at(tails, context.visit, context.visit.locale)


def versions_at(
    tails: Mapping[int, str], visit: Visit, current: OfferedLocale
) -> tuple[views.Alternate, ...]:
    """Return the versions of a page by its paths by locale id, in the order of the locales."""
    return tuple(
        _alternate(visit, locale, tails[locale.id], current=locale.id == current.id)
        for locale in visit.clinic.locales
        if locale.id in tails
    )


def x_default_of(visit: Visit, alternates: tuple[views.Alternate, ...]) -> str:
    """Return the URL for readers of any other language: the clinic's default locale's.

    Empty where there is no such version. Google calls x-default optional; another version
    there would send readers to a language that no one chose for them.
    """
    default = visit.clinic.default_locale
    return next((alternate.url for alternate in alternates if alternate.locale == default), "")


def languages_of(
    context: ClinicContext, alternates: tuple[views.Alternate, ...]
) -> tuple[views.Alternate, ...]:
    """Return a link for each offered locale: the page's version there, or else that home."""
    visit = context.visit
    there = {alternate.locale: alternate for alternate in alternates}
    return tuple(
        there.get(locale.code) or _alternate(visit, locale, "")
        for locale in visit.clinic.locales
        if locale.code in there or context.opens_home(locale)
    )


def _other_tails(context: PageContext) -> dict[int, str]:
    """Return the paths of the page's other versions, by locale id."""
    page, visit = context.page, context.visit
    locales = [locale for locale in visit.clinic.locales if locale != visit.locale]
    if isinstance(page, ClinicHomePage):
        return {locale.id: "" for locale in locales if context.opens_home(locale)}
    if isinstance(page, ConditionPage):
        found = {
            row["locale_id"]: context.navigation.article_tail(row["slug"], row["locale_id"])
            for row in context.conditions.elsewhere
        }
        return {locale_id: tail for locale_id, tail in found.items() if tail is not None}
    tails = context.navigation.translations(page.translation_key)
    # The rows of other versions are read only where the tree has some.
    return {
        locale.id: tails[locale.id]
        for locale in locales
        if locale.id in tails and context.opens_in(locale)
    }


def _alternate(
    visit: Visit, locale: OfferedLocale, tail: str, *, current: bool = False
) -> views.Alternate:
    """Return a path in a locale of the clinic as a version of a page."""
    return views.Alternate(
        locale=locale.code,
        language=locale.language,
        name=locale.name,
        url=visit.clinic.url(locale.code, tail),
        path=visit.clinic.path(locale.code, tail),
        current=current,
    )
