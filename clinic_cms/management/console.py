"""What commands print: on which console, with a progress bar, and when input is refused."""

from collections.abc import Iterable, Sequence
from typing import IO, TypeVar, cast

from django.core.management.base import CommandError, OutputWrapper
from rich.console import Console
from rich.progress import track

from clinic_cms.errors import Refused

Item = TypeVar("Item")
PLAIN_WIDTH = 160
"""Columns where the output is not a terminal: a URL or a file name is never broken."""


def console_for(stdout: OutputWrapper) -> Console:
    """Return a console that prints where a command prints."""
    console = Console(file=cast(IO[str], stdout), highlight=False)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    return console


def track_on_terminal(items: Sequence[Item], description: str) -> Iterable[Item]:
    """Show a progress bar, on a terminal only."""
    console = Console(stderr=True)
    quiet = not console.is_terminal
    return track(items, description, console=console, transient=True, disable=quiet)


def refusal(refused: Refused, consequence: str) -> CommandError:
    """Return the error with which a command ends: a line for each mistake, then what follows."""
    return CommandError("\n".join((str(refused), consequence)))
