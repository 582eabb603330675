"""The report on a folder of articles: a table of the files, then what a person should look at."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.table import Table
from rich.text import Text

from clinic_cms.importing.folder import ImportedFile, ImportedFolder

MOST_NAMES = 5


def show_folder(console: Console, folder: ImportedFolder, *, dry_run: bool) -> None:
    """Print what became of each file."""
    console.print(_table(folder))
    for file in folder.files:
        for line in _remarks(file, dry_run=dry_run):
            console.print(line, soft_wrap=True)
    for line in _summary(folder, dry_run=dry_run):
        console.print(line, soft_wrap=True)


def _table(folder: ImportedFolder) -> Table:
    table = Table(_("File"), _("Title"), _("Result"), box=None, pad_edge=False)
    table.add_column(_("Warnings"), justify="right")
    table.add_column(_("Findings"), justify="right")
    for file in folder.files:
        result = file.result
        if result is None:
            table.add_row(Text(file.name), "", Text(_("refused"), style="red"), "", "")
            continue
        outcome = _("draft %(id)s") % {"id": result.page_id} if result.page_id else _("can be made")
        counts = (str(len(result.warnings)), str(len(result.findings)))
        table.add_row(Text(file.name), Text(result.title), Text(outcome, style="green"), *counts)
    return table


def _remarks(file: ImportedFile, *, dry_run: bool) -> Iterator[Text]:
    """Yield the name of a file that has remarks, and each of them.

    What was set aside stands beside a draft; a dry run makes none.
    """
    result = file.result
    warnings = result.warnings if result else ()
    findings = result.findings if result else ()
    set_aside = result.set_aside if result and dry_run else ()
    if file.mistakes or warnings or findings or set_aside:
        yield Text()
        yield Text(file.name, style="bold")
    for mistake in file.mistakes:
        yield Text(f"  ✗ [{mistake.id}] {mistake.text}", style="red")
    for warning in warnings:
        yield Text(f"  ! {warning}", style="yellow")
    if set_aside:
        heading = _("Taken out of the article and kept beside the draft:")
        yield Text(f"  {heading}", style="bold")
    for passage in set_aside:
        yield Text(f"  - {passage.text} ({passage.reason})", style="yellow")
    for finding in findings:
        field = finding.path.partition(".")[0]
        yield Text(f"  ? {field}: {finding.message} … {finding.passage} …", style="yellow")


def _summary(folder: ImportedFolder, *, dry_run: bool) -> Iterator[Text]:
    yield Text()
    if folder.others:
        more = " …" if len(folder.others) > MOST_NAMES else ""
        message = _("Files of other kinds were not read: %(names)s.")
        names = ", ".join(folder.others[:MOST_NAMES]) + more
        yield Text(message % {"names": names}, style="dim")
    made = len(folder.files) - folder.refused
    if dry_run:
        yield Text(_("Nothing was changed. Run it without --dry-run to make the drafts."))
    else:
        message = ngettext("%(count)s draft was made.", "%(count)s drafts were made.", made)
        yield Text(message % {"count": made}, style="bold green")
