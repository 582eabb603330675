"""How PO files going out and coming in look in a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TypeVar, cast

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from clinic_cms.translating.po import Imported

Item = TypeVar("Item")
PLAIN_WIDTH = 160
"""Columns where the output is no terminal: a file's name is never broken."""


def console_for(stdout: OutputWrapper) -> Console:
    """Return a console that prints where a command prints."""
    console = Console(file=cast(IO[str], stdout), highlight=False)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    return console


def track_on_terminal(items: Sequence[Item], description: str) -> Iterable[Item]:
    """Show a progress bar where somebody watches."""
    console = Console(stderr=True)
    quiet = not console.is_terminal
    return track(items, description, console=console, transient=True, disable=quiet)


def show_imported(console: Console, imported: Sequence[Imported], *, dry_run: bool) -> None:
    """Print what became of each file, or would."""
    table = Table(_("File"), _("Language"), box=None, pad_edge=False)
    for heading in (_("New"), _("Changed"), _("Unchanged"), _("Left to translate")):
        table.add_column(heading, justify="right")
    tells_fates = any(each.published or each.refused for each in imported)
    if tells_fates:
        table.add_column(_("Page"))
    for each in imported:
        counts = (each.new, each.changed, each.unchanged, each.untranslated)
        fate = [_fate_of(each)] if tells_fates else []
        table.add_row(each.file, each.locale, *map(str, counts), *fate)
    console.print(table)
    for each in imported:
        for line in _remarks(each):
            console.print(line, soft_wrap=True)
    console.print(_summary(imported, dry_run=dry_run), soft_wrap=True)


def _fate_of(each: Imported) -> Text:
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
        said = ngettext(
            "%(count)s translation would change; nothing was written. Run it without --dry-run.",
            "%(count)s translations would change; nothing was written. Run it without --dry-run.",
            count,
        )
    else:
        said = ngettext("%(count)s translation kept.", "%(count)s translations kept.", count)
    return Text(said % {"count": count})
