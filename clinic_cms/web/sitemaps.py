"""`/sitemap.xml` and `/robots.txt` on every clinic's host (sitemaps.org, RFC 9309)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseGone
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from clinic_cms.conf import get_settings
from clinic_cms.serving.clinic_sites import ClinicSite
from clinic_cms.serving.response_cache.representation import MadeOf
from clinic_cms.serving.sitemap import SitemapEntry, sitemap
from clinic_cms.serving.visit import ClinicRequest, Visit
from clinic_cms.web.rendering import not_found

MOST_URLS = 50_000
MOST_BYTES = 50_000_000
"""What one sitemap may hold (sitemaps.org): many translations reach the bytes first."""
XML = '<?xml version="1.0" encoding="UTF-8"?>'
SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@require_safe
def sitemap_xml(request: ClinicRequest, number: int | None = None) -> HttpResponseBase:
    """Return a clinic's pages; where one sitemap cannot hold them, an index of sitemaps.

    `number` is that of one of the sitemaps that the index names.
    """
    clinic = request.clinic
    if clinic is None:
        raise Http404
    if clinic.clinic.retired_at is not None:
        return HttpResponseGone("Gone.\n", content_type="text/plain")
    if not clinic.locales:
        return not_found(request, clinic)
    parts = _parts(sitemap(Visit(clinic, clinic.locales[0])))
    if number is None:
        content = _urlset(parts[0]) if len(parts) == 1 else _index(clinic, len(parts))
    elif 1 <= number <= len(parts) > 1:
        content = _urlset(parts[number - 1])
    else:
        return not_found(request, clinic)
    return _for_everyone(clinic, content, "application/xml")


@require_safe
def robots_txt(request: ClinicRequest) -> HttpResponseBase:
    """Name a clinic's sitemap to search engines; the network host is not for them."""
    clinic = request.clinic
    if clinic is None:
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
    if clinic.clinic.retired_at is not None:
        return HttpResponseGone("Gone.\n", content_type="text/plain")
    lines = ["User-agent: *", f"Disallow: {_admin_path()}"]
    if clinic.locales:
        lines += ["", f"Sitemap: {_url_of(clinic, 'sitemap.xml')}"]
    return _for_everyone(clinic, "\n".join([*lines, ""]), "text/plain")


def _admin_path() -> str:
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:
        # A project may serve the admin elsewhere. An empty rule forbids nothing.
        return ""


def _url_of(clinic: ClinicSite, file: str) -> str:
    return clinic.url(clinic.default_locale, "") + file


def _parts(entries: Sequence[SitemapEntry]) -> list[list[str]]:
    """Return the elements of URLs, cut into as many sitemaps as they need: one at least."""
    parts: list[list[str]] = [[]]
    size = 0
    for element in map(_element, entries):
        length = len(element.encode())
        if len(parts[-1]) == MOST_URLS or size + length > MOST_BYTES:
            parts.append([])
            size = 0
        parts[-1].append(element)
        size += length
    return parts


def _element(entry: SitemapEntry) -> str:
    return f"<url>{''.join(_elements_of(entry))}</url>\n"


def _elements_of(entry: SitemapEntry) -> Iterator[str]:
    yield f"<loc>{escape(entry.url)}</loc>"
    if entry.modified_at is not None:
        yield f"<lastmod>{_date(entry.modified_at)}</lastmod>"
    # A page that is its own only version has nothing to say of languages.
    if len(entry.alternates) > 1:
        for alternate in entry.alternates:
            yield _link(alternate.language, alternate.url)
        if entry.x_default:
            yield _link("x-default", entry.x_default)


def _link(language: str, url: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(url)}/>'


def _date(moment: datetime) -> str:
    """Return a moment as W3C's profile of ISO 8601 has it, to the second."""
    return moment.isoformat(timespec="seconds")


def _urlset(elements: Sequence[str]) -> str:
    return f"{XML}\n<urlset {SITEMAPS} {XHTML}>\n{''.join(elements)}</urlset>\n"


def _index(clinic: ClinicSite, count: int) -> str:
    urls = (_url_of(clinic, f"sitemap-{number}.xml") for number in range(1, count + 1))
    elements = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in urls)
    return f"{XML}\n<sitemapindex {SITEMAPS}>\n{elements}</sitemapindex>\n"


def _for_everyone(clinic: ClinicSite, content: str, content_type: str) -> HttpResponse:
    """Return a content that is kept, and that caches may keep."""
    response = HttpResponse(content, content_type=f"{content_type}; charset=utf-8")
    response["Cache-Control"] = get_settings().cache_control
    return MadeOf(clinic.versions).mark(response)
