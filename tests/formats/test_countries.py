"""Countries by the names that people write."""

import pytest

from clinic_cms.formats.countries import country_called


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("England", "GB"),
        ("Scotland", "GB"),
        ("United Kingdom", "GB"),
        ("GBR", "GB"),
        ("USA", "US"),
        ("us", "US"),
        ("United States of America", "US"),
        ("Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("España", "ES"),
        ("Österreich", "AT"),
        ("日本", "JP"),
        ("Việt Nam", "VN"),
        ("Holland", "NL"),
        ("Wonderland", ""),
        ("", ""),
    ],
)
def test_a_country_is_known_by_what_people_call_it(name, code):
    assert country_called(name) == code
