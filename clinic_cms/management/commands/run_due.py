"""`manage.py run_due`: runs what is due by the clock; for cron or a systemd timer, each minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinic_cms.publishing import run_due


class Command(BaseCommand):
    """Prints one line for each job. The exit status is 1 if one failed, so that cron tells."""

    help = "Run everything that is due by the clock: scheduled publishing and other jobs."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for outcome in run_due():
            mark = "✗" if outcome.failed else "✓" if outcome.ran else "–"
            self.stdout.write(f"{mark} {outcome.name}: {outcome.report}")
            failed += [outcome.name] if outcome.failed else []
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says why.")
