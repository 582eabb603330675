"""The filters that patients' pages use."""

from clinic_cms.serving.links import host_of_source
from clinic_cms.templatetags.clinic_cms import (
    apart,
    cause_kind,
    raise_headings,
    treatment_setting,
    unbroken,
)


def test_choices_are_written_out():
    assert cause_kind("posture") == "Posture"
    assert treatment_setting("in_clinic") == "In the clinic"


def test_a_source_is_named_by_its_host_of_source():
    assert host_of_source("https://www.nice.org.uk/guidance/ng59") == "nice.org.uk"
    assert host_of_source("https://www.xn--rckgrat-n2a.example/a") == "rückgrat.example"
    assert host_of_source("") == ""


def test_a_name_in_a_sentence_keeps_its_own_direction():
    assert apart("Bay <Spine> Inc.") == "<bdi>Bay &lt;Spine&gt; Inc.</bdi>"


def test_hours_do_not_break_at_their_dash():
    text = unbroken("9:00\N{THIN SPACE}–\N{THIN SPACE}14:00 and 15:00–16:00")
    assert "\N{THIN SPACE}" not in text
    assert text.count("\N{WORD JOINER}–\N{WORD JOINER}") == 2


def test_headings_rise_by_one_level():
    html = '<h3 id="a">A</h3><p>h3</p><h4>B</h4>'
    assert raise_headings(html) == '<h2 id="a">A</h2><p>h3</p><h3>B</h3>'
