"""`manage.py import_article PATH --clinic SLUG`: imports articles as draft masters."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from clinic_cms.facts.fact_check import Finding
from clinic_cms.importing.article import ImportResult
from clinic_cms.importing.draft_lines import draft_lines
from clinic_cms.importing.folder import ImportedFolder, import_folder
from clinic_cms.importing.service import import_article
from clinic_cms.importing.set_aside import SetAside
from clinic_cms.management import ClinicCommand, progress_bar
from clinic_cms.management.folder_report import show_folder
from clinic_cms.merge import MERGE_TAG


class Command(ClinicCommand):
    help = "Import articles as draft masters; the clinic's facts in them become merge tags."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path", type=Path, help="A .txt, .md, .html or .docx file, or a folder of such files."
        )
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
        named = {name: options[name] for name in ("clinic", "locale", "dry_run")}
        path, slug = options["path"], options["slug"]
        if path.is_dir():
            self._import_folder(path, slug, json=options["json"], named=named)
            return
        result = import_article(path=path, slug=slug, **named)
        if options["json"]:
            self.write_json(as_json(result))
        else:
            show(self.console, result)

    def _import_folder(self, path: Path, slug: str, *, json: bool, named: dict[str, Any]) -> None:
        if slug:
            raise CommandError(_("--slug is for one article: name its file, not a folder."))
        progress = iter if json else progress_bar(_("Reading files"))
        folder = import_folder(folder=path, progress=progress, **named)
        if json:
            self.write_json(folder_as_json(folder, dry_run=named["dry_run"]))
        else:
            show_folder(self.console, folder, dry_run=named["dry_run"])
        if folder.refused:
            message = ngettext(
                "%(count)s article was refused.", "%(count)s articles were refused.", folder.refused
            )
            raise CommandError(message % {"count": folder.refused})


def folder_as_json(folder: ImportedFolder, *, dry_run: bool) -> dict[str, Any]:
    """Return the results of a folder: those of each article, with its file and whether it is ok."""
    articles = [
        {"file": file.name, "ok": True, **as_json(file.result)}
        if file.result
        else {"file": file.name, "ok": False, "mistakes": [asdict(it) for it in file.mistakes]}
        for file in folder.files
    ]
    return {
        "ok": not folder.refused,
        "dry_run": dry_run,
        "articles": articles,
        "other_files": list(folder.others),
    }


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
        "references": [asdict(reference) for reference in result.references],
        "warnings": list(result.warnings),
        "set_aside": [asdict(passage) for passage in result.set_aside],
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
    for finding in result.findings:
        if finding.is_advice:
            console.print(Text(f"! {finding.message}", style="yellow"))
    _show_set_aside(console, result.set_aside)
    _show_findings(console, [it for it in result.findings if not it.is_advice])
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


def _show_set_aside(console: Console, passages: Sequence[SetAside]) -> None:
    if passages:
        console.print(_("Taken out of the article and kept beside the draft:"), style="bold")
    for passage in passages:
        console.print(Text(f"- {passage.text} ({passage.reason})", style="yellow"))


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
