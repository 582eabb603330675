"""What is to be done to a translation where it is shown in the matrix."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from clinic_cms.admin.translations.url_names import SIGN, edit_url, step_url
from clinic_cms.translating.machine import machine_between
from clinic_cms.translating.matrix import OF_SOURCES, Cell, Status


@dataclass(frozen=True)
class Step:
    """Something to be done to a translation with one click."""

    label: str
    url: str
    is_link: bool = False


def steps_of(cell: Cell) -> list[Step]:
    """Return what is offered beside a cell to those who may edit its page."""

    def step(name: str, label: str) -> Step:
        return Step(label, step_url(cell.source, cell.locale, name))

    if cell.status in OF_SOURCES:
        return []
    steps = []
    if cell.status == Status.MISSING:
        steps.append(step("translate", _("Translate")))
    if cell.status == Status.STALE and cell.page and cell.is_synced:
        steps.append(Step(_("Continue translating"), edit_url(cell.page), is_link=True))
    elif cell.status == Status.STALE:
        steps.append(step("sync", _("Sync")))
    if cell.status == Status.MACHINE and cell.page:
        url = reverse(SIGN, args=[cell.page.pk])
        return [Step(_("Read and sign"), url, is_link=True)]
    machine = machine_between(cell.source.locale, cell.locale)
    is_behind = cell.status == Status.STALE and not cell.is_synced
    if machine and (cell.status == Status.MISSING or is_behind or cell.progress.missing):
        label = _("Translate with %(machine)s") % {"machine": machine.display_name}
        steps.append(step("machine", label))
    return steps
