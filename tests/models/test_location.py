"""The countries in which a clinic can be: all those with a postal service of their own."""

from django.utils.translation import override

from clinic_cms.models.location import country_choices, is_country


def test_territories_without_their_own_postal_service_are_no_countries():
    assert [code for code in ("EU", "ZZ", "150", "IC", "EA", "QO", "CQ") if is_country(code)] == []


def test_countries_are_named_in_the_reader_s_language():
    with override("fr"):
        names = dict(country_choices())

    assert (names["DE"], names["ES"], "IC" in names) == ("Allemagne", "Espagne", False)
