"""A name is known in either order, by its parts, and however its syllables are written."""

import pytest

from clinic_cms.formats.name_forms import name_forms


@pytest.mark.parametrize(
    ("stated", "full"),
    [
        (("Trần Minh Châu", "Châu", "Trần"), "Minh Châu Trần"),
        (("Trần Minh Châu", "Châu", "Trần"), "Châu Minh Trần"),
        (("Minh Châu Trần", "Minh Châu", "Trần"), "Trần Minh Châu"),
        (("Trần Minh Châu", "Châu", "Trần"), "Châu Trần Minh"),
        (("Nguyễn Thị Thu Hà", "Hà", "Nguyễn"), "Thu Hà Nguyễn Thị"),
        (("Nguyễn Thị Thu Hà", "Hà", "Nguyễn"), "Nguyễn Thị Hà"),
        (("Đặng Văn Lâm", "Lâm", "Đặng"), "Lâm Đặng Văn"),
        (("Li Xiaoming", "Xiaoming", "Li"), "Xiao Ming Li"),
        (("Ma Yufei", "Yufei", "Ma"), "Ma Yu-Fei"),
        (("Lê Thị Hoa", "Hoa", "Lê"), "Hoa Lê"),
        (("Wang Xiaoming", "Xiaoming", "Wang"), "Xiao Ming Wang"),
        (("Min-su Kim", "Min-su", "Kim"), "Kim Minsu"),
        (("Tanaka Kenji", "Kenji", "Tanaka"), "Kenji Tanaka"),
        (("Nagy László", "László", "Nagy"), "László Nagy"),
        (("Szabó Éva", "Éva", "Szabó"), "Éva Szabó"),
        (("László Nagy", "László", "Nagy"), "Nagy László"),
        (("María del Carmen Ruiz Soto", "María del Carmen", "Ruiz Soto"), "Carmen Ruiz"),
        (("Gabriel García Márquez", "Gabriel", "García Márquez"), "Gabriel García"),
    ],
)
def test_the_whole_name_has_these_forms(stated, full):
    assert full in name_forms(*stated).full


def test_a_given_name_of_two_syllables_counts_alone():
    assert "Minh Châu" in name_forms("Trần Minh Châu", "Châu", "Trần").given


@pytest.mark.parametrize(
    ("stated", "full"),
    [
        (("Michael Wilson", "Michael", "Wilson"), {"Michael Wilson"}),
        (("Anna Marie Roe", "Anna Marie", "Roe"), {"Anna Marie Roe", "Anna Roe"}),
        (("Björn van Dyke", "Björn", "van Dyke"), {"Björn van Dyke"}),
        (("Bea", "Bea", ""), {"Bea"}),
    ],
)
def test_other_names_have_no_more(stated, full):
    assert set(name_forms(*stated).full) == full
