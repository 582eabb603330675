"""A clinic's articles."""

from typing import Annotated, Literal, cast

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Path, Query

from clinic_cms.api.authentication import bearer_of, refusal
from clinic_cms.api.pages import page_of
from clinic_cms.api.paging import SEPARATOR, cut, decode
from clinic_cms.api.parameters import ClinicSlug, Cursor, Fields, Limit, LocaleCode
from clinic_cms.api.problems import NOT_ALLOWED, WRONG_API_TOKEN, Refusal
from clinic_cms.api.request_context import about
from clinic_cms.api.schemas.articles import ConditionItem, ConditionList, RawArticle
from clinic_cms.api.schemas.pages import Article
from clinic_cms.api.visits import nothing, reading, view_of
from clinic_cms.api.wagtail_tokens import sign_in_by
from clinic_cms.models import ConditionPage
from clinic_cms.serving import Visit, origin
from clinic_cms.serving.context import Surroundings
from clinic_cms.serving.listings import condition_links, search_conditions
from clinic_cms.serving.resolver import find_article
from clinic_cms.serving.views import ConditionLink

router = Router(tags=["Conditions"])

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


@router.get(
    "/clinics/{slug:clinic}/conditions", response=ConditionList, operation_id="listConditions"
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
) -> ConditionList:
    """List the articles that the clinic's patients can open, by title."""
    about(request).is_endless = q is not None or cursor is not None
    about(request).note_articles()
    with reading(request, clinic, locale) as visit:
        links = condition_links(Surroundings(visit, visit.locale.home))
    if source is not None:
        links = tuple(link for link in links if link.own == (source == "clinic"))
    found = sorted(search_conditions(links, q or ""), key=_key)
    after = decode(cursor)
    page, following = cut([link for link in found if _key(link) > after], limit, _key)
    site = origin().of(visit.clinic.host)
    items = [ConditionItem.of(link, site) for link in page]
    return ConditionList(items=items, total=len(found), next=following)


def _key(link: ConditionLink) -> str:
    """Return what articles are sorted by; a slug is unique in its locale."""
    return f"{link.title.casefold()[:80]}{SEPARATOR}{link.slug}"


@router.get(
    "/clinics/{slug:clinic}/conditions/{slug}", response=Article, operation_id="getCondition"
)
def get_condition(
    request: HttpRequest,
    clinic: ClinicSlug,
    slug: ArticleSlug,
    locale: LocaleCode = None,
    fields: Fields = None,
) -> Article:
    """Get an article, filled for the clinic: as blocks and as HTML."""
    with reading(request, clinic, locale) as visit:
        view = view_of(request, visit, _article(visit, slug))
        # Without a published index, the article has no address.
        if not view.clinic.conditions_path:
            raise nothing(slug)
        return cast(Article, page_of(view))


@router.get(
    "/clinics/{slug:clinic}/conditions/{slug}/raw",
    response=RawArticle,
    operation_id="getRawCondition",
    openapi_extra={"security": [{"session": []}, {"apiToken": []}]},
)
def get_raw_condition(
    request: HttpRequest,
    clinic: ClinicSlug,
    slug: ArticleSlug,
    locale: LocaleCode = None,
    fields: Fields = None,
) -> RawArticle:
    """Get an article as its editors wrote it, with its merge tags.

    For those alone who may edit it: signed in to the admin on this host, or by an API token.
    """
    with reading(request, clinic, locale) as visit:
        token = bearer_of(request)
        if token is not None and not sign_in_by(token, request):
            raise refusal(WRONG_API_TOKEN, "This token is nobody's.", "invalid_token")
        if not request.user.is_authenticated:
            raise Refusal(NOT_ALLOWED, "Unfilled articles are for their editors.")
        article = _article(visit, slug)
        if not article.permissions_for_user(request.user).can_edit():
            raise Refusal(NOT_ALLOWED, f"You may not edit “{slug}”.")
        return RawArticle.of(article, visit.locale.code)


def _article(visit: Visit, slug: str) -> ConditionPage:
    article = find_article(visit, slug)
    if article is None:
        raise nothing(slug)
    return article
