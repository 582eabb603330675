"""Colours that readers can read."""

import pytest
from django.core.exceptions import ValidationError

from clinic_cms.models.themes import AA_CONTRAST, ON_PRIMARY, THEMES, check_primary, contrast


def test_black_on_white_has_the_highest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_theme_is_readable_in_its_own_colours(theme):
    check_primary(theme.name, theme.primary)
    assert contrast(theme.primary, theme.surface) >= AA_CONTRAST
    assert contrast(theme.primary, ON_PRIMARY) >= AA_CONTRAST


def test_a_pale_colour_is_refused_with_its_contrast():
    with pytest.raises(ValidationError, match=r"contrast of 1\.\d to 1; readers need"):
        check_primary("calm", "#eeeeee")


def test_a_word_is_no_colour():
    with pytest.raises(ValidationError, match="Write it as #rrggbb"):
        check_primary("calm", "green")
