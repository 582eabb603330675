"""`manage.py import_po PATH… [--dry-run] [--machine NAME] [--user USERNAME] [--publish]`."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.table import Table
from rich.text import Text

from clinic_cms.errors import Mistake, Refused, error_id
from clinic_cms.management import ClinicCommand, progress_bar
from clinic_cms.translating.po.importing import find_files, import_po
from clinic_cms.translating.po.text_checks import Imported

NO_USER = error_id("clinic_cms.P028")


class Command(ClinicCommand):
    """Imports all files or none; pages change when they are published."""

    help = "Imports translators' PO files. A mistake in one of them refuses them all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help=_("a PO file, or a folder of them")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("only report what would change")
        )
        parser.add_argument(
            "--machine",
            default="",
            metavar="NAME",
            help=_("the machine that translated: a person must sign its translations"),
        )
        parser.add_argument(
            "--user", default="", metavar="USERNAME", help=_("the user to record as the translator")
        )
        parser.add_argument(
            "--publish", action="store_true", help=_("publish the pages that pass every check")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        imported = import_po(
            files=find_files([Path(path) for path in options["paths"]]),
            user=_user(options["user"]),
            machine=options["machine"],
            dry_run=options["dry_run"],
            publish=options["publish"],
            progress=progress_bar(_("Reading files")),
        )
        _show(self.console, imported, dry_run=options["dry_run"])
        if any(each.refused for each in imported):
            raise CommandError(_("Some pages were not published; the reasons are listed above."))


def _user(name: str) -> Any:
    User = get_user_model()
    if not name:
        return None
    try:
        return User._default_manager.get_by_natural_key(name)
    except User.DoesNotExist as error:
        message = _("There is no user “%(name)s”.") % {"name": name}
        raise Refused([Mistake(NO_USER, "--user", message)]) from error


def _show(console: Console, imported: Sequence[Imported], *, dry_run: bool) -> None:
    """Print what was imported from each file, or would be."""
    table = Table(_("File"), _("Language"), box=None, pad_edge=False)
    for heading in (_("New"), _("Changed"), _("Unchanged"), _("Left to translate")):
        table.add_column(heading, justify="right")
    has_outcomes = any(each.published or each.refused for each in imported)
    if has_outcomes:
        table.add_column(_("Page"))
    for each in imported:
        counts = (each.new, each.changed, each.unchanged, each.untranslated)
        outcome = [_outcome_of(each)] if has_outcomes else []
        table.add_row(each.file, each.locale, *map(str, counts), *outcome)
    console.print(table)
    for each in imported:
        for line in _remarks(each):
            console.print(line, soft_wrap=True)
    console.print(_summary(imported, dry_run=dry_run), soft_wrap=True)


def _outcome_of(each: Imported) -> Text:
    if each.published:
        return Text(_("published"), style="green")
    return Text(_("refused"), style="red") if each.refused else Text("")


def _remarks(each: Imported) -> Iterator[Text]:
    for warning in each.warnings:
        yield Text(f"! {warning}", style="yellow")
    for reason in each.refused:
        message = _("“%(page)s” was not published. %(reason)s")
        yield Text(f"✗ {message % {'page': each.title, 'reason': reason}}", style="red")


def _summary(imported: Sequence[Imported], *, dry_run: bool) -> Text:
    count = sum(each.new + each.changed for each in imported)
    if not count:
        return Text(_("Nothing to change."))
    if dry_run:
        message = ngettext(
            "%(count)s translation would change; nothing was written. Run it without --dry-run.",
            "%(count)s translations would change; nothing was written. Run it without --dry-run.",
            count,
        )
    else:
        message = ngettext("%(count)s translation saved.", "%(count)s translations saved.", count)
    return Text(message % {"count": count})
