"""The filters that patients' pages use, and the Spanish of their interface."""

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from clinic_cms.templatetags.clinic_cms import (
    cause_kind,
    host,
    raise_headings,
    treatment_setting,
    unbroken,
)

APP = Path(__file__).parents[2] / "clinic_cms"
SPANISH = APP / "locale/es/LC_MESSAGES/django.po"
TRANSLATE = re.compile(r"""{%\s*translate\s+(["'])(.+?)\1""")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate", re.DOTALL)


def spanish():
    return read_po(BytesIO(SPANISH.read_bytes()), locale="es")


def test_choices_are_written_out():
    assert cause_kind("posture") == "Posture"
    assert treatment_setting("in_clinic") == "In the clinic"


def test_a_source_is_named_by_its_host():
    assert host("https://www.nice.org.uk/guidance/ng59") == "nice.org.uk"
    assert host("") == ""


def test_hours_do_not_break_at_their_dash():
    text = unbroken("9:00\N{THIN SPACE}–\N{THIN SPACE}14:00 and 15:00–16:00")
    assert "\N{THIN SPACE}" not in text
    assert text.count("\N{WORD JOINER}–\N{WORD JOINER}") == 2


def test_headings_rise_by_one_level():
    html = '<h3 id="a">A</h3><p>h3</p><h4>B</h4>'
    assert raise_headings(html) == '<h2 id="a">A</h2><p>h3</p><h3>B</h3>'


@pytest.mark.parametrize("folder", ["pages", "components", "blocks"])
def test_every_interface_text_for_patients_has_spanish(folder):
    catalogue = spanish()
    for template in (APP / "templates/clinic_cms" / folder).glob("*.html"):
        source = template.read_text()
        texts = [text for _quote, text in TRANSLATE.findall(source)]
        texts += [re.sub(r"{{ (\w+) }}", r"%(\1)s", text) for text in BLOCK.findall(source)]
        for text in texts:
            message = catalogue.get(text)
            assert message is not None, f"{template.name}: {text}"
            assert message.string, f"{template.name}: {text}"


def test_the_compiled_catalogue_is_up_to_date():
    compiled = GNUTranslations(BytesIO(SPANISH.with_suffix(".mo").read_bytes()))
    for message in spanish():
        if message.id:
            assert compiled.gettext(message.id) == message.string
