"""Names of practitioners in a spec."""

import pytest

from clinic_cms.models import PractitionerPage
from tests.launching.test_mistakes import refusal

pytestmark = pytest.mark.django_db
WRITTEN = 'name = "Michael Wilson"\nhonorific = "Dr."'


def named(spec, written):
    return spec.edit(WRITTEN, written).edit('lead = "Michael Wilson"\n', "")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Dr. Jane Doe", 'name = "Jane Doe", honorific = "Dr."'),
        ("Jane Doe, DC", 'name = "Jane Doe", credentials = "DC"'),
        (
            "Dr. Jane Doe, DC, CCSP",
            'name = "Jane Doe", honorific = "Dr.", credentials = "DC, CCSP"',
        ),
        (
            "Mr James O'Neill MChiro",
            'name = "James O\'Neill", honorific = "Mr", credentials = "MChiro"',
        ),
        ("Doe, Jane", 'name = "Jane Doe"'),
        ("van Dyke, Michael", 'name = "Michael van Dyke"'),
        ("王小明医生", 'name = "王小明", honorific = "医生"'),
    ],
)
def test_more_than_a_name_is_refused_with_the_split_to_write(spec, name, keys):
    (mistake,) = refusal(named(spec, f'name = "{name}"').path)
    assert (mistake.id, mistake.hint) == ("clinic_cms.L046", f"Write {keys}.")
    assert mistake.where.endswith("practitioners[0].name")
    assert name in mistake.message


def test_a_last_name_that_is_not_in_the_name_is_refused(spec):
    (mistake,) = refusal(named(spec, 'name = "Ann Li-Marsh"\nlast_name = "Wilson"').path)
    assert mistake.where.endswith("practitioners[0].last_name")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("山田 太郎", "太郎", "山田"),
        ("Nguyễn Thị Hoa", "Hoa", "Nguyễn"),
        ("Gabriel García Márquez", "Gabriel", "García Márquez"),
        ("Michael van Dyke", "Michael", "van Dyke"),
    ],
)
def test_first_and_last_name_are_found_in_the_name(spec, name, first, last):
    assert named(spec, f'name = "{name}"').launch().plan.warnings == []
    page = PractitionerPage.objects.get(locale__language_code="en-us")
    assert (page.title, page.first_name, page.last_name) == (name, first, last)


def test_the_plan_asks_where_a_name_has_two_readings(spec):
    (warning,) = named(spec, 'name = "Mary Smith Jones"').launch().plan.warnings
    assert "“Mary Smith” and the last name “Jones”" in warning
    spec.edit('name = "Mary Smith Jones"', 'name = "Mary Smith Jones"\nlast_name = "Smith Jones"')
    assert spec.launch().plan.warnings == []
