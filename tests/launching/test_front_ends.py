"""A clinic's front ends, stated by its spec."""

import pytest

from clinic_cms.errors import Refused
from clinic_cms.models import Clinic
from clinic_cms.tenancy.hosts import change_origins
from tests.launching.conftest import changes_of, conflicts_of

LOCALES = 'locales = ["en-us", "es"]\n'
FRONT_ENDS = """\
front_ends = ["https://WWW.kosak.example/", "http://kosak.localhost:4321"]
preview_url = "https://www.kosak.example/preview"
"""


def origins():
    return [row.origin for row in Clinic.objects.get().origins.all()]


def test_a_spec_states_front_ends_and_takes_them_back(spec):
    spec.edit(LOCALES, f"{LOCALES}{FRONT_ENDS}").launch()
    assert origins() == ["http://kosak.localhost:4321", "https://www.kosak.example"]
    assert Clinic.objects.get().preview_url == "https://www.kosak.example/preview"
    assert changes_of(spec.launch()) == []
    spec.edit(FRONT_ENDS, "").launch()
    assert (origins(), Clinic.objects.get().preview_url) == ([], "")


def test_what_the_agency_changed_in_the_admin_is_left_unless_forced(spec):
    spec.edit(LOCALES, f"{LOCALES}{FRONT_ENDS}").launch()
    clinic = Clinic.objects.get()
    change_origins(clinic=clinic, origins=["https://new.kosak.example"])
    Clinic.objects.update(preview_url="")
    assert conflicts_of(spec.launch()) == [
        ("clinic", "front_ends", "owner"),
        ("clinic", "preview_url", "owner"),
    ]
    assert origins() == ["https://new.kosak.example"]
    spec.launch(force=True)
    assert origins() == ["http://kosak.localhost:4321", "https://www.kosak.example"]


@pytest.mark.parametrize(
    ("line", "id", "key", "message"),
    [
        ('front_ends = ["http://kosak.example"]', "L022", "clinic.front_ends[0]", "https"),
        ('front_ends = ["https://a.example/x"]', "L022", "clinic.front_ends[0]", "without a path"),
        (
            'front_ends = ["https://a.example", "https://A.example/"]',
            "L037",
            "clinic.front_ends",
            "once",
        ),
        (
            'preview_url = "kosak.example"',
            "L025",
            "clinic.preview_url",
            "https://www.example.com/preview",
        ),
    ],
)
def test_a_wrong_url_is_reported_with_its_line(spec, line, id, key, message):
    spec.edit(LOCALES, f"{LOCALES}{line}\n")
    with pytest.raises(Refused) as refused:
        spec.launch()
    (mistake,) = refused.value.mistakes
    assert mistake.id == f"clinic_cms.{id}"
    assert mistake.where.endswith(f"line {spec.line_of(line)}, {key}")
    assert message in f"{mistake.message} {mistake.hint}"
    assert not Clinic.objects.exists()
