"""The frame of every page: head, header, menu, breadcrumbs, language switcher."""

from typing import Any

from clinic_cms.models import ClinicHomePage, ConditionPage, MergePage
from clinic_cms.serving import views
from clinic_cms.serving.alternates import alternates_of, languages_of, x_default_of
from clinic_cms.serving.context import Surroundings
from clinic_cms.serving.language_help import language_help_of
from clinic_cms.serving.location_views import phone_of, place_of
from clinic_cms.serving.navigation import tail_of
from clinic_cms.serving.postal_addresses import address_lines
from clinic_cms.serving.visit import Visit, origin


def error_view(visit: Visit, title: str) -> views.PageView:
    """Return a view for an error page: the clinic's frame around a title."""
    around = Surroundings(visit, visit.locale.home)
    name = visit.clinic.clinic.name
    return views.PageView(
        id=0,
        type="error",
        title=title,
        head_title=f"{title} | {name}",
        description="",
        locale=visit.locale.code,
        language=visit.locale.language,
        direction=visit.locale.direction,
        canonical="",
        alternates=(),
        x_default="",
        breadcrumbs=(),
        clinic=_clinic(around, "", ()),
        fields={},
    )


def clinic_view(visit: Visit) -> views.ClinicView:
    """Return what a clinic's header and footer show, apart from any page. Two queries."""
    return _clinic(Surroundings(visit, visit.locale.home), "", ())


def frame_of(page: MergePage, around: Surroundings, *, name: str = "") -> dict[str, Any]:
    """Return the fields that all page views share; `name` is a title that is a fact."""
    visit, filled = around.visit, around.filled
    tail = _tail(page, around)
    title = name or filled["title"]
    clinic = visit.clinic.clinic.name
    alternates = alternates_of(page, around, tail)
    return {
        "id": page.pk,
        "type": page._meta.model_name,
        "title": title,
        "head_title": filled["seo_title"] or (title if clinic in title else f"{title} | {clinic}"),
        "description": filled["search_description"] or filled.get("summary", ""),
        "locale": visit.locale.code,
        "language": visit.locale.language,
        "direction": visit.locale.direction,
        "canonical": visit.url(tail),
        "alternates": alternates,
        "x_default": x_default_of(visit, alternates),
        "breadcrumbs": _breadcrumbs(page, around, title),
        "clinic": _clinic(around, tail, alternates),
        "fields": filled,
    }


def _tail(page: MergePage, around: Surroundings) -> str:
    """Return a page's path below the home; an article's lies under this clinic's index."""
    if isinstance(page, ConditionPage):
        return f"{around.navigation.index_tails.get(around.visit.locale.id, '')}/{page.slug}"
    return tail_of(page.url_path)


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
    visit, row = around.visit, around.visit.clinic.clinic
    contact, index = around.navigation.contact_tail, around.navigation.index
    phone = phone_of(around.clinic_facts, "clinic.phone")
    return views.ClinicView(
        name=row.name,
        slug=row.slug,
        origin=origin().of(visit.clinic.host),
        url=visit.url(""),
        path=visit.path(""),
        theme=row.theme,
        primary_color=row.primary_color,
        logo=around.picture(row.logo),
        phone=phone,
        appointment_path=visit.path(contact) if contact is not None else "",
        conditions_path=visit.path(tail_of(index["url_path"])) if index else "",
        address=address_lines(around.primary, visit.locale.code) if around.primary else (),
        place=place_of(around.primary) if around.primary else None,
        menu=_menu(around, tail),
        languages=languages_of(around, alternates),
        language_help=language_help_of(visit, phone),
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
