"""`manage.py import_article PATH --clinic SLUG`: imports an article as a draft master."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from clinic_cms.facts.fact_check import Finding
from clinic_cms.importing.article import ImportResult
from clinic_cms.importing.draft_lines import draft_lines
from clinic_cms.importing.service import import_article
from clinic_cms.management import ClinicCommand
from clinic_cms.merge import MERGE_TAG


class Command(ClinicCommand):
    help = "Import an article as a draft master; the clinic's facts in it become merge tags."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="A .txt, .md, .html or .docx file.")
        parser.add_argument("--clinic", required=True, help="The clinic of the text (slug).")
        parser.add_argument("--locale", default="", help="Its language; by default the clinic's.")
        parser.add_argument(
            "--slug", default="", help="The slug of the master; made from the title by default."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Show the result, change nothing."
        )
        parser.add_argument("--json", action="store_true", help="Print the result as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        result = import_article(
            path=options["path"],
            clinic=options["clinic"],
            locale=options["locale"],
            slug=options["slug"],
            dry_run=options["dry_run"],
        )
        if options["json"]:
            self.write_json(as_json(result))
        else:
            show(self.console, result)


def as_json(result: ImportResult) -> dict[str, Any]:
    """Return a result in the documented form of `--json`."""
    return {
        "slug": result.slug,
        "title": result.title,
        "sections": {
            name: {"heading": section.heading, "html": section.html}
            for name, section in result.sections.items()
        },
        "merge_tags": [asdict(tag) for tag in result.merge_tags],
        "warnings": list(result.warnings),
        "findings": [as_row(finding) for finding in result.findings],
    }


def as_row(finding: Finding) -> dict[str, str]:
    """Return a finding in the documented form of `--json`."""
    return {
        "kind": finding.kind,
        "field": finding.path.partition(".")[0],
        "text": finding.text,
        "passage": finding.passage,
        "tag": finding.tag,
        "message": finding.message,
    }


def show(console: Console, result: ImportResult) -> None:
    """Print a result for people: the text in a dry run, else the draft and the next steps."""
    if result.page_id is None:
        _show_text(console, result)
    _show_tags(console, result)
    for warning in result.warnings:
        console.print(Text(f"! {warning}", style="yellow"))
    _show_findings(console, result.findings)
    if result.page_id is None:
        console.print(_("Nothing was changed. Run it without --dry-run to make a draft."))
        return
    edit = reverse("wagtailadmin_pages:edit", args=[result.page_id])
    made = _("Draft made: “%(title)s”") % {"title": result.title}
    console.print(Text(made, style="bold green"))
    console.print(Text(_("Edit it at %(path)s") % {"path": edit}, no_wrap=True), soft_wrap=True)
    console.print(
        _("Next: read it, preview it as another clinic with “Preview as…”, then publish it.")
    )


def _show_findings(console: Console, findings: Sequence[Finding]) -> None:
    if findings:
        console.print(
            _("To be answered in the editor before the article can be published:"), style="bold"
        )
    for finding in findings:
        field = finding.path.partition(".")[0]
        console.print(Text(f"? {field}: {finding.message} … {finding.passage} …", style="yellow"))


def _show_text(console: Console, result: ImportResult) -> None:
    for line in draft_lines(result):
        is_heading = line.startswith("#")
        is_field = line == result.slug or (line.startswith("[") and line.endswith("]"))
        style = "bold" if is_heading else "dim" if is_field else ""
        console.print(_highlighted(line, style), soft_wrap=True)
    console.print()


def _show_tags(console: Console, result: ImportResult) -> None:
    table = Table(_("Found"), _("Merge tag"), _("Times"), title=_("Merge tags"))
    for tag in result.merge_tags:
        table.add_row(escape(tag.found), escape(tag.tag), str(tag.count))
    console.print(table)


def _highlighted(line: str, style: str = "") -> Text:
    text = Text(line, style=style)
    text.highlight_regex(MERGE_TAG, "bold cyan")
    return text
