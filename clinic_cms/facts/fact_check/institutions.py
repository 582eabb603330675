"""Towns in the names of hospitals, stations and schools: "Footscray Hospital", "bệnh viện Huế"."""

import re

from clinic_cms.facts.fact_check.word_lists import WORDS, any_of

KINDS = any_of(WORDS["institutions"])
LED = re.compile(
    rf"(?<!\w)(?:(?:{KINDS})\s+(?:[^\W\d]+\s+)?(?:(?:of|de|del|de\s+la|du)\s+|d['\u2019])"
    rf"|(?:{any_of(WORDS['institutions_before'])})\s+(?:[^\W\d]+\s+)?)$",
    re.I,
)
"""Before a town: "Hospital of", "hôpital régional de", "bệnh viện", "bệnh viện huyện"."""
FOLLOWS = re.compile(
    rf"\s+(?:[A-ZÀ-Þ][\w'\u2019]+\s+){{0,2}}(?i:{KINDS})(?!\w)"
    rf"|(?:{any_of(WORDS['institutions_joined'])})"
)
"""After one: "Hospital", "General Hospital", "station", "医院"."""
ENDS_NAME = re.compile(rf"\s(?:{KINDS})$", re.I)
LOOK_BACK = 40


def in_institution(text: str, start: int, end: int) -> bool:
    """Whether a town at some offsets stands in the name of an institution."""
    before = text[max(start - LOOK_BACK, 0) : start]
    return bool(LED.search(before) or FOLLOWS.match(text, end))
