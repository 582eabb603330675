"""How a launch looks in a terminal."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType, TracebackType
from typing import IO, Self, cast

from django.core.management.base import OutputWrapper
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from clinic_cms.conf import get_settings
from clinic_cms.launching import Change, Conflict, Launched, Run
from clinic_cms.launching.naming import label
from clinic_cms.launching.plan import label_of
from clinic_cms.launching.plan_format import from_to, named, status, why
from clinic_cms.launching.state.values import Value
from clinic_cms.serving import origin

NO_SLUGS: Mapping[str, str] = MappingProxyType({})
GROUPS_SHOWN = 5
"""How many new groups the last line names."""
PLAIN_WIDTH = 160
"""Columns where the output is no terminal: a URL is never broken."""


class Report:
    """Prints one run: a progress bar while it lasts (on a terminal), then plans and URLs."""

    def __init__(self, stdout: OutputWrapper, count: int) -> None:
        stdout.ending = ""  # rich ends its lines itself, and a bar does not
        self.console = Console(file=cast(IO[str], stdout), highlight=False)
        if not self.console.is_terminal:
            self.console.width = PLAIN_WIDTH
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=count < 2 or not self.console.is_terminal,
        )
        self.task = self.progress.add_task(_("Clinics"), total=count)

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.progress.stop()

    def step(self, launched: Launched) -> None:
        """Note that one more clinic is done."""
        self.progress.update(self.task, advance=1, description=launched.plan.name)

    def show(self, run: Run, *, dry_run: bool) -> None:
        """Print what was done, or would be."""
        for line in _network_lines(run.network):
            self._line(line)
        for launched in run.clinics:
            self._plan(launched)
        self.console.print(_summary_table(run))
        self._next_steps(run, dry_run=dry_run)

    def _plan(self, launched: Launched) -> None:
        plan = launched.plan
        if not (plan.changes or plan.conflicts or plan.warnings):
            return
        self._line(Text.assemble((plan.name, "bold"), f"  {launched.file}"))
        for change in plan.changes:
            self._line(_change_line(change, plan.slugs))
        for conflict in plan.conflicts:
            self._line(_conflict_line(conflict, plan.slugs))
        for warning in plan.warnings:
            self._line(Text(f"  ! {warning}", style="yellow"))
        self._line(Text())

    def _next_steps(self, run: Run, *, dry_run: bool) -> None:
        changes = sum(len(launched.plan.changes) for launched in run.clinics) + len(run.network)
        if dry_run:
            said = ngettext(
                "%(count)s change planned; nothing was written. Run it without --dry-run.",
                "%(count)s changes planned; nothing was written. Run it without --dry-run.",
                changes,
            )
        else:
            said = ngettext("%(count)s change made.", "%(count)s changes made.", changes)
        self._line(Text(said % {"count": changes} if changes else _("Nothing to change.")))
        new = [launched.plan for launched in run.clinics if status(launched) == "new"]
        if new and not dry_run:
            said = _("Next: give each owner a user in their clinic's group (%(groups)s): %(url)s")
            groups = [f"“{label_of(plan.name, plan.slug)}”" for plan in new[:GROUPS_SHOWN]]
            named = ", ".join(groups) + (" …" if len(new) > GROUPS_SHOWN else "")
            self._line(Text(said % {"groups": named, "url": users_url()}))
        if any(launched.plan.conflicts for launched in run.clinics):
            self._line(Text(_("Values marked ≠ were left as they are; --force sets the spec's.")))

    def _line(self, text: Text) -> None:
        self.console.print(text, soft_wrap=True)


def users_url() -> str:
    """Return the address of the users' list in the admin, on the network host."""
    path = reverse("wagtailusers_users:index")
    hosts = get_settings().NETWORK_HOSTS
    return f"{origin().of(hosts[0])}{path}" if hosts else path


def _network_lines(changes: list[Change]) -> Iterator[Text]:
    """Yield a line for each change, and one for all locales, however many the install knows."""
    locales = [change.key.locale for change in changes if change.key.kind == "locale"]
    if locales:
        yield Text(" ".join(("  +", _("locales"), ", ".join(locales))), style="green")
    yield from (_change_line(change) for change in changes if change.key.kind != "locale")


def _change_line(change: Change, slugs: Mapping[str, str] = NO_SLUGS) -> Text:
    name = label(change.key)
    if change.action == "create":
        return Text(f"  + {name}", style="green")
    values = _values(change.field, change.before, change.after, slugs)
    return Text(f"  ~ {name}, {change.field}: {values}")


def _conflict_line(conflict: Conflict, slugs: Mapping[str, str]) -> Text:
    place = f"{label(conflict.key)}, {conflict.field}" if conflict.field else label(conflict.key)
    values = _values(conflict.field, conflict.here, conflict.wanted, slugs)
    values = f" {values}" if conflict.field else ""
    text = f"  ≠ {place}:{values} ({why(conflict)})"
    return Text(text, style="magenta")


def _values(field: str, before: Value, after: Value, slugs: Mapping[str, str]) -> str:
    if field == "conditions":
        before, after = named(before, slugs), named(after, slugs)
    return from_to(before, after)


def _summary_table(run: Run) -> Table:
    said = {"new": _("new"), "changed": _("changed"), "unchanged": _("unchanged")}
    draft = _("not served yet: its home page is a draft")
    table = Table(_("Clinic"), _("State"), _("Locale"), box=None, pad_edge=False)
    table.add_column(_("Address"), no_wrap=True, overflow="ignore")
    for launched in run.clinics:
        names = [launched.plan.name, str(said[status(launched)])]
        for code, url in launched.urls.items():
            is_served = code not in launched.unserved
            table.add_row(*names, code, url if is_served else draft)
            names = ["", ""]
    return table
