"""`manage.py launch_clinic PATH… [--dry-run] [--json] [--force]`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_cms.errors import Refused
from clinic_cms.launching import LaunchFailed, Run, launch
from clinic_cms.launching.plan_format import as_json, change_as_json
from clinic_cms.launching.spec.loader import spec_paths
from clinic_cms.management.launch_report import Report


class Command(BaseCommand):
    """Brings clinics to what their specs say."""

    help = gettext_lazy(
        "Launches clinics from TOML specs, or brings launched ones to what their specs say now. "
        "A second run changes nothing. What owners changed since is shown and left."
    )  # type: ignore[assignment]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help=_("a spec, or a folder of specs")
        )
        parser.add_argument("--dry-run", action="store_true", help=_("print the plan only"))
        parser.add_argument("--json", action="store_true", help=_("print JSON for programs"))
        parser.add_argument(
            "--force",
            action="store_true",
            help=_("set the spec's values also where owners changed them since"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        paths: list[Path] = [Path(path) for path in options["paths"]]
        report = None if options["json"] else Report(self.stdout, len(spec_paths(paths)))
        try:
            run = self._run(paths, report, dry_run=options["dry_run"], force=options["force"])
        except Refused as refused:
            if report is None:
                self._write_json(ok=False, mistakes=[vars(it) for it in refused.mistakes])
            nothing = _("Nothing was changed.")
            raise CommandError("\n".join([*map(str, refused.mistakes), nothing])) from refused
        except LaunchFailed as failed:
            raise CommandError(str(failed)) from failed
        if report is None:
            self._write_json(
                ok=True,
                dry_run=options["dry_run"],
                network=[change_as_json(change) for change in run.network],
                clinics=[as_json(launched) for launched in run.clinics],
            )

    def _run(self, paths: list[Path], report: Report | None, *, dry_run: bool, force: bool) -> Run:
        if report is None:
            return launch(paths, dry_run=dry_run, force=force)
        with report:
            run = launch(paths, dry_run=dry_run, force=force, on_done=report.step)
        report.show(run, dry_run=dry_run)
        return run

    def _write_json(self, **content: Any) -> None:
        self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2))
