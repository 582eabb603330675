"""A clinic's facts as they will be once a plan is applied."""

from typing import Any

from clinic_cms.facts import build_facts
from clinic_cms.launching.plan import Plan
from clinic_cms.launching.state.current import Found
from clinic_cms.launching.state.page_fields import NO_SOURCES, write_fields
from clinic_cms.launching.state.values import CLINIC, Fields, Key
from clinic_cms.merge import Facts
from clinic_cms.models import ClinicLocation, PractitionerPage


def planned_facts(
    plan: Plan, found: Found, locale: str, url: str, *, page: Key | None = None
) -> Facts:
    """Return the facts for readers of a locale, on one page if it is given; no queries."""
    clinic: dict[str, Any] = plan.state[CLINIC]
    contact = plan.state.get(Key("contact", "", locale), {})
    kind, name = (page.kind, page.name) if page else ("", "")
    return build_facts(
        name=clinic["name"],
        primary=_location(plan, found, clinic["primary_location"]),
        language=locale,
        url=url,
        appointment_url=url if contact.get("live") else "",
        location=_location(plan, found, name) if kind == "location" else None,
        doctor=_person(plan, found, name) if kind == "practitioner" else None,
    )


def _location(plan: Plan, found: Found, name: str) -> ClinicLocation | None:
    key = _default(plan, "location", name)
    fields, page = plan.state.get(key), found.pages.get(key)
    if fields is None:
        return page if isinstance(page, ClinicLocation) else None
    location = ClinicLocation()
    _set_facts(location, fields)
    location.lead = _person(plan, found, str(fields["lead"]))
    return location


def _person(plan: Plan, found: Found, name: str) -> PractitionerPage | None:
    key = _default(plan, "practitioner", name)
    fields, page = plan.state.get(key), found.pages.get(key)
    if fields is None:
        return page if isinstance(page, PractitionerPage) else None
    person = PractitionerPage(live=bool(fields["live"]))
    _set_facts(person, fields)
    return person


def _default(plan: Plan, kind: str, name: str) -> Key:
    """Return the key of the row whose facts are read: that of the first locale."""
    locales: Any = plan.state[CLINIC]["locales"]
    return Key(kind, name, locales[0])


def _set_facts(page: ClinicLocation | PractitionerPage, fields: Fields) -> None:
    own = {name: value for name, value in fields.items() if name in {*page.fact_fields, "title"}}
    own.pop("lead", None)
    write_fields(page, own, NO_SOURCES)
