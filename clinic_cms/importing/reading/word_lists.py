"""Which paragraphs are items of a list to the eye: Word writes them as paragraphs with a mark.

https://learn.microsoft.com/en-us/previous-versions/office/developer/office2000/aa155477(v=office.10)
describes `mso-list`; Google Docs writes the level of a list into a class of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4.element import NavigableString, Tag

from clinic_cms.importing.document import Run, cut, normalise
from clinic_cms.importing.reading.list_marks import counts, mark_of
from clinic_cms.importing.reading.styles import Styles

LEVEL = re.compile(r"level(\d+)")
MARK = "ignore"
PARAGRAPHS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6"})
WORD_ITEM = re.compile(r"MsoList(?:Paragraph\w*|Bullet\d?|Number\d?)")
TYPED = re.compile(
    r"\s*(?:[·•§Ø▪\uf000-\uf0ff\u2013-]\s+|o(?:\s{2,}|\xa0\s*)"
    r"|(?P<count>\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.)])\s+)(?=\S)"
)
"""A mark that Word wrote as text."""
SYMBOLS = re.compile(r"symbol|wingdings|webdings")
DOCS_LEVEL = re.compile(r"lst-kix_\w+-(\d+)")


@dataclass(frozen=True)
class Item:
    """The place of an item: `depth` counts from 1.

    `opens` is true for the first of a list; `typed` says that a mark, if any, is in the text.
    """

    depth: int
    ordered: bool
    opens: bool = False
    typed: bool = False


def take_mark(tag: Tag, styles: Styles) -> Item | None:
    """Return the place of a paragraph that Word shows as an item, and remove its mark."""
    if tag.name not in PARAGRAPHS:
        return None
    declared = styles.of(tag).get("mso-list", "")
    level = LEVEL.search(declared)
    if level is None and not _has_item_class(tag):
        return None
    mark = _taken(tag, styles)
    return Item(int(level[1]) if level else 1, counts(mark), typed=not mark)


def without_typed_mark(runs: Sequence[Run], item: Item) -> tuple[tuple[Run, ...], bool]:
    """Return an item's text without a mark that was typed before it, and whether it is ordered."""
    text = "".join(run.text for run in runs)
    if item.typed:
        match = TYPED.match(text)
        end = match.end() if match else 0
        return normalise(cut(runs, end)), item.ordered or bool(match and match["count"])
    kept = normalise(runs)
    mark = mark_of("".join(run.text for run in kept))
    is_bullet = mark is not None and mark.sure and not mark.values
    return normalise(cut(kept, mark.end)) if mark and is_bullet else kept, item.ordered


def depth_of(group: Tag) -> int:
    """Return the depth that Google Docs gives a list, 0 for any other list."""
    names = " ".join(map(str, group.get_attribute_list("class")))
    level = DOCS_LEVEL.search(names)
    return int(level[1]) + 1 if level else 0


def _has_item_class(tag: Tag) -> bool:
    return tag.name == "p" and any(
        WORD_ITEM.fullmatch(str(name)) for name in tag.get_attribute_list("class")
    )


def _taken(tag: Tag, styles: Styles) -> str:
    """Remove the mark at the start of a paragraph and return it."""
    for span in tag.find_all("span"):
        declared = styles.of(span)
        if declared.get("mso-list") == MARK:
            return _removed(span)
    for span in tag.find_all("span"):
        first = tag.get_text().lstrip().startswith(span.get_text().strip() or "\0")
        # A "filtered" file of Word has no mso-list; a sign in a font of signs is a mark.
        if first and SYMBOLS.search(styles.of(span).get("font-family", "")):
            return _removed(span)
    return ""


def _removed(span: Tag) -> str:
    mark = span.get_text().strip()
    span.replace_with(NavigableString(""))
    return mark
