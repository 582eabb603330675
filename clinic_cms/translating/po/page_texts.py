"""The content of the PO file of one page in one language. Reads only.

The texts are the source page's present ones. Their translations are those that wagtail-localize has
stored; if it does not manage the page yet, they are the texts of the translated page.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.functional import cached_property
from wagtail.models import Locale, Revision
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
)

from clinic_cms.models import MergePage, TranslationRecord
from clinic_cms.models.content_paths import FieldLocation, locate_field
from clinic_cms.models.translation import text_digest
from clinic_cms.routing import is_one_language
from clinic_cms.translating.strings import (
    MACHINE,
    MAY_STAY,
    error_in,
    is_unsigned,
    needs_translation,
    paired,
    strings_on,
)

ALIKE = 0.5
"""How alike two wordings of one text are at least (`difflib`'s ratio, 0 to 1)."""

Key = tuple[str, str]
"""A content path and the source's text there, which identify a text in a PO file."""


@dataclass(frozen=True)
class Rendering:
    """A translation as it is stored now."""

    data: str
    is_wrong: bool = False
    machine: str = ""
    """The machine that translated it, if no one has signed it yet."""


@dataclass(frozen=True)
class Unit:
    """One text of the source."""

    path: str
    text: str
    place: FieldLocation
    number: int
    """Its number at its path, from 1 to `count`."""
    count: int
    rendering: Rendering | None
    earlier_text: tuple[str, Rendering] | None
    """An older wording with its translation, if this one has none."""

    @property
    def is_missing(self) -> bool:
        """Whether it is still to be translated, or its translation to be fixed."""
        if self.rendering is not None:
            return self.rendering.is_wrong
        return needs_translation(self.path, self.text)


class PageTexts:
    """The texts of one page, the source, and their translations into one locale."""

    def __init__(self, source: MergePage, locale: Locale) -> None:
        self.source, self.locale = source, locale

    @cached_property
    def target(self) -> MergePage | None:
        rows = type(self.source)._default_manager.filter(
            translation_key=self.source.translation_key, locale=self.locale
        )
        return rows.first()

    @cached_property
    def record(self) -> TranslationRecord | None:
        target = self.target
        return TranslationRecord.objects.filter(page=target.pk).first() if target else None

    @cached_property
    def localize_translation(self) -> Translation | None:
        """wagtail-localize's row for the page in the locale, stopped ones too."""
        rows = Translation.objects.select_related("source__locale", "target_locale")
        return rows.filter(
            source__object_id=self.source.translation_key, target_locale=self.locale
        ).first()

    @cached_property
    def digest(self) -> str:
        """A digest of the source's text."""
        return text_digest(self.source)

    @cached_property
    def renderings(self) -> Mapping[Key, Rendering]:
        """Every stored translation, those of older wordings too, in a fixed order."""
        stored = dict(self._stored())
        if self.localize_translation is None and self.target is not None:
            stored |= self._of_page(self.target)
        return stored

    @cached_property
    def texts(self) -> Mapping[str, Sequence[str]]:
        """The source's present text: the texts of each path."""
        return strings_on(self.source)

    @cached_property
    def units(self) -> list[Unit]:
        """The source's texts in the order of the page, each once for each path."""
        return [unit for path, texts in self.texts.items() for unit in self._units_of(path, texts)]

    def must_differ(self, path: str) -> bool:
        """Whether a sentence at a path must not be equal to the source's."""
        if path.startswith(MAY_STAY) or path in self.source.written_facts():
            return False
        return not is_one_language(self.locale.language_code, self.source.locale.language_code)

    def _units_of(self, path: str, texts: Sequence[str]) -> Iterator[Unit]:
        place = locate_field(self.source, path)
        old = {key[1]: kept for key, kept in self.renderings.items() if key[0] == path}
        for text in dict.fromkeys(texts):
            rendering = old.get(text)
            yield Unit(
                path=path,
                text=text,
                place=place,
                number=texts.index(text) + 1,
                count=len(texts),
                rendering=rendering,
                earlier_text=None if rendering else _earlier_text(text, texts, old),
            )

    @cached_property
    def stored_source_texts(self) -> frozenset[Key]:
        """The texts that wagtail-localize has stored: the source's before its last changes."""
        if self.localize_translation is None:
            return frozenset()
        rows = StringSegment.objects.filter(source=self.localize_translation.source_id)
        return frozenset(rows.values_list("context__path", "string__data"))

    def earlier_texts(self, keys: Collection[Key], revision_id: int | None) -> frozenset[Key]:
        """Return those texts that the source had earlier: in that revision, or when submitted."""
        revision = Revision.objects.for_instance(self.source).filter(pk=revision_id).first()
        earlier = strings_on(revision.as_object()) if revision is not None else {}
        hashes = [String._get_data_hash(text) for _path, text in keys]
        texts = String.objects.filter(locale=self.source.locale_id, data_hash__in=hashes)
        submitted = frozenset(texts.values_list("data", flat=True))
        contexts = TranslationContext.objects.filter(object_id=self.source.translation_key)
        paths = frozenset(contexts.values_list("path", flat=True))
        return frozenset(
            (path, text)
            for path, text in keys
            if text in earlier.get(path, ()) or (path in paths and text in submitted)
        )

    def _stored(self) -> Iterator[tuple[Key, Rendering]]:
        signed_at = self.record.reviewed_at if self.record else None
        rows = StringTranslation.objects.filter(
            context__object_id=self.source.translation_key, locale=self.locale
        )
        for row in rows.select_related("translation_of", "context").order_by("pk"):
            by = (row.tool_name or MACHINE) if is_unsigned(row, signed_at) else ""
            yield (
                (row.context.path, row.translation_of.data),
                Rendering(row.data, is_wrong=row.has_error, machine=by),
            )

    def _of_page(self, page: MergePage) -> dict[Key, Rendering]:
        """Pair the page's texts with the revision of the source that it translates."""
        revision = self.record.source_revision if self.record else None
        earlier = strings_on(revision.as_object() if revision is not None else self.source)
        by = ""
        if self.record and self.record.by_machine and not self.record.reviewed_at:
            by = self.record.translator or MACHINE
        return {
            (path, text): Rendering(data, is_wrong=bool(error_in(text, data)), machine=by)
            for path, text, data in paired(earlier, page, text_of=str)
        }


def _earlier_text(
    text: str, texts: Sequence[str], old: Mapping[str, Rendering]
) -> tuple[str, Rendering] | None:
    gone = [earlier for earlier in old if earlier not in texts]
    # A field has one text: any earlier text is its older wording.
    near = gone[-1:] if len(texts) == 1 else get_close_matches(text, gone, n=1, cutoff=ALIKE)
    return (near[0], old[near[0]]) if near else None
