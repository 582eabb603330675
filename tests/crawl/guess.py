"""Which language a text is in, judged by its letters and its commonest words, always the same way.

Scripts are counted first. In Latin script, each word that only some languages have counts for
those, shared between them, and so does each letter with a mark that they alone write.
"""

import re
from collections import Counter

SCRIPTS = {
    "ar": r"[\u0600-\u06ff\u0750-\u077f]",
    "he": r"[\u0590-\u05ff]",
    "ru": r"[\u0400-\u04ff]",
    "el": r"[\u0370-\u03ff]",
    "hi": r"[\u0900-\u097f]",
    "ko": r"[\uac00-\ud7af]",
    "ja": r"[\u3040-\u30ff]",
    "zh": r"[\u4e00-\u9fff]",
    "latin": r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]",
}
SIMPLIFIED = set("们这个来时说对会为开长发过还进点关与问题种医疗体节边实应后当经头从让现没间")
TRADITIONAL = set("們這個來時說對會為開長發過還進點關與問題種醫療體節邊實應後當經頭從讓現沒間")
PERSIAN = set("پچژگکی")

WORDS = {
    "en": "the a an and or of to in is are be was it its this that these with for on by from as at "
    "not no can may will should your you our we us they their who what when where which how if "
    "most more some any all do does have has had than then there about after before also into "
    "call get go page closed open",
    "es": "el la los las un una unos unas y o u de del al en es son ser está están fue su sus se "
    "con para por como que qué no sin puede pueden debe cuando donde dónde si más muchos algunos "
    "todo todos toda este esta estos estas nuestro nuestra nosotros usted ustedes lo le les hay "
    "después antes también sobre entre desde hasta llame pida página cerrado cómo quién estos "
    "dos tres cuatro vez veces cada poco muy mejor cualquier otro otra semana semanas",
    "fr": "le la les un une des du de et ou en est sont être au aux ce cette ces son sa ses sur "
    "avec pour par comme que qui ne pas sans peut peuvent doit quand où si plus beaucoup certains "
    "tout tous toute notre nos nous vous votre vos il elle ils elles on dans après avant aussi "
    "entre depuis jusque appelez page fermé comment à",
    "pt": "o a os as um uma e ou de do da dos das em no na nos nas é são ser seu sua com para por "
    "como que não sem pode quando onde se mais muitos todo todos este esta nosso nossa você ele "
    "ela depois antes também sobre entre desde até ao à dois três vezes cada pouco muito",
    "de": "der die das den dem des ein eine einen einem und oder von zu in ist sind sein mit für "
    "auf bei nicht kein kann wenn wo wie was mehr viele alle dieser diese unser wir sie ihr es "
    "nach vor auch über zwischen seit bis im am zum zur",
    "it": "il lo la gli le un una uno e o di del della dei delle in è sono essere suo sua con per "
    "come che non senza può quando dove se più molti tutti questo questa nostro noi lei dopo prima "
    "anche su tra da al alla",
    "vi": "là và của có không được cho các những một này khi với để trong người thể bị đau hay "
    "hoặc nếu như đến từ về tại quý vị chúng tôi ra vào nhiều sau trước đã sẽ cũng thì mà ở bác sĩ "
    "gọi xin",
}
LETTERS = {
    "es": "ñ¿¡",
    "fr": "çœèêëîïûùâ",
    "pt": "ãõ",
    "de": "äöüß",
    "vi": "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}
ENOUGH = 1.5
"""Points that a Latin text needs: below, nothing is known of it."""
AHEAD = 1.25
"""How far the first language must be ahead of the second."""

_known = {language: set(words.split()) for language, words in WORDS.items()}
_sharing = Counter(word for words in _known.values() for word in words)


def guess(text: str) -> str | None:
    """Return a language ("en", "zh-hans", "ar") or None for a text that does not tell."""
    counts = {name: len(re.findall(letter, text)) for name, letter in SCRIPTS.items()}
    if counts["ja"]:
        counts["ja"] += counts.pop("zh")
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return None
    if script == "latin":
        return _latin(text)
    if script == "zh":
        simple, full = ({*text} & SIMPLIFIED, {*text} & TRADITIONAL)
        return "zh-hant" if len(full - SIMPLIFIED) > len(simple - TRADITIONAL) else "zh-hans"
    if script == "ar" and {*text} & PERSIAN:
        return "fa"
    return script


def _latin(text: str) -> str | None:
    points = Counter[str]()
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        for language, words in _known.items():
            if word in words:
                points[language] += 1 / _sharing[word]
    for language, letters in LETTERS.items():
        points[language] += sum(text.lower().count(letter) for letter in letters)
    (first, most), (_second, less) = points.most_common(2)
    return first if most >= ENOUGH and most >= less * AHEAD else None


def is_in(text: str, code: str) -> bool:
    """Whether a text is surely in a locale's language ("en" for "en-us")."""
    return guess(text) in {code, code.partition("-")[0]}


def is_in_another(text: str, code: str) -> bool:
    """Whether a text is surely in another language than a locale's."""
    return guess(text) is not None and not is_in(text, code)
