"""Whether the addresses that PO files give their pages are free.

wagtail-localize would publish a page under another address than its translator wrote, with a number
at the end, where a page beside it has that one already.
"""

from collections.abc import Iterable, Iterator

from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from clinic_cms.translating.po.checking import Change, Checked
from clinic_cms.translating.po.mistakes import ADDRESS_TAKEN
from clinic_cms.translating.po.sheet import Sheet
from clinic_cms.translating.po.texts import SLUG


def check_addresses(files: Iterable[Checked]) -> None:
    """Refuse what is the address of another page, in the tree or in these files.

    The new address of a live page is told: nothing leads there from the old one.
    """
    given: dict[tuple[str, int, str], Checked] = {}
    for checked, change in _new_addresses(files):
        sheet, slug = checked.sheet, change.data
        parent = sheet.source.path[: -Page.steplen]
        first = given.setdefault((parent, sheet.locale.pk, slug), checked)
        holder = _holder(sheet, slug) if first is checked else first.sheet.source.title
        if holder is not None:
            message = _("“%(slug)s” is the address of “%(page)s” already.")
            values = {"slug": slug, "page": holder}
            checked.report.add(ADDRESS_TAKEN, change.line, message % values, _("Write another."))
        target = sheet.target
        if target is not None and target.live and target.slug != slug:
            message = _("The page is live: its old address, “%(slug)s”, will answer 404.")
            checked.report.warn(change.line, message % {"slug": target.slug})


def _new_addresses(files: Iterable[Checked]) -> Iterator[tuple[Checked, Change]]:
    for checked in files:
        for change in checked.changes:
            if change.key[0] == SLUG:
                yield checked, change


def _holder(sheet: Sheet, slug: str) -> str | None:
    """Return the title of the page that has an address, or will when it is published."""
    if sheet.target is not None:
        beside = sheet.target.get_siblings(inclusive=False)
    else:
        parent = sheet.source.get_parent().get_translation_or_none(sheet.locale)
        beside = parent.get_children() if parent is not None else Page.objects.none()
    waiting = StringTranslation.objects.filter(
        locale=sheet.locale,
        data=slug,
        context__path=SLUG,
        context__stringsegment__string=F("translation_of"),
    )
    keys = waiting.values("context__object_id")
    found: Page | None = beside.filter(Q(slug=slug) | Q(translation_key__in=keys)).first()
    return found.get_admin_display_title() if found is not None else None
