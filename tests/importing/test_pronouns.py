"""What agrees with one doctor's gender becomes a tag in the strictest case, else a warning."""

from dataclasses import replace

import pytest

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.markdown import read_markdown
from clinic_cms.importing.reading.plain import read_plain
from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts, fill
from tests.importing.cases import facts_of

KOSAK, KENNEBEC, FERRER, VIVA = (
    "kosak-chiropractic",
    "kennebec-family",
    "quiropractica-ferrer",
    "espalda-viva",
)


def imported(text: str, facts: Facts) -> ImportResult:
    article = f"A Stiff Hip\n\n{text}\n"
    return read_article(read_plain(article, facts.language), facts, facts.language)


@pytest.mark.parametrize(
    ("clinic", "text", "found"),
    [
        (KOSAK, "Dr. Michael Wilson can help. He also teaches.", "He"),
        (KENNEBEC, "You may ask Dr. Bell about it. She listens first.", "She"),
    ],
)
def test_a_pronoun_right_after_the_doctor_becomes_a_tag(clinic, text, found) -> None:
    facts = facts_of(clinic)

    result = imported(text, facts)

    html = result.sections["overview"].html
    assert "{{ doctor.pronoun | capitalize }}" in html
    assert fill(html, facts, as_html=True) == f"<p>{text}</p>"
    assert ("doctor.pronoun", found, 1) in {(t.tag, t.found, t.count) for t in result.merge_tags}
    nobody = replace(facts, doctor=replace(facts.doctor, gender="unspecified"))
    assert f". {facts.doctor.honorific} {facts.doctor.name} " in fill(html, nobody, as_html=True)


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Michael Wilson can help. She also teaches.",
        "Dr. Michael Wilson and Dr. Anne Calloway can help. He also teaches.",
        "Like Tom Reed, Dr. Michael Wilson runs. He also teaches.",
        "A patient came to Dr. Michael Wilson. He could not sit.",
        "Dr. Michael Wilson can help. Rest is good. He also teaches.",
        "Dr. Michael Wilson can help you, and he also teaches.",
        "Dr. Michael Wilson has his own way.",
        "Dr. Michael Wilson can help. HE also teaches.",
    ],
)
def test_any_other_pronoun_near_the_doctor_is_one_warning(text: str) -> None:
    result = imported(text, facts_of(KOSAK))

    assert "doctor.pronoun" not in result.sections["overview"].html
    warnings = [warning for warning in result.warnings if "another gender" in warning]
    assert len(warnings) == 1
    assert "“" in warnings[0]


@pytest.mark.parametrize(
    ("clinic", "text", "printed"),
    [
        (KENNEBEC, "## How Dr. Bell treats it\n\nFirst she watches you.", "First {} watches you."),
        (KENNEBEC, "## What does Dr. Bell do?\n\nShe listens.", "{} listens."),
        (KOSAK, "Dr. Michael Wilson can help. Then he moves it.", "Then {} moves it."),
        (KOSAK, "Ask Dr. Michael Wilson. Afterwards, he will call.", "Afterwards, {} will call."),
    ],
)
def test_a_pronoun_after_a_heading_or_a_first_word_becomes_a_tag(clinic, text, printed) -> None:
    article = f"# A Stiff Hip\n\nRest helps.\n\n{text}\n"
    facts = facts_of(clinic)
    result = read_article(read_markdown(article, facts.language), facts, facts.language)
    html = "".join(section.html for section in result.sections.values())
    tag = "doctor.pronoun" + (" | capitalize" if printed.startswith("{}") else "")
    assert printed.format(f"{{{{ {tag} }}}}") in html
    assert not any("another gender" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Dr. Michael Wilson may film you if he likes. It is all one to him.", ["he", "him"]),
        ("Dr. Michael Wilson may film you. He rests, and it is all the same to him.", ["him"]),
        ("Dr. Michael Wilson is calm. If he can, he uses his hands.", ["he and his"]),
        (
            "If he can, Dr. Michael Wilson helps. Ask him. He likes it himself.",
            ["he", "him", "he and himself"],
        ),
    ],
)
def test_each_pronoun_that_may_be_the_doctors_is_named(text: str, named: list[str]) -> None:
    result = imported(text, facts_of(KOSAK))
    warnings = [warning for warning in result.warnings if "another gender" in warning]
    assert len(warnings) == len(named)
    for warning, words in zip(warnings, named, strict=True):
        assert f"“{words}" in warning


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El Dr. Wolf examina. Luego él mismo relaja los músculos."),
        ("es", "El Dr. Wolf examina. Después, él relaja los músculos."),
        ("fr", "Le Dr. Wolf examine. Ensuite, il relâche les muscles."),
        ("fr", "Le Dr. Wolf examine. Puis il relâche les muscles."),
        ("vi", "Dr. Wolf khám cho bạn. Sau đó ông ấy xoa bóp."),
        ("zh-hans", "Dr. Wolf 会检查。然后他会按摩。"),
    ],
)
def test_a_pronoun_after_a_first_word_is_reported_in_every_language(language, text) -> None:
    warnings = imported(text, WOLF[language]).warnings
    assert sum("another gender" in warning for warning in warnings) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le Dr. Wolf examine. Ensuite, il faut boire."),
        ("es", "El Dr. Wolf examina. Con ella mejora la rodilla."),
        ("en", "Dr. Michael Wilson helps. Then it eases."),
    ],
)
def test_what_means_no_person_is_no_pronoun_of_the_doctor(language, text) -> None:
    warnings = imported(text, WOLF.get(language, facts_of(KOSAK))).warnings
    assert not any("another gender" in warning for warning in warnings)


def test_beside_another_person_a_pronoun_of_the_doctor_in_the_heading_is_reported() -> None:
    text = "## How does Dr. Michael Wilson help?\n\nIn time. He and Ann Ray, our nurse, help."
    facts = facts_of(KOSAK)
    result = read_article(read_markdown(f"# A Stiff Hip\n\n{text}\n", "en-us"), facts, "en-us")
    assert any("“He” in" in warning for warning in result.warnings)


def test_a_pronoun_far_from_the_doctor_is_left_alone() -> None:
    result = imported("Dr. Michael Wilson helps here.\n\nHe who sits gets stiff.", facts_of(KOSAK))

    assert not any("another gender" in warning for warning in result.warnings)


def with_doctor(facts: Facts, honorific: str, gender: str) -> Facts:
    name = {"honorific": honorific, "name": "Ari Wolf", "first_name": "Ari", "last_name": "Wolf"}
    return replace(facts, doctor=replace(facts.doctor, **name, gender=gender))


WOLF = {
    lang: replace(with_doctor(facts_of(KOSAK), "Dr.", "masculine"), language=lang)
    for lang in ("es", "fr", "ar", "vi", "zh-hans")
}


@pytest.mark.parametrize(
    ("language", "text", "hers", "theirs"),
    [
        ("es", "El Dr. Wolf atiende aquí.", "La Dra. Wolf atiende aquí.", "Dr. Wolf atiende aquí."),
        (
            "es",
            "La clínica del Dr. Wolf abre.",
            "La clínica de la Dra. Wolf abre.",
            "La clínica de Dr. Wolf abre.",
        ),
        (
            "es",
            "Vea al Dr. Ari Wolf hoy.",
            "Vea a la Dra. Ari Wolf hoy.",
            "Vea a Dr. Ari Wolf hoy.",
        ),
        (
            "es",
            "Nuestro quiropráctico, Dr. Wolf, ayuda.",
            "Nuestra quiropráctica, Dra. Wolf, ayuda.",
            "Dr. Wolf, ayuda.",
        ),
        (
            "fr",
            "Le cabinet du Dr. Wolf ouvre.",
            "Le cabinet de la Dra. Wolf ouvre.",
            "Le cabinet de Dr. Wolf ouvre.",
        ),
        ("fr", "Parlez au Dr. Wolf.", "Parlez à la Dra. Wolf.", "Parlez à Dr. Wolf."),
        ("fr", "Notre chiropracteur Dr. Wolf aide.", "Notre chiropractrice Dra. Wolf aide.", None),
    ],
)
def test_what_stands_before_the_doctor_has_the_doctors_gender(
    language: str, text: str, hers: str, theirs: str | None
) -> None:
    html = imported(text, WOLF[language]).sections["overview"].html

    assert not any("will not fit" in it for it in imported(text, WOLF[language]).warnings)
    assert fill(html, WOLF[language], as_html=True) == f"<p>{text}</p>"
    feminine = with_doctor(WOLF[language], "Dra.", "feminine")
    assert fill(html, feminine, as_html=True) == f"<p>{hers}</p>"
    if theirs:
        unspecified = with_doctor(WOLF[language], "Dr.", "unspecified")
        assert fill(html, unspecified, as_html=True) == f"<p>{theirs}</p>"


ANNA = {
    language: Facts(
        ClinicFacts("Sol", "+12025550199", "US"),
        DoctorFacts(honorific, f"{first} Prat", first, "Prat", "", "feminine"),
        LocationFacts(city="Angers", country="FR", service_areas=("Avrillé",)),
        language,
    )
    for language, honorific, first in (
        ("es", "Dra.", "Lucía"),
        ("fr", "Dre", "Hélène"),
        ("it", "Dott.ssa", "Anna"),
        ("pt", "Dra.", "Ana"),
        ("de", "Dr.", "Anna"),
        ("vi", "BS.", "Châu"),
        ("ar", "د.", "Hélène"),
    )
}


@pytest.mark.parametrize(
    ("language", "text", "his"),
    [
        ("es", "La Dra. Lucía ayuda. Ve a Lucía.", "El Dr. Wolf ayuda. Ve a Ari."),
        ("es", "La Dra. Lucía. Ve a doña Lucía.", "El Dr. Wolf. Ve al Dr. Wolf."),
        ("es", "Habla con la señora Lucía Prat.", "Habla con el Dr. Ari Wolf."),
        (
            "fr",
            "La Dre Hélène. Le cabinet d’Hélène ouvre.",
            "Le Dr. Wolf. Le cabinet du Dr. Wolf ouvre.",
        ),
        ("fr", "C'est le cabinet d'Hélène Prat.", "C'est le cabinet du Dr. Ari Wolf."),
        ("fr", "On dit qu'Hélène Prat aide.", "On dit que le Dr. Ari Wolf aide."),
        ("fr", "La Dre Hélène ouvre. Venez chez Hélène.", "Le Dr. Wolf ouvre. Venez chez Ari."),
        ("fr", "Demandez à Mme Hélène Prat.", "Demandez au Dr. Ari Wolf."),
        ("it", "La dott.ssa Anna aiuta.", "Il Dr. Wolf aiuta."),
        ("pt", "Fale com a doutora Ana.", "Fale com o Dr. Wolf."),
        ("de", "Frau Dr. Anna hilft.", "Herr Dr. Wolf hilft."),
        ("vi", "Hỏi cô Châu Prat.", "Hỏi thầy Ari Wolf."),
    ],
)
def test_a_text_about_a_woman_reads_well_for_a_man(language: str, text: str, his: str) -> None:
    html = imported(text, ANNA[language]).sections["overview"].html

    man = with_doctor(ANNA[language], "Dr.", "masculine")
    assert fill(html, man, as_html=True) == f"<p>{his}</p>"


def test_a_heading_agrees_with_the_doctor_too() -> None:
    html = "<h1>Mal de dos</h1><h2>Comment la Dre Hélène vous soulage</h2><p>Ici.</p>"
    result = read_article(read_html(html, "fr"), ANNA["fr"], "fr")

    heading = result.sections["treatment"].heading
    assert fill(heading, ANNA["fr"], as_html=False) == "Comment la Dre Prat vous soulage"
    man = with_doctor(ANNA["fr"], "Dr", "masculine")
    assert fill(heading, man, as_html=False) == "Comment le Dr Wolf vous soulage"
    assert not any("will not fit" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Fragen Sie die Dr. Anna Prat."),
        ("it", "Quiropratica e chiropratica Anna Prat."),
        ("fr", "Chiropractrice Hélène Prat aide."),
        ("ar", "للدكتورة Hélène Prat خبرة."),
        ("ar", "قالت Hélène Prat ذلك."),
    ],
)
def test_a_word_that_no_condition_says_is_reported(language: str, text: str) -> None:
    assert any("will not fit" in it for it in imported(text, ANNA[language]).warnings)


@pytest.mark.parametrize(
    "text", ["Les patients d'Angers.", "Les gens d’Avrillé.", "Venez à l'Angers."]
)
def test_no_place_is_tagged_after_an_elision(text: str) -> None:
    assert "{{" not in imported(text, ANNA["fr"]).sections["overview"].html


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("es", "Quiropráctico Ari Wolf atiende aquí.", "Quiropráctico Ari Wolf"),
        ("ar", "يعالج الدكتور Ari Wolf المرضى.", "يعالج الدكتور Ari Wolf"),
        ("ar", "الدكتور Ari Wolf يعالج المرضى.", "الدكتور Ari Wolf يعالج"),
    ],
)
def test_what_no_condition_says_is_a_warning(language: str, text: str, found: str) -> None:
    result = imported(text, WOLF[language])

    assert any(f"“{found}” will not fit" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Dr. Michael Wilson helps here.\n\nRest first. Ask him for a plan.", "him"),
        ("en", "Dr. Michael Wilson helps here.\n\nIce helps.\n\nHis plan is simple.", "His"),
        ("es", "Le ayuda Ari Wolf.\n\nÉl escucha primero.", "Él"),
        ("fr", "Ari Wolf vous aide.\n\nIl écoute d’abord.", "Il"),
        ("vi", "Bác sĩ Wolf khám cho bạn.\n\nÔng ấy lắng nghe.", "Ông ấy"),
    ],
)
def test_a_pronoun_in_another_paragraph_is_reported(language: str, text: str, found: str) -> None:
    result = imported(text, WOLF.get(language, facts_of(KOSAK)))

    warnings = [warning for warning in result.warnings if "another gender" in warning]
    assert len(warnings) == 1
    assert warnings[0].startswith(f"“{found}”")


def test_a_pronoun_that_opens_the_next_paragraph_becomes_a_tag() -> None:
    result = imported("Dr. Michael Wilson helps here.\n\nHe listens first.", facts_of(KOSAK))

    assert "<p>{{ doctor.pronoun | capitalize }} listens" in result.sections["overview"].html


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Michael Wilson helps here.\n\nA runner asked when he may run.",
        "Dr. Michael Wilson helps here.\n\nAsk your child where it hurts. He may point.",
        "Dr. Michael Wilson helps a patient.\n\nThen he can walk.",
        "Dr. Michael Wilson helps here.\n\nYou sit.\n\nShe who sits gets stiff.",
    ],
)
def test_anyone_elses_pronoun_is_left_alone(text: str) -> None:
    result = imported(text, facts_of(KOSAK))

    assert not any("another gender" in warning for warning in result.warnings)


def test_french_il_may_be_no_one() -> None:
    result = imported("Ari Wolf vous aide.\n\nIl faut bouger.", WOLF["fr"])

    assert not any("another gender" in warning for warning in result.warnings)


def test_spanish_pronouns_are_left_alone() -> None:
    result = imported("Le atiende Álvaro Núñez. Él escucha primero.", facts_of(VIVA, "es"))

    assert "doctor.pronoun" not in result.sections["overview"].html


@pytest.mark.parametrize(
    ("clinic", "text"),
    [
        (KOSAK, "Dr. Michael Wilson sees a violinist. Her hands hurt."),
        (KOSAK, "A cook may feel it in her hands. Dr. Michael Wilson checks the wrist."),
        (KOSAK, "Dr. Michael Wilson helps. A nurse came in; her own back ached."),
        (KENNEBEC, "Dr. Bell treats a runner. His knees hurt."),
    ],
)
def test_a_word_of_another_gender_than_the_doctors_is_no_doctors(clinic: str, text: str) -> None:
    warnings = imported(text, facts_of(clinic)).warnings
    assert not [warning for warning in warnings if "another gender" in warning]
