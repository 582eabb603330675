"""manage.py load_library: masters from a folder of Markdown files."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from rich.table import Table

from clinic_cms.errors import Refused
from clinic_cms.facts import ArticleGaps
from clinic_cms.importing.library import (
    Article,
    Outcome,
    Status,
    find_lacking,
    load_library,
)
from clinic_cms.management.console import console_for, refusal, track_on_terminal

COLORS = {
    Status.CREATED: "green",
    Status.UPDATED: "cyan",
    Status.UNCHANGED: "dim",
    Status.CONFLICT: "yellow",
}


class Command(BaseCommand):
    help = _("Loads master articles from a folder of Markdown files and publishes them.")

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
                progress=iter if options["json"] else _track,
            )
        except Refused as error:
            self._refuse(error, as_json=options["json"])
        else:
            lacking = [] if options["dry_run"] else list(find_lacking(outcomes))
            self._print(outcomes, lacking, as_json=options["json"], dry_run=options["dry_run"])

    def _refuse(self, error: Refused, *, as_json: bool) -> None:
        if as_json:
            mistakes = [asdict(mistake) for mistake in error.mistakes]
            self.stdout.write(json.dumps({"articles": [], "mistakes": mistakes}, indent=2))
            raise SystemExit(1)
        raise refusal(error, _("Nothing was changed."))

    def _print(
        self,
        outcomes: Sequence[Outcome],
        lacking: Sequence[ArticleGaps],
        *,
        as_json: bool,
        dry_run: bool,
    ) -> None:
        if as_json:
            printed = {
                "articles": [asdict(outcome) for outcome in outcomes],
                "lacking": [asdict(each) for each in lacking],
                "mistakes": [],
            }
            self.stdout.write(json.dumps(printed, indent=2))
            return
        table = Table(_("Article"), _("Locale"), _("Status"))
        for outcome in outcomes:
            status = f"[{COLORS[outcome.status]}]{outcome.status}[/]"
            reason = f": {outcome.reason}" if outcome.reason else ""
            table.add_row(outcome.article, outcome.locale, f"{status}{reason}")
        console_for(self.stdout).print(table)
        for each in lacking:
            self.stdout.write(str(each))
        if dry_run:
            self.stdout.write(_("Dry run: nothing was changed."))
        if any(outcome.status is Status.CONFLICT for outcome in outcomes):
            self.stdout.write(_("Conflicts were left unchanged; --force overwrites them."))


def _track(articles: Sequence[Article]) -> Iterable[Article]:
    return track_on_terminal(articles, _("Loading articles"))
