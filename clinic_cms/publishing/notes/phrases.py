"""The smallest phrase around the words of a finding without which a sentence still reads well."""

import re
import tomllib
from pathlib import Path

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
HAN = "\u3400-\u9fff"


def _any_of(words: list[str]) -> str:
    """Return a pattern of words; in Chinese they stand beside others without a space."""
    longest = sorted(words, key=len, reverse=True)
    spaced = "|".join(re.escape(word) for word in longest if not re.match(f"[{HAN}]", word))
    joined = "|".join(re.escape(word) for word in longest if re.match(f"[{HAN}]", word))
    return rf"(?:(?<!\w)(?:{spaced})(?!\w)|(?:{joined}))"


_JOINING, _LEADING = _any_of(WORDS["joining"]), _any_of(WORDS["leading"])
JOINED_BEFORE = re.compile(rf"(?:\s*[,،、/]\s*(?:{_JOINING}\s*)?|\s*{_JOINING}\s*)$", re.I)
JOINED_AFTER = re.compile(rf"\s*(?:[,،、/]\s*{_JOINING}|{_JOINING}|/)\s*", re.I)
LED = re.compile(rf"\s*{_LEADING}\s*$", re.I)
OPENS = re.compile(r"\s*[(（](?P<aside>[^()（）\d]*)$")
CLOSES = re.compile(r"(?P<aside>[^()（）\d]*)[)）]")
NEEDS_MORE = re.compile(rf"(?:{_JOINING}|{_LEADING}|{_any_of(WORDS['linking'])})\s*$", re.I)
LONGEST_ASIDE = 3
"""Words in brackets that go with what they are about: “(or call 707-555-0142)”."""


def phrase_around(
    text: str, start: int, end: int, *, first: int, last: int
) -> tuple[int, int] | None:
    """Return the span of the phrase in the sentence from `first` to `last`; without markup.

    Brackets around the words go with them, a preposition before them, or what joins them to others.
    None if the sentence needs the words: "Our fax is …", "text …".
    """
    if text[start] in "(（" and text[end - 1] not in ")）":
        start += 1  # A phone number may begin with a bracket.
    before, after = text[first:start], text[end:last]
    opens, closes = OPENS.search(before), CLOSES.match(after)
    if opens and closes:
        aside = f"{opens['aside']} {closes['aside']}"
        if len(aside.split()) <= LONGEST_ASIDE:
            return first + opens.start(), end + closes.end()
    led = LED.search(before)
    if led:
        start, before = first + led.start(), before[: led.start()]
    joined = JOINED_BEFORE.search(before)
    # "Ring us or text …" joins verbs: what is joined to the words stands right before them.
    if joined and joined.start():
        return first + joined.start(), end
    follows = None if led else JOINED_AFTER.match(after)
    if NEEDS_MORE.search(before) or not (led or follows):
        return None
    return start, end + (follows.end() if follows else 0)
