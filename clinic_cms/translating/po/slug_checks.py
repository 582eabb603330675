"""Checks the slugs of several PO files at once: no two pages of one parent may share one."""

from collections.abc import Iterable, Iterator

from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from clinic_cms.errors import error_id
from clinic_cms.translating.po.page_texts import PageTexts
from clinic_cms.translating.po.text_checks import Change, Imported
from clinic_cms.translating.po.text_faults import SLUG

SLUG_TAKEN = error_id("clinic_cms.P027")


def check_slugs(files: Iterable[Imported]) -> None:
    """Report slugs that another page has, in the tree or in these files.

    wagtail-localize would publish such a page under another slug, with a number at its end. A new
    slug of a live page is a warning, since it changes the page's URL.
    """
    given: dict[tuple[str, int, str], Imported] = {}
    for checked, change in _new_slugs(files):
        page_texts, slug = checked.page_texts, change.data
        parent = page_texts.source.path[: -Page.steplen]
        first = given.setdefault((parent, page_texts.locale.pk, slug), checked)
        holder = _holder(page_texts, slug) if first is checked else first.page_texts.source.title
        if holder is not None:
            message = _("“%(slug)s” is already the slug of “%(page)s”.")
            values = {"slug": slug, "page": holder}
            checked.report.add(SLUG_TAKEN, change.line, message % values, _("Write another slug."))
        target = page_texts.target
        if target is not None and target.live and target.slug != slug:
            message = _("The page is live: its old URL, with “%(slug)s”, will redirect.")
            checked.report.warn(change.line, message % {"slug": target.slug})


def _new_slugs(files: Iterable[Imported]) -> Iterator[tuple[Imported, Change]]:
    for checked in files:
        for change in checked.changes:
            if change.key[0] == SLUG:
                yield checked, change


def _holder(page_texts: PageTexts, slug: str) -> str | None:
    """Return the title of the page that has a slug, or will have it when it is published."""
    if page_texts.target is not None:
        beside = page_texts.target.get_siblings(inclusive=False)
    else:
        parent = page_texts.source.get_parent().get_translation_or_none(page_texts.locale)
        beside = parent.get_children() if parent is not None else Page.objects.none()
    waiting = StringTranslation.objects.filter(
        locale=page_texts.locale,
        data=slug,
        context__path=SLUG,
        context__stringsegment__string=F("translation_of"),
    )
    keys = waiting.values("context__object_id")
    found: Page | None = beside.filter(Q(slug=slug) | Q(translation_key__in=keys)).first()
    return found.get_admin_display_title() if found is not None else None
