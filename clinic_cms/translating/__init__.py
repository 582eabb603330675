"""Translations: their strings and checks, machines, files, and the people who sign them."""

from clinic_cms.translating.gates import check_target, unsigned
from clinic_cms.translating.memory import ensure_translation, remember, sync
from clinic_cms.translating.reviews import note_origin, sign
from clinic_cms.translating.strings import strings_of

__all__ = [
    "check_target",
    "ensure_translation",
    "note_origin",
    "remember",
    "sign",
    "strings_of",
    "sync",
    "unsigned",
]
