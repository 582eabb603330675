"""Launching: spec files are read, planned and applied, one transaction per clinic."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, Site

from clinic_cms.conf import get_settings
from clinic_cms.errors import ClinicCMSError, Mistake, Refused
from clinic_cms.facts import Master, published_masters
from clinic_cms.launching.apply import Launch
from clinic_cms.launching.checks import page_gap_mistakes, stated_texts, warnings_of
from clinic_cms.launching.network import plan_network, prepare_network
from clinic_cms.launching.plan import Change, Plan, compare
from clinic_cms.launching.spec.fields import message_of
from clinic_cms.launching.spec.loader import SpecFile, read_specs, spec_paths
from clinic_cms.launching.spec.validation_context import Known
from clinic_cms.launching.state.current import Found, find
from clinic_cms.launching.state.desired import Wanted, wanted_of
from clinic_cms.launching.state.values import CLINIC, Key
from clinic_cms.models import Clinic, ClinicHomePage, ClinicHost, ConditionPage
from clinic_cms.publishing import webhooks
from clinic_cms.routing import url_of
from clinic_cms.serving import origin


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
    """Locales whose URL answers 404, because their home is a draft."""


@dataclass(frozen=True)
class Run:
    """A whole run: what the install needed, and each clinic."""

    network: list[Change]
    clinics: list[Launched]


def known_now() -> Known:
    """Return what specs are checked against; as many queries, however many clinics there are."""
    clinics = dict(Clinic.objects.values_list("slug", "default_locale__language_code"))
    hosts = dict(ClinicHost.objects.values_list("hostname", "clinic__slug"))
    own = {*Clinic.objects.exclude(site=None).values_list("site_id", flat=True)}
    sites = Site.objects.values_list("pk", "hostname")
    strangers = {host: _("a Wagtail site") for pk, host in sites if pk not in own}
    homes = {*ClinicHomePage.objects.values_list("pk", flat=True)}
    pages = Page.objects.filter(depth=2).values_list("pk", "slug")
    masters = ConditionPage.objects.masters().order_by("locale_id")
    return Known(
        languages=get_content_languages(),
        network_hosts=get_settings().NETWORK_HOSTS,
        hosts=strangers | hosts,
        root_slugs={slug for pk, slug in pages if pk not in homes},
        default_locales=clinics,
        conditions=dict(masters.values_list("slug", "translation_key")),
    )


def launch(
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    force: bool = False,
    on_done: Callable[[Launched], None] = lambda launched: None,
) -> Run:
    """Bring clinics to what their specs say; raises Refused, before anything is changed, or
    LaunchFailed, once a clinic's pages are refused by a gate.

    `on_done` is called after each clinic. With `dry_run` nothing is written.
    """
    known = known_now()
    files = read_specs(spec_paths(paths), known)
    _refuse_page_gaps(files, known, force=force)
    locales = [code for file in files for code in file.spec.clinic.locales]
    network = plan_network(locales) if dry_run else prepare_network(locales=locales)
    masters = published_masters()
    # Slugs of the first locale come last here, and win.
    slugs = {str(key): slug for slug, key in reversed([*known.conditions.items()])}
    run = Run(network, [])
    for file in files:
        wanted = wanted_of(file.spec, known.conditions)
        launched = _launch_one(file, wanted, masters, slugs, dry_run=dry_run, force=force)
        run.clinics.append(launched)
        on_done(launched)
    return run


def _refuse_page_gaps(files: list[SpecFile], known: Known, *, force: bool) -> None:
    """Refuse the run for texts of specs that print what their clinics will lack; only reads."""
    mistakes: list[Mistake] = []
    for file in files:
        if stated_texts(file.spec):
            wanted = wanted_of(file.spec, known.conditions)
            found = find(file.spec.clinic.slug)
            plan = compare(file.spec.clinic.slug, wanted, found, force=force)
            url = next(iter(_urls(plan).values()))
            mistakes.extend(page_gap_mistakes(file, plan, wanted, found, url))
    if mistakes:
        raise Refused(mistakes)


@transaction.atomic
def _launch_one(
    file: SpecFile,
    wanted: Wanted,
    masters: list[Master],
    slugs: dict[str, str],
    *,
    dry_run: bool,
    force: bool,
) -> Launched:
    slug = file.spec.clinic.slug
    if not dry_run:
        # Homes are the root's children, and treebeard numbers them: one launch at a time. A second
        # launch of the same clinic waits here, and then finds nothing to do.
        Page.objects.select_for_update().get(depth=1)
    found = find(slug)
    plan = compare(slug, wanted, found, force=force)
    urls = _urls(plan)
    plan.slugs = slugs
    plan.warnings = warnings_of(file.spec, plan, found, masters, next(iter(urls.values())))
    if not dry_run and plan.is_due(found):
        try:
            _apply(plan, wanted, found)
        except ValidationError as error:
            raise LaunchFailed(slug, message_of(error)) from error
    return Launched(file.path, plan, urls, tuple(_unserved(plan, found)))


def _apply(plan: Plan, wanted: Wanted, found: Found) -> None:
    """Make a plan's changes; a clinic that goes on line is one event, not one for each page."""
    goes_on_line = found.clinic is None or found.clinic.retired_at is not None
    with webhooks.summed_up() if goes_on_line else nullcontext():
        clinic = Launch(plan, wanted, found).run()
    if goes_on_line:
        webhooks.note_launched(clinic)
    elif plan.of(CLINIC):
        webhooks.note_changed(clinic)


def _urls(plan: Plan) -> dict[str, str]:
    """Return the home's URL in each locale."""
    clinic: dict[str, Any] = plan.state[CLINIC]
    default = clinic["locales"][0]
    return {code: url_of(origin(), clinic["host"], code, default, "") for code in clinic["locales"]}


def _unserved(plan: Plan, found: Found) -> Iterator[str]:
    """Yield the offered locales whose home is a draft once the plan is applied."""
    locales: Any = plan.state[CLINIC]["locales"]
    for code in locales:
        home = Key("home", "", code)
        page = found.pages.get(home)
        here = {"live": page is not None and page.live}
        if not plan.state.get(home, here)["live"]:
            yield code
