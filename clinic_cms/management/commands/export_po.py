"""`manage.py export_po --locale es (--library | --clinic SLUG) DIRECTORY [--only-missing]`."""

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rich.table import Table

from clinic_cms.errors import Refused
from clinic_cms.management.console import console_for, refusal, track_on_terminal
from clinic_cms.models import MergePage
from clinic_cms.translating.po import Exported, export_po


class Command(BaseCommand):
    """Writes a PO file for each page, with its translations so far."""

    help = gettext_lazy("Writes PO files for translators, one for each page.")  # type: ignore[assignment]

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
        try:
            exported = export_po(
                directory=options["directory"],
                locale=options["locale"],
                clinic=options["clinic"],
                only_missing=options["only_missing"],
                progress=_track,
            )
        except Refused as error:
            raise refusal(error, _("Nothing was written.")) from error
        self._print(exported, options["directory"])

    def _print(self, exported: Sequence[Exported], directory: Path) -> None:
        table = Table(_("File"), _("Page"), box=None, pad_edge=False)
        for heading in (_("Texts"), _("Left to translate")):
            table.add_column(heading, justify="right")
        for each in exported:
            table.add_row(each.file or "–", each.title, str(each.texts), str(each.missing))
        console_for(self.stdout).print(table)
        count = sum(bool(each.file) for each in exported)
        message = ngettext(
            "%(count)s file written to %(directory)s.",
            "%(count)s files written to %(directory)s.",
            count,
        )
        self.stdout.write(message % {"count": count, "directory": directory})


def _track(pages: Sequence[MergePage]) -> Iterable[MergePage]:
    return track_on_terminal(pages, _("Writing files"))
