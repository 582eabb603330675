"""Tells by its most frequent words when a text is in another language than was said."""

import re
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

FREQUENT = {
    "de": "der die das und ist nicht ein eine mit für auf den von zu dem sich auch bei oder wenn",
    "en": "the and of to is that you your for with are this can have from or it be will not",
    "es": "el los las que y en un una por con para su sus del se es como más al puede",
    "fr": "le les des et est que une dans pour vous votre avec sur pas qui du au ou sont ce",
    "it": "il gli che di per una con del della non sono è più come può dei nel anche questo alla",
    "pt": "o os que e do da em um uma para com não dos das por mais como ou seu pode",
}
"""Words that hardly any text lacks, by language."""
FEWEST = 6
CLEARLY = 2


def other_language(texts: Iterable[str], language: str) -> str:
    """Return a warning where the texts are clearly not in a language ("en-us"), else ""."""
    own = language.split("-")[0].lower()
    if own not in FREQUENT:
        return ""
    counts = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text.casefold()))
    scores = {code: sum(counts[w] for w in words.split()) for code, words in FREQUENT.items()}
    likely = max(scores, key=lambda code: scores[code])
    if scores[likely] < max(FEWEST, CLEARLY * scores[own]) or likely == own:
        return ""
    message = _(
        "The text reads like “%(likely)s”, but was imported as “%(language)s”: if that is wrong, "
        "import it again with --locale."
    )
    return message % {"likely": likely, "language": language}
