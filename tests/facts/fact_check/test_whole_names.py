"""A name of the source clinic's people is found whole, in any order: no part of it is left."""

import pytest

from clinic_cms.facts.fact_check import check_texts
from clinic_cms.models.content_paths import MergeText
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db

BOTH = "{{ doctor.first_name }} {{ doctor.last_name }}"


def found(
    stated: tuple[str, str, str], text: str, language: str = "en-us"
) -> list[tuple[str, str]]:
    title, first, last = stated
    doctor = {"title": title, "first_name": first, "last_name": last}
    clinic = make_clinic("source", host="source.example", code=language, doctor=doctor).clinic
    findings = check_texts([MergeText("overview", text, False)], language=language, source=clinic)
    return [(finding.text, finding.tag) for finding in findings]


CHAU = ("Trần Minh Châu", "Châu", "Trần")
HA = ("Nguyễn Thị Thu Hà", "Hà", "Nguyễn")
MIN_SU = ("Kim Min-su", "Min-su", "Kim")
WILSON = ("Michael Wilson", "Michael", "Wilson")


@pytest.mark.parametrize(
    ("stated", "language", "text", "written"),
    [
        (CHAU, "vi", "Hãy hỏi Châu Trần Minh khi đau.", "Châu Trần Minh"),
        (CHAU, "en-us", "Ask Chau Tran Minh today.", "Chau Tran Minh"),
        (HA, "vi", "Hãy hỏi Thu Hà Nguyễn Thị khi đau.", "Thu Hà Nguyễn Thị"),
        (HA, "vi", "Hãy hỏi Nguyễn Thị Hà khi đau.", "Nguyễn Thị Hà"),
        (MIN_SU, "en-us", "Ask Kim Min Su today.", "Kim Min Su"),
        (MIN_SU, "en-us", "Ask Kim Min today.", "Kim Min"),
        (("Li Xiaoming", "Xiaoming", "Li"), "en-us", "Ask Xiao Ming Li today.", "Xiao Ming Li"),
        (
            ("Gabriel García Márquez", "Gabriel", "García Márquez"),
            "es",
            "Pregunte por Márquez García Gabriel.",
            "Márquez García Gabriel",
        ),
    ],
)
def test_a_name_in_another_order_is_one_finding(stated, language, text, written):
    assert found(stated, text, language) == [(written, BOTH)]


@pytest.mark.parametrize(
    ("stated", "language", "text", "written"),
    [
        (CHAU, "vi", "Trần Thị Minh Châu khám cho bạn.", "Trần Thị Minh Châu"),
        (WILSON, "en-us", "Please ask Michael James Wilson today.", "Michael James Wilson"),
        (WILSON, "en-us", "Please ask Jean-Michael Wilson today.", "Jean-Michael Wilson"),
        (MIN_SU, "en-us", "Please ask Su-min Kim today.", "Su-min Kim"),
        (("Hélène Roy", "Hélène", "Roy"), "fr", "Parlez à Anne-Hélène demain.", "Anne-Hélène"),
    ],
)
def test_a_name_of_which_a_part_is_not_known_gets_no_tag(stated, language, text, written):
    assert found(stated, text, language) == [(written, "")]


@pytest.mark.parametrize(
    "text",
    [
        "Please ask Michael Wilson Jordan today.",
        "Then we met Michael Wilson Marsalis in the hall.",
    ],
)
def test_no_tag_leaves_the_rest_of_a_longer_name(text):
    assert found(WILSON, text) == [("Michael Wilson", "")]
