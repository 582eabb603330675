"""`manage.py export_po --locale es (--library | --clinic SLUG) DIRECTORY [--only-missing]`."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rich.table import Table

from clinic_cms.management import ClinicCommand, progress_bar
from clinic_cms.translating.po.exporting import Exported, export_po


class Command(ClinicCommand):
    """Writes a PO file for each page, with its translations so far."""

    help = "Writes PO files for translators, one for each page."
    consequence = gettext_lazy("Nothing was written.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--locale", required=True, help=_("the language to translate into"))
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--library", action="store_true", help=_("the shared articles"))
        whose.add_argument("--clinic", default="", help=_("the pages of this clinic (its slug)"))
        parser.add_argument("directory", type=Path, help=_("where the files go"))
        parser.add_argument(
            "--only-missing", action="store_true", help=_("only what is left to translate")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        exported = export_po(
            directory=options["directory"],
            locale=options["locale"],
            clinic=options["clinic"],
            only_missing=options["only_missing"],
            progress=progress_bar(_("Writing files")),
        )
        self._print(exported, options["directory"])

    def _print(self, exported: Sequence[Exported], directory: Path) -> None:
        table = Table(_("File"), _("Page"), box=None, pad_edge=False)
        for heading in (_("Texts"), _("Left to translate")):
            table.add_column(heading, justify="right")
        for each in exported:
            table.add_row(each.file or "–", each.title, str(each.texts), str(each.missing))
        self.console.print(table)
        count = sum(bool(each.file) for each in exported)
        message = ngettext(
            "%(count)s file written to %(directory)s.",
            "%(count)s files written to %(directory)s.",
            count,
        )
        self.stdout.write(message % {"count": count, "directory": directory})
