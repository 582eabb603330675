"""Launches clinics and retires them: specs are read, planned and applied, each clinic at once."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_cms.errors import ClinicCMSError, Mistake, Refused, error_id, suggestion
from clinic_cms.facts import Master, published_masters
from clinic_cms.launching import checks
from clinic_cms.launching.apply import ClinicWriter
from clinic_cms.launching.batch import Batch, Install
from clinic_cms.launching.network import plan_network, prepare_network
from clinic_cms.launching.new_clinic import NewClinic
from clinic_cms.launching.plan import Change, Plan, compare
from clinic_cms.launching.redirects import redirects_of
from clinic_cms.launching.spec.fields import message_of
from clinic_cms.launching.spec.loader import SpecFile, read_specs, spec_paths
from clinic_cms.launching.spec.validation_context import install_context
from clinic_cms.launching.state.current import CurrentState, read_current_state
from clinic_cms.launching.state.desired import DesiredState, desired_state
from clinic_cms.launching.state.renames import find_renames
from clinic_cms.launching.state.values import CLINIC, Key
from clinic_cms.models import Clinic
from clinic_cms.publishing.statistics import collect_statistics
from clinic_cms.publishing.webhooks import outbox
from clinic_cms.routing import url_of
from clinic_cms.serving.clinic_sites import origin

UNKNOWN_CLINIC = error_id("clinic_cms.L039")


class LaunchFailed(ClinicCMSError):
    """A page was refused while a clinic was launched; that clinic was left as it was."""

    def __init__(self, slug: str, reason: str) -> None:
        self.slug = slug
        super().__init__(
            _("“%(slug)s” was left as it was: %(reason)s The clinics before it are launched.")
            % {"slug": slug, "reason": reason}
        )


@dataclass(frozen=True)
class Launched:
    """One clinic of a run: its plan, and its home's URL in each locale."""

    file: Path
    plan: Plan
    urls: dict[str, str]
    unserved: tuple[str, ...] = ()
    """Locales whose URL is a 404, because their home is a draft."""

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
class Run:
    """A whole run: what the install needed, and each clinic."""

    network: list[Change]
    clinics: list[Launched]


class ClinicLaunch:
    """The launch of one spec.

    Desired state, current state and plan are computed once, when they are first read: before the
    run writes anything where the spec states texts, else in the clinic's own transaction.
    """

    def __init__(self, file: SpecFile, conditions: Mapping[str, UUID], *, force: bool) -> None:
        self.file = file
        self.slug = file.spec.clinic.slug
        self._conditions = conditions
        self._force = force

    @cached_property
    def desired(self) -> DesiredState:
        """What the spec asks for."""
        return desired_state(self.file.spec, self._conditions)

    @cached_property
    def current(self) -> CurrentState:
        """The clinic's rows, by the names that the spec gives them now."""
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
    def page_gaps(self) -> list[checks.PageGap]:
        """The texts of the clinic's own pages that print facts which it would lack."""
        return [*checks.page_gaps(self.plan, self.current, self.url)]

    def refresh(self) -> None:
        """Forget what was computed from a state that has changed since."""
        if "current" in vars(self) and self.current.is_outdated(self.slug):
            for name in ("current", "plan", "urls", "page_gaps"):
                vars(self).pop(name, None)

    def apply(self, batch: Batch) -> None:
        """Make the plan's changes; a clinic that comes online is one event, not one per page."""
        clinic = self.current.clinic
        if clinic is None:
            outbox.note_launched(NewClinic(self.plan, self.desired, batch.install).write(batch))
            return
        comes_online = clinic.retired_at is not None
        with outbox.summed_up() if comes_online else nullcontext():
            ClinicWriter(self.plan, self.desired, self.current, clinic).write()
        if comes_online:
            outbox.note_launched(clinic)
        elif self.plan.of(CLINIC):
            outbox.note_changed(clinic)

    def result(self) -> Launched:
        """Return what was planned and, unless it was a dry run, done."""
        live = {key: page.live for key, page in self.current.pages.items()}
        live |= {key: bool(fields.get("live")) for key, fields in self.plan.state.items()}
        codes = self.plan.clinic.locales
        unserved = tuple(code for code in codes if not live.get(Key("home", "", code)))
        return Launched(self.file.path, self.plan, self.urls, unserved)


def launch(
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    force: bool = False,
    on_done: Callable[[Launched], None] = lambda launched: None,
) -> Run:
    """Bring clinics to what their specs say.

    `on_done` is called after each clinic. With `dry_run` nothing is written. Raises Refused before
    anything is changed, or LaunchFailed once a gate refuses a page of a clinic.
    """
    context = install_context()
    files = read_specs(spec_paths(paths), context)
    launches = deque(ClinicLaunch(file, context.conditions, force=force) for file in files)
    _refuse_page_gaps(launches)
    locales = [code for file in files for code in file.spec.clinic.locales]
    network = plan_network(locales) if dry_run else prepare_network(locales=locales)
    masters = published_masters()
    # Slugs of the first locale come last here, and win.
    slugs = {str(key): slug for slug, key in reversed([*context.conditions.items()])}
    run, install = Run(network, []), Install()
    while launches:  # each is dropped once it is done: it holds the clinic's pages
        launched = _launch_one(launches.popleft(), masters, slugs, install, dry_run=dry_run)
        run.clinics.append(launched)
        on_done(launched)
    if not dry_run:
        collect_statistics()
    return run


def _refuse_page_gaps(launches: Iterable[ClinicLaunch]) -> None:
    """Refuse the run for texts of specs that print facts which their clinics would lack."""
    mistakes: list[Mistake] = []
    for each in launches:
        if checks.stated_texts(each.file.spec):
            mistakes += checks.page_gap_mistakes(each.file, each.plan, each.desired, each.page_gaps)
    if mistakes:
        raise Refused(mistakes)


@transaction.atomic
def _launch_one(
    each: ClinicLaunch,
    masters: list[Master],
    slugs: dict[str, str],
    install: Install,
    *,
    dry_run: bool,
) -> Launched:
    if not dry_run:
        # Homes are the root's children, and treebeard numbers them: one launch at a time. A second
        # launch of the same clinic waits here, and then has nothing to do.
        batch = Batch(install)
        each.refresh()
    plan = each.plan
    plan.slugs = slugs
    plan.warnings = checks.warnings_of(
        each.file.spec, plan, each.current, masters, each.page_gaps, each.url
    )
    plan.redirects = [*redirects_of(plan, each.current)]
    result = each.result()
    if not dry_run and plan.is_due(each.current):
        try:
            each.apply(batch)
            batch.finish()
        except ValidationError as error:
            raise LaunchFailed(each.slug, message_of(error)) from error
    return result


@transaction.atomic
def retire(*, slug: str) -> tuple[Clinic, bool]:
    """Take a clinic offline, keeping all its data; returns it and whether anything changed.

    Its hosts respond with 410 Gone until it is launched again. Raises Refused for an unknown slug.
    """
    clinic = find_clinic(slug, Clinic.objects.select_for_update())
    if clinic.retired_at is not None:
        return clinic, False
    clinic.retired_at = timezone.now()
    clinic.save(update_fields=["retired_at"])
    outbox.note_retired(clinic)
    return clinic, True


def find_clinic(slug: str, clinics: QuerySet[Clinic], *, where: str = "") -> Clinic:
    """Return the clinic with a slug; raises Refused, with the nearest slug, if there is none.

    `where` names the option with the slug.
    """
    clinic = clinics.filter(slug=slug).first()
    if clinic is None:
        slugs = Clinic.objects.values_list("slug", flat=True)
        message = _("There is no clinic “%(slug)s”.") % {"slug": slug}
        hint = suggestion(slug, slugs) or _("Launch it first: manage.py launch_clinic PATH")
        raise Refused([Mistake(UNKNOWN_CLINIC, where, message, hint)])
    return clinic
