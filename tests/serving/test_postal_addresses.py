"""An address reads as its country writes it, whatever a clinic leaves out."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.merge.formatting import address_layout
from clinic_cms.models import ClinicLocation
from clinic_cms.models.location import country_choices
from clinic_cms.serving.postal_addresses import address_lines

pytestmark = pytest.mark.django_db
GENEVA = {"country": "CH", "street": "Rue du Rhône 8", "city": "Genève", "region": "GE"}


def lines(**parts: str) -> list[str]:
    """The address without its country."""
    return list(address_lines(ClinicLocation(**parts), "en-us"))[:-1]


@pytest.mark.parametrize(
    ("code", "last"), [("1204", "CH-1204 Genève"), ("", "Genève"), (" ", "Genève")]
)
def test_the_sign_of_postal_codes_goes_with_the_code(code, last):
    assert lines(**GENEVA, postal_code=code) == ["Rue du Rhône 8", last]


@pytest.mark.parametrize(
    ("country", "city", "region", "code", "line"),
    [
        ("US", "Vacaville", "CA", "95688", "Vacaville, CA 95688"),
        ("US", "Vacaville", "", "95688", "Vacaville 95688"),
        ("US", "Vacaville", "CA", "", "Vacaville, CA"),
        ("US", "Vacaville", "", "", "Vacaville"),
        ("MX", "Mérida", "Yuc.", "", "Mérida, Yuc."),
        ("MX", "Mérida", "", "97000", "97000 Mérida"),
        ("PR", "San Juan", "", "", "San Juan"),
        ("PR", "San Juan", "", "00926", "San Juan PR 00926"),
        ("GT", "Antigua", "", "", "Antigua"),
        ("BD", "Dhaka", "", "1205", "Dhaka - 1205"),
        ("VE", "Caracas", "D.C.", "", "Caracas, D.C."),
        ("MZ", "", "Sofala", "2100", "2100 Sofala"),
        ("LU", "Esch", "", "", "Esch"),
        ("FO", "Tórshavn", "", "", "Tórshavn"),
    ],
)
def test_separators_go_with_what_they_separate(country, city, region, code, line):
    assert lines(country=country, city=city, region=region, postal_code=code) == [line]


def test_a_country_without_address_data_is_written_plainly():
    parts = {"city": "Las Palmas", "region": "Canarias", "postal_code": "35001"}
    assert lines(country="IC", street="Calle Mayor 1", **parts) == [
        "Calle Mayor 1",
        "Las Palmas, Canarias 35001",
    ]


@pytest.mark.parametrize(
    ("country", "street", "city", "region", "code", "shown"),
    [
        ("JP", "1-2-3 Ueno", "Taito-ku", "Tokyo", "110", "1-2-3 Ueno|Taito-ku, Tokyo|110"),
        ("JP", "上野1-2-3", "台東区", "東京都", "110", "〒110|東京都|台東区上野1-2-3"),
        ("JP", "", "Osaka", "", "530-0001", "Osaka|530-0001"),
        ("AE", "Sheikh Zayed Road 1", "Al Ain", "", "", "Sheikh Zayed Road 1|Al Ain"),
        ("AE", "Sheikh Zayed Road 1", "Dubai", "Dubai", "", "Sheikh Zayed Road 1|Dubai"),
        ("KY", "1 Bay St", "Bodden", "Cayman", "KY1", "1 Bay St|Bodden|Cayman KY1"),
        ("MO", "水坑尾街1號", "澳門", "", "", "澳門水坑尾街1號"),
        ("JP", "", "N", "", "", "N"),
        ("KW", "", "Kuwait", "", "13001", "13001 Kuwait"),
        ("KW", "", "Kuwait", "", "", "Kuwait"),
        ("SG", "1 Orchard Road", "Singapore", "", "238801", "1 Orchard Road|SINGAPORE 238801"),
    ],
)
def test_a_city_is_shown_where_the_address_data_have_none(
    country, street, city, region, code, shown
):
    found = lines(country=country, street=street, city=city, region=region, postal_code=code)
    assert "|".join(found) == shown


def test_a_country_is_not_named_twice():
    assert lines(country="GG", city="St Peter Port", postal_code="GY1") == ["St Peter Port", "GY1"]


@given(
    country=st.sampled_from([code for code, _name in country_choices()]),
    city=st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=3),
)
def test_every_city_is_shown_wherever_it_lies(country, city):
    shown = lines(country=country, street="1", city=city, region="2", postal_code="3")
    assert city.casefold() in "\n".join(shown).casefold()


@given(
    country=st.sampled_from([code for code, _name in country_choices()]),
    there=st.sampled_from([*product([True, False], repeat=4)]),
)
def test_nothing_is_left_of_what_is_absent(country, there):
    parts = {"street": "Street 1", "city": "City", "region": "Region", "postal_code": "77777"}
    given_parts = {
        name: parts[name] if is_there else "" for name, is_there in zip(parts, there, strict=True)
    }
    shown = lines(country=country, **given_parts)

    layout = address_layout(country, latin=bool(given_parts["city"]))
    fields = dict(zip(parts, ("%A", "%C", "%S", "%Z"), strict=True))
    for name, text in given_parts.items():
        has_place = name == "city" or fields[name] in layout
        assert not text or (text in "\n".join(shown)) == has_place
    own = {line for line in layout.split("%n") if "%" not in line}
    sign = re.search(r"(?:^|%n|\s)([^\s%,/-][^%]*)%Z", layout)
    for line in set(shown) - own:
        rest = line
        if given_parts["postal_code"] and sign:
            rest = rest.replace(f"{sign[1]}77777", "77777")
        for text in filter(None, given_parts.values()):
            rest = rest.replace(text, "_")
        assert re.fullmatch(r"_(?:(?: | - |, |-|- |/)?_)*", rest), (line, rest)
