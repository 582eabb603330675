"""Words that agree with a person's gender, by language."""

from clinic_cms.merge.facts import FEMININE, MASCULINE

# Subject pronouns of the third person, singular: (feminine, masculine). Languages whose pronouns
# carry no gender (Turkish, Finnish), or age and rank as well (Vietnamese, Korean), are left out:
# there the doctor's name is the polite choice.
PRONOUNS: dict[str, tuple[str, str]] = {
    "ar": ("هي", "هو"),
    "bg": ("тя", "той"),
    "ca": ("ella", "ell"),
    "cs": ("ona", "on"),
    "da": ("hun", "han"),
    "de": ("sie", "er"),
    "el": ("αυτή", "αυτός"),
    "en": ("she", "he"),
    "es": ("ella", "él"),
    "fr": ("elle", "il"),
    "he": ("היא", "הוא"),
    "hr": ("ona", "on"),
    "it": ("lei", "lui"),
    "nb": ("hun", "han"),
    "nl": ("zij", "hij"),
    "pl": ("ona", "on"),
    "pt": ("ela", "ele"),
    "ro": ("ea", "el"),
    "ru": ("она", "он"),
    "sk": ("ona", "on"),
    "sv": ("hon", "han"),
    "uk": ("вона", "він"),
    "zh": ("她", "他"),
}


def pronoun(gender: str, language: str) -> str:
    """The subject pronoun, or "" where the gender or the language gives none."""
    feminine, masculine = PRONOUNS.get(language.lower().split("-")[0], ("", ""))
    return {FEMININE: feminine, MASCULINE: masculine}.get(gender, "")
