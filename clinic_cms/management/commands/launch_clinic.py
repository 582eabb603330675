"""`manage.py launch_clinic PATH… [--dry-run] [--json] [--force]`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from clinic_cms.conf import get_settings
from clinic_cms.launching.plan import Change, Conflict
from clinic_cms.launching.service import Launched, LaunchFailed, Run, launch
from clinic_cms.launching.spec.loader import spec_paths
from clinic_cms.launching.state.printing import change_text
from clinic_cms.launching.state.values import group_name, label
from clinic_cms.management import ClinicCommand
from clinic_cms.routing import host_in_letters
from clinic_cms.serving.clinic_sites import origin

MOST_GROUPS = 5
"""How many new groups the last line names."""


class Command(ClinicCommand):
    """Changes clinics to what their specs state."""

    help = (
        "Launches clinics from TOML specs, and updates launched ones when their specs change. "
        "A second run changes nothing. What owners have changed is shown and kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help=_("a spec, or a folder of specs")
        )
        parser.add_argument("--dry-run", action="store_true", help=_("print the plan only"))
        parser.add_argument("--json", action="store_true", help=_("print JSON for programs"))
        parser.add_argument(
            "--force",
            action="store_true",
            help=_("set the spec's values also where owners have changed them"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        paths = [Path(path) for path in options["paths"]]
        dry_run = options["dry_run"]
        launch_all = launch if options["json"] else self._launch_with_progress
        try:
            run = launch_all(paths, dry_run=dry_run, force=options["force"])
        except LaunchFailed as failed:
            raise CommandError(str(failed)) from failed
        if options["json"]:
            network = [change.as_json() for change in run.network]
            clinics = [launched.as_json() for launched in run.clinics]
            self.write_json(
                {"ok": True, "dry_run": dry_run, "network": network, "clinics": clinics}
            )
        else:
            _show(self.console, run, dry_run=dry_run)

    def _launch_with_progress(self, paths: list[Path], *, dry_run: bool, force: bool) -> Run:
        """Launch with a progress bar, on a terminal."""
        self.stdout.ending = ""  # rich ends its lines itself, and a progress bar does not
        with _progress(self.console, len(spec_paths(paths))) as progress:

            def step(launched: Launched) -> None:
                progress.update(progress.task_ids[0], advance=1, description=launched.plan.name)

            return launch(paths, dry_run=dry_run, force=force, on_done=step)


def _progress(console: Console, count: int) -> Progress:
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=count < 2 or not console.is_terminal,
    )
    progress.add_task(_("Clinics"), total=count)
    return progress


def _show(console: Console, run: Run, *, dry_run: bool) -> None:
    """Print what was done, or would be."""
    plans = (line for launched in run.clinics for line in _plan_lines(launched))
    for line in (*_network_lines(run.network), *plans):
        console.print(line, soft_wrap=True)
    console.print(_summary_table(run))
    for line in _next_steps(run, dry_run=dry_run):
        console.print(line, soft_wrap=True)


def _network_lines(changes: list[Change]) -> Iterator[Text]:
    """Yield a line for each change, and one for all locales, however many the install has."""
    locales = [change.key.locale for change in changes if change.key.kind == "locale"]
    if locales:
        yield Text(" ".join(("  +", _("locales"), ", ".join(locales))), style="green")
    yield from (_change_line(change, {}) for change in changes if change.key.kind != "locale")


def _plan_lines(launched: Launched) -> Iterator[Text]:
    plan = launched.plan
    if not (plan.changes or plan.conflicts or plan.warnings):
        return
    yield Text.assemble((plan.name, "bold"), f"  {launched.file}")
    for change in plan.changes:
        yield _change_line(change, plan.slugs)
    for conflict in plan.conflicts:
        yield _conflict_line(conflict, plan.slugs)
    for redirect in plan.redirects:
        message = _("%(earlier)s redirects to %(current)s")
        values = {"earlier": redirect.earlier, "current": redirect.current}
        yield Text(f"  → {message % values}")
    for warning in plan.warnings:
        yield Text(f"  ! {warning}", style="yellow")
    yield Text()


def _change_line(change: Change, slugs: Mapping[str, str]) -> Text:
    name = label(change.key)
    if change.action == "create":
        return Text(f"  + {name}", style="green")
    values = change_text(change.field, change.before, change.after, slugs)
    return Text(f"  ~ {name}, {change.field}: {values}")


def _conflict_line(conflict: Conflict, slugs: Mapping[str, str]) -> Text:
    place, values = label(conflict.key), ""
    if conflict.field:
        place = f"{place}, {conflict.field}"
        values = f" {change_text(conflict.field, conflict.current, conflict.desired, slugs)}"
    return Text(f"  ≠ {place}:{values} ({conflict.reason_text})", style="magenta")


def _summary_table(run: Run) -> Table:
    states = {"new": _("new"), "changed": _("changed"), "unchanged": _("unchanged")}
    draft = _("not served yet: its home page is a draft")
    table = Table(_("Clinic"), _("State"), _("Locale"), box=None, pad_edge=False)
    table.add_column(_("URL"), no_wrap=True, overflow="ignore")
    for launched in run.clinics:
        names = [launched.plan.name, str(states[launched.plan.status])]
        host = launched.plan.clinic.host
        letters = "" if host_in_letters(host) == host else f" ({host_in_letters(host)})"
        for code, url in launched.urls.items():
            is_served = code not in launched.unserved
            table.add_row(*names, code, f"{url}{letters}" if is_served else draft)
            names = ["", ""]
    return table


def _next_steps(run: Run, *, dry_run: bool) -> Iterator[Text]:
    changes = sum(len(launched.plan.changes) for launched in run.clinics) + len(run.network)
    if dry_run:
        message = ngettext(
            "%(count)s change planned; nothing was written. Run it without --dry-run.",
            "%(count)s changes planned; nothing was written. Run it without --dry-run.",
            changes,
        )
    else:
        message = ngettext("%(count)s change made.", "%(count)s changes made.", changes)
    yield Text(message % {"count": changes} if changes else _("Nothing to change."))
    new = [launched.plan for launched in run.clinics if launched.plan.status == "new"]
    if new and not dry_run:
        message = _("Next: give each owner a user in their clinic's group (%(groups)s): %(url)s")
        groups = [f"“{group_name(plan.name, plan.slug)}”" for plan in new[:MOST_GROUPS]]
        names = ", ".join(groups) + (" …" if len(new) > MOST_GROUPS else "")
        yield Text(message % {"groups": names, "url": _users_url()})
    if any(launched.plan.conflicts for launched in run.clinics):
        yield Text(_("Values marked ≠ were left as they are; --force sets the spec's."))


def _users_url() -> str:
    """Return the URL of the users' list in the admin, on the network host."""
    path = reverse("wagtailusers_users:index")
    hosts = get_settings().NETWORK_HOSTS
    return f"{origin().of(hosts[0])}{path}" if hosts else path
