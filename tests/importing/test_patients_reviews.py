"""Reviews are told by their markup and signatures, and go as a whole."""

import pytest

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from tests.importing.cases import facts_of

KOSAK = facts_of("kosak-chiropractic")
KEPT = "Rest helps."


def imported(html: str, language: str = "en-us") -> ImportResult:
    text = f"<h1>Heel pain</h1><h2>Treatment</h2><p>{KEPT}</p>{html}<p>Ice helps too.</p>"
    return read_article(read_html(text, language), KOSAK, language)


def left(result: ImportResult) -> str:
    return " ".join(section.html for section in result.sections.values())


def is_all_set_aside(result: ImportResult) -> bool:
    text = left(result).replace("<h3>Treatment</h3>", "").strip()
    return text == f"<p>{KEPT}</p><p>Ice helps too.</p>"


@pytest.mark.parametrize(
    ("language", "html"),
    [
        # One paragraph, a quotation and its signature with stars.
        ("en-us", "<p>“Sue was a lifesaver. I danced at the wedding!” Catriona, Carbost ★★★★★</p>"),
        ("es", "<p>«No podía andar. ¡Ahora corro!» Lucía, Getafe ★★★★★</p>"),
        ("fr", "<p>« Je ne marchais plus. Je cours ! » Odile, Rennes ★★★★★</p>"),
        ("vi", "<p>“Tôi không đi được. Bây giờ tôi chạy!” Lan, Huế ★★★★★</p>"),
        ("ar", "<p>«لم أعد أمشي. أنا الآن أركض!» أم يوسف، طنطا ★★★★★</p>"),
        ("zh-hans", "<p>“我以前走不了路。现在能跑了！”李女士，大连 ★★★★★</p>"),
        ("en-us", "<p>“I could not lift my son. Now I can!” Pete, Truro</p>"),
        # Stars on a line of their own.
        ("en-us", "<p>★★★★★</p><p>I walked out without my stick.</p><p>Pete, Truro</p>"),
        ("fr", "<p>Je marche enfin sans canne.</p><p>Odile, Rennes</p><p>★★★★★</p>"),
        # A block quotation with who said it.
        (
            "en-us",
            (
                "<blockquote><p>I couldn't hold my bow. Six weeks and I was back.</p>"
                "<cite>Morag, fiddle player, Drynoch</cite></blockquote>"
            ),
        ),
        (
            "es",
            (
                "<blockquote><p>No podía dormir del dolor. Hoy bailo.</p>"
                "<footer>Lucía, maestra</footer></blockquote>"
            ),
        ),
        (
            "fr",
            (
                "<figure><blockquote><p>Je ne pouvais plus jouer. Tout va bien.</p></blockquote>"
                "<figcaption>Odile R., violoniste</figcaption></figure>"
            ),
        ),
        (
            "vi",
            "<blockquote><p>Tôi đau cả năm. Nay tôi khỏe.</p><p>— chị Lan, Huế</p></blockquote>",
        ),
        (
            "ar",
            (
                "<blockquote><p>عدت إلى حياتي بعد سنوات، شكرًا دكتورة!</p>"
                "<p>— أم يوسف، غاردن سيتي</p></blockquote>"
            ),
        ),
        ("zh-hans", "<blockquote><p>我的脚好了。谢谢！</p><p>——李女士，大连</p></blockquote>"),
        ("en-us", "<blockquote>I could not sleep.<br>Now I do.<br>— Wanda K.</blockquote>"),
        ("en-us", "<blockquote><p>I sleep again.</p></blockquote><p>— Wanda K., Early</p>"),
        (
            "en-us",
            "<blockquote><p>My heel was awful. Dr. Michael Wilson is a star.</p></blockquote>",
        ),
        # What page builders and schema.org name a review.
        (
            "en-us",
            (
                '<div class="elementor-testimonial"><div class="elementor-testimonial-content">No'
                " corn since the Clinton years. Two months with Dr. Lee and all was well.</div><div"
                ' class="elementor-testimonial-name">Wanda K.</div><div '
                'class="elementor-testimonial-job">retired teacher, Early TX</div></div>'
            ),
        ),
        (
            "en-us",
            '<div class="et_pb_testimonial"><p>Lovely people.</p><h4>Pete</h4></div>',
        ),
        (
            "fr",
            (
                '<section id="testimonials"><h3>Ils en parlent</h3><p>Une équipe formidable.</p>'
                "<p>Odile</p></section>"
            ),
        ),
        (
            "es",
            (
                '<div itemscope itemtype="https://schema.org/Review"><p>Gente estupenda.</p>'
                "<span>Lucía</span></div>"
            ),
        ),
    ],
)
def test_a_review_goes_with_who_gave_it(language, html):
    result = imported(html, language)

    assert is_all_set_aside(result), left(result)
    assert {passage.reason for passage in result.set_aside} == {"It is a review of one clinic."}


@pytest.mark.parametrize(
    "markdown",
    [
        (
            "> I couldn't hold my bow all winter. Six weeks and I was back at the ceilidh.\n"
            "> Morag, fiddle player, Drynoch"
        ),
        "> My knee is fine again.\n>\n> — Pete, 54",
        "> I run again!\n\n– Karen, Vacaville",
    ],
)
def test_a_review_in_a_quotation_of_markdown_goes_as_a_whole(markdown):
    text = f"# Heel pain\n\n## Treatment\n\n{KEPT}\n\n{markdown}\n\nIce helps too.\n"

    assert is_all_set_aside(read_article(read_markdown(text, "en-us"), KOSAK, "en-us"))


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>Movement is the best medicine for most backs.</p></blockquote>",
        "<blockquote><p>Walk.</p><cite>World Health Organization</cite></blockquote>",
        "<blockquote><p>Tell us if your leg gets weak.</p></blockquote><p>Walk each day.</p>",
        '<div class="medical-reviews"><p>Studies agree that walking helps.</p></div>',
        "<p>Say “I am fine” and mean it.</p><p>Walk, swim, cycle.</p>",
        "<p>“I can’t get up,” many say. Stay in bed? No.</p>",
        '<div class="page-reviewed-by"><p>Walking is good for the heel.</p></div>',
    ],
)
def test_other_quotations_stay(html):
    result = imported(html)

    assert result.set_aside == ()


@pytest.mark.parametrize(
    ("language", "quotation"),
    [
        ("en-us", "<p>I will prescribe for the good of my patients.</p><p>— Hippocrates</p>"),
        ("en-us", "<p>I have learnt most from my patients. — Ann Osler, surgeon</p>"),
        ("es", "<p>Yo aprendí todo de mis pacientes.</p><p>— Avicena</p>"),
        ("fr", "<p>J’ai tout appris de mes patients.</p><p>— Ambroise, chirurgien</p>"),
    ],
)
def test_a_healers_words_are_no_review(language, quotation):
    result = imported(f"<blockquote>{quotation}</blockquote>", language)
    assert "patients" in left(result) or "pacientes" in left(result)
