"""A canary is found wherever its text is shown, whatever was done to the text."""

from io import BytesIO

import pytest
from django.utils.html import escape
from django.utils.text import slugify
from openpyxl import Workbook

from clinic_cms.isolation_audit.canaries import Canaries


@pytest.fixture
def canaries():
    return Canaries("b")


@pytest.mark.parametrize("change", [str, str.upper, str.title, slugify, escape, repr])
def test_a_canary_is_found_in_a_text_that_was_changed(canaries, change):
    text = canaries.text("page.title")
    [found] = canaries.within(f"<li>{change(text)}</li>".encode())
    assert canaries.places[found] == "page.title"


def test_a_canary_is_found_in_a_spreadsheet(canaries):
    book, file = Workbook(), BytesIO()
    book.active.append([canaries.text("page.title")])
    book.save(file)
    assert canaries.within(file.getvalue()) == {*canaries.places}


@pytest.mark.parametrize("printed", ["541-555-0142", "(541) 555-0142", "tel:+15415550142"])
def test_a_phone_number_is_found_however_it_is_printed(canaries, printed):
    canaries.number("location.phone", "5415550142")
    assert canaries.within(printed.encode()) == {"5415550142"}


def test_another_clinics_canary_is_none_of_this_ones(canaries):
    assert canaries.within(Canaries("a").text("page.title").encode()) == set()


def test_a_word_that_was_never_given_is_no_canary(canaries):
    canaries.token("page.title")
    assert canaries.within(b"kzbzzzzq") == set()


def test_what_is_made_privately_is_for_no_patient(canaries):
    shown = canaries.token("page.title")
    with canaries.privately():
        hidden = canaries.token("comment.text")
    assert canaries.private == {hidden}
    assert canaries.places.keys() == {shown, hidden}
