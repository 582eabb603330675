"""`manage.py import_po PATH… [--dry-run] [--machine NAME] [--user USERNAME] [--publish]`."""

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_cms.errors import Refused
from clinic_cms.management.po_report import console_for, show_imported, track_on_terminal
from clinic_cms.translating.po import NamedFile, find_files, import_po


class Command(BaseCommand):
    """Takes all files or none; pages change when they are published."""

    help = gettext_lazy(
        "Takes translators' PO files. With a mistake in any of them nothing is changed."
    )  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help=_("a PO file, or a folder of them")
        )
        parser.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
        parser.add_argument(
            "--machine",
            default="",
            metavar="NAME",
            help=_("the machine that translated: a person has to sign what it wrote"),
        )
        parser.add_argument(
            "--user", default="", metavar="USERNAME", help=_("who is said to have translated")
        )
        parser.add_argument(
            "--publish", action="store_true", help=_("publish the pages that pass every check")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            imported = import_po(
                files=find_files([Path(path) for path in options["paths"]]),
                user=_user(options["user"]),
                machine=options["machine"],
                dry_run=options["dry_run"],
                publish=options["publish"],
                progress=_track,
            )
        except Refused as error:
            raise CommandError("\n".join((str(error), _("Nothing was changed.")))) from error
        show_imported(console_for(self.stdout), imported, dry_run=options["dry_run"])
        if any(each.refused for each in imported):
            raise CommandError(_("Some pages were not published; what they lack is named above."))


def _user(name: str) -> Any:
    User = get_user_model()
    if not name:
        return None
    try:
        return User._default_manager.get_by_natural_key(name)
    except User.DoesNotExist as error:
        message = _("There is no user “%(name)s”.") % {"name": name}
        raise CommandError(" ".join((message, _("Nothing was changed.")))) from error


def _track(files: Sequence[NamedFile]) -> Iterable[NamedFile]:
    return track_on_terminal(files, _("Reading files"))
