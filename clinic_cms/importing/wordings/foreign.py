"""Whether a text is in another language than it is imported as, by its most frequent words."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from clinic_cms.importing.wordings import WORD, base_language

FREQUENT = {
    "ar": "في من على أن إلى هذا هذه التي الذي أو ما لا مع قد عن كل بعد عند إذا يمكن",
    "de": "der die das und ist nicht ein eine mit für auf den von zu dem sich auch bei oder wenn",
    "en": "the and of to is that you your for with are this can have from or it be will not",
    "es": "el los las que y en un una por con para su sus del se es como más al puede",
    "fr": "le les des et est que une dans pour vous votre avec sur pas qui du au ou sont ce",
    "it": "il gli che di per una con del della non sono è più come può dei nel anche questo alla",
    "pt": "o os que e do da em um uma para com não dos das por mais como ou seu pode",
    "vi": "là và của các có bạn không một được cho khi với đau này trong thể người hoặc từ bị",
    "zh": "的 是 了 在 和 有 您 不 会 可 以 这 能 或 时 为 中 人 们 要",
}
"""Words that almost every text has, by language."""
FEWEST = 6
CLEARLY = 2


def other_language(texts: Iterable[str], language: str) -> str:
    """Return a warning where the texts are clearly not in a language ("en-us"), else ""."""
    own = base_language(language)
    if own not in FREQUENT:
        return ""
    counts = Counter(word for text in texts for word in WORD.findall(text.casefold()))
    scores = {code: sum(counts[w] for w in words.split()) for code, words in FREQUENT.items()}
    likely = max(scores, key=lambda code: scores[code])
    if scores[likely] < max(FEWEST, CLEARLY * scores[own]) or likely == own:
        return ""
    message = _(
        "The text reads like “%(likely)s”, but was imported as “%(language)s”: if that is wrong, "
        "import it again with --locale."
    )
    return message % {"likely": likely, "language": language}
