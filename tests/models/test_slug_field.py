"""The slug of a page that is given none, and what its form proposes."""

import json
import re

import pytest
from django.core.exceptions import ValidationError

from clinic_cms.formats.slugs import slugify
from clinic_cms.models import ClinicPage, ConditionPage
from clinic_cms.models.slug_field import FORMATTERS, HELP
from tests.formats.test_slugs import LATIN, OTHER_SCRIPTS, TAGGED

ODD = ["neck/shoulder – pain", "हिंदी"]

pytestmark = pytest.mark.django_db


def test_a_page_without_a_slug_gets_one_by_our_rule(kosak):
    titles = {"Łódź branch": "lodz-branch", "About {{ clinic.name }}": "about", "腰痛": "腰痛"}
    for title, slug in titles.items():
        page = kosak.home.add_child(instance=ClinicPage(title=title))
        assert page.slug == slug


def test_two_pages_of_one_title_get_two_slugs(kosak):
    for slug in ("fees", "fees-2"):
        assert kosak.home.add_child(instance=ClinicPage(title="Fees")).slug == slug


def test_a_slug_is_asked_for_where_none_can_be_made(kosak):
    for title in ("शुल्क", "{{ clinic.name }}"):
        with pytest.raises(ValidationError, match="No slug can be made of"):
            kosak.home.add_child(instance=ClinicPage(title=title))


@pytest.fixture
def rules():
    """The replacements that Wagtail's script makes in a title before it makes a slug of it."""
    form = ConditionPage.get_edit_handler().get_form_class()()
    assert form.fields["slug"].help_text == HELP
    return [
        (re.compile(pattern), replacement)
        for (pattern, _flags), replacement in json.loads(
            form.fields["slug"].widget.attrs[FORMATTERS]
        )
    ]


@pytest.mark.parametrize("title", [*LATIN, *TAGGED, *OTHER_SCRIPTS, *ODD])
def test_the_browser_proposes_what_the_server_would_make(rules, title):
    proposed = title
    for pattern, replacement in rules:
        proposed = pattern.sub(replacement, proposed)
    # As Wagtail's script goes on: it keeps letters and digits, and joins words by hyphens.
    kept = "".join(sign for sign in proposed.lower() if sign.isalnum() or sign.isspace())
    assert "-".join(kept.split()) == slugify(title)
