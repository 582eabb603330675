"""What commands share: their console, progress bars, JSON, and what they do with refused input."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import IO, Any, TypeVar, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from rich.console import Console
from rich.progress import track

from clinic_cms.errors import Refused

Item = TypeVar("Item")
PLAIN_WIDTH = 160
"""Columns where the output is not a terminal: a URL or a file name is never broken."""


class ClinicCommand(BaseCommand):
    """A command that prints by rich; refused input ends it with a line for each mistake."""

    consequence: str | Promise = _("Nothing was changed.")
    """What follows from refused input; printed below the mistakes."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        self.no_color = options["no_color"]
        try:
            return super().execute(*args, **options)
        except Refused as refused:
            if options.get("json"):
                self.write_json({"ok": False, "mistakes": mistakes_as_json(refused)})
            raise CommandError(f"{refused}\n{self.consequence}") from refused

    @cached_property
    def console(self) -> Console:
        """A console that prints where the command prints."""
        file = cast(IO[str], self.stdout)
        colors: Any = None if self.no_color else "auto"
        console = Console(file=file, color_system=colors, highlight=False)
        if not console.is_terminal:
            console.width = PLAIN_WIDTH
        return console

    def write_json(self, content: Mapping[str, Any]) -> None:
        """Print for programs."""
        self.stdout.write(json_text(content))


def json_text(value: Any) -> str:
    """Return a value as JSON that people can read too."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def mistakes_as_json(refused: Refused) -> list[dict[str, Any]]:
    """Return the mistakes in refused input, for `--json`."""
    return [asdict(mistake) for mistake in refused.mistakes]


def progress_bar(description: str) -> Callable[[Sequence[Item]], Iterable[Item]]:
    """Return a function that shows a progress bar over items, on a terminal only."""
    console = Console(stderr=True)
    quiet = not console.is_terminal
    return lambda items: track(items, description, console=console, transient=True, disable=quiet)
