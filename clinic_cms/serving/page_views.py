"""From a page and a visit to the view that every face reads."""

from datetime import date
from functools import singledispatch
from typing import Any

from django.utils.formats import date_format

from clinic_cms.errors import Withheld
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
from clinic_cms.serving.context import Surroundings
from clinic_cms.serving.frame import frame_of
from clinic_cms.serving.listings import condition_links, links_to, locations, team
from clinic_cms.serving.location_views import location_view, practitioner_view
from clinic_cms.serving.navigation import tail_of
from clinic_cms.serving.visit import Visit


def page_view(visit: Visit, page: MergePage, *, draft: bool = False) -> views.PageView:
    """Return a page as this visit's reader sees it.

    Raises Withheld if a fact is missing that the page prints, or one of its tags is broken.
    """
    around = Surroundings(visit, page, draft=draft)
    return _view(page, around)


def _facts_row(page: MergePage, around: Surroundings) -> Any:
    """Return the default locale's row of a location or practitioner: its facts hold everywhere.

    Raises Withheld where that row is off line: what is closed is closed in every language.
    """
    default = around.visit.clinic.clinic.default_locale_id
    row = page if page.locale_id == default else around.family.get(default)
    if row is None:
        raise Withheld("its page in the clinic's default language is not published")
    return row


@singledispatch
def _view(page: MergePage, around: Surroundings) -> views.PageView:
    return views.PageView(**frame_of(page, around))


@_view.register
def _home(page: ClinicHomePage, around: Surroundings) -> views.HomeView:
    types = {block.type for block in around.filled["body"]}
    return views.HomeView(
        **frame_of(page, around),
        hero_image=around.picture(page.hero_image),
        conditions=condition_links(around) if "conditions" in types else (),
        team=team(around) if "team" in types else (),
        locations=locations(around) if "locations" in types else (),
    )


@_view.register
def _index(page: ConditionIndexPage, around: Surroundings) -> views.ConditionIndexView:
    return views.ConditionIndexView(**frame_of(page, around), conditions=condition_links(around))


@_view.register
def _location(page: ClinicLocation, around: Surroundings) -> views.LocationPageView:
    around.location = _facts_row(page, around)
    common = frame_of(page, around)
    shown = location_view(
        around.visit,
        around.location,
        title=common["title"],
        tail=tail_of(page.url_path),
        directions=around.filled["directions"],
        facts=around.facts,
    )
    return views.LocationPageView(**common, location=shown)


@_view.register
def _practitioner(page: PractitionerPage, around: Surroundings) -> views.PractitionerPageView:
    around.doctor = _facts_row(page, around)
    shown = practitioner_view(around.visit, around.doctor, tail=tail_of(page.url_path))
    return views.PractitionerPageView(
        **frame_of(page, around, name=around.doctor.title), practitioner=shown
    )


@_view.register
def _page(page: ClinicPage, around: Surroundings) -> views.ClinicPageView:
    is_contact = page.role == PageRole.CONTACT
    return views.ClinicPageView(
        **frame_of(page, around),
        is_contact=is_contact,
        locations=locations(around) if is_contact else (),
    )


@_view.register
def _article(page: ConditionPage, around: Surroundings) -> views.ArticleView:
    filled = around.filled
    sections = (views.SectionView(key, filled[f"{key}_heading"], filled[key]) for key in SECTIONS)
    return views.ArticleView(
        **frame_of(page, around),
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
        related=_related(page, around),
    )


def _written_out(day: date | None) -> str:
    """Return a date as the active language writes it, or nothing."""
    return date_format(day, "DATE_FORMAT") if day else ""


def _reference(value: Any) -> views.ReferenceView:
    return views.ReferenceView(
        title=value["title"],
        publisher=value["publisher"] or "",
        url=value["url"] or "",
        year=value["year"],
    )


def _related(page: ConditionPage, around: Surroundings) -> tuple[views.ConditionLink, ...]:
    """Return the article's related ones, or the others by title where none were chosen."""
    others = [row for row in around.conditions.rows if row["id"] != page.pk]
    by_key = {str(row["translation_key"]): row for row in others}
    chosen = [by_key[key] for key in page.related_keys if key in by_key]
    return links_to(around, (chosen or others)[:4])
