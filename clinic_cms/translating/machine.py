"""Machine translation: wagtail-localize's configured translator, with merge tags kept whole.

Any wagtail-localize translator can be wrapped, so that it never sees a merge tag:

    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "clinic_cms.translating.machine.TagKeepingTranslator",
        "OPTIONS": {
            "CLASS": "wagtail_localize.machine_translators.deepl.DeepLTranslator",
            "OPTIONS": {"AUTH_KEY": "…"},
        },
    }
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import Translation
from wagtail_localize.strings import StringValue

# Private to wagtail-localize 1.14: the only code that runs a translator over a whole translation.
# tests/translating/test_machine.py fails if it goes.
from wagtail_localize.views.edit_translation import apply_machine_translation

from clinic_cms.merge import MERGE_TAG
from clinic_cms.translating.strings import TranslatedString, error_in, strings_of

MARK = re.compile(r"⟦\s*(\d+)\s*⟧")
"""The placeholder of a tag: signs that no language uses and that machines do not change."""


class TagKeepingTranslator(BaseMachineTranslator):
    """Replaces merge tags by placeholders for another translator, and puts them back.

    A string that loses a tag stays untranslated, for a person to translate.
    """

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(options)
        self.inner = import_string(options["CLASS"])(options.get("OPTIONS", {}))

    @property
    def display_name(self) -> str:
        return str(self.inner.display_name)

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        return bool(self.inner.can_translate(source_locale, target_locale))

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        hidden = {string: _hide(string.data) for string in strings}
        values = [StringValue(text) for text, _tags in hidden.values()]
        answers = self.inner.translate(source_locale, target_locale, values)
        translated = {}
        for (string, (_text, tags)), value in zip(hidden.items(), values, strict=True):
            answer = answers.get(value)
            shown = _show(answer.data, tags) if answer is not None and answer.data else ""
            if shown and not MARK.search(shown) and not error_in(string.data, shown):
                translated[string] = StringValue(shown)
        return translated


def machine_for(translation: Translation) -> BaseMachineTranslator | None:
    """Return the configured translator, if it knows both languages."""
    return machine_between(translation.source.locale, translation.target_locale)


def machine_between(source: Locale, target: Locale) -> BaseMachineTranslator | None:
    """Return the configured translator, if it translates from one language into the other."""
    machine = get_machine_translator()
    return machine if machine and machine.can_translate(source, target) else None


@dataclass(frozen=True)
class MachineWork:
    """How many texts a machine translated.

    `broken` counts those that lost a merge tag, `unanswered` all others that are still missing.
    """

    translated: int
    broken: int
    unanswered: int


def translate_by_machine(*, translation: Translation, user: Any) -> MachineWork | None:
    """Let the configured translator translate what is missing; None if there is nothing to do.

    Its strings are marked as a machine's. Raises PermissionDenied.
    """
    machine = machine_for(translation)
    empty = {_place(string) for string in strings_of(translation) if string.translation is None}
    if machine is None or not apply_machine_translation(translation.id, user, machine):
        return None
    given = [string for string in strings_of(translation) if _place(string) in empty]
    left = [string for string in given if string.is_missing]
    broken = [string for string in left if MERGE_TAG.search(string.source)]
    wrong = [string for string in given if string.error]
    translated = [string for string in given if string.translation and not string.error]
    return MachineWork(len(translated), len(broken) + len(wrong), len(left) - len(broken))


def _place(string: TranslatedString) -> tuple[int, int]:
    return string.string_id, string.context_id


def _hide(text: str) -> tuple[str, list[str]]:
    tags = MERGE_TAG.findall(text)
    numbers = iter(range(1, len(tags) + 1))
    return MERGE_TAG.sub(lambda _tag: f"⟦{next(numbers)}⟧", text), tags


def _show(text: str, tags: list[str]) -> str:
    """Put the tags back; a placeholder of no tag stays as it is."""
    return MARK.sub(
        lambda mark: tags[int(mark[1]) - 1] if 0 < int(mark[1]) <= len(tags) else mark[0], text
    )
