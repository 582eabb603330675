"""From a request's host and path to a clinic and a locale: whose reader is asking for what."""

from dataclasses import dataclass

from django.http import HttpRequest

from clinic_cms.models import ClinicHomePage, ClinicLocale, MergePage
from clinic_cms.routing import split_path
from clinic_cms.serving.clinic_sites import ClinicSite, OfferedLocale, origin


@dataclass(frozen=True)
class Visit:
    """One reader's request: which clinic, in which locale, which path below its home."""

    clinic: ClinicSite
    locale: OfferedLocale
    tail: str = ""

    def url(self, tail: str) -> str:
        """Return the absolute URL of a path in the visit's locale."""
        return self.clinic.url(self.locale.code, tail)

    def path(self, tail: str) -> str:
        """Return the path of a page in the visit's locale."""
        return self.clinic.path(self.locale.code, tail)


class ClinicRequest(HttpRequest):
    """A request as `ClinicMiddleware` passes it on; a type only, no request is made of it."""

    clinic: ClinicSite | None
    """The clinic of its host; None on a network host."""
    visit: Visit | None
    """None also where the path names a locale that the clinic does not offer."""
    is_outdated: bool
    """Whether something has changed since a response to it was kept."""
    began: float
    """When it came, before anything was read: seconds since the epoch."""


class PageRequest(ClinicRequest):
    """A request for a page that was found, live or as a draft: it has a visit."""

    clinic: ClinicSite
    visit: Visit


def begin_visit(clinic: ClinicSite, path: str) -> Visit | None:
    """Return the visit to a path on a clinic's host; None where its locale is not offered."""
    local = split_path(path, {locale.code for locale in clinic.locales}, clinic.default_locale)
    locale = clinic.locale(local.locale) if local else None
    if local is None or locale is None:
        return None
    return Visit(clinic, locale, local.tail)


def visit_of_draft(page: MergePage, clinic: ClinicSite) -> Visit:
    """Return a visit in the page's locale, also where the clinic does not offer it, or not yet."""
    code = page.locale.language_code
    offered = clinic.locale(code)
    if offered is not None:
        return Visit(clinic, offered)
    if isinstance(page, ClinicHomePage):
        return Visit(clinic, OfferedLocale(page.locale_id, code, page))
    row = ClinicLocale.objects.filter(clinic=clinic.clinic, locale_id=page.locale_id).first()
    home = (row and row.home) or clinic.clinic.home or ClinicHomePage(path="", depth=2)
    return Visit(clinic, OfferedLocale(page.locale_id, code, home))


def canonical_url(clinic: ClinicSite, host: str, path: str) -> str | None:
    """Return where one of a clinic's other hosts redirects a path, which may have a query.

    None on the canonical host itself.
    """
    return None if host == clinic.host else origin().of(clinic.host) + path
