"""Where the redirects that people write lead, by Wagtail's app for them, if a project has it.

They are read only where no page lies at a path, in one query by the path. Wagtail's own middleware
would answer behind the kept responses, and its links to shared articles lead nowhere.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.utils.encoding import uri_to_iri

from clinic_cms.models.base_page import readable_page
from clinic_cms.serving.context import ClinicContext
from clinic_cms.serving.navigation import tail_of
from clinic_cms.serving.shown_articles import published
from clinic_cms.serving.visit import Visit

APP = "wagtail.contrib.redirects"


@dataclass(frozen=True)
class Target:
    """Where a redirect leads."""

    url: str
    is_permanent: bool


def redirect_model() -> Any:
    """Return the model of redirects; None where the project does not install its app."""
    return apps.get_model("wagtailredirects", "Redirect") if apps.is_installed(APP) else None


def target_of(visit: Visit, full_path: str) -> Target | None:
    """Return where a path with its query redirects, by the clinic's redirect or by everyone's.

    One query where there is none, and a few for one to a page. The clinic's own one comes first,
    and one that names the query before one for the path alone.
    """
    model = redirect_model()
    if model is None or "\0" in full_path:
        return None
    path = model.normalise_path(full_path, decode_unicode=False)
    names = [path, urlsplit(path).path]
    names = [*dict.fromkeys(each for name in names for each in (uri_to_iri(name), name))]
    site = visit.clinic.clinic.site_id
    named = model.objects.filter(old_path__in=names).order_by()
    # Two searches of the index of path and site: by the path alone, those of all sites are read.
    rows = [*named.filter(site=None).union(named.filter(site=site or 0), all=True)]
    rows.sort(key=lambda row: (names.index(row.old_path), row.site_id is None))
    for row in rows:
        page = row.redirect_page_id
        url = _url_of_page(visit, page) if page else row.redirect_link
        if url and urlsplit(url).path != urlsplit(full_path).path:
            return Target(url, row.is_permanent)
    return None


def _url_of_page(visit: Visit, pk: int) -> str | None:
    """Return the path of a page of the clinic, or of an article that it shows; None for others."""
    article = next((row for row in published(visit.clinic) if row["id"] == pk), None)
    page = None if article else readable_page(pk)
    for locale in visit.clinic.locales:
        there = Visit(visit.clinic, locale)
        if article and article["locale_id"] == locale.id:
            tail = ClinicContext(there).navigation.article_tail(article["slug"])
            return there.path(tail) if tail else None
        if page and page.path.startswith(locale.home.path):
            return there.path(tail_of(page.url_path))
    return None
