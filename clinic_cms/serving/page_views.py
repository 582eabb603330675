"""From a page and a visit to the view that every face reads, and links to a clinic's articles."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import singledispatch
from typing import Any, cast

from django.utils.formats import date_format

from clinic_cms.models import (
    SECTIONS,
    ClinicHomePage,
    ClinicLocation,
    ClinicPage,
    ConditionIndexPage,
    ConditionPage,
    MergePage,
    PageRole,
    PractitionerPage,
)
from clinic_cms.serving import views
from clinic_cms.serving.context import ClinicContext, PageContext
from clinic_cms.serving.frame import frame_of
from clinic_cms.serving.location_views import location_view, locations, practitioner_view, team
from clinic_cms.serving.shown_articles import ConditionRow
from clinic_cms.serving.visit import Visit

SIGNS = str.maketrans(dict.fromkeys("‘’‛ʼ′", "'") | dict.fromkeys("“”„‟«»", '"'))
"""Apostrophes and quotation marks as a keyboard has them, for those that printers set."""


def page_view(visit: Visit, page: MergePage, *, draft: bool = False) -> views.PageView:
    """Return a page as this visit's reader sees it.

    Raises Withheld if a fact is missing that the page prints, or one of its tags is broken.
    """
    return _view(page, PageContext(visit, page, draft=draft))


@singledispatch
def _view(page: MergePage, context: PageContext) -> views.PageView:
    return views.PageView(**frame_of(context))


@_view.register
def _home(page: ClinicHomePage, context: PageContext) -> views.HomeView:
    filled = context.filled
    types = {block.type for block in filled["body"]}
    return views.HomeView(
        **frame_of(context),
        hero_heading=filled["hero_heading"],
        hero_text=filled["hero_text"],
        hero_image=context.picture(page.hero_image),
        body=filled["body"],
        conditions=condition_links(context) if "conditions" in types else (),
        team=team(context) if "team" in types else (),
        locations=locations(context) if "locations" in types else (),
    )


@_view.register
def _index(page: ConditionIndexPage, context: PageContext) -> views.ConditionIndexView:
    return views.ConditionIndexView(
        **frame_of(context), intro=context.filled["intro"], conditions=condition_links(context)
    )


@_view.register
def _location(page: ClinicLocation, context: PageContext) -> views.LocationPageView:
    common = frame_of(context)
    shown = location_view(
        context.visit,
        cast(ClinicLocation, context.facts_page),
        title=common["title"],
        tail=context.tail,
        directions=context.filled["directions"],
        facts=context.page_facts,
    )
    return views.LocationPageView(**common, intro=context.filled["intro"], location=shown)


@_view.register
def _practitioner(page: PractitionerPage, context: PageContext) -> views.PractitionerPageView:
    doctor = cast(PractitionerPage, context.facts_page)
    shown = practitioner_view(context.visit, doctor, tail=context.tail)
    return views.PractitionerPageView(
        **frame_of(context, name=doctor.title), practitioner=shown, bio=context.filled["bio"]
    )


@_view.register
def _page(page: ClinicPage, context: PageContext) -> views.ClinicPageView:
    is_contact = page.role == PageRole.CONTACT
    return views.ClinicPageView(
        **frame_of(context),
        intro=context.filled["intro"],
        body=context.filled["body"],
        is_contact=is_contact,
        locations=locations(context) if is_contact else (),
    )


@_view.register
def _article(page: ConditionPage, context: PageContext) -> views.ArticleView:
    filled = context.filled
    sections = (views.SectionView(key, filled[f"{key}_heading"], filled[key]) for key in SECTIONS)
    return views.ArticleView(
        **frame_of(context),
        slug=page.slug,
        summary=filled["summary"],
        opening=filled["opening"],
        sections=tuple(section for section in sections if section.blocks),
        author=page.author,
        reviewer=page.reviewer,
        reviewer_credentials=page.reviewer_credentials,
        reviewed_on=page.reviewed_on,
        reviewed_on_text=_written_out(page.reviewed_on),
        next_review_on=page.next_review_on,
        next_review_on_text=_written_out(page.next_review_on),
        published_at=page.first_published_at,
        modified_at=page.last_published_at,
        references=tuple(_reference(child.value) for child in page.references),
        related=_related(page, context),
    )


def _written_out(day: date | None) -> str:
    """Return a date as the active language writes it, or nothing."""
    return date_format(day, "DATE_FORMAT") if day else ""


def _reference(value: Any) -> views.ReferenceView:
    publisher, url = value["publisher"] or "", value["url"] or ""
    return views.ReferenceView(value["title"], publisher, url, value["year"])


def _related(page: ConditionPage, context: PageContext) -> tuple[views.ConditionLink, ...]:
    """Return the article's related ones, or the others by title where none were chosen."""
    others = [row for row in context.conditions.rows if row["id"] != page.pk]
    by_key = {str(row["translation_key"]): row for row in others}
    chosen = [by_key[key] for key in page.related_keys if key in by_key]
    return links_to(context, (chosen or others)[:4])


def condition_links(context: ClinicContext) -> tuple[views.ConditionLink, ...]:
    """Return links to all articles of the visit."""
    return links_to(context, list(context.conditions.rows))


def links_to(context: ClinicContext, rows: list[ConditionRow]) -> tuple[views.ConditionLink, ...]:
    """Return links to some articles; none where the clinic has no conditions index."""
    tails = ((row, context.navigation.article_tail(row["slug"])) for row in rows)
    return tuple(
        views.ConditionLink(
            title=context.label(row["title"]),
            summary=context.label(row["summary"]),
            url=context.visit.path(tail),
            slug=row["slug"],
            own=row["clinic_id"] is not None,
            modified_at=row["last_published_at"],
        )
        for row, tail in tails
        if tail is not None
    )


def search_conditions(
    links: Iterable[views.ConditionLink], words: str
) -> Iterator[views.ConditionLink]:
    """Yield the articles whose title and summary contain all words, whatever the case, accents,
    apostrophes and quotation marks."""
    wanted = _plain(words).split()
    for link in links:
        text = _plain(f"{link.title} {link.summary}")
        if all(word in text for word in wanted):
            yield link


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(SIGNS)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
