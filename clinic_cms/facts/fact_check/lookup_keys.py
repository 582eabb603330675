"""By what the facts of other clinics are looked up: their keys, and what texts hold of these.

A text has thousands of runs of words that could be a name. So a fact of several words is looked up
by two of them, its anchor: those that a name begins with, and the number in a street.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from clinic_cms.facts.fact_check.contact_hits import contacts_linked
from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.finding import Kind
from clinic_cms.facts.fact_check.folding import key_of, words_of
from clinic_cms.facts.fact_check.plain_text import PlainText
from clinic_cms.facts.fact_check.word_lists import street_words
from clinic_cms.facts.fact_check.written_contacts import (
    WWW,
    Contact,
    emails_in,
    national_number,
    national_numbers,
    parents_of,
    phones_in,
    urls_in,
)
from clinic_cms.routing import host_of

FEWEST_WORDS = 2
"""Words that a name or street must have to count for any clinic."""


def key_of_fact(kind: Kind, fact: str) -> str:
    """Return what all spellings of a fact have in common."""
    match kind:
        case Kind.PHONE:
            return national_number(fact)
        case Kind.EMAIL:
            return fact.lower()
        case Kind.WEBSITE:
            return host_of(fact).removeprefix(WWW)
        case Kind.STREET:
            return " ".join(word.key for word in street_words(fact, words_of(fact)))
        case _:
            return key_of(fact)


def anchor_of(kind: Kind, key: str) -> str:
    """Return what a text holds if it holds a fact; "" for one that is not looked for."""
    if kind in {Kind.PHONE, Kind.EMAIL, Kind.WEBSITE}:
        return key
    words = key.split()
    if len(words) < FEWEST_WORDS:
        return ""
    if kind is not Kind.STREET:
        return " ".join(words[:2])
    number = next((at for at, word in enumerate(words) if _is_number(word)), None)
    return next(_pairs(words, number), "") if number is not None else ""


def anchors_in(context: Context) -> Iterator[str]:
    """Yield the anchors of all facts that a text may hold."""
    text, words = context.text, context.words
    for word, following in pairwise(words):
        if not text[word.start].islower():
            yield f"{word.key} {following.key}"
    if any(_is_number(word.key) for word in words):
        keys = [word.key for word in street_words(text, words)]
        for at, key in enumerate(keys):
            if _is_number(key):
                yield from _pairs(keys, at)
    yield from _contact_keys(context.plain)


def _is_number(word: str) -> bool:
    return word[0].isdecimal()


def _pairs(words: Sequence[str], at: int) -> Iterator[str]:
    """Yield a word with the one behind it, and with the one before it."""
    if at + 1 < len(words):
        yield f"{words[at]} {words[at + 1]}"
    if at:
        yield f"{words[at - 1]} {words[at]}"


def _contact_keys(plain: PlainText) -> Iterator[str]:
    written: list[tuple[Kind, Contact]] = [
        *((Kind.PHONE, phone) for phone in phones_in(plain.text)),
        *((Kind.EMAIL, mail) for mail in emails_in(plain.text)),
        *((Kind.WEBSITE, url) for url in urls_in(plain.text)),
        *((kind, contact) for kind, contact, _target in contacts_linked(plain)),
    ]
    for kind, contact in written:
        if kind is Kind.PHONE:
            yield from national_numbers(contact.key)
        elif kind is Kind.EMAIL:
            yield contact.key
            yield from parents_of(host_of(contact.key.partition("@")[2]))
        else:
            yield from parents_of(contact.key)
