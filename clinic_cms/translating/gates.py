"""Gates of a translated page: it is wholly translated, reviewed, and keeps every merge tag.

wagtail-localize fills gaps with the source's text, and writes a live page before it publishes it.
So these gates check the text that is about to be written, wherever it comes from. A person opens
the gate of a machine's translation by a signature (45 CFR 92.201(c)(3)).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Page
from wagtail_localize.models import Translation

from clinic_cms.errors import Mistake, Refused, error_id, shortened
from clinic_cms.merge import compare
from clinic_cms.models import ConditionPage, MergePage, TranslationRecord, gates
from clinic_cms.models.content_paths import locate_field
from clinic_cms.models.translation import (
    managed_translation,
    source_of,
    text_digest,
    translatable_texts,
)
from clinic_cms.routing import is_one_language
from clinic_cms.translating.shown_markup import explain_shown, shown_markup
from clinic_cms.translating.strings import (
    MAY_STAY,
    TranslatedString,
    explain,
    is_unsigned,
    is_untranslated,
    phrases_of,
    strings_of,
    strings_on,
)

MISSING = error_id("clinic_cms.T001")
WRONG = error_id("clinic_cms.T002")
UNREVIEWED = error_id("clinic_cms.T003")
OTHER_TAGS = error_id("clinic_cms.T004")
SOURCE_TEXT = error_id("clinic_cms.T005")
NAMELESS = error_id("clinic_cms.T007")
SHOWN_MARKUP = error_id("clinic_cms.T008")
LOG_ACTION = "clinic_cms.sign_translation"

MOST_NAMED = 5


def translation_is_whole(page: MergePage) -> Iterator[ValidationError]:
    """Yield the reasons not to publish a translated page."""
    source = source_of(page)
    if source is None or not _has_new_text(page):
        return
    managed = managed_translation(page)
    if managed is not None:
        strings, page_texts = strings_of(managed), strings_on(page)
        gaps = [*_untranslated(strings, page_texts)]
        yield from gaps
        yield from _unreviewed(page, strings, page_texts)
        if gaps:
            # Other checks would only repeat that these texts are not translated.
            return
    if managed is not None and managed.enabled:
        source = managed.source.as_instance()
    if managed is not None or isinstance(page, ConditionPage):
        yield from _other_tags(page, source)
    if _share_a_phrase(page, source):
        yield from _in_another_language(page, source)


def _has_new_text(page: MergePage) -> bool:
    if page.pk is None:
        return True
    live = type(page)._default_manager.filter(pk=page.pk, live=True).first()
    return live is None or text_digest(live) != text_digest(page)


def _untranslated(
    strings: Sequence[TranslatedString], page_texts: Mapping[str, Sequence[str]]
) -> Iterator[ValidationError]:
    """Yield errors for the strings that the page shows in the source's language."""
    gaps = [string for string in strings if _on_page(string, page_texts) == string.source]
    missing = [string for string in gaps if string.is_missing]
    yield from _named(
        missing,
        MISSING,
        ngettext(
            "%(count)s text is not translated yet: %(texts)s.",
            "%(count)s texts are not translated yet: %(texts)s.",
            len(missing),
        ),
    )
    for string in gaps:
        if string.error:
            message = _("“%(text)s”: %(error)s")
            values = {"text": shortened(string.source), "error": string.error}
            yield ValidationError(message % values, code=WRONG)


def _unreviewed(
    page: MergePage, strings: Sequence[TranslatedString], page_texts: Mapping[str, Sequence[str]]
) -> Iterator[ValidationError]:
    """Yield an error for a machine's strings that no one has signed since."""
    by_machine = [
        string
        for string in unsigned(page, strings)
        if string.translation and _on_page(string, page_texts) == string.translation.data
    ]
    yield from _named(
        by_machine,
        UNREVIEWED,
        ngettext(
            "A machine translated %(count)s text, and no one has signed it yet: %(texts)s. "
            "Read the translation and sign it.",
            "A machine translated %(count)s texts, and no one has signed them yet: "
            "%(texts)s. Read the translation and sign it.",
            len(by_machine),
        ),
    )


def unsigned(page: MergePage, strings: Sequence[TranslatedString]) -> list[TranslatedString]:
    """Return the strings that a machine translated after the last signature, if there is one."""
    record = TranslationRecord.objects.filter(page=page.pk).first()
    signed_at = record.reviewed_at if record else None
    return [
        string
        for string in strings
        if string.translation is not None and is_unsigned(string.translation, signed_at)
    ]


def _other_tags(page: MergePage, source: MergePage) -> Iterator[ValidationError]:
    originals = {item.path: item for item in translatable_texts(source)}
    for item in translatable_texts(page):
        original = originals.get(item.path)
        if original is None or not item.text:
            continue
        place = locate_field(page, item.path).label
        if problems := compare(original.text, item.text, rich=item.rich):
            yield ValidationError(f"{place}: {explain(problems)}", code=OTHER_TAGS)
        if found := shown_markup(original.text, item.text, rich=item.rich):
            yield ValidationError(f"{place}: {explain_shown(found)}", code=SHOWN_MARKUP)


def _share_a_phrase(page: MergePage, source: MergePage) -> bool:
    """Whether two pages may have a sentence in common: quickly, as most translations have none."""
    mine, originals = (
        frozenset().union(*(phrases_of(item.text) for item in translatable_texts(each)))
        for each in (page, source)
    )
    return not mine.isdisjoint(originals)


def _in_another_language(page: MergePage, source: MergePage) -> Iterator[ValidationError]:
    """Yield an error for sentences that are equal to the source's, word for word."""
    if is_one_language(page.locale.language_code, source.locale.language_code):
        return
    own, page_texts = {*page.written_facts(), *page.proper_names}, strings_on(page)
    name = page.clinic.name if page.clinic else ""
    same = [
        text
        for path, originals in strings_on(source).items()
        if not path.startswith(MAY_STAY) and path not in own
        for original, text in zip(originals, page_texts.get(path, ()), strict=False)
        if is_untranslated(original, text, name=name)
    ]
    if same:
        message = still_in(source.locale.get_display_name(), same)
        yield ValidationError(message, code=SOURCE_TEXT)


def still_in(language: str, texts: Sequence[str]) -> str:
    """Return the message for texts that are equal to their source's, with its language."""
    message = ngettext(
        "%(count)s text is still in %(language)s: %(texts)s. Translate it, or leave it empty.",
        "%(count)s texts are still in %(language)s: %(texts)s. Translate them, or leave them "
        "empty.",
        len(texts),
    )
    return message % {"language": language, **quoted(texts)}


def _on_page(string: TranslatedString, page_texts: Mapping[str, Sequence[str]]) -> str | None:
    texts = page_texts.get(string.path, ())
    return texts[string.index] if string.index < len(texts) else None


def _named(
    strings: Sequence[TranslatedString], code: str, message: str
) -> Iterator[ValidationError]:
    if strings:
        values = quoted([string.source for string in strings])
        yield ValidationError(message % values, code=code)


def quoted(texts: Sequence[str]) -> dict[str, object]:
    """Return the values of a message: the number of texts, and how the first ones begin."""
    shown = [f"“{shortened(text)}”" for text in texts[:MOST_NAMED]]
    more = ["…"] if len(texts) > len(shown) else []
    return {"count": len(texts), "texts": ", ".join([*shown, *more])}


def check_target(translation: Translation) -> None:
    """Raise a Refusal if a translation cannot be published as it is now."""
    page = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    gates.check_publishable(page)


def register_log_action(actions: LogActionRegistry) -> None:
    """Show signatures in a page's history."""
    actions.register_action(LOG_ACTION, _("Sign translation"), _("Translation read and signed"))


def sign(*, translation: Translation, user: Any) -> TranslationRecord:
    """Record that a person has read a translation; valid until a machine translates again.

    Raises Refused for a user without a name: a user name is not a signature.
    """
    name = user.get_full_name().strip()
    if not name:
        message = _("Your account has no name, so no one would know who signed.")
        hint = _("Enter your name under “Account”, and sign again.")
        raise Refused([Mistake(NAMELESS, "", message, hint)])
    page, now = translation.get_target_instance(), timezone.now()
    signed = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    signature = {
        "reviewer": name,
        "reviewed_at": now,
        "reviewed_digest": text_digest(signed),
        "signed_by": user,
    }
    source_id = translation.source.get_source_instance().pk
    record, _created = TranslationRecord.objects.update_or_create(
        page_id=page.pk,
        defaults=signature,
        create_defaults={"source_id": source_id, **signature},
    )
    log(instance=page, action=LOG_ACTION, user=user, data={"reviewer": name})
    return record


def note_origin(
    *,
    page_id: int,
    translator: str = "",
    by_machine: bool = False,
    reviewer: str = "",
    reviewed_at: Any = None,
) -> None:
    """Record who made a translation that came from a file, and who reviewed it."""
    page = Page.objects.get(pk=page_id)
    digest = text_digest(page.get_latest_revision_as_object()) if reviewer else ""
    TranslationRecord.objects.filter(page=page_id).update(
        translator=translator,
        by_machine=by_machine,
        reviewer=reviewer,
        reviewed_at=reviewed_at,
        reviewed_digest=digest,
    )
