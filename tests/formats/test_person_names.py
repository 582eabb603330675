"""Names are taken apart as their bearers would, or the parser says that it is not certain."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clinic_cms.formats.person_names import (
    ends_in_short_form,
    full_name,
    is_title,
    parse_name,
    short_name,
)


@pytest.mark.parametrize(
    ("written", "honorific", "name", "credentials"),
    [
        ("Dr. Jane Doe, DC", "Dr.", "Jane Doe", "DC"),
        ("Dr. Trần Thị Minh Châu, BHSc", "Dr.", "Trần Thị Minh Châu", "BHSc"),
        ("Jo Roe, GradDipPhty", "", "Jo Roe", "GradDipPhty"),
        ("Ann Roe BScN", "", "Ann Roe", "BScN"),
        ("Roe, Jane, BPhty (Hons)", "", "Jane Roe", "BPhty (Hons)"),
        ("Dr.Jane Doe DC, CCSP", "Dr.", "Jane Doe", "DC, CCSP"),
        ("Mr James O'Neill MChiro", "Mr", "James O'Neill", "MChiro"),
        ("Dra. Inés Peniche Güemes", "Dra.", "Inés Peniche Güemes", ""),
        ("Prof. Dr. med. Eva Lang", "Prof. Dr. med.", "Eva Lang", ""),
        ("BS. Nguyễn Thị Hoa", "BS.", "Nguyễn Thị Hoa", ""),
        ("bác sĩ Trần Minh", "bác sĩ", "Trần Minh", ""),
        ("د. أحمد العلي", "د.", "أحمد العلي", ""),
        ("นพ.สมชาย ใจดี", "นพ.", "สมชาย ใจดี", ""),
        ("王小明医生", "医生", "王小明", ""),
        ("김민수 원장님", "원장님", "김민수", ""),
        ("Jane Doe D.C.", "", "Jane Doe", "D.C."),
        ("Jane Doe (DC)", "", "Jane Doe", "DC"),
        ("Jane Doe MSc (Chiro)", "", "Jane Doe", "MSc (Chiro)"),
        ("Jane Doe, Licensed Chiropractor", "", "Jane Doe", "Licensed Chiropractor"),
        ("JANE DOE, DC", "", "JANE DOE", "DC"),
        ("Doe, Jane", "", "Jane Doe", ""),
        ("Doe, Dr. Jane", "Dr.", "Jane Doe", ""),
        ("van Dyke, Michael, DC", "", "Michael van Dyke", "DC"),
        ("Wilson, DeShawn", "", "DeShawn Wilson", ""),
        ("Michael Wilson, Jr., DC", "", "Michael Wilson Jr.", "DC"),
    ],
)
def test_a_title_and_credentials_are_no_part_of_the_name(written, honorific, name, credentials):
    parsed = parse_name(written)
    assert (parsed.honorific, parsed.name, parsed.credentials) == (honorific, name, credentials)


@pytest.mark.parametrize(
    "name",
    [
        "Jane Doe",
        "Ann McDonald",
        "LeAnn Roe",
        "Jo MacKay",
        "Jack Ma",
        "Jane MA",
        "Di Fox",
        "Jane Do",
        "M. Wilson",
        "Dr",
        "Dean Martin",
    ],
)
def test_a_name_that_looks_like_a_title_or_degree_stays(name):
    assert parse_name(name).name == name
    assert not parse_name(name).honorific


@pytest.mark.parametrize(
    ("name", "given_name", "family_name"),
    [
        ("Michael Wilson", "Michael", "Wilson"),
        ("Michael J. Wilson", "Michael", "Wilson"),
        ("Mary Jane Watson", "Mary Jane", "Watson"),
        ("Michael Wilson Jr.", "Michael", "Wilson"),
        ('Michael "Mike" Wilson', "Michael", "Wilson"),
        ("Michael O’Neil", "Michael", "O’Neil"),
        ("Michael van Dyke", "Michael", "van Dyke"),
        ("Ursula von der Leyen", "Ursula", "von der Leyen"),
        ("Michael bin Said", "Michael", "bin Said"),
        ("Jane St. John", "Jane", "St. John"),
        ("Abd al-Rahman Hassan", "Abd al-Rahman", "Hassan"),
        ("محمد بن سعيد", "محمد", "بن سعيد"),
        ("عبد الرحمن الخطيب", "عبد الرحمن", "الخطيب"),
        ("Gabriel García Márquez", "Gabriel", "García Márquez"),
        ("Juan Carlos Pérez López", "Juan Carlos", "Pérez López"),
        ("María del Carmen García", "María del Carmen", "García"),
        ("Ana García de Pérez", "Ana", "García de Pérez"),
        ("João da Silva", "João", "da Silva"),
        ("山田 太郎", "太郎", "山田"),
        ("王小明", "小明", "王"),
        ("欧阳娜娜", "娜娜", "欧阳"),
        ("迈克尔·威尔逊", "迈克尔", "威尔逊"),
        ("マイケル・ウィルソン", "マイケル", "ウィルソン"),
        ("김민수", "민수", "김"),
        ("남궁민", "민", "남궁"),
        ("Kim Min-su", "Min-su", "Kim"),
        ("YAMADA Taro", "Taro", "YAMADA"),
        ("Nguyễn Thị Hoa", "Hoa", "Nguyễn"),
        ("Lê Văn Tám", "Tám", "Lê"),
        ("Hoa Nguyen", "Hoa", "Nguyen"),
        ("Nagy László", "László", "Nagy"),
        ("László Nagy", "László", "Nagy"),
        ("Иванов Иван Иванович", "Иван", "Иванов"),
        ("Ann Li", "Ann", "Li"),
        ("Madonna", "Madonna", ""),
    ],
)
def test_the_family_name_is_where_its_culture_puts_it(name, given_name, family_name):
    parsed = parse_name(name)
    assert (parsed.given, parsed.family) == (given_name, family_name)
    assert parsed.certain


@pytest.mark.parametrize(
    "name", ["Mary Smith Jones", "Wang Xiaoming", "山田太郎", "Maria Garcia Smith", "Lê Nguyễn"]
)
def test_a_name_with_two_readings_is_not_certain(name):
    assert not parse_name(name).certain


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("Dr. Jane Doe, DC", "Dr. Doe"),
        ("Dr. Michael van Dyke", "Dr. van Dyke"),
        ("Dr. Gabriel García Márquez", "Dr. García Márquez"),
        ("BS. Nguyễn Thị Hoa", "BS. Hoa"),
        ("Dr. Hoa Nguyen", "Dr. Nguyen"),
        ("山田 太郎医生", "山田医生"),
        ("김민수 원장", "김 원장"),
        ("Dr. Katrín Jónsdóttir", "Dr. Katrín"),
        ("Dr. Madonna", "Dr. Madonna"),
        ("Robin Ames", "Robin Ames"),
    ],
)
def test_a_person_is_called_as_is_usual_where_they_come_from(written, called):
    parsed = parse_name(written)
    assert (
        short_name(parsed.honorific, parsed.name, given=parsed.given, family=parsed.family)
        == called
    )


def test_the_stated_parts_win_over_those_in_the_name():
    assert short_name("Dr.", "Mary Smith Jones", given="Mary", family="Smith Jones") == (
        "Dr. Smith Jones"
    )


def test_an_honorific_stands_where_its_language_puts_it():
    assert full_name("Dr.", "Jane Doe") == "Dr. Jane Doe"
    assert full_name("医生", "王小明") == "王小明医生"
    assert full_name("원장님", "김민수") == "김민수 원장님"


@pytest.mark.parametrize("word", ["Dr.", "DR", "Dra.", "dott.ssa", "BS.", "د."])
def test_titles_are_known_in_any_case(word):
    assert is_title(word)


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8)
NAMES = st.sampled_from(["Jane", "Michael", "Lucía", "Eva", "Ana"])
FAMILIES = st.sampled_from(["Doe", "van Dyke", "O'Neil", "García Márquez", "de la Torre"])
TITLES = st.sampled_from(["", "Dr.", "Dra.", "Mr", "Prof. Dr."])
CREDENTIALS = st.sampled_from(["", "DC", "DC, CCSP", "PhD", "D.C."])


@given(TITLES, NAMES, FAMILIES, CREDENTIALS)
def test_what_was_put_together_is_taken_apart(title, first, last, credentials):
    written = f"{title} {first} {last}".strip() + (f", {credentials}" if credentials else "")
    parsed = parse_name(written)
    assert (parsed.honorific, parsed.given, parsed.family, parsed.credentials) == (
        (title, first, last, credentials)
    )


@given(st.text() | st.lists(WORDS, max_size=5).map(" ".join))
@example(", ,")
@example("Dr. , DC")
def test_any_text_is_taken_apart_without_losing_a_letter(text):
    parsed = parse_name(text)
    shown = f"{parsed.honorific}{parsed.name}{parsed.credentials}"
    assert letters(shown) == letters(unicodedata.normalize("NFC", text))


def letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalpha, text))


@pytest.mark.parametrize(
    "text", ["See Dr. ", "của BS. ", "ThS. ", "(Mme. ", "la Dra. ", "John J. ", "on St. "]
)
def test_the_full_stop_of_a_short_form_ends_no_sentence(text):
    assert ends_in_short_form(text)


@pytest.mark.parametrize(
    "text", ["Ask a doctor. ", "He said no. ", "See Doctor. ", "It hurts. ", "", "Dr "]
)
def test_any_other_full_stop_does(text):
    assert not ends_in_short_form(text)
