"""With a sentence goes what a careful editor would remove, or the panel says what needs it."""

import pytest

from clinic_cms.models import Answer
from clinic_cms.publishing.notes.edits import offer_of
from clinic_cms.publishing.notes.findings import check_draft
from tests.factories import locale


@pytest.fixture
def offer(kosak, write):
    """Returns what is offered for the finding with some words in a text of the clinic."""

    def make(html, words, language="en-us"):
        page = write(html, source=kosak)
        page.locale = locale(language)
        each = next(it for it in check_draft(page).open if words in it.finding.text)
        return offer_of(page, each)

    return make


@pytest.mark.parametrize(
    ("html", "words", "left"),
    [
        ("<p>Our team:</p><ul><li>Dr. Wilson treats.</li></ul><p>Rest.</p>", "Wil", "<p>Rest.</p>"),
        ("<p>At our office:<br/>Dr. Wilson treats</p><p>Rest.</p>", "Wilson", "<p>Rest.</p>"),
        ("<p>Rest. Ready? Call 707-426-1111.</p>", "707", "<p>Rest.</p>"),
        (
            "<h3>Find us</h3><p>Call 707-426-1111.</p><h3>Ice</h3><p>A.</p>",
            "707",
            "<h3>Ice</h3><p>A.</p>",
        ),
        ("<h3>Help</h3><h4>Find us</h4><p>Call 707-426-1111.</p>", "707", ""),
        ("<p>Ask Dr. Wilson. He races. Many trust him. Rest.</p>", "Wilson", "<p>Rest.</p>"),
        ("<p>Rest.</p><p>Ask Dr. Wilson.</p><p>She races.</p>", "Wilson", "<p>Rest.</p>"),
        ("<p>We are at 27 Kosak Ave. in town. Rest.</p>", "Kosak", "<p>Rest.</p>"),
        (
            "<p>Ask {{ doctor.name }}. Ask Kosak. He knows.</p>",
            "Kosak",
            "<p>Ask {{ doctor.name }}. He knows.</p>",
        ),
        ("<p>Call. Ask Kosak. Then rest.</p>", "Kosak", "<p>Call. Then rest.</p>"),
    ],
)
def test_what_needs_the_sentence_goes_with_it(offer, html, words, left):
    assert offer(html, words).edits[Answer.REMOVED] == left


@pytest.mark.parametrize(
    ("language", "html", "left"),
    [
        ("es", "<p>El Dr. Wilson ayuda. Él estudió mucho. Descanse.</p>", "<p>Descanse.</p>"),
        ("es", "<p>El Dr. Wilson ayuda. Ha tratado a muchos. Descanse.</p>", "<p>Descanse.</p>"),
        ("fr-fr", "<p>Le Dr Wilson aide. Il court. Il faut boire.</p>", "<p>Il faut boire.</p>"),
        ("vi", "<p>Hãy hỏi Dr. Wilson. Ông ấy biết. Hãy nghỉ.</p>", "<p>Hãy nghỉ.</p>"),
        ("zh-hans", "<p>请问 Dr. Wilson。他知道。请休息。</p>", "<p>请休息。</p>"),
        ("ar", "<p>اسأل Dr. Wilson. هو يعرف. استرح.</p>", "<p>استرح.</p>"),
    ],
)
def test_what_goes_on_about_a_person_goes_in_every_language(offer, language, html, left):
    offered = offer(html, "Wilson", language)
    assert offered.edits[Answer.REMOVED] == left
    assert len(offered.also) == 1


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Dr. Wilson sees it weekly. This is why we wrote.</p>", "Wilson"),
        ("<p>Ask Dr. Wilson first. Then rest.</p>", "Wilson"),
        ("<h3>Visit Kosak</h3><p>Ice helps.</p>", "Kosak"),
        ("<p>Our people:</p><p>Dr. Wilson helps.</p><p>Ice helps.</p>", "Wilson"),
        ("<ul><li>Rest; and</li><li>call 707-426-1111.</li></ul>", "707"),
        ("<p>Kosak offers:</p><ul><li>ice</li></ul>", "Kosak"),
        ("<ul><li>Kosak does:<ul><li>ice</li></ul></li></ul>", "Kosak"),
        ("<p>Rest (ask Dr. Wilson. It works).</p>", "Wilson"),
        ("<p>Ask Dr. Wilson. He says: call 911 if you faint.</p>", "Wilson"),
        (f"<p>ask Dr. Wilson {'and rest a lot ' * 8}</p>", "Wilson"),
    ],
)
def test_without_a_clean_cut_nothing_is_removed_and_the_panel_says_why(offer, html, words):
    offered = offer(html, words)
    assert Answer.REMOVED not in offered.edits
    assert "in the text" in offered.hints[0]


@pytest.mark.parametrize(
    ("html", "left"),
    [
        (
            "<p>At our office in Vacaville:</p><ul><li>A</li></ul>",
            "<p>At our office:</p><ul><li>A</li></ul>",
        ),
        ("<p>Ask Dr. Li in Vacaville. He knows.</p>", "<p>Ask Dr. Li. He knows.</p>"),
        ("<h3>Ice in Vacaville</h3><p>Rest.</p>", "<h3>Ice</h3><p>Rest.</p>"),
    ],
)
def test_of_a_sentence_that_others_need_only_the_words_go(offer, html, left):
    offered = offer(html, "Vacaville")
    assert offered.edits[Answer.REMOVED] == left
    assert offered.left


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        (
            "en-us",
            "Text {{ clinic.phone }}, or write to ann@x.example.",
            "Text {{ clinic.phone }}.",
        ),
        (
            "en-us",
            "Book with {{ doctor.name }}, or drop by 27 Ocean Ave.",
            "Book with {{ doctor.name }}.",
        ),
        (
            "es",
            "Llame al {{ clinic.phone }}, o escriba a ann@x.example.",
            "Llame al {{ clinic.phone }}.",
        ),
        (
            "fr-fr",
            "Appelez {{ clinic.phone }}, ou écrivez à ann@x.example.",
            "Appelez {{ clinic.phone }}.",
        ),
        ("en-us", "Text us, or write to ann@x.example.", ""),
        ("en-us", "Ask {{ doctor.name }}, Jo, or write to ann@x.example.", ""),
        ("en-us", "Ask {{ doctor.name }}, or the team at ann@x.example.", ""),
        ("en-us", "Ask {{ doctor.name }}, or write to ann@x.example if it hurts.", ""),
    ],
)
def test_only_the_last_clause_goes_where_a_merge_tag_stays(offer, language, text, left):
    html = f"<ul><li>Rest.</li><li>{text}</li></ul>"
    edited = offer(html, "Ocean" if "Ocean" in text else "x.example", language).edits[
        Answer.REMOVED
    ]
    assert edited == html.replace(f"<li>{text}</li>", f"<li>{left}</li>" if left else "")


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>Rest<br/>Call 707-426-1111<br/>Walk</p>", "<p>Rest<br/>Walk</p>"),
        ("<p>Rest<br/>Call 707-426-1111</p>", "<p>Rest</p>"),
        ("<p>Call 707-426-1111<br/><br/>Walk</p>", "<p>Walk</p>"),
        ("<p>Rest. Call 707-426-1111.<br/>Walk</p>", "<p>Rest.<br/>Walk</p>"),
        ("<p>Rest. Call 707-426-1111.\nWalk.</p>", "<p>Rest.\nWalk.</p>"),
        (
            "<ol><li>A</li><li>Call 707-426-1111</li><li>B</li></ol>",
            "<ol><li>A</li><li>B</li></ol>",
        ),
    ],
)
def test_lines_and_lists_keep_their_shape(offer, html, left):
    assert offer(html, "707").edits[Answer.REMOVED] == left


@pytest.mark.parametrize(
    ("language", "html", "left"),
    [
        (
            "en-us",
            "<p>We use Graston tools. Ask if Dr. Wilson is in. His insoles are soft.</p>",
            "<p>We use Graston tools.</p>",
        ),
        ("en-us", "<p>It may be Lyme. Ask Kosak. Her test tells.</p>", "<p>It may be Lyme.</p>"),
        (
            "en-us",
            "<p>Rest. We see people in Fairfield. Nurses work there on call.</p>",
            "<p>Rest.</p>",
        ),
        ("es", "<p>¿Vive en Fairfield? El equipo va allí.</p>", ""),
        ("es", "<p>Descanse. Hay sede en Fairfield. Allí atienden rápido.</p>", "<p>Descanse.</p>"),
        ("fr-fr", "<p>Buvez. Voyez Fairfield. On consulte là-bas aussi.</p>", "<p>Buvez.</p>"),
        ("vi", "<p>Hãy nghỉ. Dr. Wilson khám bé. Anh rất kiên nhẫn.</p>", "<p>Hãy nghỉ.</p>"),
        ("vi", "<p>Hãy nghỉ. Hãy đến Fairfield. Có y tá ở đó.</p>", "<p>Hãy nghỉ.</p>"),
        ("zh-hans", "<p>请休息。请到 Fairfield。那里有护士。</p>", "<p>请休息。</p>"),
        ("ar", "<p>استرح. زوروا Fairfield. فريقنا هناك أيضا.</p>", "<p>استرح.</p>"),
    ],
)
def test_what_goes_on_about_a_person_or_place_goes_too(offer, language, html, left):
    words = "Wilson" if "Wilson" in html else "Kosak" if "Kosak" in html else "Fairfield"
    assert offer(html, words, language).edits[Answer.REMOVED] == left


@pytest.mark.parametrize(
    ("language", "end"),
    [
        ("en-us", "Six in ten need no more than that."),
        ("en-us", "Few need surgery after this."),
        ("es", "Seis de diez no necesitan más que eso."),
        ("fr-fr", "Six sur dix guérissent avec cela."),
        ("vi", "Nhiều người chỉ cần như vậy."),
        ("ar", "لا يحتاج معظم الناس إلى أكثر من ذلك."),
    ],
)
def test_what_ends_with_a_word_for_the_sentence_needs_it(offer, language, end):
    offered = offer(f"<p>Rest. Dr. Wilson can give a shot. {end} Walk.</p>", "Wilson", language)
    assert Answer.REMOVED not in offered.edits
    assert end[:20] in offered.hints[-1]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-us", "There are many causes."),
        ("en-us", "Walk so that it heals."),
        ("en-us", "There's no need to worry."),
        ("vi", "Anh chị nên đi bộ."),
        ("vi", "Bà bầu nên nghỉ."),
        ("ar", "هناك أسباب كثيرة."),
    ],
)
def test_what_points_nowhere_stays(offer, language, text):
    html = f"<p>Ask Dr. Wilson first. {text}</p>"
    assert offer(html, "Wilson", language).edits[Answer.REMOVED] == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("language", "questions"),
    [
        ("en-us", "Does your jaw click? Do you grind?"),
        ("es", "¿Le truena la mandíbula? ¿La oye su pareja?"),
        ("ar", "هل يؤلمك فكك؟"),
        ("zh-hans", "下巴会响吗？"),
    ],
)
def test_the_questions_of_an_opening_lead_on_to_the_article(kosak, write, language, questions):
    text = f"<p>{questions} Dr. Wilson explains why.</p>"
    opening = [{"type": "text", "id": "0a7c5a30-0000-4000-8000-000000000002", "value": text}]
    page = write("<p>Rest.</p>", source=kosak, opening=opening)
    page.locale = locale(language)
    found = next(it for it in check_draft(page).open if "Wilson" in it.finding.text)
    assert offer_of(page, found).edits[Answer.REMOVED] == f"<p>{questions}</p>"


@pytest.mark.parametrize(
    "heading", ["Can Kosak fix it?", "Ask Mike", "Why choose Kosak Chiropractic"]
)
def test_the_heading_of_a_section_is_never_emptied(kosak, write, heading):
    page = write("<p>Rest.</p>", source=kosak, overview_heading=heading)
    (found,) = check_draft(page).open
    offered = offer_of(page, found)
    assert offered.edits.get(Answer.REMOVED) != ""
    assert Answer.TAGGED in offered.edits or "must not be empty" in offered.hints[-1]


TAG = "{{ doctor.first_name }}"


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("en-us", f"{TAG} or Dr. Lee will show you.", f"{TAG} will show you."),
        ("en-us", f"Dr. Lee or {TAG} will show you.", f"{TAG} will show you."),
        ("es", f"{TAG} o el Dr. Lee le enseña.", None),
        ("es", f"Pregunte a {TAG} o Dra. Lee hoy.", f"Pregunte a {TAG} hoy."),
        ("fr-fr", f"{TAG} ou Dre Lee vous aide.", f"{TAG} vous aide."),
        ("vi", f"Hãy hỏi {TAG} hoặc Dr. Lee nhé.", f"Hãy hỏi {TAG} nhé."),
        ("en-us", f"{TAG}, Dr. Lee or a nurse will show you.", None),
        ("en-us", f"{TAG} and Dr. Lee show you.", None),
    ],
)
def test_of_two_who_may_help_one_stays(offer, language, text, left):
    html = f"<p>{text} Rest.</p>"
    edited = offer(html, "Lee", language).edits[Answer.REMOVED]
    assert edited == (f"<p>{left} Rest.</p>" if left else "<p>Rest.</p>")


def test_without_its_hospital_an_emergency_room_is_any(offer):
    text = "Si la fièvre monte, présentez-vous à l’urgence de l’Hôpital de Fairfield."
    edited = offer(f"<p>{text} Rest.</p>", "Fairfield", "fr-fr").edits[Answer.REMOVED]
    assert edited == "<p>Si la fièvre monte, présentez-vous à l’urgence. Rest.</p>"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en-us", "If the splint has not helped after ten weeks, Dr. Wilson can inject it."),
        ("en-us", "When tape fails, Dr. Wilson makes an insole."),
        ("en-us", "If rest has not helped, Dr. Wilson, our chiropractor, can inject it."),
        ("en-us", "Once the swelling is down, Dr. Wilson and Dr. Wilson test the knee."),
        ("en-us", "Rest for a week and Dr. Wilson will look again."),
        ("en-us", "If nobody answers, 707-426-1111 is open all night."),
        ("es", "Si el reposo no ayuda, el Dr. Wilson puede infiltrar la rodilla."),
        ("es", "Si la férula no ayuda, Dra. Wilson infiltra la rodilla."),
        ("fr-fr", "Si le repos échoue, Dr Wilson infiltre le genou."),
        ("fr-fr", "Si le repos ne suffit pas, le Dr Wilson peut infiltrer le genou."),
    ],
)
def test_what_a_clause_is_about_never_goes_alone(offer, language, sentence):
    needing = {"es": "Eso basta.", "fr-fr": "Cela suffit."}.get(language, "This is enough.")
    words = "Wilson" if "Wilson" in sentence else "707"
    left = offer(f"<p>Ice helps. {sentence} {needing}</p>", words, language)
    assert Answer.REMOVED not in left.edits
    assert not left.left


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("Ask the nurse or Dr. Wilson.", "Ask the nurse."),
        ("Ask the nurse or Dr. Wilson if it hurts.", "Ask the nurse if it hurts."),
        ("After a fall, the nurse or Dr. Wilson can help.", "After a fall, the nurse can help."),
    ],
)
def test_one_of_two_may_go_alone(offer, sentence, left):
    edits = offer(f"<p>Ice helps. {sentence} This is enough.</p>", "Wilson").edits
    assert edits[Answer.REMOVED] == f"<p>Ice helps. {left} This is enough.</p>"
