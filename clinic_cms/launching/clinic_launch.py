"""The launch of one clinic: what its spec asks for, what that changes, and what came of it."""

from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from clinic_cms.launching import unfinished
from clinic_cms.launching.apply import ClinicWriter
from clinic_cms.launching.install import Install
from clinic_cms.launching.new_clinic import NewClinic
from clinic_cms.launching.plan import Plan, compare
from clinic_cms.launching.planned_facts import PlannedFacts
from clinic_cms.launching.redirects import redirects_of
from clinic_cms.launching.spec.loader import SpecFile
from clinic_cms.launching.state.current import CurrentState, read_current_state
from clinic_cms.launching.state.desired import DesiredState, desired_state
from clinic_cms.launching.state.renames import find_renames
from clinic_cms.launching.state.values import CLINIC, Key
from clinic_cms.models import Clinic
from clinic_cms.publishing.webhooks import outbox
from clinic_cms.routing import url_of
from clinic_cms.serving.clinic_sites import origin


@dataclass(frozen=True)
class Launched:
    """One clinic of a run: its plan, and its home's URL in each locale."""

    file: Path
    plan: Plan
    urls: dict[str, str]
    unserved: tuple[str, ...] = ()
    """Locales whose URL is a 404, because their home is a draft."""
    facts: PlannedFacts | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the clinic's plan and result for `--json`."""
        plan = self.plan
        return {
            "slug": plan.slug,
            "name": plan.name,
            "file": str(self.file),
            "status": plan.status,
            "changes": [change.as_json() for change in plan.changes],
            "conflicts": [conflict.as_json() for conflict in plan.conflicts],
            "warnings": plan.warnings,
            "redirects": [redirect.as_json() for redirect in plan.redirects],
            "urls": self.urls,
            "unserved": [*self.unserved],
        }


@dataclass(frozen=True)
class Failed:
    """One clinic of a run that was left as it was."""

    file: Path
    slug: str
    name: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Return the clinic and the reason for `--json`."""
        return {
            "slug": self.slug,
            "name": self.name,
            "file": str(self.file),
            "status": "failed",
            "error": self.reason,
        }


class ClinicLaunch:
    """The launch of one spec.

    Desired state, current state and plan are computed once, when they are first read. If the
    clinic changes before its rows are written, all that depends on its state is computed again.
    """

    def __init__(self, file: SpecFile, install: Install, *, force: bool) -> None:
        self.file = file
        self.slug = file.spec.clinic.slug
        self.install = install
        self._force = force

    @cached_property
    def desired(self) -> DesiredState:
        """What the spec asks for."""
        return desired_state(self.file.spec, self.install.conditions)

    @cached_property
    def current(self) -> CurrentState:
        """The clinic's rows, by the names that the spec gives them now."""
        if self.slug not in self.install.known:
            return CurrentState()
        current = read_current_state(self.slug)
        current.rename(find_renames(self.file.spec, self.desired, current))
        return current

    @cached_property
    def plan(self) -> Plan:
        """What the launch would change."""
        return compare(self.slug, self.desired, self.current, force=self._force)

    @cached_property
    def urls(self) -> dict[str, str]:
        """The URL of the home in each locale."""
        clinic = self.plan.clinic
        first = clinic.default_locale
        return {code: url_of(origin(), clinic.host, code, first, "") for code in clinic.locales}

    @property
    def url(self) -> str:
        """The URL of the home in the default locale."""
        return self.urls[self.plan.clinic.default_locale]

    @cached_property
    def facts(self) -> PlannedFacts:
        """What the clinic's pages will print."""
        return PlannedFacts(self.plan, self.current, self.url)

    @cached_property
    def page_gaps(self) -> list[unfinished.PageGap]:
        """The texts of the clinic's own pages that print facts which it would lack."""
        return [*unfinished.page_gaps(self.plan, self.facts)]

    @cached_property
    def result(self) -> Launched:
        """What is planned and, once it is applied, done."""
        plan = self.plan
        plan.slugs = self.install.slugs
        plan.warnings = unfinished.warnings_of(
            self.file.spec, plan, self.current, self.install.masters, self.page_gaps, self.facts
        )
        plan.redirects = [*redirects_of(plan, self.current)]
        live = {key: page.live for key, page in self.current.pages.items()}
        live |= {key: bool(fields.get("live")) for key, fields in plan.state.items()}
        codes = plan.clinic.locales
        unserved = tuple(code for code in codes if not live.get(Key("home", "", code)))
        return Launched(self.file.path, plan, self.urls, unserved, self.facts)

    @cached_property
    def new_clinic(self) -> NewClinic:
        """The clinic that is to be written; raises ValidationError for what may not be written."""
        return NewClinic(self.plan, self.desired, self.install)

    def prepare(self) -> bool:
        """Compute and check what can be before rows are locked; returns whether any is to change.

        Raises ValidationError for what may not be written.
        """
        is_due = self.result.plan.is_due(self.current)
        if is_due and self.current.clinic is None:
            self.new_clinic  # noqa: B018 - it is made and checked here
        return is_due

    def start_again(self) -> None:
        """Forget a new clinic that was written in part, in a transaction that was rolled back."""
        new: NewClinic | None = vars(self).pop("new_clinic", None)
        if new is not None:
            new.delete_files()

    def is_new(self) -> bool:
        """Whether there is no such clinic yet, now that rows are locked.

        Forgets what was computed from a state that has changed since.
        """
        if self.slug in self.install.known and self.current.is_outdated(self.slug):
            for name in ("current", "plan", "urls", "facts", "page_gaps", "result", "new_clinic"):
                vars(self).pop(name, None)
        return self.current.clinic is None

    def apply(self) -> Launched:
        """Make the plan's changes to a clinic that there is.

        If it comes online, that is one event, not one per page.
        """
        if self.current.clinic is not None and self.result.plan.is_due(self.current):
            self._change(self.current.clinic)
        return self.result

    def _change(self, clinic: Clinic) -> None:
        comes_online = clinic.retired_at is not None
        with outbox.summed_up() if comes_online else nullcontext():
            ClinicWriter(self.plan, self.desired, self.current, clinic).write()
        if comes_online:
            outbox.note_launched(clinic)
        elif self.plan.of(CLINIC):
            outbox.note_changed(clinic)

    def failed(self, reason: str) -> Failed:
        """Return what a run reports of a clinic that was left as it was."""
        return Failed(self.file.path, self.slug, self.file.spec.clinic.name, reason)
