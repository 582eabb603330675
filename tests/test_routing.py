"""URLs are made in one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.routing import (
    LocalPath,
    Origin,
    host_in_both_forms,
    host_in_letters,
    host_of,
    language_tag,
    path_of,
    split_path,
    url_of,
)

OFFERED = {"en-us", "es"}
segments = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True).filter(lambda s: s not in OFFERED)
tails = st.lists(segments, max_size=3).map("/".join)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (Origin("https"), "https://a.example"),
        (Origin("https", 443), "https://a.example"),
        (Origin("http", 80), "http://a.example"),
        (Origin("http", 8000), "http://a.example:8000"),
    ],
)
def test_a_port_is_named_only_where_it_is_not_the_schemes_own(origin, expected):
    assert origin.of("a.example") == expected


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("Kosak.Example:8000", "kosak.example"),
        ("kosak.example.", "kosak.example"),
        ("[::1]:80", "::1"),
        ("", ""),
        ("Büro.Localhost:8000", "xn--bro-hoa.localhost"),
        ("WWW.Alder.Example.:443", "www.alder.example"),
        ("www.rücken-müller.example", "www.xn--rcken-mller-thbg.example"),
        ("großmann.example", "xn--gromann-2va.example"),
        ("健康。example", "xn--nyqy26a.example"),
        ("مثال.example", "xn--mgbh0fb.example"),
        ("https://kosak.example", "https://kosak.example"),
        (f"{'ü' * 64}.example", f"{'ü' * 64}.example"),
    ],
)
def test_a_host_header_gives_the_bare_host(header, host):
    assert host_of(header) == host


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("kosak.example", "kosak.example"),
        ("www.xn--gromann-2va.example", "www.großmann.example (www.xn--gromann-2va.example)"),
        ("xn--mgbh0fb.example", "مثال.example (xn--mgbh0fb.example)"),
        ("xn--.example", "xn--.example"),
    ],
)
def test_people_read_a_host_in_both_forms(host, shown):
    assert host_in_both_forms(host) == shown


@given(st.text(max_size=30))
def test_a_host_is_in_its_normal_form_once(text):
    assert host_of(host_of(text)) == host_of(text)
    assert host_of(host_in_letters(host_of(text))) == host_of(text)


def test_the_default_locale_has_no_segment():
    assert path_of("en-us", "en-us", "conditions/neck") == "/conditions/neck/"
    assert path_of("es", "en-us", "condiciones") == "/es/condiciones/"
    assert path_of("es", "en-us", "") == "/es/"


def test_letters_outside_ascii_are_quoted():
    url = url_of(Origin(), "a.example", "es", "es", "niños/")
    assert url == "https://a.example/ni%C3%B1os/"


def test_the_default_locales_own_code_is_no_path():
    assert split_path("/en-us/conditions/", OFFERED, "en-us") is None


@given(locale=st.sampled_from(sorted(OFFERED)), tail=tails)
def test_a_path_leads_back_to_what_it_was_made_of(locale, tail):
    found = split_path(path_of(locale, "en-us", tail), OFFERED, "en-us")
    assert found == LocalPath(locale, f"{tail}/" if tail else "")


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("en-us", "en-US"),
        ("es", "es"),
        ("zh-hans", "zh-Hans"),
        ("zh_Hant", "zh-Hant"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("es-419", "es-419"),
        ("de-ch-1996", "de-CH-1996"),
        ("yua", "yua"),
        ("en-ca-x-ca", "en-CA-x-ca"),
        ("x-whatever", "x-whatever"),
    ],
)
def test_a_locales_code_is_written_as_a_language_tag(code, tag):
    assert language_tag(code) == tag
