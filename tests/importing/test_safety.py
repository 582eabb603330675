"""Text that tells when to get help is where patients look for it, or it is reported."""

import pytest

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.importing.wordings import is_safety_text
from tests.importing.test_nothing_is_lost import NOBODY

SAFETY = {
    "en": [
        "Call 911 if your face droops.",
        "In the UK, dial 999 or 112 at once.",
        "If you cannot breathe, call 000.",
        "Go to the emergency room right away.",
        "See a doctor if the pain lasts longer than a week.",
        "Seek medical attention when you lose control of your bladder.",
        "If the fever stays, call your GP the same day.",
        "When in doubt, talk to your doctor.",
        "A knee that locks needs a doctor.",
        "If the calf is swollen, warm and red, call Triple Zero.",
        "Ring your GP.",
        "Call 000.",
        "Treble nine is the number for a face that droops.",
        "Ask your GP, or ring the clinic, if the elbow is swollen, locked or numb.",
        "A hot joint needs an urgent appointment with your GP.",
        "A stiff neck with a high temperature needs a hospital.",
    ],
    "es": [
        "Llame al 112 si pierde fuerza.",
        "Acuda a urgencias si no puede orinar.",
        "Consulte a su médico si el dolor no cede.",
        "Llame al 911 de inmediato.",
    ],
    "fr": [
        "Appelez le 15 si votre visage se paralyse.",
        "Composez le 112 sans attendre.",
        "Rendez-vous aux urgences.",
        "Consultez un médecin si la douleur persiste.",
    ],
    "ar": [
        "اتصل بالرقم 997 فورا.",
        "اذهب إلى الطوارئ إذا فقدت الإحساس.",
        "راجع طبيبك إذا استمر الألم.",
    ],
    "vi": [
        "Hãy gọi 115 ngay.",
        "Nếu bạn bị tê chân, hãy đến phòng cấp cứu.",
        "Hãy gặp bác sĩ nếu cơn đau không giảm.",
    ],
    "de": ["Wählen Sie 112: call 112.", "Triple Zero (000)"],
    "zh": ["请立即拨打120。", "如果双腿无力，请马上去急诊。", "如果疼痛持续，请就医。"],
}
HARMLESS = {
    "en": [
        "Your physician may prescribe medicines for the worst days.",
        "Call us at 707-555-0142 if you have questions.",
        "If your physician has prescribed a medicine, take it early.",
        "Replace your shoes every 400 miles.",
        "Every clinic needs a good chair.",
        "There are 999 ways to sit badly.",
        "Phone (119) 555-0100 to ask for a visit.",
        "Dr. Wilson sees it often.",
        "Surgery is rarely needed.",
    ],
    "es": ["El médico puede recetar un calmante.", "Llame al (956) 555-0171 para pedir una cita."],
    "fr": ["Le médecin peut prescrire un antidouleur.", "Appelez-nous pour prendre rendez-vous."],
    "ar": ["قد يصف الطبيب دواء."],
    "vi": ["Bác sĩ có thể kê đơn thuốc."],
    "zh": ["医生可能会开药。"],
}


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in table.items() for text in texts]


@pytest.mark.parametrize(("language", "text"), pairs(SAFETY))
def test_a_sentence_that_tells_when_to_get_help(language: str, text: str) -> None:
    assert is_safety_text(text, language)


@pytest.mark.parametrize(("language", "text"), pairs(HARMLESS))
def test_a_sentence_that_does_not(language: str, text: str) -> None:
    assert not is_safety_text(text, language)


def imported(markdown: str) -> ImportResult:
    return read_article(read_markdown(f"# Hip\n\n{markdown}", "en-us"), NOBODY, "en-us")


def test_a_paragraph_about_safety_is_moved_with_its_list_and_reported() -> None:
    result = imported(
        "## Treatment\n\nRest.\n\nCall 911 right away if:\n\n"
        "- you cannot stand\n- you faint\n\nIce."
    )

    assert result.sections["treatment"].html == "<p>Rest.</p><p>Ice.</p>"
    assert result.sections["when_to_get_help"].html == (
        "<p>Call 911 right away if:</p><ul><li>you cannot stand</li><li>you faint</li></ul>"
    )
    assert [w for w in result.warnings if "was moved" in w] == list(result.warnings)


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Hard to say", "A knee that locks needs a doctor. Call Triple Zero if you faint."),
        ("One last thing", "Ring your GP."),
        ("Not to be missed", "Call 911 right away if:\n\n- you cannot stand\n- you faint"),
    ],
)
def test_a_heading_moves_with_its_text(heading: str, text: str) -> None:
    result = imported(f"## Causes\n\nAge.\n\n## {heading}\n\n{text}\n\n## Treatment\n\nRest.")

    assert result.sections["when_to_get_help"].html.startswith(f"<h3>{heading}</h3>")
    assert result.sections["overview"].html == ""
    assert not [warning for warning in result.warnings if "fits no section" in warning]


def test_a_heading_stays_with_the_rest_of_its_text() -> None:
    result = imported("## Causes\n\n### Falls\n\nRing your GP.\n\nSlippery floors.")

    assert "Falls" in result.sections["causes"].html
    assert result.sections["when_to_get_help"].html == "<p>Ring your GP.</p>"


@pytest.mark.parametrize(
    "heading",
    [
        "When to get it looked at",
        "When it is not bursitis",
        "5. When it is not bursitis",
        "When this isn't a pulled muscle",
        "When to have it examined",
        "When rest is not enough",
    ],
)
def test_the_text_under_such_a_heading_tells_when_to_get_help(heading: str) -> None:
    result = imported(f"## Causes\n\nAge.\n\n## {heading}\n\nAfter a week.")

    assert result.sections["when_to_get_help"].heading == heading.removeprefix("5. ")


def test_headings_in_small_letters_are_headings_where_the_text_has_no_capitals() -> None:
    text = (
        "Rolled your ankle\n\n"
        "why it happens\n\nuneven ground or tired legs do it and high heels too\n\n"
        "when to worry\n\nif you cannot take four steps call 000 and wait for them"
    )

    result = read_article(read_plain(text, "en-au"), NOBODY, "en-au")

    assert result.sections["when_to_get_help"].heading == "when to worry"


def test_a_sentence_about_safety_within_a_text_is_reported() -> None:
    result = imported(
        "## Treatment\n\nRest. Call 911 if you faint. Then walk.\n\n## Causes\n\nAge."
    )

    assert "Call 911" in result.sections["treatment"].html
    assert any("“Call 911 if you faint.” tells when" in warning for warning in result.warnings)


def test_a_heading_for_help_of_a_lower_level_is_followed_too() -> None:
    result = imported(
        "## Treatment\n\nRest.\n\n### When to see a doctor\n\nAfter a week.\n\n"
        "### At home\n\nIce.\n\n## Prevention\n\nWalk.\n\n## Causes\n\nAge."
    )

    assert result.sections["when_to_get_help"].heading == "When to see a doctor"
    assert result.sections["when_to_get_help"].html == "<p>After a week.</p>"
    assert result.sections["treatment"].html == "<p>Rest.</p><h3>At home</h3><p>Ice.</p>"


def test_a_question_in_an_accordion_is_followed_too() -> None:
    source = (
        "<h1>Hip</h1><h2>Treatment</h2><p>Rest.</p><details><summary>Should I go to the ER?"
        "</summary><p>Yes, after a fall.</p></details><details><summary>Does ice help?</summary>"
        "<p>Yes.</p></details><h2>Causes</h2><p>Age.</p>"
    )

    sections = read_article(read_html(source, "en-us"), NOBODY, "en-us").sections

    assert sections["when_to_get_help"].html == "<p>Yes, after a fall.</p>"
    assert "Does ice help?" in sections["treatment"].html


def test_warnings_about_safety_come_first() -> None:
    result = imported("![A hip](hip.png)\n\n## Treatment\n\nRest. Call 911 if you faint. Walk.")

    assert result.warnings[0].startswith("“Call 911 if you faint.” tells when to get help")
    assert not any(warning.startswith("Nothing in") for warning in result.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "## Treatment\n\nRest.",
        "## Treatment\n\nRest.\n\n## Call us today\n\nWe are here.",
        "Only words.",
    ],
)
def test_an_article_without_safety_text_says_so_first(text: str) -> None:
    result = imported(text)

    assert result.warnings[0].startswith("Nothing in the article tells when to call")


FOOTER = (
    "<h1>Heel pain</h1><main><h1>Heel pain</h1><h2>What is it?</h2><p>A sore heel.</p>{own}</main>"
    "{around}"
)
TOLD = "If you have chest pain, call 911."


def saved_page(around, own=""):
    html = FOOTER.format(around=around, own=own)
    return read_article(read_html(html, "en-us"), NOBODY, "en-us")


@pytest.mark.parametrize(
    "around",
    [
        f"<footer><p>Open daily</p><p>{TOLD}</p></footer>",
        f"<div class='sidebar'><b>Hours</b><br>9 to 5<br>{TOLD}</div>",
        "<aside><p>If you have <b>chest pain</b>, call 911.</p><ul><li>Home</li></ul></aside>",
        f"<div>Home</div><div id='colophon'>{'Our town news. ' * 40}<p>{TOLD}</p></div>",
    ],
)
def test_safety_text_of_the_pages_own_parts_is_offered_where_an_article_has_none(around):
    result = saved_page(around)
    (passage,) = result.set_aside
    assert (passage.section, passage.text) == ("when_to_get_help", TOLD)
    assert result.warnings[0].startswith("Nothing in the article tells when")
    own = saved_page(around, own="<h2>When to get help</h2><p>Call 911 if you faint.</p>")
    assert own.set_aside == ()
    assert TOLD in "\n".join(own.warnings)


ARTERITIS = (
    "Call 911 if your jaw locks. New pain with a sore scalp may be arteritis, which can cost you "
    "your sight. See a doctor that same day."
)
CLOT = "A calf that is hot may hold a clot. Go to the ER."


@pytest.mark.parametrize(
    ("part", "offered"),
    [
        (f"<p>{ARTERITIS}</p><p>Open daily.</p>", ARTERITIS),
        (f"<p>{CLOT}</p>", CLOT),
        (
            "<p>Call 911 if you have:</p><ul><li>chest pain</li><li>a cold leg</li></ul>",
            "Call 911 if you have: chest pain; a cold leg",
        ),
    ],
)
def test_safety_text_of_a_page_is_offered_in_whole_paragraphs(part, offered):
    (passage,) = saved_page(f"<footer>{part}</footer>").set_aside
    assert passage.text == offered


def test_what_stands_between_two_sentences_about_safety_stays_with_them():
    article = "Rest.\n\n## Causes\n\nAge.\n\n"
    middle = "Pain with a sore scalp may be arteritis."
    end = (
        "This article is not medical advice. Call 911 if your jaw locks. "
        f"{middle} See a doctor that same day."
    )
    text = imported(f"{article}{end}").sections["when_to_get_help"].html
    assert f"jaw locks. {middle} See a doctor" in text


def test_what_a_page_says_besides_is_not_offered():
    result = saved_page("<footer><p>Call us at 707-555-0142.</p><p>Open daily.</p></footer>")
    assert result.set_aside == ()


@pytest.mark.parametrize(
    "text",
    [
        "Don't drive while the room spins, and if you must come, take a tram.",
        "Do not drive a nail if your elbow is sore.",
        "When it hurts, don't drive for long.",
    ],
)
def test_advice_on_driving_does_not_tell_when_to_get_help(text: str) -> None:
    assert not is_safety_text(text, "en-us")


@pytest.mark.parametrize(
    "text",
    [
        "If you feel faint, don't drive yourself to the hospital.",
        "Do not drive there yourself when your chest hurts.",
        "If your arm is numb, do not drive to the ER yourself.",
    ],
)
def test_advice_not_to_drive_oneself_does(text: str) -> None:
    assert is_safety_text(text, "en-us")


URGENT = {
    "en": [
        "Call your midwife straight away if…",
        "Get checked out quickly if",
        "Ring 999 if:",
        "Go to the ER at once if",
        "Have it looked at today if",
    ],
    "es": ["Llame a su médico de inmediato si…", "Acuda a urgencias si", "Consulte pronto si"],
    "fr": [
        "Appelez votre sage-femme tout de suite si…",
        "Consultez vite si",
        "Rendez-vous aux urgences si :",
    ],
    "ar": ["اتصل بالإسعاف فورًا إذا…", "راجع الطبيب إذا", "اذهب إلى الطوارئ إذا"],
    "vi": ["Gọi cấp cứu ngay nếu…", "Hãy đi khám ngay nếu", "Gặp bác sĩ ngay khi"],
    "zh": ["如果有以下情况，请立即就医", "出现这些症状请马上去急诊", "请立即拨打120，如果"],
}
TEXT = {
    "en": "you have a fever.",
    "es": "tiene fiebre.",
    "fr": "vous avez de la fièvre.",
    "ar": "كانت لديك حرارة.",
    "vi": "bạn bị sốt.",
    "zh": "您发烧。",
}
CAUSES = {
    "en": "Causes",
    "es": "Causas",
    "fr": "Causes",
    "ar": "الأسباب",
    "vi": "Nguyên nhân",
    "zh": "病因",
}


@pytest.mark.parametrize("markup", ["<h2>{}</h2>", "<p><b>{}</b></p>", "<h2>{}</h2><ul><li>"])
@pytest.mark.parametrize(("language", "heading"), pairs(URGENT))
def test_a_heading_that_tells_to_call_keeps_its_text(language, heading, markup):
    html = (
        f"<h1>Pelvis</h1><h2>{CAUSES[language]}</h2><p>…</p>{markup.format(heading)}"
        f"{'' if '<li>' in markup else '<p>'}{TEXT[language]}"
    )
    result = read_article(read_html(html, language), NOBODY, language)
    section = result.sections["when_to_get_help"]
    assert section.heading.rstrip(" :") == heading.rstrip(" :")
    assert TEXT[language] in section.html
    assert result.sections["overview"].html == ""


DANGERS = {
    "en": ("Is it dangerous?", "No, but it is tiring.", "Rarely. Call 911 if you faint."),
    "es": ("¿Es peligroso?", "No, pero cansa.", "Casi nunca. Llame al 112 si se desmaya."),
    "fr": ("Est-ce grave ?", "Non, mais pénible.", "Rarement. Appelez le 15 si tout tourne."),
    "ar": ("هل هو خطير؟", "لا يهدد الحياة.", "نادرا. اتصل بالرقم 997 فورا."),
    "vi": ("Có nguy hiểm không?", "Không, nhưng mệt.", "Hiếm khi. Hãy gọi 115 ngay nếu bị ngất."),
    "zh": ("危险吗？", "不危险，但很累。", "很少。如果晕倒，请立即拨打120。"),
}


@pytest.mark.parametrize("level", ["## {}", "### {}", "**{}**"])
@pytest.mark.parametrize("language", DANGERS)
def test_a_question_about_danger_is_about_safety_only_by_its_answer(language, level):
    question, harmless, safety = DANGERS[language]

    def asked(answer):
        cause = f"## {CAUSES[language]}\n\n…\n\n"
        text = f"# Hip\n\n{cause}{level.format(question)}\n\n{answer}"
        return read_article(read_markdown(text, language), NOBODY, language)

    result = asked(harmless)
    assert result.sections["when_to_get_help"].html == ""
    assert result.warnings[0].startswith("Nothing in the article tells when")
    assert asked(safety).sections["when_to_get_help"].html == f"<p>{safety}</p>"
