"""manage.py load_library: masters from a folder of Markdown files."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from rich.table import Table

from clinic_cms.errors import Refused
from clinic_cms.facts import ArticleGaps
from clinic_cms.importing.library.loading import Outcome, Status, find_lacking, load_library
from clinic_cms.management import ClinicCommand, mistakes_as_json, progress_bar

COLORS = {
    Status.CREATED: "green",
    Status.UPDATED: "cyan",
    Status.UNCHANGED: "dim",
    Status.CONFLICT: "yellow",
}


class Command(ClinicCommand):
    help = "Loads master articles from a folder of Markdown files and publishes them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path, help=_("folder of <key>.<locale>.md files"))
        parser.add_argument(
            "--dry-run", action="store_true", help=_("only report what would be done")
        )
        parser.add_argument("--json", action="store_true", help=_("print JSON instead of a table"))
        parser.add_argument(
            "--force", action="store_true", help=_("also overwrite what a person changed")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcomes = load_library(
                directory=options["directory"],
                dry_run=options["dry_run"],
                force=options["force"],
                progress=iter if options["json"] else progress_bar(_("Loading articles")),
            )
        except Refused as refused:
            if not options["json"]:
                raise
            self.write_json({"articles": [], "mistakes": mistakes_as_json(refused)})
            raise SystemExit(1) from refused
        lacking = [] if options["dry_run"] else list(find_lacking(outcomes))
        if options["json"]:
            articles = [asdict(outcome) for outcome in outcomes]
            gaps = [asdict(each) for each in lacking]
            self.write_json({"articles": articles, "lacking": gaps, "mistakes": []})
        else:
            self._print(outcomes, lacking, dry_run=options["dry_run"])

    def _print(
        self, outcomes: Sequence[Outcome], lacking: Sequence[ArticleGaps], *, dry_run: bool
    ) -> None:
        table = Table(_("Article"), _("Locale"), _("Status"))
        for outcome in outcomes:
            status = f"[{COLORS[outcome.status]}]{outcome.status}[/]"
            reason = f": {outcome.reason}" if outcome.reason else ""
            table.add_row(outcome.article, outcome.locale, f"{status}{reason}")
        self.console.print(table)
        for each in lacking:
            self.stdout.write(str(each))
        if dry_run:
            self.stdout.write(_("Dry run: nothing was changed."))
        if any(outcome.status is Status.CONFLICT for outcome in outcomes):
            self.stdout.write(_("Conflicts were left unchanged; --force overwrites them."))
