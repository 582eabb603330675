"""The practitioner's form takes names apart, and asks where it is not certain."""

import pytest
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from clinic_cms.models import PractitionerPage
from tests.admin.conftest import comments, edit_url, make_owner

pytestmark = pytest.mark.django_db

PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def send(client, kosak):
    """Send the form of the clinic's doctor with some changes; returns its errors."""
    client.defaults["HTTP_HOST"] = kosak.host
    make_owner(kosak)
    client.post("/admin/login/", {"username": "owner", "password": "secret"})

    def send(**changes):
        data = {
            "title": "Michael Wilson",
            "slug": "wilson",
            "gender": "masculine",
            "languages": streamfield([]),
            "bio": rich_text(""),
            **changes,
        }
        response = client.post(
            edit_url(kosak.doctor), nested_form_data(data) | comments() | PUBLISH
        )
        return {} if response.status_code == 302 else response.context["form"].errors

    return send


def saved(kosak):
    page = PractitionerPage.objects.get(pk=kosak.doctor.pk)
    return page.honorific, page.title, page.first_name, page.last_name, page.credentials


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"title": "Dr. Jane Doe, DC"}, ("Dr.", "Jane Doe", "Jane", "Doe", "DC")),
        (
            {"title": "Dr. Jane Doe", "honorific": "Dr"},
            ("Dr", "Jane Doe", "Jane", "Doe", ""),
        ),
        ({"title": "王小明医生"}, ("医生", "王小明", "小明", "王", "")),
        ({"title": "Nguyễn Thị Hoa"}, ("", "Nguyễn Thị Hoa", "Hoa", "Nguyễn", "")),
        (
            {"title": "Mary Smith Jones", "first_name": "Mary", "last_name": "Smith Jones"},
            ("", "Mary Smith Jones", "Mary", "Smith Jones", ""),
        ),
    ],
)
def test_a_name_is_taken_apart(send, kosak, typed, kept):
    assert send(**typed) == {}
    assert saved(kosak) == kept


@pytest.mark.parametrize(
    ("typed", "field", "part"),
    [
        ({"title": "Dr. Jane Doe", "honorific": "Prof."}, "title", "Write “Jane Doe”"),
        ({"title": "Jane Doe, DC", "credentials": "MD"}, "title", "Write “Jane Doe”"),
        ({"title": "Doe, Jane"}, "title", "Write “Jane Doe”"),
        ({"title": "Mary Smith Jones"}, "first_name", "perhaps “Mary Smith” and “Jones”"),
        ({"title": "Wang Xiaoming"}, "first_name", "perhaps “Xiaoming” and “Wang”"),
        ({"title": "Ann Li", "first_name": "Ann", "last_name": "Wilson"}, "last_name", "“Wilson”"),
    ],
)
def test_what_is_not_certain_is_asked(send, kosak, typed, field, part):
    before = saved(kosak)
    errors = send(**typed)
    assert [*errors] == [field]
    assert part in str(errors[field])
    assert saved(kosak) == before
