"""Finds the article in a page that a table lays out, as pages did before style sheets.

One cell holds most of the text. Around it, cells of links are menus, and a banner names the clinic.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from clinic_cms.importing.document import key_of
from clinic_cms.importing.reading.left_out import is_sentence

CELLS = ["td", "th"]
MAIN_SHARE = 0.75
"""The share of a table's sentences from which a cell holds the article."""
FEWEST_LINKS, LINKED_SHARE = 2, 0.6
PARTED = re.compile(r"\s*[|•·,\u2013\u2014]\s*")
"""What stands between the parts of an address."""
WORDS_AROUND = 40
"""Most words of a banner."""


def cells_around(soup: BeautifulSoup, title: str) -> Iterator[Tag]:
    """Yield the cells around an article that are no part of it; `title` is the page's."""
    for table in soup.find_all("table"):
        cells = _own_cells(table)
        whole = sum(map(_sentence_words, cells))
        main = next((it for it in cells if _sentence_words(it) > MAIN_SHARE * whole), None)
        if main is None or not _is_passage(main):
            continue
        is_before = True
        for cell in cells:
            if cell is main:
                is_before = False
            elif _is_menu(cell) or (is_before and _is_banner(cell, main, title)):
                yield cell


def _own_cells(table: Tag) -> list[Tag]:
    return [it for it in table.find_all(CELLS) if it.find_parent("table") is table]


def _is_passage(cell: Tag) -> bool:
    """Whether a cell holds more than one block, as no cell of a table of values does."""
    return len(cell.find_all(["p", "h1", "h2", "h3", "ul", "ol", "table", "div"])) > 1


def _sentence_words(cell: Tag) -> int:
    return sum(len(text.split()) for text in cell.stripped_strings if is_sentence(text))


def _is_menu(cell: Tag) -> bool:
    links = cell.find_all("a", href=True)
    text = "".join(cell.get_text().split())
    linked = sum(len("".join(link.get_text().split())) for link in links)
    return len(links) >= FEWEST_LINKS and linked >= LINKED_SHARE * len(text)


def _is_banner(cell: Tag, main: Tag, title: str) -> bool:
    """Whether a cell above the article is the site's: without a sentence, and not its title.

    The title may stand in a cell of its own; then it is nowhere in the article's.
    """
    words = cell.get_text(" ").split()
    parts = (part for text in cell.stripped_strings for part in PARTED.split(text))
    if not words or len(words) > WORDS_AROUND or any(map(is_sentence, parts)):
        return False
    if cell.find(["h1", "h2"]) and not main.find("h1"):
        return False
    key = key_of(title)
    is_titled = any(key_of(text) == key for text in main.stripped_strings)
    return bool(key) and is_titled and key_of(" ".join(words)) != key
