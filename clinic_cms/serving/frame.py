"""The frame of every page: head, header, menu, breadcrumbs, language switcher."""

from typing import Any

from clinic_cms.models import ClinicHomePage, ConditionPage
from clinic_cms.models.language_help import TAG_LINES
from clinic_cms.routing import language_tag
from clinic_cms.serving import views
from clinic_cms.serving.alternates import alternates_of, languages_of, x_default_of
from clinic_cms.serving.clinic_sites import direction_of, origin
from clinic_cms.serving.context import ClinicContext, PageContext
from clinic_cms.serving.location_views import Phone, phone_of, place_of
from clinic_cms.serving.navigation import tail_of
from clinic_cms.serving.postal_addresses import address_lines
from clinic_cms.serving.visit import Visit


def error_view(visit: Visit, title: str) -> views.PageView:
    """Return a view for an error page: the clinic's frame around a title. At most three queries."""
    name = visit.clinic.clinic.name
    return views.PageView(
        id=0,
        type="error",
        title=title,
        head_title=f"{title} | {name}",
        locale=visit.locale.code,
        language=visit.locale.language,
        direction=visit.locale.direction,
        clinic=clinic_view(ClinicContext(visit)),
    )


def frame_of(context: PageContext, *, name: str = "") -> dict[str, Any]:
    """Return the fields that all page views share; `name` is a title that is a fact."""
    page, visit, filled = context.page, context.visit, context.filled
    title = name or filled["title"]
    clinic = visit.clinic.clinic.name
    alternates = alternates_of(context)
    return {
        "id": page.pk,
        "type": page._meta.model_name,
        "title": title,
        "head_title": filled["seo_title"] or (title if clinic in title else f"{title} | {clinic}"),
        "description": filled["search_description"] or filled.get("summary", ""),
        "locale": visit.locale.code,
        "language": visit.locale.language,
        "direction": visit.locale.direction,
        "canonical": visit.url(context.tail),
        "alternates": alternates,
        "x_default": x_default_of(visit, alternates),
        "breadcrumbs": _breadcrumbs(context, title),
        "clinic": clinic_view(context, context.tail, alternates),
    }


def _breadcrumbs(context: PageContext, title: str) -> tuple[views.Link, ...]:
    page, visit, index = context.page, context.visit, context.navigation.index
    if isinstance(page, ClinicHomePage):
        return ()
    links = [views.Link(context.label(visit.locale.home.title), visit.path(""))]
    if isinstance(page, ConditionPage) and index:
        path = visit.path(tail_of(index["url_path"]))
        links.append(views.Link(context.label(index["title"]), path))
    return (*links, views.Link(title, visit.path(context.tail), current=True))


def clinic_view(
    context: ClinicContext, tail: str = "", alternates: tuple[views.Alternate, ...] = ()
) -> views.ClinicView:
    """Return what header and footer show, around a page at `tail` or apart from any."""
    visit, clinic = context.visit, context.visit.clinic.clinic
    contact, index = context.navigation.contact_tail, context.navigation.index
    location, phone = visit.clinic.primary_location, phone_of(context.facts, "clinic.phone")
    return views.ClinicView(
        name=clinic.name,
        slug=clinic.slug,
        origin=origin().of(visit.clinic.host),
        url=visit.url(""),
        path=visit.path(""),
        theme=clinic.theme,
        primary_color=clinic.primary_color,
        logo=context.picture(clinic.logo),
        phone=phone,
        appointment_path=visit.path(contact) if contact is not None else "",
        conditions_path=visit.path(tail_of(index["url_path"])) if index else "",
        address=address_lines(location, visit.locale.code) if location else (),
        place=place_of(location) if location else None,
        menu=_menu(context, tail),
        languages=languages_of(context, alternates),
        language_help=_language_help(visit, phone),
    )


def _menu(context: ClinicContext, tail: str) -> tuple[views.Link, ...]:
    rows = ((row, tail_of(row["url_path"])) for row in context.navigation.menu)
    return tuple(
        views.Link(
            context.label(row["title"]),
            context.visit.path(path),
            current=tail == path or tail.startswith(f"{path}/"),
        )
        for row, path in rows
    )


def _language_help(visit: Visit, phone: Phone | None) -> tuple[views.HelpLine, ...]:
    """Return the notice, in the languages that the clinic chose, that language help is free.

    One line for each, in the clinic's order; none without a phone number to call.
    """
    if phone is None:
        return ()
    codes: list[str] = visit.clinic.clinic.language_help
    return tuple(
        views.HelpLine(
            language=language_tag(line.code),
            name=line.name,
            direction=direction_of(line.code),
            before=line.before,
            after=line.after,
        )
        # A language that a later version no longer has is left out.
        for line in (TAG_LINES[code] for code in codes if code in TAG_LINES)
    )
