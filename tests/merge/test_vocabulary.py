from dataclasses import replace

import pytest

from clinic_cms.merge import VOCABULARY, Facts, fill, present
from clinic_cms.merge.vocabulary import NAMES, PRONOUNS, VALUES


def said(name: str, facts: Facts, *, as_html: bool = False) -> str:
    return fill(f"{{{{ {name} }}}}", facts, as_html=as_html)


def phoned(facts: Facts, number: str, country: str) -> Facts:
    return replace(facts, clinic=replace(facts.clinic, phone=number, country=country))


def located(facts: Facts, **changes: object) -> Facts:
    return replace(facts, location=replace(facts.location, **changes))


def treated_by(facts: Facts, language: str, **changes: object) -> Facts:
    return replace(facts, language=language, doctor=replace(facts.doctor, **changes))


def test_every_variable_has_a_value_maker_a_label_and_a_sample() -> None:
    assert set(VALUES) == NAMES == {variable.name for variable in VOCABULARY}
    assert all(str(entry.label) and str(entry.help) and entry.sample for entry in VOCABULARY)
    assert {entry.group for entry in VOCABULARY} == {"clinic", "doctor", "location"}


def test_a_clinic_with_every_fact_has_every_variable(facts: Facts) -> None:
    assert present(facts) == NAMES


def test_a_missing_or_blank_fact_is_not_present(bare: Facts) -> None:
    assert present(bare) == {"clinic.name", "doctor.gender"}
    assert "location.city" not in present(located(bare, city=" \t"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("clinic.name", "Harbor & Sons"),
        ("clinic.url", "https://harbor.example/"),
        ("clinic.appointment_url", "https://harbor.example/appointment/"),
        ("doctor.name", "Dr. Jane Doe"),
        ("doctor.short_name", "Dr. Doe"),
        ("doctor.first_name", "Jane"),
        ("doctor.last_name", "Doe"),
        ("doctor.credentials", "DC"),
        ("doctor.gender", "feminine"),
        ("doctor.pronoun", "she"),
        ("location.place", "Fairfield, CA"),
        ("location.city", "Fairfield"),
        ("location.region", "CA"),
        ("location.street", "12 Harbor Street"),
        ("location.postal_code", "94533"),
        ("location.country", "United States"),
        ("location.phone", "707-555-0143"),
        ("location.service_areas", "Vacaville and Dixon"),
    ],
)
def test_each_variable_says_its_fact(name: str, text: str, facts: Facts) -> None:
    assert said(name, facts) == text


def test_a_doctor_without_honorific_is_called_by_name(facts: Facts) -> None:
    doctor = treated_by(facts, "en", honorific="")
    assert said("doctor.name", doctor) == said("doctor.short_name", doctor) == "Jane Doe"


@pytest.mark.parametrize(
    ("doctor", "long", "short"),
    [
        (("BS.", "Nguyễn Thị Hoa", "Hoa", "Nguyễn"), "BS. Nguyễn Thị Hoa", "BS. Hoa"),
        (("医生", "王小明", "小明", "王"), "王小明医生", "王医生"),
        (("Dra.", "Ana García Márquez", "Ana", "García Márquez"), None, "Dra. García Márquez"),
        (("Dr.", "Michael van Dyke", "Michael", "van Dyke"), None, "Dr. van Dyke"),
        (("Dr.", "Madonna", "Madonna", ""), None, "Dr. Madonna"),
    ],
)
def test_a_doctor_is_addressed_as_their_culture_does(facts, doctor, long, short) -> None:
    honorific, name, first, last = doctor
    names = {"honorific": honorific, "name": name, "first_name": first, "last_name": last}
    treated = treated_by(facts, "en", **names)
    assert str(said("doctor.name", treated)) == (long or f"{honorific} {name}")
    assert str(said("doctor.short_name", treated)) == short


def test_an_honorific_alone_is_no_name(facts: Facts) -> None:
    assert "doctor.name" not in present(treated_by(facts, "en", name="", gender="unspecified"))


@pytest.mark.parametrize(
    ("number", "country", "written"),
    [
        ("+17075550142", "US", "707-555-0142"),
        ("+17075550142", "CA", "707-555-0142"),
        ("+17075550142", "GB", "+1 707-555-0142"),
        ("+442079460123", "GB", "020 7946 0123"),
        ("+442079460123", "US", "+44 20 7946 0123"),
        ("+34912345678", "ES", "912 34 56 78"),
        ("+33123456789", "FR", "01 23 45 67 89"),
        ("+525512345678", "MX", "55 1234 5678"),
    ],
)
def test_a_phone_is_written_the_local_way(
    number: str, country: str, written: str, facts: Facts
) -> None:
    assert said("clinic.phone", phoned(facts, number, country)) == written


def test_without_a_clinic_country_the_location_decides_how_phones_are_written(facts: Facts) -> None:
    assert said("clinic.phone", phoned(facts, "+17075550142", "")) == "707-555-0142"


def test_a_phone_is_a_tel_link_in_html(facts: Facts) -> None:
    link = '<a href="tel:+17075550142"><bdi>707-555-0142</bdi></a>'
    assert said("clinic.phone", facts, as_html=True) == link


def test_what_is_no_phone_number_is_shown_without_a_link(facts: Facts) -> None:
    assert said("clinic.phone", phoned(facts, "ask <us>", "US"), as_html=True) == "ask &lt;us&gt;"


def test_a_web_address_is_a_link_in_html(facts: Facts) -> None:
    link = '<a href="https://harbor.example/"><bdi>https://harbor.example/</bdi></a>'
    assert said("clinic.url", facts, as_html=True) == link


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("https://xn--bcher-kva.example/", "https://bücher.example/"),
        ("https://www.xn--rckgrat-n2a.example:8443/fr/", "https://www.rückgrat.example:8443/fr/"),
        ("https://xn--fiqs8s.example/zh-hans/", "https://中国.example/zh-hans/"),
        ("https://xn--mgbaamx2d2d4b.example/", "https://العيادات.example/"),
        ("https://xn--99999999999.example/", "https://xn--99999999999.example/"),
    ],
)
def test_a_host_is_shown_in_letters_and_linked_as_browsers_send_it(
    facts: Facts, stored: str, shown: str
) -> None:
    known = replace(facts, clinic=replace(facts.clinic, url=stored))
    assert said("clinic.url", known, as_html=True) == f'<a href="{stored}"><bdi>{shown}</bdi></a>'
    assert said("clinic.url", known) == shown


def test_an_address_that_runs_code_is_no_link(facts: Facts) -> None:
    unsafe = replace(facts, clinic=replace(facts.clinic, url="javascript:alert(1)"))
    assert said("clinic.url", unsafe, as_html=True) == "javascript:alert(1)"


@pytest.mark.parametrize(
    ("country", "city", "region", "written"),
    [
        ("US", "Fairfield", "CA", "Fairfield, CA"),
        ("US", "Fairfield", "", "Fairfield"),
        ("CA", "Toronto", "ON", "Toronto, ON"),
        ("AU", "Sydney", "NSW", "Sydney, NSW"),
        ("MX", "Guadalajara", "Jal.", "Guadalajara, Jal."),
        ("ES", "Getafe", "Madrid", "Getafe, Madrid"),
        ("ES", "Madrid", "Madrid", "Madrid"),
        ("GB", "Leeds", "West Yorkshire", "Leeds"),
        ("DE", "Köln", "NRW", "Köln"),
        ("FR", "Lyon", "Rhône", "Lyon"),
        ("BR", "Campinas", "SP", "Campinas-SP"),
        ("IE", "Ennis", "Co. Clare", "Ennis, Co. Clare"),
        ("JP", "Shibuya", "Tokyo", "Shibuya, Tokyo"),
        ("JP", "渋谷区", "東京都", "東京都渋谷区"),
        ("CN", "杭州市", "浙江省", "浙江省杭州市"),
        ("XX", "Springfield", "North", "Springfield, North"),
    ],
)
def test_a_place_is_laid_out_by_country(
    country: str, city: str, region: str, written: str, facts: Facts
) -> None:
    placed = located(facts, country=country, city=city, region=region)
    assert said("location.place", placed) == written


def test_a_place_without_a_city_is_missing(facts: Facts) -> None:
    assert "location.place" not in present(located(facts, city=""))


@pytest.mark.parametrize(
    ("language", "country", "areas"),
    [
        ("en-us", "United States", "Vacaville and Dixon"),
        ("es", "Estados Unidos", "Vacaville y Dixon"),
        ("es-zz", "Estados Unidos", "Vacaville y Dixon"),
        ("zh-hans", "美国", "Vacaville和Dixon"),
        ("tlh", "United States", "Vacaville and Dixon"),
        ("!", "United States", "Vacaville and Dixon"),
    ],
)
def test_country_and_lists_are_in_the_readers_language(
    language: str, country: str, areas: str, facts: Facts
) -> None:
    reader = replace(facts, language=language)
    assert said("location.country", reader) == country
    assert said("location.service_areas", reader) == areas


def test_empty_service_areas_are_left_out(facts: Facts) -> None:
    assert said("location.service_areas", located(facts, service_areas=("", "Dixon"))) == "Dixon"
    assert "location.service_areas" not in present(located(facts, service_areas=("",)))


def test_an_unknown_country_has_no_name(facts: Facts) -> None:
    assert "location.country" not in present(located(facts, country="XX"))


@pytest.mark.parametrize(
    ("language", "gender", "pronoun"),
    [
        ("en-us", "feminine", "she"),
        ("en-us", "masculine", "he"),
        ("es", "masculine", "él"),
        ("zh-hans", "feminine", "她"),
        ("en-us", "unspecified", "Dr. Jane Doe"),
        ("en-us", "", "Dr. Jane Doe"),
        ("vi", "feminine", "Dr. Jane Doe"),
    ],
)
def test_the_pronoun_agrees_or_the_name_stands_in(
    language: str, gender: str, pronoun: str, facts: Facts
) -> None:
    assert said("doctor.pronoun", treated_by(facts, language, gender=gender)) == pronoun


def test_the_two_pronouns_of_a_language_differ() -> None:
    assert all(feminine != masculine for feminine, masculine in PRONOUNS.values())


def test_a_doctor_always_has_a_gender(facts: Facts) -> None:
    assert said("doctor.gender", treated_by(facts, "en", gender="")) == "unspecified"
