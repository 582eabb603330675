"""What stands around an article is taken off it: bylines are kept beside the draft."""

from dataclasses import replace

import pytest

from clinic_cms.importing.article import ImportResult
from clinic_cms.importing.draft_lines import draft_lines
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.reading.plain import read_plain
from tests.importing.readings import NOBODY, imported

OPENING = "A knee that clicks is seldom a danger, and it often stops by itself."
ENDING = "Stand up twice an hour, and take the stairs slowly at first."
LAST = "Prevention"


def text_of(result: ImportResult) -> str:
    return "\n".join(draft_lines(result))


def plain(top: str = "", end: str = "", language: str = "en-us") -> ImportResult:
    text = f"Clicking knees\n\n{top}\n\n{OPENING}\n\n{LAST}\n\n{ENDING}\n\n{end}\n"
    return imported(read_plain(text, language))


def bylines(result: ImportResult) -> list[str]:
    return [it.text for it in result.set_aside if "wrote or reviewed" in it.reason]


ARTICLE = text_of(plain())
BYLINES = [
    "By Dr. Jane Doe, DC",
    "by Jane van der Berg, PT, DPT",
    "Written by Jane Doe, DC",
    "Medically reviewed by Omar Quintrell, MD on March 3, 2021",
    "This article was written by Dr. Jane Doe.",
    "Posted on 3 May 2021",
    "Published May 3, 2021|Category: Knee pain",
    "Posted by admin | May 3, 2021 | 2 comments",
    "Last updated: 2021-05-03",
    "Author: Jane Doe, DC",
    "By Jane Doe MCSP, women's health physio & mum of two",
    "By Jane Doe, DC, who runs",
    "Dr. Jane Doe · 5 min read",
    "Por la Dra. Lucía Ferreiro Castaño",
    "Escrito por Lucía Ferreiro el 3 de mayo de 2021",
    "Publicado el 3 de mayo de 2021",
    "Revisado por el Dr. Ortiz",
    "Par Dr Anne Le Goff, chiropracteur",
    "Rédigé par Anne Le Goff",
    "Mis à jour le 3 mai 2021",
    "Tác giả: BS. Trần Thị Bích Ngọc",
    "Đăng ngày 3/5/2021",
    "Tham vấn y khoa: BS. Nguyễn Văn An",
    "作者：王小明医生",
    "发布于 2021年5月3日",
    "医学审核：李医生",
    "بقلم د. سارة حسن",
    "الكاتب: د. سارة حسن",
    "نشر في 3 مايو 2021",
    "Texte : Dre Maëlle Gagné, podiatre. Révision : Hervé. Pour le blogue, à publier en mai.",
    "Text: Dr. Jane Doe, DC. Proofreading: Pat. For the blog, to be published in May.",
    "Texto: Dra. Lucía Ferreiro. Revisión: Inés. Para el blog, antes de Navidad.",
    "Bài: BS. Trần Thị Bích Ngọc. Biên tập: Lan. Cho blog, đăng trước Tết.",
    "撰稿：王小明医生。校对：李医生。用于博客，五月发布。",
    "النص: د. سارة حسن. تدقيق: هند. للمدونة، قبل العيد.",
]


@pytest.mark.parametrize("line", BYLINES)
@pytest.mark.parametrize("place", ["top", "end"])
def test_a_byline_is_set_aside(line: str, place: str) -> None:
    result = plain(**{place: line})

    assert bylines(result) == [line]
    assert text_of(result) == ARTICLE


@pytest.mark.parametrize(
    "line",
    [
        "Dr. Jane Doe, DC",
        "Jane Doe, DC | 3 May 2021",
        "May 3, 2021",
        "Tobias Ferncliffe, BSc (Hons), vestibular physiotherapist",
        "Anne Le Goff, kinésithérapeute",
        "Bác sĩ Trần Quốc Bảo, DPM – Pecan Bayou Spine & Sport",
        "Lic. Ana Ruiz, fisioterapeuta deportiva",
    ],
)
def test_a_name_or_a_date_alone_below_the_title_is_a_byline(line: str) -> None:
    assert bylines(plain(top=line)) == [line]


@pytest.mark.parametrize(
    "source",
    [
        "<p class='c4'><span>By Dr. Jane Doe, DC</span></p>",
        "<h4>By Dr. Jane Doe, DC</h4>",
        "<p><strong>By Dr. Jane Doe, DC</strong></p>",
        "<div class='entry-meta'>By Dr. Jane Doe, DC</div>",
        "<div class='author-box'>By <a href='/team'>Dr. Jane Doe, DC</a></div>",
    ],
)
def test_a_byline_is_set_aside_in_any_markup(source: str) -> None:
    page = f"<h1>Knees</h1>{source}<p>{OPENING}</p><h2>{LAST}</h2><p>{ENDING}</p>"

    result = imported(read_html(page, "en-us"))

    assert bylines(result) == ["By Dr. Jane Doe, DC"]
    assert "Jane" not in text_of(result)


def test_a_byline_that_shares_a_paragraph_with_the_text_is_cut_off() -> None:
    page = f"<h1>Knees</h1><p>By Dr. Jane Doe, DC<br>May 3, 2021<br>{OPENING}</p>"

    result = imported(read_html(page, "en-us"))

    assert bylines(result) == ["By Dr. Jane Doe, DC", "May 3, 2021"]
    assert result.sections["overview"].html == f"<p>{OPENING}</p>"


@pytest.mark.parametrize(
    "cut",
    [
        ["By Dr. Jane Doe."],
        ["By Jane Doe, D.C."],
        ["Written by Jane Doe, PT.", "Published May 3, 2021."],
        ["Por la Dra. Lucía Ferreiro."],
        ["作者：王小明医生。"],
    ],
)
def test_a_byline_at_the_start_of_the_text_is_cut_off(cut: list[str]) -> None:
    result = plain(top=f"{' '.join(cut)} Your knee clicks. By Friday it is better.")

    assert bylines(result) == cut
    assert "Your knee clicks. By Friday it is better." in text_of(result)
    assert "Doe" not in text_of(result)


@pytest.mark.parametrize(
    "text",
    [
        "By the time you feel it, the knee has clicked for months.",
        "By Friday most knees feel better again.",
        "Published research shows that rest helps.",
        "Updated guidelines of 2019 advise against a brace.",
        "Por la noche duele más que por el día.",
        "Dr. Jane Doe looks at the knee first.",
        "Posted signs in gyms warn of deep squats.",
        "In 2021, runners had more of it.",
    ],
)
def test_a_sentence_is_no_byline(text: str) -> None:
    result = plain(top=text)

    assert bylines(result) == []
    assert text in text_of(result)


@pytest.mark.parametrize(
    "text",
    [
        "Disclaimer\n\nThis text is not medical advice. Ask your doctor.",
        "Disclaimer: This text is for informational purposes only.",
        "This article is for educational purposes only and is not a substitute for medical advice.",
        "© 2024 Kosak Chiropractic. All rights reserved.",
        "Copyright 2024 Kosak Chiropractic",
        "Share this:\nFacebook\nTwitter",
        "Related posts\n\n- Sore elbows\n- Stiff necks",
        "Tags: knee, stairs",
        "Filed under: Knees",
        "Kosak Chiropractic\n1220 Juniper Court, Fairfield, CA 94533\nPhone: 707-555-0199",
        "Kosak Chiropractic | Fairfield, CA | 707-555-0199",
        "Best regards,\nDr. Mike\nKosak Chiropractic\n707-555-0199",
        "-- \nDr. Mike Wilson\nKosak Chiropractic",
        "Sent from my iPhone",
        "Aviso legal: este texto no sustituye el consejo médico.",
        "Etiquetas: rodilla, escaleras",
        "Todos los derechos reservados.",
        "Un saludo,\nLucía",
        "Articles similaires\n\n- Le coude",
        "Ce texte est publié à titre informatif et ne remplace pas un avis médical.",
        "Cordialement,\nAnne Le Goff",
        "Bài viết liên quan\n\n- Đau vai",
        "Trân trọng,\nBS. Ngọc",
        "免责声明：本文仅供参考。",
        "标签：膝盖",
        "إخلاء مسؤولية: هذا المقال لأغراض تثقيفية.",
        "مقالات ذات صلة\n\n- آلام الكتف",
    ],
)
def test_what_follows_an_article_is_left_out_and_reported(text: str) -> None:
    result = plain(end=text)

    assert text_of(result) == ARTICLE
    said = " ".join(result.warnings)
    assert all(word in said for word in text.replace("-", " ").split())


@pytest.mark.parametrize(
    ("end", "safety", "language"),
    [
        ("Disclaimer: Not medical advice. {}", "In an emergency, call 911.", "en-us"),
        ("Disclaimer\n\n{} This is not medical advice.", "Call 911 if you faint.", "en-us"),
        ("Best regards,\nDr. Mike\n{}", "In an emergency, go to the nearest ER.", "en-us"),
        ("Aviso legal: {}", "Llame al 112 si pierde fuerza.", "es"),
        ("免责声明：{}", "如果疼痛持续，请就医。", "zh-hans"),
    ],
)
def test_the_only_safety_text_is_kept_though_it_stands_below(end, safety, language) -> None:
    text = f"Knees\n\n{OPENING}\n\n{LAST}\n\n{ENDING}\n\n{end.format(safety)}\n"

    result = imported(read_plain(text, language), replace(NOBODY, language=language))

    assert safety in result.sections["when_to_get_help"].html
    assert any("was moved" in warning for warning in result.warnings)
    assert not any(safety in it for it in result.warnings if "Left out" in it)


def test_safety_text_below_an_article_that_has_its_own_is_left_out() -> None:
    result = plain(top="See a doctor if the pain stays.", end="Disclaimer: Call 911 if you faint.")

    assert "911" not in text_of(result)
    assert any("Call 911" in it for it in result.warnings if "Left out" in it)


def test_what_is_said_about_the_author_is_set_aside() -> None:
    result = plain(end="About the author\n\nJane Doe, DC, loves knees and sails.")

    assert bylines(result) == ["About the author Jane Doe, DC, loves knees and sails."]
    assert text_of(result) == ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        "Call 707-555-0199 to ask for a time.",
        "Share the weight between both legs.",
        "Rest helps.\nIce helps too.",
    ],
)
def test_the_last_words_of_an_article_stay(text: str) -> None:
    assert text.split("\n")[-1] in text_of(plain(end=text))


def test_a_long_text_under_such_a_heading_stays() -> None:
    text = " ".join([ENDING] * 20)

    assert text in text_of(plain(end=f"Comments\n\n{text}"))


MAIL = (
    "From: Front Desk <desk@kosak.example>\nTo: web team\nSubject: {subject}\n"
    "Date: 3 May 2021\n\n{body}"
)


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Clicking knees", "Clicking knees"),
        ("Re: Fwd: Clicking knees", "Clicking knees"),
        ("[External] FW: Clicking knees", "Clicking knees"),
    ],
)
def test_the_subject_of_a_mail_is_the_title(subject: str, title: str) -> None:
    result = imported(read_plain(MAIL.format(subject=subject, body=f"{OPENING}\n"), "en-us"))

    assert result.title == title
    assert result.sections["overview"].html == f"<p>{OPENING}</p>"
    assert any("From: Front Desk" in warning for warning in result.warnings)


def test_a_title_of_the_articles_own_is_better_than_the_subject() -> None:
    body = f"Hi Ann,\n\nhere it is at last.\n\nClicking knees\n\n{OPENING}\n\nThanks,\nMike\n"

    result = imported(read_plain(MAIL.format(subject="New page", body=body), "en-us"))

    assert result.title == "Clicking knees"
    assert text_of(result) == f"# Clicking knees\nclicking-knees\n\n[overview]\n{OPENING}"


FORWARDED = [
    "---- Forwarded message ----\nFrom: Mike\nDate: May 3\nSubject: Clicking knees\n\n{}",
    "Begin forwarded message:\n\n> From: Mike\n> Subject: Clicking knees\n> To: Web\n>\n> {}",
    "-----Original Message-----\nFrom: Mike\nSent: Monday\nSubject: Clicking knees\n\n{}",
    "-- Mensaje reenviado --\nDe: Miguel\nFecha: lunes\nAsunto: Clicking knees\n\n{}",
    "De : Michel\nEnvoyé : lundi\nObjet : TR: Clicking knees\n\n{}",
    "发件人：王医生\n主题：Clicking knees\n\n{}",
    "Từ: BS. Ngọc\nTiêu đề: Clicking knees\n\n{}",
    "من: د. سارة\nالموضوع: Clicking knees\n\n{}",
]


@pytest.mark.parametrize("mail", FORWARDED)
def test_the_article_is_found_in_a_forwarded_mail(mail: str) -> None:
    text = "Can you put this on the site? Thanks, Ann\n\n" + mail.format(f"{OPENING} {ENDING}")

    result = imported(read_plain(text, "en-us"))

    assert text_of(result) == f"# Clicking knees\nclicking-knees\n\n[overview]\n{OPENING} {ENDING}"
    assert any("Can you put this on the site?" in warning for warning in result.warnings)


def test_the_mail_below_a_reply_is_left_out() -> None:
    reply = "On Mon, 3 May 2021, Ann <a@x.example> wrote:\n> And?"
    text = f"Clicking knees\n\n{OPENING} {ENDING}\n\n{reply}"

    assert text_of(imported(read_plain(text, "en-us"))).endswith(ENDING)


@pytest.mark.parametrize(
    "source",
    [
        "<div><b>From:</b> Mike<br><b>Sent:</b> Monday<br><b>Subject:</b> FW: Clicking knees</div>",
        "<p>From: Mike</p><p>To: Ann</p><p>Subject: Clicking knees</p>",
        "<p class=MsoNormal><b>De&nbsp;:</b> Mike<br><b>Objet&nbsp;:</b> Clicking knees</p>",
    ],
)
def test_a_mail_that_was_saved_as_a_page_is_read_the_same(source: str) -> None:
    page = f"{source}<p>{OPENING}</p><p>Best regards,<br>Mike<br>707-555-0199</p>"

    result = imported(read_html(page, "en-us"))

    assert (result.title, result.sections["overview"].html) == (
        "Clicking knees",
        f"<p>{OPENING}</p>",
    )


def test_a_mail_in_markdown_is_read_the_same() -> None:
    result = imported(read_markdown(MAIL.format(subject="Clicking knees", body=OPENING), "en-us"))

    assert (result.title, result.sections["overview"].html) == (
        "Clicking knees",
        f"<p>{OPENING}</p>",
    )


@pytest.mark.parametrize(
    "text", ["From: 9 to 12 the knee is stiff.", "Date: the best day to run is Sunday."]
)
def test_one_label_is_no_mail(text: str) -> None:
    assert text in text_of(plain(top=text))


CHATTER = [
    ("That's it! Let me know what you think.", "Cheers\nWill"),
    ("Hope this works for the site. Shout if you need pictures!", "Best,\nMike"),
    ("Feel free to shorten.\n\nLet me know when it is up.", "Kind regards,\nJane Doe"),
    ("Díganme qué les parece.", "Un saludo,\nLucía"),
    ("Dites-moi ce que vous en pensez !", "Cordialement,\nAnne Le Goff"),
    ("Anh xem rồi cho tôi biết nhé.", "Trân trọng,\nBS. Ngọc"),
    ("写好了，请告知。", "谢谢\n王医生"),
    ("أخبروني برأيكم.", "مع التحية،\nد. سارة"),
]


@pytest.mark.parametrize(("chatter", "signature"), CHATTER)
def test_last_words_to_the_receiver_are_left_out_with_the_signature(chatter, signature) -> None:
    result = plain(end=f"{chatter}\n\n{signature}")

    assert text_of(result) == ARTICLE
    assert chatter.split()[0] in " ".join(result.warnings)


def test_last_words_to_the_receiver_need_no_signature_in_a_mail() -> None:
    body = f"{OPENING}\n\nHope this works for you. Let me know!\n"

    result = imported(read_plain(MAIL.format(subject="Clicking knees", body=body), "en-us"))

    assert result.sections["overview"].html == f"<p>{OPENING}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "Feel free to call us if a knee locks.",
        "That's all it takes to keep a knee well.",
        "Pain is not what you think it is.",
    ],
)
def test_advice_above_a_signature_stays(text: str) -> None:
    assert text_of(plain(end=f"{text}\n\nCheers\nWill")).endswith(text)


def test_what_sounds_like_a_mail_stays_in_an_article_that_is_none() -> None:
    assert text_of(plain(end="Let me know what you think.")).endswith("think.")


@pytest.mark.parametrize(
    "line",
    [
        "The Bridge Clinic, 14 Cross Street, Sale M33 7AE",
        "Kosak Chiropractic, 1220 Juniper Court, Fairfield, CA 94533",
        "Clínica Sol, Calle Mayor 12, 28013 Madrid",
        "Clinique Horizon, 12 rue des Lilas, Rosemère",
        "Opening times: Mon, Tue and Thu 9–7, Sat 9–1. Tel 0161 496 0182",
        "Horario: lunes a viernes de 9 a 18 h",
        "Heures d'ouverture : lundi au vendredi, 9 h à 17 h",
        "营业时间：周一至周五 9:00–18:00",
        "Serving Reading, Exeter and the rest of Berks County.",
        "Proudly serving all of Solano County",
        "Sirviendo a Vallejo, Dixon y Napa.",
        "Desservant Laval et Blainville",
        "Serving Reading, Wyomissing, Mount Penn,\nExeter and the rest of Berks County.",
    ],
)
def test_a_last_line_about_the_practice_is_left_out(line: str) -> None:
    result = plain(end=line)

    assert text_of(result) == ARTICLE
    assert " ".join(line.split()) in " ".join(result.warnings)


def test_a_short_line_above_an_address_stays() -> None:
    text = "Strong calves help\n\nThe Bridge Clinic, 14 Cross Street, Sale M33 7AE"

    assert text_of(plain(end=text)).endswith("\nStrong calves help")


@pytest.mark.parametrize(
    "line",
    [
        "Serving sizes matter less than walks.",
        "Serving a ball overhead loads the knee, as 3 in 10 players know.",
        "Hours: rest for 48 of them; then call 911 if the leg is cold.",
        "Walk down 14 Cross Street, and rest.",
    ],
)
def test_a_last_sentence_about_the_reader_stays(line: str) -> None:
    assert line in text_of(plain(end=line))


def test_a_list_at_the_end_is_no_part_of_the_contacts_below_it() -> None:
    page = (
        f"<h1>Knees</h1><p>{OPENING}</p><ul><li>Ice</li><li>Rest</li></ul>"
        "<p>Kosak Chiropractic, 1220 Juniper Court, Fairfield</p><p>707-555-0199</p>"
    )

    html = imported(read_html(page, "en-us")).sections["overview"].html

    assert html == f"<p>{OPENING}</p><ul><li>Ice</li><li>Rest</li></ul>"


@pytest.mark.parametrize(
    "disclaimer",
    [
        "This article is for information only and is no medical advice.",
        "It is not a substitute for medical advice. Always ask your own doctor.",
        "Este texto tiene fines informativos.",
        "Ce texte ne remplace pas l'avis d'un médecin.",
        "本文仅供参考。",
    ],
)
def test_of_a_last_paragraph_only_the_disclaimer_is_left_out(disclaimer: str) -> None:
    result = plain(end=f"Warm water eases a knee. {disclaimer}")

    assert text_of(result).endswith("\nWarm water eases a knee.")
    assert disclaimer in " ".join(result.warnings)


def test_safety_text_within_a_disclaimer_is_kept() -> None:
    result = plain(end="Rest. This is not medical advice. Call 911 if you faint.")

    assert "Call 911 if you faint." in text_of(result)
    assert "not medical advice" not in text_of(result)


REMARKS = [
    "DRAFT v3 – Will to check before it goes on the site",
    "Draft",
    "[DRAFT 2: numbers still to come]",
    "TBC: ask Jo about the picture.",
    "Note to web team: please use the blue knee.",
    "For review – do not publish",
    "BORRADOR: falta revisar",
    "Brouillon v2 – à relire par Anne",
    "Bản nháp: cần sửa",
    "草稿：待王医生确认",
    "مسودة: للمراجعة",
    "For the blog – Pat to add pictures",
    "Pour le blogue, à publier avant la Saint-Jean",
    "Para la web: falta una foto",
]


@pytest.mark.parametrize("remark", REMARKS)
@pytest.mark.parametrize("place", ["top", "end"])
def test_a_remark_of_an_editor_is_left_out(remark: str, place: str) -> None:
    result = plain(**{place: remark})

    assert text_of(result) == ARTICLE
    assert remark in " ".join(result.warnings)


def test_a_remark_above_the_title_is_left_out_and_a_title_is_none() -> None:
    text = f"Clicking knees\n\n{OPENING}\n"

    above, title = (
        imported(read_plain(source, "en-us"))
        for source in (f"DRAFT v3\n\n{text}", f"Draft: {text}")
    )

    assert (above.title, title.title) == ("Clicking knees", "Draft: Clicking knees")


@pytest.mark.parametrize(
    "text",
    [
        "Draft beer does not help a knee.",
        "Drafts of cold air stiffen a knee.",
        "For review papers, ask a library.",
        "For the website of your insurer, see your card.",
        "Text neck is a strain of our days, doctor or not",
        "Please check: is one knee warmer than the other?",
    ],
)
def test_a_sentence_is_no_remark(text: str) -> None:
    assert text in text_of(plain(top=text))
