"""From a page and a visit to the view that every face reads."""

from functools import singledispatch
from typing import Any

from django.db.models import F
from wagtail.models import Page

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
from clinic_cms.serving.conditions import ConditionRow
from clinic_cms.serving.navigation import tail_of
from clinic_cms.serving.places import (
    LocationView,
    PractitionerView,
    address_lines,
    clinic_facts,
    location_view,
    phone_of,
    practitioner_view,
)
from clinic_cms.serving.surroundings import Surroundings
from clinic_cms.serving.visit import Visit


def page_view(visit: Visit, page: MergePage, *, draft: bool = False) -> views.PageView:
    """Return a page as this visit's reader sees it.

    Raises Withheld if a fact is missing that the page prints, or one of its tags is broken.
    """
    around = Surroundings(visit, page, draft=draft)
    return _view(page, around)


def error_view(visit: Visit, title: str) -> views.PageView:
    """Return a view for an error page: the clinic's frame around a title."""
    around = Surroundings(visit, visit.locale.home)
    name = visit.clinic.row.name
    return views.PageView(
        id=0,
        type="error",
        title=title,
        head_title=f"{title} | {name}",
        description="",
        locale=visit.locale.code,
        direction=visit.locale.direction,
        canonical="",
        alternates=(),
        breadcrumbs=(),
        clinic=_clinic(around, "", ()),
        fields={},
    )


def _facts_row(page: MergePage, visit: Visit) -> Any:
    """Return the default locale's row of a location or practitioner: its facts hold everywhere."""
    default = visit.clinic.row.default_locale_id
    if page.locale_id == default:
        return page
    rows = type(page).objects.filter(
        translation_key=page.translation_key, locale_id=default, live=True
    )
    return rows.first() or page


@singledispatch
def _view(page: MergePage, around: Surroundings) -> views.PageView:
    return views.PageView(**_common(page, around))


@_view.register
def _home(page: ClinicHomePage, around: Surroundings) -> views.HomeView:
    types = {block.type for block in around.filled["body"]}
    return views.HomeView(
        **_common(page, around),
        hero_image=page.hero_image,
        conditions=condition_links(around) if "conditions" in types else (),
        team=team(around) if "team" in types else (),
        locations=locations(around) if "locations" in types else (),
    )


@_view.register
def _index(page: ConditionIndexPage, around: Surroundings) -> views.ConditionIndexView:
    return views.ConditionIndexView(**_common(page, around), conditions=condition_links(around))


@_view.register
def _location(page: ClinicLocation, around: Surroundings) -> views.LocationPageView:
    around.location = _facts_row(page, around.visit)
    common = _common(page, around)
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
    around.doctor = _facts_row(page, around.visit)
    shown = practitioner_view(around.visit, around.doctor, tail=tail_of(page.url_path))
    return views.PractitionerPageView(**_common(page, around), practitioner=shown)


@_view.register
def _page(page: ClinicPage, around: Surroundings) -> views.ClinicPageView:
    is_contact = page.role == PageRole.CONTACT
    return views.ClinicPageView(
        **_common(page, around),
        is_contact=is_contact,
        locations=locations(around) if is_contact else (),
    )


@_view.register
def _article(page: ConditionPage, around: Surroundings) -> views.ArticleView:
    filled = around.filled
    sections = (views.SectionView(key, filled[f"{key}_heading"], filled[key]) for key in SECTIONS)
    return views.ArticleView(
        **_common(page, around),
        slug=page.slug,
        summary=filled["summary"],
        sections=tuple(section for section in sections if section.blocks),
        author=page.author,
        reviewer=page.reviewer,
        reviewer_credentials=page.reviewer_credentials,
        reviewed_on=page.reviewed_on,
        next_review_on=page.next_review_on,
        published_at=page.first_published_at,
        modified_at=page.last_published_at,
        references=tuple(_reference(child.value) for child in page.references),
        related=_related(page, around),
    )


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
    return _condition_links(around, (chosen or others)[:4])


def condition_links(around: Surroundings) -> tuple[views.ConditionLink, ...]:
    """Return links to all articles of the visit."""
    return _condition_links(around, list(around.conditions.rows))


def _condition_links(
    around: Surroundings, rows: list[ConditionRow]
) -> tuple[views.ConditionLink, ...]:
    index = around.navigation.index_tails.get(around.visit.locale.id)
    if index is None:
        return ()
    return tuple(
        views.ConditionLink(
            title=around.label(row["title"]),
            summary=around.label(row["summary"]),
            url=around.visit.path(f"{index}/{row['slug']}"),
        )
        for row in rows
    )


def locations(around: Surroundings) -> tuple[LocationView, ...]:
    """Return the clinic's locations, the primary one first. At most two queries."""
    visit = around.visit
    shown = []
    for row, translated in _default_rows(ClinicLocation, visit, "lead"):
        facts = clinic_facts(visit, around.primary, around.navigation.appointment_url, location=row)
        tail = tail_of(translated.url_path)
        title = around.label(translated.title)
        directions = around.rich_label(translated.directions, facts)
        view = location_view(visit, row, title=title, tail=tail, directions=directions, facts=facts)
        shown.append(view)
    primary = visit.clinic.row.primary_location_id
    return tuple(sorted(shown, key=lambda location: location.id != primary))


def team(around: Surroundings) -> tuple[PractitionerView, ...]:
    """Return the clinic's practitioners in the order of the page tree. At most two queries."""
    rows = _default_rows(PractitionerPage, around.visit, "photo")
    return tuple(
        practitioner_view(around.visit, row, tail=tail_of(translated.url_path))
        for row, translated in rows
    )


def _default_rows(model: type[Page], visit: Visit, *related: str) -> list[tuple[Any, Any]]:
    """Return (row with the facts, row in the reader's locale) for each published page."""
    live = model.objects.live().filter(clinic_id=visit.clinic.row.pk)
    here = {row.translation_key: row for row in live.filter(locale_id=visit.locale.id)}
    default = F("clinic__default_locale_id")
    facts = live.filter(locale_id=default).select_related(*related).order_by("path")
    pairs = ((row, here.get(row.translation_key)) for row in facts)
    return [(row, translated) for row, translated in pairs if translated is not None]


def _common(page: MergePage, around: Surroundings) -> dict[str, Any]:
    visit, filled = around.visit, around.filled
    tail = _tail(page, around)
    title = filled["title"]
    name = visit.clinic.row.name
    alternates = _alternates(page, around, tail)
    return {
        "id": page.pk,
        "type": page._meta.model_name,
        "title": title,
        "head_title": filled["seo_title"] or (title if name in title else f"{title} | {name}"),
        "description": filled["search_description"] or filled.get("summary", ""),
        "locale": visit.locale.code,
        "direction": visit.locale.direction,
        "canonical": visit.url(tail),
        "alternates": alternates,
        "breadcrumbs": _breadcrumbs(page, around, title),
        "clinic": _clinic(around, tail, alternates),
        "fields": filled,
    }


def _tail(page: MergePage, around: Surroundings) -> str:
    """Return a page's path below the home; an article's lies under this clinic's index."""
    if isinstance(page, ConditionPage):
        return f"{around.navigation.index_tails.get(around.visit.locale.id, '')}/{page.slug}"
    return tail_of(page.url_path)


def _alternates(page: MergePage, around: Surroundings, tail: str) -> tuple[views.Alternate, ...]:
    """Return the page and its published translations, in the order of the clinic's locales."""
    visit = around.visit
    tails = {visit.locale.id: tail}
    if isinstance(page, ConditionPage):
        indexes = around.navigation.index_tails
        for row in around.conditions.elsewhere:
            if row["locale_id"] in indexes:
                tails[row["locale_id"]] = f"{indexes[row['locale_id']]}/{row['slug']}"
    elif not isinstance(page, ClinicHomePage):
        tails = {**around.navigation.translations(page.translation_key), **tails}
    else:
        tails = {locale.id: "" for locale in visit.clinic.locales}
    return tuple(
        views.Alternate(
            locale=locale.code,
            name=locale.name,
            url=visit.clinic.url(locale.code, tails[locale.id]),
            path=visit.clinic.path(locale.code, tails[locale.id]),
            current=locale.code == visit.locale.code,
        )
        for locale in visit.clinic.locales
        if locale.id in tails
    )


def _breadcrumbs(page: MergePage, around: Surroundings, title: str) -> tuple[views.Link, ...]:
    if isinstance(page, ClinicHomePage):
        return ()
    visit = around.visit
    home = views.Link(around.label(visit.locale.home.title), visit.path(""))
    index = around.navigation.index
    between = (
        (views.Link(around.label(index["title"]), visit.path(tail_of(index["url_path"]))),)
        if isinstance(page, ConditionPage) and index
        else ()
    )
    return (home, *between, views.Link(title, visit.path(_tail(page, around)), current=True))


def _clinic(
    around: Surroundings, tail: str, alternates: tuple[views.Alternate, ...]
) -> views.ClinicView:
    visit, row = around.visit, around.visit.clinic.row
    contact, index = around.navigation.contact_tail, around.navigation.index
    return views.ClinicView(
        name=row.name,
        slug=row.slug,
        url=visit.url(""),
        path=visit.path(""),
        theme=row.theme,
        primary_color=row.primary_color,
        logo=row.logo,
        phone=phone_of(around.clinic_facts, "clinic.phone"),
        appointment_path=visit.path(contact) if contact is not None else "",
        conditions_path=visit.path(tail_of(index["url_path"])) if index else "",
        address=address_lines(around.primary, visit.locale.code) if around.primary else (),
        menu=_menu(around, tail),
        languages=_languages(visit, alternates),
    )


def _menu(around: Surroundings, tail: str) -> tuple[views.Link, ...]:
    rows = ((row, tail_of(row["url_path"])) for row in around.navigation.menu)
    return tuple(
        views.Link(
            around.label(row["title"]),
            around.visit.path(path),
            current=tail == path or tail.startswith(f"{path}/"),
        )
        for row, path in rows
    )


def _languages(
    visit: Visit, alternates: tuple[views.Alternate, ...]
) -> tuple[views.Alternate, ...]:
    """Return a link for each offered language: this page's translation, or that home."""
    there = {alternate.locale: alternate for alternate in alternates}
    return tuple(
        there.get(locale.code)
        or views.Alternate(
            locale.code,
            locale.name,
            visit.clinic.url(locale.code, ""),
            visit.clinic.path(locale.code, ""),
            current=False,
        )
        for locale in visit.clinic.locales
    )
