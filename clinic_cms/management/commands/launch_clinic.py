"""`manage.py launch_clinic PATH… [--dry-run] [--json] [--force]`."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import indent, wrap
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from clinic_cms.conf import get_settings
from clinic_cms.launching.clinic_launch import Failed, Launched
from clinic_cms.launching.plan import Change, Conflict
from clinic_cms.launching.service import LaunchFailed, Run
from clinic_cms.launching.state.printing import change_text
from clinic_cms.launching.state.values import label
from clinic_cms.management import ClinicCommand, json_text
from clinic_cms.routing import host_in_letters
from clinic_cms.serving.clinic_sites import origin

MOST_NAMES = 5
"""How many new clinics the last line names."""


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
        run = Run(paths, dry_run=dry_run, force=options["force"])
        if options["json"]:
            failed = self._write_as_json(run, dry_run=dry_run)
        else:
            self.stdout.ending = ""  # rich ends its lines itself, and a progress bar does not
            shows_facts = len(run) == 1 or options["verbosity"] > 1
            failed = self._print(run, dry_run=dry_run, shows_facts=shows_facts)
        if failed:
            raise CommandError(str(LaunchFailed(failed)))

    def _write_as_json(self, run: Run, *, dry_run: bool) -> list[Failed]:
        """Write one document, clinic by clinic: all of them would fill the memory."""
        failed = []
        network = [change.as_json() for change in run.network]
        head = json_text({"dry_run": dry_run, "network": network})
        self.stdout.write(f'{head.rstrip("}").rstrip()},\n  "clinics": [', ending="")
        for number, result in enumerate(run):
            failed += [result] if isinstance(result, Failed) else []
            text = indent(json_text(result.as_json()), "    ")
            self.stdout.write(f"{',' if number else ''}\n{text}", ending="")
        self.stdout.write(f'\n  ],\n  "ok": {json_text(not failed)}\n}}')
        return failed

    def _print(self, run: Run, *, dry_run: bool, shows_facts: bool) -> list[Failed]:
        """Print what was done, or would be, with a progress bar on a terminal.

        With `shows_facts`, the facts of new people and places are printed below them.
        """
        width = self.console.width if shows_facts else 0
        summary = Summary(dry_run, changes=len(run.network))
        for line in _network_lines(run.network):
            self.console.print(line, soft_wrap=True)
        with _progress(self.console, len(run)) as progress:
            for result in run:
                if lines := [*_result_lines(result, width)]:
                    self.console.print(Text("\n").join(lines), soft_wrap=True)
                summary.add(result)
                progress.update(progress.task_ids[0], advance=1)
        self.console.print(summary.table)
        for line in summary.next_steps():
            self.console.print(line, soft_wrap=True)
        return summary.failed


def _progress(console: Console, count: int) -> Progress:
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=count < 2 or not console.is_terminal,
    )
    progress.add_task(_("Clinics"), total=count)
    return progress


class RateColumn(ProgressColumn):
    """How many clinics are launched in a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="progress.data.speed")


class Summary:
    """The end of the output: a table of all clinics, and what to do next.

    Of each clinic it keeps a line: a run may have thousands.
    """

    def __init__(self, dry_run: bool, *, changes: int) -> None:
        self.dry_run, self.changes = dry_run, changes
        self.failed: list[Failed] = []
        self.new: list[str] = []
        self.has_conflicts = False
        self.table = Table(_("Clinic"), _("State"), _("Locale"), box=None, pad_edge=False)
        self.table.add_column(_("URL"), no_wrap=True, overflow="ignore")

    def add(self, result: Launched | Failed) -> None:
        """Add a clinic."""
        if isinstance(result, Failed):
            self.failed.append(result)
            self.table.add_row(result.name, _("failed"))
            return
        plan = result.plan
        self.changes += len(plan.changes)
        self.has_conflicts = self.has_conflicts or bool(plan.conflicts)
        if plan.status == "new":
            self.new.append(plan.name)
        states = {"new": _("new"), "changed": _("changed"), "unchanged": _("unchanged")}
        draft = _("not served yet: its home page is a draft")
        names, host = [plan.name, str(states[plan.status])], plan.clinic.host
        letters = "" if host_in_letters(host) == host else f" ({host_in_letters(host)})"
        for code, url in result.urls.items():
            is_served = code not in result.unserved
            self.table.add_row(*names, code, f"{url}{letters}" if is_served else draft)
            names = ["", ""]

    def next_steps(self) -> Iterator[Text]:
        """Yield what was done, in a line, and what is left to do."""
        if self.dry_run:
            message = ngettext(
                "%(count)s change planned; nothing was written. Run it without --dry-run.",
                "%(count)s changes planned; nothing was written. Run it without --dry-run.",
                self.changes,
            )
        else:
            message = ngettext("%(count)s change made.", "%(count)s changes made.", self.changes)
        is_any = self.changes or self.failed
        yield Text(message % {"count": self.changes} if is_any else _("Nothing to change."))
        if self.new and not self.dry_run:
            message = _("Next: invite each owner (%(clinics)s) under “People”: %(url)s")
            named = [f"“{name}”" for name in self.new[:MOST_NAMES]]
            names = ", ".join(named) + (" …" if len(self.new) > MOST_NAMES else "")
            yield Text(message % {"clinics": names, "url": _clinics_url()})
        if self.has_conflicts:
            yield Text(_("Values marked ≠ were left as they are; --force sets the spec's."))


def _network_lines(changes: list[Change]) -> Iterator[Text]:
    """Yield a line for each change, and one for all locales, however many the install has."""
    locales = [change.key.locale for change in changes if change.key.kind == "locale"]
    if locales:
        yield Text(" ".join(("  +", _("locales"), ", ".join(locales))), style="green")
    yield from (_change_line(change, {}) for change in changes if change.key.kind != "locale")


def _result_lines(result: Launched | Failed, width: int) -> Iterator[Text]:
    if isinstance(result, Failed):
        yield Text.assemble((result.name, "bold"), f"  {result.file}")
        yield Text(f"  ✗ {result.reason}\n", style="red")
        return
    plan = result.plan
    if not (plan.changes or plan.conflicts or plan.warnings):
        return
    yield Text.assemble((plan.name, "bold"), f"  {result.file}")
    for change in plan.changes:
        yield _change_line(change, plan.slugs)
        if change.action == "create" and result.facts and width:
            yield from _fact_lines(result.facts.printed(change.key), width)
    for conflict in plan.conflicts:
        yield _conflict_line(conflict, plan.slugs)
    for redirect in plan.redirects:
        message = _("%(earlier)s redirects to %(current)s")
        values = {"earlier": redirect.earlier, "current": redirect.current}
        yield Text(f"  → {message % values}")
    for warning in plan.warnings:
        yield Text(f"  ! {warning}", style="yellow")
    yield Text()


def _fact_lines(facts: Iterable[tuple[str, list[str]]], width: int) -> Iterator[Text]:
    for name, lines in facts:
        first, *others = [f"      {name}: {lines[0]}", *(f"        {line}" for line in lines[1:])]
        for line in (first, *others):
            for part in wrap(line, width, subsequent_indent=" " * 10, break_on_hyphens=False):
                yield Text(part)


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


def _clinics_url() -> str:
    """Return the URL of the list of clinics in the admin, on the network host."""
    path = reverse("clinics:index")
    hosts = get_settings().NETWORK_HOSTS
    return f"{origin().of(hosts[0])}{path}" if hosts else path
