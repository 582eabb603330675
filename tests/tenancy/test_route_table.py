"""Each route of the admin, one by one: what becomes of it for a clinic's people."""

import pytest
from django.urls import ResolverMatch

from clinic_cms.tenancy.guard import Verdict, judge
from clinic_cms.tenancy.route_table import (
    APP,
    MODEL,
    NO_ROW,
    OBJECT,
    Access,
    admin_prefix,
    admin_routes,
    row_models,
    rule_of,
)

pytestmark = pytest.mark.django_db

ROUTES = {route.pattern: route for route in admin_routes()}
NAMING_ROWS = [
    pattern
    for pattern, route in ROUTES.items()
    if rule_of(route.name).access in {Access.OWN, Access.SCOPED}
    and {rule_of(route.name).parameters[name] for name in route.parameters} - {NO_ROW, APP, MODEL}
]
CLOSED = [
    pattern for pattern, route in ROUTES.items() if rule_of(route.name).access is Access.CLOSED
]


def match(route, rows, model="clinicpage"):
    """A request to a route that names these rows, by the kinds that the table knows."""
    named = {NO_ROW: "1", APP: "clinic_cms", MODEL: model, OBJECT: rows["page"].pk}
    kinds = rule_of(route.name).parameters
    kwargs = {
        name: named[kinds[name]] if kinds[name] in named else rows[kinds[name]].pk
        for name in route.parameters
        if name in kinds
    }
    *namespaces, name = route.name.split(":") if ":" in route.name else [route.name]
    path = f"{admin_prefix()}{route.pattern}"
    url_name = None if route.name == route.pattern else name
    return ResolverMatch(match, (), kwargs, url_name, namespaces=namespaces, route=path)


@pytest.mark.parametrize("pattern", NAMING_ROWS)
def test_a_route_passes_for_the_clinics_rows_and_finds_no_others(pattern, own, sol, kosak):
    found = match(ROUTES[pattern], own)
    assert judge({sol.clinic.pk}, found) is Verdict.PASSES
    assert judge({kosak.clinic.pk}, found) is Verdict.NOT_FOUND


@pytest.mark.parametrize("pattern", CLOSED)
def test_a_closed_route_is_closed_for_the_clinics_rows_too(pattern, own, sol):
    rows = {name: own.get(name, own["page"]) for name in row_models()}
    assert judge({sol.clinic.pk}, match(ROUTES[pattern], rows)) is Verdict.CLOSED


def test_each_route_about_rows_names_one():
    """A route of `own` whose parameters name no row would pass for every clinic's."""
    about = {"wagtailadmin_pages", "wagtailimages", "wagtaildocs", "webhooks"}
    own = [route for route in ROUTES.values() if rule_of(route.name).access is Access.OWN]
    silent = {route.name for route in own if route.pattern not in NAMING_ROWS}
    assert silent == CHECKED_BY_WAGTAIL
    assert about <= {route.name.partition(":")[0] for route in own}


CHECKED_BY_WAGTAIL = {
    # The user's own uploads, and their own sessions of editing.
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete_upload_multiple",
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtaildocs:delete_upload_multiple",
    "wagtailadmin_editing_sessions:release",
    # Names a model alone, and leads on to its settings of the user's site.
    "wagtailsettings:edit",
}
