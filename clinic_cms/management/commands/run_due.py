"""`manage.py run_due`: runs what is due by the clock; for cron or a systemd timer, each minute."""

from typing import Any

from django.core.management.base import BaseCommand

from clinic_cms.publishing import run_due


class Command(BaseCommand):
    """Prints one line for each job."""

    help = "Run everything that is due by the clock: scheduled publishing and other jobs."

    def handle(self, *args: Any, **options: Any) -> None:
        for outcome in run_due():
            mark = "✓" if outcome.ran else "–"
            self.stdout.write(f"{mark} {outcome.name}: {outcome.report}")
