"""`manage.py retire_clinic SLUG`."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from clinic_cms.launching.service import retire
from clinic_cms.management import ClinicCommand


class Command(ClinicCommand):
    """Takes a clinic offline."""

    help = (
        "Takes a clinic offline: its hosts respond with 410 Gone. All its data is kept, and "
        "launch_clinic brings it back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help=_("the clinic's slug"))

    def handle(self, *args: Any, **options: Any) -> None:
        clinic, changed = retire(slug=options["slug"])
        hosts = ", ".join(clinic.hosts.values_list("hostname", flat=True))
        message = (
            _("%(name)s is offline: requests to %(hosts)s now get 410 Gone. Nothing was deleted.")
            if changed
            else _("%(name)s has been offline since %(since)s; nothing was changed.")
        )
        since = f"{clinic.retired_at:%Y-%m-%d}"
        self.stdout.write(message % {"name": clinic.name, "hosts": hosts, "since": since})
        self.stdout.write(
            _("To bring it back: manage.py launch_clinic PATH, with the clinic's spec.")
        )
