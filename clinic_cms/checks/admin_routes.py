"""Each route of the admin is classified for a clinic's people."""

from typing import Any

from django.core import checks
from django.core.checks import CheckMessage
from django.urls import NoReverseMatch

from clinic_cms.errors import error_id
from clinic_cms.tenancy.route_table import Access, Route, admin_routes, rule_of

UNCLASSIFIED = error_id("clinic_cms.W017")


def check_admin_routes(**_: Any) -> list[CheckMessage]:
    """A route that nobody has classified is closed to a clinic's people: say which ones."""
    try:
        routes = [*admin_routes()]
    except NoReverseMatch:
        # A project without the admin.
        return []
    unknown = sorted({route.name for route in routes if not _is_classified(route)})
    if not unknown:
        return []
    message = f"Clinics' people cannot open these pages of the admin: {', '.join(unknown)}."
    hint = "Say how far each is open, by clinic_cms.tenancy.route_table.register_route."
    return [checks.Warning(message, hint=hint, id=UNCLASSIFIED)]


def _is_classified(route: Route) -> bool:
    rule = rule_of(route.name)
    if rule is None:
        return False
    return rule.access is Access.CLOSED or route.parameters <= rule.parameters.keys()
