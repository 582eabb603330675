"""A clinic's articles."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query

from clinic_cms.api.http.authentication import bearer_token, sign_in_by, token_error
from clinic_cms.api.http.cache_control import PRIVATE, CachePolicy
from clinic_cms.api.operations import OperationRouter, Result
from clinic_cms.api.problems import NOT_ALLOWED, WRONG_API_TOKEN, ProblemError
from clinic_cms.api.requests import (
    SEPARATOR,
    ClinicSlug,
    Cursor,
    Fields,
    Limit,
    LocaleCode,
    cut,
    decode,
    nothing,
    reading,
    view_of,
)
from clinic_cms.api.schemas.conditions import Article, ConditionList, RawArticle
from clinic_cms.api.serializers import page_of
from clinic_cms.models import ConditionPage
from clinic_cms.serving.clinic_sites import origin
from clinic_cms.serving.context import ClinicContext
from clinic_cms.serving.page_views import condition_links, search_conditions
from clinic_cms.serving.resolution import find_article
from clinic_cms.serving.surrogate_keys import LIBRARY
from clinic_cms.serving.views import ConditionLink
from clinic_cms.serving.visit import Visit

router = OperationRouter(tags=["Conditions"])

ArticleSlug = Annotated[
    str, Path(..., description="The article's slug in this locale.", example="back-spasms")
]
Words = Annotated[
    str | None,
    Query(
        None,
        description="Words that title and summary hold, whatever their case, accents and "
        "apostrophes.",
        example="back pain",
        max_length=200,
    ),
]
Source = Annotated[
    Literal["library", "clinic"] | None,
    Query(None, description="Only articles that the network shares, or only the clinic's own."),
]


@router.read(
    "/clinics/{slug:clinic}/conditions",
    ConditionList,
    "listConditions",
    caching=CachePolicy(keys=(LIBRARY,), unbounded=frozenset({"q", "cursor"})),
)
def list_conditions(
    request: HttpRequest,
    clinic: ClinicSlug,
    locale: LocaleCode = None,
    q: Words = None,
    source: Source = None,
    cursor: Cursor = None,
    limit: Limit = 50,
    fields: Fields = None,
) -> Result:
    """List the articles that the clinic's patients can open, by title."""
    with reading(request, clinic, locale) as visit:
        links = condition_links(ClinicContext(visit))
    if source is not None:
        links = tuple(link for link in links if link.own == (source == "clinic"))
    links = tuple(sorted(search_conditions(links, q or ""), key=_key))
    after = decode(cursor)
    page, following = cut([link for link in links if _key(link) > after], limit, _key)
    site = origin().of(visit.clinic.host)
    content = {"items": page, "total": len(links), "next": following}
    return Result.in_visit(visit, ConditionList.from_view(content, site))


def _key(link: ConditionLink) -> str:
    """Return what articles are sorted by; a slug is unique in its locale."""
    return f"{link.title.casefold()[:80]}{SEPARATOR}{link.slug}"


@router.read("/clinics/{slug:clinic}/conditions/{slug}", Article, "getCondition")
def get_condition(
    request: HttpRequest,
    clinic: ClinicSlug,
    slug: ArticleSlug,
    locale: LocaleCode = None,
    fields: Fields = None,
) -> Result:
    """Get an article, filled for the clinic: as blocks and as HTML."""
    with reading(request, clinic, locale) as visit:
        article = _article(visit, slug)
        view = view_of(visit, article)
        # Without a published index, the article has no address.
        if not view.clinic.conditions_path:
            raise nothing(slug)
        return Result.of_page(visit, article, page_of(view), time_zones=view.time_zones)


@router.read(
    "/clinics/{slug:clinic}/conditions/{slug}/raw",
    RawArticle,
    "getRawCondition",
    caching=PRIVATE,
    security=("session", "apiToken"),
    statuses=(401, 403),
)
def get_raw_condition(
    request: HttpRequest,
    clinic: ClinicSlug,
    slug: ArticleSlug,
    locale: LocaleCode = None,
    fields: Fields = None,
) -> Result:
    """Get an article as its editors wrote it, with its merge tags.

    For those alone who may edit it: signed in to the admin on this host, or by an API token.
    """
    with reading(request, clinic, locale) as visit:
        token = bearer_token(request)
        if token is not None and not sign_in_by(token, request):
            raise token_error(WRONG_API_TOKEN, "This token is no one's.", "invalid_token")
        if not request.user.is_authenticated:
            raise ProblemError(NOT_ALLOWED, "Unfilled articles are for their editors.")
        article = _article(visit, slug)
        if not article.permissions_for_user(request.user).can_edit():
            raise ProblemError(NOT_ALLOWED, f"You may not edit “{slug}”.")
        return Result.in_visit(visit, RawArticle.of(article, visit.locale.code))


def _article(visit: Visit, slug: str) -> ConditionPage:
    article = find_article(visit, slug)
    if article is None:
        raise nothing(slug)
    return article
