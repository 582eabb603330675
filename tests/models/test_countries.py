"""Where a clinic can lie: wherever post is sent, under the country's own name."""

from django.utils.translation import override

from clinic_cms.models.location import country_choices, is_country


def test_territories_without_a_post_of_their_own_are_no_countries():
    assert [code for code in ("EU", "ZZ", "150", "IC", "EA", "QO", "CQ") if is_country(code)] == []


def test_countries_are_named_in_the_reader_s_language():
    with override("fr"):
        names = dict(country_choices())

    assert (names["DE"], names["ES"], "IC" in names) == ("Allemagne", "Espagne", False)
