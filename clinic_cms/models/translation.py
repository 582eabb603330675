"""What is known of a translated page: whose text it renders, who made it, who vouches for it."""

import hashlib
import re
from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from clinic_cms.models.base_page import ClinicOwnedPage, MergePage
from clinic_cms.models.content_paths import MergeText
from clinic_cms.models.gates import read_once

EDITOR_KEYS = re.compile(r' data-block-key="[^"]*"')
"""Keys that Wagtail's editor gives to paragraphs: no part of what they say."""


class TranslationRecord(models.Model):
    """One row for each translated page, written when it is published or signed."""

    page = models.OneToOneField(
        Page, models.CASCADE, primary_key=True, related_name="translation_record"
    )
    source = models.ForeignKey(Page, models.CASCADE, related_name="translation_records")
    source_digest = models.CharField(max_length=64, blank=True)
    """The source's texts that the published page renders, as `text_digest` gives them."""
    source_revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """The source's revision with those texts."""
    own_digest = models.CharField(max_length=64, blank=True, default="")
    """The page's own texts as published."""
    rendered_at = models.DateTimeField(_("published"), null=True, blank=True)
    stale_since = models.DateTimeField(_("out of date since"), null=True, blank=True)
    translator = models.CharField(_("translator"), max_length=150, blank=True)
    by_machine = models.BooleanField(_("by a machine"), default=False)
    reviewer = models.CharField(_("reviewed by"), max_length=150, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    reviewed_digest = models.CharField(max_length=64, blank=True, default="")
    """The page's own texts as signed."""
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        indexes = [
            models.Index(fields=["source", "stale_since"], name="clinic_cms_stale"),
            models.Index(
                fields=["stale_since"],
                name="clinic_cms_stale_since",
                condition=models.Q(stale_since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} ← {self.source_id}"

    @property
    def has_changed_since_signed(self) -> bool:
        """Whether another text than the signed one has been published after the signature."""
        if self.reviewed_at is None or self.rendered_at is None:
            return False
        known = bool(self.reviewed_digest and self.own_digest)
        is_later = self.rendered_at > self.reviewed_at
        return known and is_later and self.reviewed_digest != self.own_digest


def translatable_texts(page: MergePage) -> Iterator[MergeText]:
    """Yield the texts of a page that a translator renders: not its facts, such as a name."""
    facts = page.written_facts()
    return (item for item in page.merge_texts() if item.path not in facts)


def text_digest(page: MergePage) -> str:
    """Return a digest of what a page says: it changes when translations have to."""
    digest = hashlib.sha256()
    for item in translatable_texts(page):
        if item.text:
            digest.update(f"{item.path}\0{EDITOR_KEYS.sub('', item.text)}\0".encode())
    return digest.hexdigest()


def managed_translation(page: Page) -> Translation | None:
    """Return wagtail-localize's row for a page as a target, stopped ones too. One query.

    A page without a row has none.
    """
    if page.pk is None:
        return None
    rows = Translation.objects.select_related("source__locale", "target_locale")
    rows = rows.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id)
    return read_once(("managed", page.pk), rows.first)


def has_other_locales(page: Page) -> bool:
    """Whether a page is there in more than one locale. One query."""
    return len(rows_by_locale(page)) > 1


def source_of(page: MergePage) -> MergePage | None:
    """Return the page of which this one is a translation; None for an original.

    wagtail-localize knows what was submitted. Else a clinic's pages are written in its default
    locale, and a master in the locale in which it was first made. One query for a page that is
    there in one locale only, two for an original, three for a translation; none for a page that has
    no row yet.
    """
    if page.pk is None:
        return page.unsaved_source
    return read_once(("source", page.pk), lambda: _read_source(page))


def _read_source(page: MergePage) -> MergePage | None:
    rows = rows_by_locale(page)
    if len(rows) < 2:
        return None
    managed = managed_translation(page)
    written_in = None
    if managed is not None:
        written_in = managed.source.locale_id
    elif isinstance(page, ClinicOwnedPage) and page.clinic is not None:
        written_in = page.clinic.default_locale_id
    keys = [pk for pk, locale_id in rows if written_in in {None, locale_id}]
    if not keys or keys[0] == page.pk:
        return None
    sources = type(page)._default_manager.select_related("locale")
    found: MergePage | None = sources.filter(pk=keys[0]).first()
    return found


def rows_by_locale(page: Page) -> list[tuple[int, int]]:
    """Return the key and the locale of a page's row in each locale, the oldest first."""
    rows = type(page)._default_manager.filter(translation_key=page.translation_key)
    values = rows.order_by("pk").values_list("pk", "locale_id")
    return read_once(("rows", page.pk), lambda: [*values])
