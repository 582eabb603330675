"""The guesser knows sentences for what they are, and says nothing of those that do not tell."""

import pytest

from clinic_cms.models.language_help import TAG_LINES
from tests.crawl.guess import guess, is_in, is_in_another

SENTENCES = [
    ("en", "Most back spasms get better within two weeks, and you can keep moving."),
    ("en", "Call us if the pain does not go away."),
    ("en", "About us"),
    ("en", "When to get help"),
    ("es", "La mayoría de los espasmos de espalda mejoran en dos semanas."),
    ("es", "Llámenos si el dolor no desaparece."),
    ("es", "Sobre nosotros"),
    ("es", "Cuándo pedir ayuda para el dolor de la espalda"),
    ("es", "Ejercite estos músculos dos o tres veces por semana. Empiece poco a poco."),
    ("fr", "La plupart des douleurs du dos passent en deux semaines, sans examen."),
    ("fr", "Appelez-nous si la douleur ne disparaît pas."),
    ("vi", "Phần lớn các cơn co thắt lưng sẽ khỏi trong vòng hai tuần."),
    ("vi", "Xin gọi cho chúng tôi"),
    ("pt", "A maioria das dores nas costas melhora em duas semanas e não deixa sequelas."),
    ("de", "Die meisten Rückenschmerzen werden nach zwei Wochen besser."),
    ("it", "La maggior parte dei dolori alla schiena passa in due settimane, e non è grave."),
    ("ar", "تتحسن معظم تشنجات الظهر خلال أسبوعين."),
    ("fa", "اگر به فارسی صحبت می‌کنید، تماس بگیرید."),
    ("ru", "Большинство болей в спине проходит за две недели."),
    ("zh-hans", "大多数背部痉挛会在两周内好转，这时应当继续活动。"),
    ("zh-hant", "大多數背部痙攣會在兩週內好轉，這時應當繼續活動。"),
    ("ko", "허리 경련은 대부분 두 주 안에 나아집니다."),
    ("ja", "腰のけいれんの多くは二週間でよくなります。"),
]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_a_sentence_is_known(language, sentence):
    assert guess(sentence) == language


@pytest.mark.parametrize(
    "text", ["", "707-426-1111", "Kosak Chiropractic", "Sciatica", "Fairfield"]
)
def test_names_and_numbers_do_not_tell(text):
    assert guess(text) is None
    assert not is_in(text, "en-us")
    assert not is_in_another(text, "en-us")


@pytest.mark.parametrize("code", ["en", "es", "fr", "vi", "pt", "de", "it", "zh-hans", "zh-hant"])
def test_the_notices_of_language_help_are_known(code):
    line = TAG_LINES[code]
    assert guess(f"{line.before} {line.after}") == code


def test_one_name_in_another_script_does_not_mislead():
    assert is_in("تعتني Eleanor Whitcombe بمن يرفعون الأحمال طوال اليوم.", "ar")
    assert is_in_another("Eleanor Whitcombe treats people who lift all day.", "ar")
