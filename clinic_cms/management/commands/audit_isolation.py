"""`manage.py audit_isolation [--routes PATTERN] [--sample N] [--json]`."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from rich.table import Table
from rich.text import Text

from clinic_cms.isolation_audit.audit import audit
from clinic_cms.isolation_audit.environment import NoTestDatabase, throwaway_install
from clinic_cms.isolation_audit.findings import LEAST_SHARE, Finding, Report
from clinic_cms.management import ClinicCommand, progress_bar

MOST_LINES = 8
"""How many canaries and rows of a finding are listed."""


class Command(ClinicCommand):
    """Prints what a clinic's people could see or change of another clinic, and fails if they can.

    Its output is for developers, and not translated.
    """

    help = (
        "Builds two throw-away clinics in a test database of its own, signs in as each role of "
        "one, requests every URL with the other's ids, and reports what was seen or changed."
    )
    # They would import the URLs, and with them paths of files, before the settings are replaced.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--routes", default="", metavar="PATTERN", help="only URLs that match this expression"
        )
        parser.add_argument(
            "--sample", type=int, metavar="N", help="only N of the routes, always the same ones"
        )
        parser.add_argument("--json", action="store_true", help="print JSON for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with throwaway_install():
                report = audit(
                    pattern=options["routes"],
                    sample=options["sample"],
                    progress=progress_bar("Routes"),
                )
        except NoTestDatabase as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.write_json(report.as_json())
        else:
            self._print(report)
        if not report.ok:
            raise CommandError(_verdict(report))

    def _print(self, report: Report) -> None:
        self.stdout.ending = ""
        for finding in report.findings:
            self._print_finding(finding)
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_row("Routes", str(report.routes))
        table.add_row("Requests", str(report.requests))
        table.add_row("Minutes", f"{report.seconds / 60:.1f}")
        if report.is_whole:
            seen = f"{report.seen_by_agency} of {report.canaries} canaries ({report.share:.1%})"
            table.add_row("The agency sees", seen)
        self.console.print(table)
        for line in report.unfilled:
            self.console.print(Text(f"! Not tried, as no row can be made: {line}", style="yellow"))
        if report.ok:
            self.console.print(
                Text("Nothing of another clinic was seen or changed.", style="green")
            )

    def _print_finding(self, finding: Finding) -> None:
        heading = f"{finding.method} {finding.route}"
        place = f"  as {finding.role} on the {finding.host} host: {', '.join(finding.urls)}"
        self.console.print(Text.assemble((heading, "bold red"), place), soft_wrap=True)
        for canary, where in [*finding.seen.items()][:MOST_LINES]:
            self.console.print(Text(f"  saw {canary} in the {where}"), soft_wrap=True)
        for line in finding.changed[:MOST_LINES]:
            self.console.print(Text(f"  {line}"), soft_wrap=True)


def _verdict(report: Report) -> str:
    if report.is_blind:
        return f"The agency saw less than {LEAST_SHARE:.0%} of the canaries: the audit is blind."
    return f"Findings: {len(report.findings)}."
