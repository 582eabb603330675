"""Sentences end where readers of any language see them end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.formats.sentences import bare_sentences_of, sentences_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Rest. Dr. M. Lee helps! Walk?", ["Rest.", "Dr. M. Lee helps!", "Walk?"]),
        ("“Rest.” Walk…\n\nSit", ["“Rest.”", "Walk…", "Sit"]),
        ("Cédula núm. 12. ¿Duele? Sí.", ["Cédula núm. 12.", "¿Duele?", "Sí."]),
        ("休息。“走吧！”坐。", ["休息。", "“走吧！”", "坐。"]),
        ("هل يؤلم؟ استرح.", ["هل يؤلم؟", "استرح."]),
        ("He is listed (no. 5512). Ask.", ["He is listed (no. 5512).", "Ask."]),
        ("Take the no. 41 tram. Walk.", ["Take the no. 41 tram.", "Walk."]),
        ("Colegiada núm. 28. Descanse.", ["Colegiada núm. 28.", "Descanse."]),
        ("Zimmer Nr. 4. Ruhe.", ["Zimmer Nr. 4.", "Ruhe."]),
        ("Inscrite, no. 310, à Laval. Venez.", ["Inscrite, no. 310, à Laval.", "Venez."]),
        ("You may say no. Rest.", ["You may say no.", "Rest."]),
        ("Tap the piano. 5 minutes do.", ["Tap the piano.", "5 minutes do."]),
        ("Plan A.\nDr. Lee helps.", ["Plan A.", "Dr. Lee helps."]),
        ("راجع د. سارة. استرح.", ["راجع د. سارة.", "استرح."]),
    ],
)
def test_a_sentence_ends_at_its_sign_or_line(text, sentences):
    assert [text[start:end] for start, end in bare_sentences_of(text)] == sentences


def test_no_sentence_ends_within_a_span_that_is_one():
    text = "See 1450 Oak. Street now. Rest."
    spans = [text[start:end] for start, end in sentences_of(text, unbroken=[(4, 20)])]
    assert spans == ["See 1450 Oak. Street now. ", "Rest."]


@given(st.text("aD r.!?。”\n"))
def test_the_sentences_of_a_text_are_all_of_it(text):
    assert "".join(text[start:end] for start, end in sentences_of(text)) == text
