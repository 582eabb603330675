"""Addresses of front ends."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.models import Clinic, ClinicOrigin
from clinic_cms.models.front_end import normal_origin, normal_preview_url, origin_of

GOOD = [
    ("https://www.kosak.example", "https://www.kosak.example"),
    ("HTTPS://WWW.Kosak.example/", "https://www.kosak.example"),
    ("https://www.kosak.example:443", "https://www.kosak.example"),
    ("https://www.kosak.example:8443", "https://www.kosak.example:8443"),
    ("https://Großmann.example:8443", "https://xn--gromann-2va.example:8443"),
    ("http://localhost:4321", "http://localhost:4321"),
    ("http://kosak.localhost:80/", "http://kosak.localhost"),
]
BAD = [
    "",
    "www.kosak.example",
    "//www.kosak.example",
    "http://www.kosak.example",
    "http://localhost.example",
    "http://notlocalhost",
    "ftp://www.kosak.example",
    "javascript:alert(1)",
    "https://",
    "https://*.kosak.example",
    "https://me:secret@www.kosak.example",
    "https://www.kosak.example#top",
    "https://www.kosak.example\\.evil.example",
    "https://www.kosak.example:99999",
    "https://www.kosak.example:0",
    "https://www.kosak.example:port",
    "https://[::1]",
    "https://kósak_.example",
    "https://a.example https://b.example",
    "https://www.kos\tak.example",
    "null",
    "*",
]


@pytest.mark.parametrize(("written", "kept"), GOOD)
def test_an_origin_is_kept_as_browsers_send_it(written, kept):
    assert normal_origin(written) == kept
    assert normal_preview_url(f"{written.rstrip('/')}/Preview/") == f"{kept}/Preview/"


@pytest.mark.parametrize("written", BAD)
def test_what_is_no_safe_origin_is_refused(written):
    for normal in (normal_origin, normal_preview_url):
        with pytest.raises(ValidationError):
            normal(written)


@pytest.mark.parametrize("tail", ["/page", "/?a=b", "?a=b"])
def test_an_origin_has_no_path(tail):
    with pytest.raises(ValidationError):
        normal_origin(f"https://www.kosak.example{tail}")


def test_a_preview_address_has_no_query_and_an_origin():
    with pytest.raises(ValidationError):
        normal_preview_url("https://www.kosak.example/preview?site=1")
    assert normal_preview_url("https://www.kosak.example") == "https://www.kosak.example/"
    assert origin_of("https://www.kosak.example:8443/a/b") == "https://www.kosak.example:8443"
    assert origin_of("") == ""


@given(st.text(alphabet="htps:/@#?\\.%[]a1-é \n\t*", max_size=40).map("https://".__add__))
def test_a_kept_origin_is_its_own_normal_form(written):
    try:
        kept = normal_origin(written)
    except ValidationError:
        return
    assert normal_origin(kept) == kept
    assert kept.count("/") == 2


@pytest.mark.django_db
def test_a_clinics_front_ends_include_that_of_its_previews(kosak, django_assert_num_queries):
    ClinicOrigin.objects.create(clinic=kosak.clinic, origin="https://www.kosak.example")
    kosak.clinic.preview_url = "https://next.kosak.example/preview"
    with django_assert_num_queries(1):
        assert kosak.clinic.front_end_origins() == {
            "https://www.kosak.example",
            "https://next.kosak.example",
        }
    assert Clinic(preview_url="").preview_url == ""


@pytest.mark.django_db
def test_the_rows_check_what_they_are_given(kosak):
    with pytest.raises(ValidationError, match="https"):
        ClinicOrigin(clinic=kosak.clinic, origin="http://www.kosak.example").full_clean()
    kosak.clinic.preview_url = "http://www.kosak.example/preview"
    with pytest.raises(ValidationError, match="https"):
        kosak.clinic.full_clean()
