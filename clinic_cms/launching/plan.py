"""Compares the desired with the current state of a clinic: a plan of changes. Only reads."""

from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _

from clinic_cms.launching.state.current import CurrentState
from clinic_cms.launching.state.desired import DesiredState
from clinic_cms.launching.state.page_fields import read_fields
from clinic_cms.launching.state.values import (
    CLINIC,
    ClinicState,
    Fields,
    Key,
    Value,
    collection_name,
    is_empty,
    remembered,
)
from clinic_cms.models import Role
from clinic_cms.tenancy.roles import group_name

Action = Literal["create", "update"]
Reason = Literal["owner", "both", "unknown", "draft", "deleted"]
REMOVABLE = {"practitioner", "location"}
"""Pages that are unpublished when the spec no longer names them."""
OFFLINE: Fields = {"live": False}


@dataclass(frozen=True)
class Change:
    """One thing that a launch would do; a creation's `after` holds all fields."""

    action: Action
    key: Key
    field: str = ""
    before: Value = None
    after: Value = None

    def as_json(self) -> dict[str, Any]:
        """Return the change for `--json`."""
        return {
            "action": self.action,
            "object": str(self.key),
            "field": self.field,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True)
class Conflict:
    """A value on which the spec and the database disagree; it is left as it is.

    `reason`: "owner" changed it since, and the spec is as it was; "both" changed it; "unknown":
    it was set before any spec stated it; the page has a "draft"; the page was "deleted".
    """

    key: Key
    field: str
    current: Value
    desired: Value
    reason: Reason

    @property
    def reason_text(self) -> str:
        """Why the value is left as it is, for people."""
        reasons = {
            "owner": _("changed by its owner"),
            "both": _("changed by its owner, and in the spec"),
            "unknown": _("set before the spec stated it"),
            "draft": _("the page has unpublished changes"),
            "deleted": _("deleted by its owner"),
        }
        return reasons[self.reason]

    def as_json(self) -> dict[str, Any]:
        """Return the conflict for `--json`."""
        return {
            "object": str(self.key),
            "field": self.field,
            "here": self.current,
            "spec": self.desired,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Redirect:
    """An earlier host or path, and the one to which it leads."""

    earlier: str
    current: str

    def as_json(self) -> dict[str, str]:
        """Return the redirect for `--json`."""
        return {"from": self.earlier, "to": self.current}


@dataclass
class Plan:
    """What applying a spec would change, and what it would leave."""

    slug: str
    name: str
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    state: dict[Key, Fields] = field(default_factory=dict)
    """Every object as it will be once the changes are made."""
    slugs: dict[str, str] = field(default_factory=dict)
    """Slugs of masters by translation key, for people to read."""
    applied: dict[str, Fields] = field(default_factory=dict)
    """What `Clinic.applied["values"]` will be."""
    redirects: list[Redirect] = field(default_factory=list)
    """Hosts and paths that lead to others once the changes are made."""
    drafts: list[Key] = field(default_factory=list)
    """Pages that patients will not see, because their language has no standard texts."""

    def is_due(self, current: CurrentState) -> bool:
        """Whether there is anything to write, if only which values a spec has set."""
        return bool(self.changes) or self.applied != current.all_applied

    @property
    def status(self) -> Literal["new", "changed", "unchanged"]:
        """What a launch does with the clinic."""
        if any(change.action == "create" for change in self.of(CLINIC)):
            return "new"
        return "changed" if self.changes else "unchanged"

    @property
    def clinic(self) -> ClinicState:
        """The clinic's own fields as they will be once the changes are made."""
        return ClinicState.of(self.state[CLINIC])

    def create(self, key: Key, fields: Fields) -> None:
        """Plan to make an object."""
        self.changes.append(Change("create", key, after=fields))
        self.state[key] = fields
        self.applied[str(key)] = {name: remembered(value) for name, value in fields.items()}

    def of(self, key: Key) -> list[Change]:
        """Return the changes of one object."""
        return [change for change in self.changes if change.key == key]

    def changed(self) -> list[Key]:
        """Return the objects with changes, in order."""
        return list(dict.fromkeys(change.key for change in self.changes))


def compare(slug: str, desired: DesiredState, current: CurrentState, *, force: bool) -> Plan:
    """Return the plan: three-way for each field, between spec, database and what was applied."""
    plan = Plan(slug, str(desired.objects[CLINIC]["name"]))
    plan.applied = {**current.all_applied}
    _compare(plan, CLINIC, desired, current, force=force)
    # The offered locales may differ from the spec's: the owner may have changed them.
    offered = plan.clinic.locales
    for key in [*desired.objects, *_dropped(desired, current, offered)]:
        if key != CLINIC and key.locale in offered:
            _compare(plan, key, desired, current, force=force)
    _mirror(plan, current)
    return plan


def _compare(
    plan: Plan, key: Key, desired: DesiredState, current: CurrentState, *, force: bool
) -> None:
    fields, starts = desired.objects.get(key, OFFLINE), desired.starts.get(key, {})
    here = current.fields(key, {**starts, **fields})
    if here is None:
        _missing(plan, key, {**starts, **fields}, current, force=force)
    else:
        _existing(plan, key, fields, here, current, force=force)
    if starts and key in plan.state and not plan.state[key]["live"]:
        plan.drafts.append(key)


def _dropped(desired: DesiredState, current: CurrentState, offered: list[str]) -> list[Key]:
    """Return the pages that were launched once and whose person or place the spec lacks.

    By name, the default locale's first: PostgreSQL returns what was applied in another order.
    """
    named = {key.page for key in desired.objects}
    dropped = (
        key
        for key in map(Key.parse, current.all_applied)
        if key.kind in REMOVABLE and key.page not in named and key.locale in offered
    )
    return sorted(dropped, key=lambda key: (key.page, offered.index(key.locale)))


def _missing(plan: Plan, key: Key, fields: Fields, current: CurrentState, *, force: bool) -> None:
    if fields == OFFLINE:
        return
    home = Key("home", "", key.locale)
    if current.applied(key) is not None and home in current.pages and not force:
        plan.conflicts.append(Conflict(key, "", None, None, "deleted"))
        return
    plan.create(key, fields)


def _existing(
    plan: Plan, key: Key, fields: Fields, here: Fields, current: CurrentState, *, force: bool
) -> None:
    applied = current.applied(key) or {}
    kept = plan.applied[str(key)] = {**applied}
    state = plan.state[key] = {**here}
    drafted = _has_draft(current, key, applied)
    for name, value in fields.items():
        if here[name] != value:
            reason = _reason(name, here[name], value, applied, drafted=drafted)
            if reason is not None and not force:
                plan.conflicts.append(Conflict(key, name, here[name], value, reason))
                continue
            plan.changes.append(Change("update", key, name, here[name], value))
            state[name] = value
        kept[name] = remembered(value)


def _reason(
    name: str, here: Value, value: Value, applied: Fields, *, drafted: bool
) -> Reason | None:
    """Return why a value must not be changed without `--force`; None if it may be."""
    if name not in applied:
        unset = is_empty(here)
        return ("draft" if drafted else None) if unset else "unknown"
    if remembered(here) != applied[name]:
        return "owner" if remembered(value) == applied[name] else "both"
    return "draft" if drafted else None


def _has_draft(current: CurrentState, key: Key, applied: Fields) -> bool:
    """Whether a page has unpublished changes of its owner's.

    A page that a launch unpublished, or made as a draft, has such changes only where its latest
    revision differs from the page itself.
    """
    page = current.pages.get(key)
    if page is None or not page.has_unpublished_changes:
        return False
    if applied.get("live") is False and not page.live:
        draft = page.get_latest_revision_as_object()
        names = {**applied, "live": False}
        return read_fields(draft, names) != read_fields(page, names)
    return True


def _mirror(plan: Plan, current: CurrentState) -> None:
    """Plan what follows from the clinic's own row: its site, groups, collection, being online."""
    clinic = current.clinic
    if clinic is None:
        return
    name, slug = plan.clinic.name, plan.slug
    collection = clinic.collection.name if clinic.collection else ""
    fields = (
        ("retired", clinic.retired_at is not None, False),
        ("site", clinic.site.hostname if clinic.site else "", plan.clinic.host),
        ("groups", [*current.groups.values()], [group_name(name, slug, role) for role in Role]),
        ("collection", collection, collection_name(name, slug)),
    )
    plan.changes.extend(
        Change("update", CLINIC, name, now, then) for name, now, then in fields if now != then
    )
