"""What a launch cannot know for certain, and what to write in the spec to be sure."""

from collections.abc import Iterator

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from clinic_cms.formats.person_names import parse_name
from clinic_cms.launching.plan import Plan
from clinic_cms.launching.spec.schema import ClinicSpec
from clinic_cms.launching.state.current import CurrentState
from clinic_cms.launching.state.location_titles import shared_names, stated_names
from clinic_cms.launching.state.values import Key, label


def doubts_of(spec: ClinicSpec, plan: Plan, current: CurrentState) -> Iterator[str]:
    """Yield a sentence for each thing that a person should confirm."""
    yield from _unclear_names(spec, plan)
    yield from _unclear_time_zones(spec, plan)
    yield from _shared_names(spec)
    yield from _perhaps_renamed(spec, plan, current)


def _unclear_names(spec: ClinicSpec, plan: Plan) -> Iterator[str]:
    """Yield a sentence for each name that was split, but has another reading."""
    for person in spec.practitioners:
        parsed = parse_name(person.name)
        fields = plan.state.get(Key("practitioner", person.key, spec.default_locale), {})
        parts = {"given": parsed.given, "family": parsed.family}
        is_stated = person.first_name or person.last_name
        if parsed.certain or is_stated or fields.get("last_name") != parsed.family:
            continue
        yield _(
            "“%(name)s” was split into the first name “%(given)s” and the last name "
            "“%(family)s”. If that is wrong, state first_name and last_name."
        ) % {"name": person.name, **parts}


def _unclear_time_zones(spec: ClinicSpec, plan: Plan) -> Iterator[str]:
    """Yield a sentence for each location whose address leaves several time zones."""
    for place in spec.locations:
        fields = plan.state.get(Key("location", place.key, spec.default_locale), {})
        guess = place.zone_guess
        if not guess.others or fields.get("time_zone"):
            continue
        zones = {"zone": guess.zone, "others": ", ".join(guess.others)}
        yield _(
            "The %(page)s has one of several time zones. Confirm time_zone = “%(zone)s”, which is "
            "used until then, or write one of: %(others)s."
        ) % {"page": label(Key("location", place.key, spec.default_locale)), **zones}


def _shared_names(spec: ClinicSpec) -> Iterator[str]:
    """Yield a sentence for each name that two locations have."""
    for name in shared_names(stated_names(spec)):
        yield _(
            "Two locations are called “%(name)s”: menus add what tells them apart. "
            "Give each a title."
        ) % {"name": name}


def _perhaps_renamed(spec: ClinicSpec, plan: Plan, current: CurrentState) -> Iterator[str]:
    """Yield a sentence for each new person or place that may be one which goes offline."""
    default = plan.clinic.default_locale
    mine = [change for change in plan.changes if change.key.locale == default]
    new = [change.key for change in mine if change.action == "create"]
    gone = [change.key for change in mine if (change.field, change.after) == ("live", False)]
    for kind, tables in spec.named.items():
        names = [f"“{current.pages[key].title}”" for key in gone if key.kind == kind]
        for table in tables if names else ():
            if Key(kind, table.key, default) in new:
                yield _(
                    "The %(page)s is new, and %(names)s goes offline. If it is the same under "
                    "another name, state the earlier name: was = %(example)s."
                ) % {
                    "page": label(Key(kind, table.key)),
                    "names": get_text_list(names),
                    "example": names[0],
                }
