"""The strings of a translation: which are missing, wrong, or a machine's.

wagtail-localize splits a page into strings, one for each paragraph or field, and stores the
translation of each by its place. It checks only their markup; merge tags are checked here.
"""

import html
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import validate_translation_links

from clinic_cms.merge import MERGE_TAG, Problem, compare
from clinic_cms.translating.shown_markup import explain_shown, shown_markup

Original = TypeVar("Original")

MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE

MAY_STAY = ("slug", "references.")
"""Paths of texts that may be the same in every language: slugs, and the titles of sources."""

NOT_WORDS = re.compile(rf"{MERGE_TAG.pattern}|<[^<>]*>", re.DOTALL)
BRACE = re.compile(
    r"&(?:#0*(?:37|123|125)|#[xX]0*(?:25|7[bBdD])|percnt|[lr]brace|[lr]cub);",
)
SHORT = 3
LONG = 8
"""From so many words on, a text may be a sentence; from so many on, it is one."""

UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces between words, in which each sign counts as one."""
WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[^\W\d_])+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class TranslatedString:
    """One string of a source, with its translation if there is one.

    `path` is wagtail-localize's content path ("causes.<block id>.explanation"); `index` counts the
    strings of one path.
    """

    path: str
    index: int
    source: str
    string_id: int
    context_id: int
    translation: StringTranslation | None

    @property
    def is_missing(self) -> bool:
        """Whether it is still to be translated.

        A string with only merge tags needs no translation.
        """
        return self.translation is None and needs_translation(self.path, self.source)

    @property
    def error(self) -> str:
        """The error of the translation, or ""."""
        row = self.translation
        return (row.get_error() or _("cannot be used")) if row and row.has_error else ""

    @property
    def by_machine(self) -> bool:
        """Whether a machine wrote the translation, and no person has changed it since."""
        return self.translation is not None and is_unsigned(self.translation, None)

    def rendered(
        self, data: str, locale: Locale, *, user: Any, machine: str = ""
    ) -> StringTranslation:
        """Return the unsaved row of a translation, by a user or by the machine of that name."""
        row = self.translation or StringTranslation(
            translation_of_id=self.string_id, context_id=self.context_id, locale=locale
        )
        types = (
            StringTranslation.TRANSLATION_TYPE_MANUAL,
            StringTranslation.TRANSLATION_TYPE_MACHINE,
        )
        row.data, row.tool_name, row.translation_type = data, machine, types[bool(machine)]
        row.last_translated_by, row.updated_at = user, timezone.now()
        row.has_error, row.field_error = False, ""
        return row


def needs_translation(path: str, text: str) -> bool:
    """Whether a text has to be translated: it has words, and may not stay as it is."""
    return not path.startswith(MAY_STAY) and has_words(text)


def is_unsigned(row: StringTranslation, signed_at: datetime | None) -> bool:
    """Whether a machine wrote a translation after a person last signed the page, if ever."""
    if row.translation_type != MACHINE:
        return False
    return signed_at is None or bool(row.updated_at > signed_at)


def strings_of(translation: Translation) -> list[TranslatedString]:
    """Return the strings of a translation in the order of the page. Two queries."""
    known = {
        (found.translation_of_id, found.context_id): found
        for found in StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale_id
        ).select_related("translation_of", "context")
    }
    segments = StringSegment.objects.filter(source=translation.source_id)
    counts: Counter[str] = Counter()
    strings = []
    for segment in segments.select_related("string", "context").order_by("order"):
        path = segment.context.path
        strings.append(
            TranslatedString(
                path=path,
                index=counts[path],
                source=segment.string.data,
                string_id=segment.string_id,
                context_id=segment.context_id,
                translation=known.get((segment.string_id, segment.context_id)),
            )
        )
        counts[path] += 1
    return strings


def strings_on(page: Page) -> Mapping[str, Sequence[str]]:
    """Return a page's text, split as its source is: the strings of each path."""
    found: dict[str, list[str]] = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment.string.data)
    return found


def paired(
    originals: Mapping[str, Sequence[Original]], page: Page, *, text_of: Callable[[Original], str]
) -> Iterator[tuple[str, Original, str]]:
    """Yield (path, original, translation) for each text of a source that a page translates.

    Left out are the paths at which the page has more texts or fewer, as nothing shows which is
    which; and texts that are empty on the page, or link to something else than their original.
    """
    translations = strings_on(page)
    for path, texts in originals.items():
        if len(texts) != len(translations.get(path, ())):
            continue
        for original, translation in zip(texts, translations[path], strict=True):
            if translation and _has_its_links(text_of(original), translation):
                yield path, original, translation


def _has_its_links(text: str, translation: str) -> bool:
    try:
        validate_translation_links(text, translation)
    except ValueError:
        return False
    return True


def tag_problems(source: str, translation: str) -> list[Problem]:
    """Return what is wrong with the merge tags of a translated string; both are HTML.

    Braces that a tool wrote as entities count as braces: they are, once the page is made.
    """
    braces = BRACE.sub(lambda entity: html.unescape(entity[0]), translation)
    return compare(source, braces, rich=True)


def error_in(source: str, translation: str) -> str:
    """Return why a translated string must not reach readers, or ""; both are HTML."""
    if problems := tag_problems(source, translation):
        return explain(problems)
    found = shown_markup(source, translation)
    return explain_shown(found) if found else ""


def flag_wrong_text(row: StringTranslation) -> None:
    """Mark a string with an error as it is saved, so that its editor sees why at once.

    A marked string is kept to be fixed, and never published.
    """
    if row.has_error:
        return
    error = error_in(row.translation_of.data, row.data)
    if error:
        row.has_error, row.field_error = True, error
        # By update: `save` would set the time of the last change, and call this again.
        StringTranslation.objects.filter(pk=row.pk).update(
            has_error=True, field_error=row.field_error
        )


def explain(problems: Sequence[Problem]) -> str:
    """Return the problems of one string for its translator, each with its place."""
    message = _("%(message)s (Character %(position)s.)")
    return " ".join(
        message % {"message": problem.message, "position": problem.position + 1}
        for problem in problems
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text, without merge tags, markup and numbers."""
    return WORD.findall(html.unescape(NOT_WORDS.sub(" ", text)))


@lru_cache(maxsize=1024)
def phrases_of(text: str) -> frozenset[tuple[str, ...]]:
    """Return runs of words of a text: two texts that share a sentence share one of them."""
    words = words_of(text)
    short, long = (
        zip(*(words[start:] for start in range(length)), strict=False) for length in (SHORT, LONG)
    )
    return frozenset(run for run in short if any(word[0].islower() for word in run)).union(long)


def has_words(text: str) -> bool:
    """Whether there is anything to translate in a text."""
    return bool(words_of(text))


def is_untranslated(source: str, translation: str, *, name: str = "") -> bool:
    """Whether a text in another language is still its source's, word for word.

    Names, addresses and titles of works are equal in many languages: only a sentence counts, by its
    length or by how few of its words have capitals. `name` is the clinic's, which is never
    translated, however many small words it has.
    """
    words = words_of(translation)
    if words != words_of(source):
        return False
    said = html.unescape(NOT_WORDS.sub(" ", translation))
    return _is_sentence(WORD.findall(said.replace(name, " ") if name else said))


def _is_sentence(words: list[str]) -> bool:
    small = sum(word[0].islower() for word in words)
    return len(words) >= LONG or (len(words) >= SHORT and 2 * small >= len(words))
