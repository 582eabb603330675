"""Words that occur once: whoever reads one has read the text that it stands in."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import product
from string import ascii_lowercase

WORD = "Lapwing"
"""Stands in all texts, so that a search for it finds all of them."""
# Letters alone: no form escapes them, and names, slugs, hosts and e-mail addresses may hold them.
_TOKEN = re.compile(rb"kz[a-z]{5}q", re.IGNORECASE)
_ZIP = b"PK\x03\x04"


class Canaries:
    """The canaries of one clinic, each with the place where it stands: "clinic_cms.Clinic.name"."""

    def __init__(self, letter: str) -> None:
        """`letter` tells one clinic's from another's."""
        self._letter = letter
        self._endings = ("".join(letters) for letters in product(ascii_lowercase, repeat=4))
        self.places: dict[str, str] = {}
        self.private: set[str] = set()
        """Those that no patient may read."""
        self.unlisted: set[str] = set()
        """Those that no URL shows to anyone, and that are looked for all the same."""
        self._is_private = False
        self._numbers: dict[str, re.Pattern[bytes]] = {}

    @property
    def listed(self) -> set[str]:
        """Those that the agency can be shown."""
        return self.places.keys() - self.unlisted

    def token(self, place: str, *, is_listed: bool = True) -> str:
        """Return a new word for a place, in small letters and nothing else."""
        token = f"kz{self._letter}{next(self._endings)}q"
        self.places[token] = place
        if self._is_private:
            self.private.add(token)
        if not is_listed:
            self.unlisted.add(token)
        return token

    @contextmanager
    def privately(self) -> Iterator[None]:
        """Let those that are made meanwhile be for the clinic's own people alone."""
        before, self._is_private = self._is_private, True
        try:
            yield
        finally:
            self._is_private = before

    def text(self, place: str) -> str:
        """Return a new text for a place, which a search for `WORD` finds."""
        return f"{WORD} {self.token(place)}"

    def number(self, place: str, digits: str) -> str:
        """Take a number, such as of a phone, for a canary, however its digits are grouped."""
        self.places[digits] = place
        pattern = rb"[^\d]{0,4}".join(digit.encode() for digit in digits)
        self._numbers[digits] = re.compile(pattern)
        return digits

    def forget(self, text: str) -> None:
        """Drop the canaries of a text that could not be saved."""
        for found in _TOKEN.findall(text.encode()):
            self.places.pop(found.decode().lower(), None)

    def within(self, content: bytes) -> set[str]:
        """Return the canaries in a text or file, in whatever case or markup they stand."""
        found = {token for part in _parts(content) for token in _tokens(part)} & self.places.keys()
        found |= {digits for digits, form in self._numbers.items() if form.search(content)}
        return found


def _tokens(content: bytes) -> Iterator[str]:
    for token in _TOKEN.findall(content):
        yield token.decode().lower()


def _parts(content: bytes) -> Iterator[bytes]:
    """Yield what a content holds: a spreadsheet is an archive of compressed files."""
    yield content
    if content.startswith(_ZIP):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name)
