"""Finds the article in a page; menus, sidebars, footers and other parts of the page are left out.

Nothing is left out unseen: each part is reported with its first words.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from clinic_cms.importing.reading.layout_tables import cells_around
from clinic_cms.importing.reading.left_out import is_sentence
from clinic_cms.importing.wordings import announced
from clinic_cms.merge.scanner import INLINE

NAMES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
NAMED = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(NAMES['names'])})(?![a-z0-9])")
WHOLE = frozenset(NAMES["whole"])
ROLES = frozenset(NAMES["roles"])
LAYOUT = re.compile(r"(?:^| )(?:has|no|with|without|hide|content|layout|left|right|full)(?: |$)")
"""Words of classes that say how a whole page is laid out: "has-sidebar"."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NEVER = frozenset({*HEADINGS, "body", "html", "main", "article", "b", "strong", "em", "i", "sup"})
LINKED = frozenset({"ul", "ol", "p", "div", "section", "table"})
SEPARATED = re.compile(r"[|»›·•/]")
"""What stands between the links of a menu in one paragraph."""
MOSTLY = 0.8
FEWEST_LINKS = 3
MOST_OF_THE_PAGE = 0.75
"""The share of a page's sentences from which a part is the article, whatever it is called."""
SEVERAL = 2
"""Texts below headings from which elements of one name are the article's."""


def drop_page_parts(soup: BeautifulSoup, language: str, *, title: str = "") -> list[str]:
    """Keep only the article of a page; return the texts that were left out, each with its lines.

    `title` is the page's, which may stand in the article, too.
    """
    cells = [*cells_around(soup, title)]
    around = [_lines(cell) for cell in cells]
    for cell in cells:
        cell.decompose()
    return [*around, *_drop_named(soup), *_drop_outside(soup), *_drop_link_lists(soup, language)]


def _drop_named(soup: BeautifulSoup) -> Iterator[str]:
    whole = _sentences(soup)
    alike = _alike(soup)
    for tag in soup.find_all(True):
        if tag.decomposed or tag.name in NEVER or tag.find(["h1", "main"]):
            continue
        names = _part_names(tag)
        if _is_part(tag) or (names and not _is_article(tag, whole, alike[names])):
            yield _lines(tag)
            tag.decompose()


def _alike(soup: BeautifulSoup) -> Mapping[frozenset[str], "_Alike"]:
    """Return what all elements with the same names of a part of a page hold together."""
    alike: dict[frozenset[str], _Alike] = defaultdict(_Alike)
    for tag in soup.find_all(True):
        if names := _part_names(tag):
            alike[names].add(tag)
    return alike


class _Alike:
    """Elements with the same names: a page builder may call each text of an article a widget."""

    def __init__(self) -> None:
        self.sentences = 0
        self.below_headings = 0
        self._seen: set[int] = set()

    def add(self, tag: Tag) -> None:
        """Count an element that lies in none of the others."""
        self._seen.add(id(tag))
        if self._seen.intersection(map(id, tag.parents)):
            return
        count = _sentences(tag)
        self.sentences += count
        self.below_headings += bool(count) and _is_below_heading(tag)


def _is_below_heading(tag: Tag) -> bool:
    """Whether an element comes right below a heading that is no part of it."""
    heading = tag.find_previous(HEADINGS)
    if heading is None or heading.name == "h1" or heading in tag.parents:
        return False
    between = (
        text
        for text in takewhile(lambda it: it is not tag, heading.next_elements)
        if isinstance(text, NavigableString) and heading not in text.parents
    )
    return not any(text.strip() for text in between)


def _lines(node: PageElement) -> str:
    """Return the text of a part of the page, on as many lines as it has blocks."""
    if not isinstance(node, Tag):
        return str(node)
    pieces = []
    for each in node.descendants:
        if _is_block(each) or _is_block(each.previous_sibling):
            pieces.append("\n")
        elif isinstance(each, Tag) and each.name == "a":
            pieces.append(" ")  # The links of a menu may have nothing between them.
        if isinstance(each, NavigableString) and not isinstance(each, PreformattedString):
            pieces.append(each.replace("\n", " "))
    return "\n".join(" ".join(line.split()) for line in "".join(pieces).split("\n"))


def _is_block(node: PageElement | None) -> bool:
    return isinstance(node, Tag) and (node.name == "br" or not INLINE.fullmatch(node.name))


def _is_part(tag: Tag) -> bool:
    """Whether an element is a part of a page by what it is."""
    if tag.name == "nav" or str(tag.get("role", "")) in ROLES:
        return True
    if tag.name == "footer":
        return tag.find_parent("blockquote") is None
    if tag.name == "header":
        return tag.find(HEADINGS) is None
    return (tag.name == "aside" or tag.get("role") == "complementary") and _stands_apart(tag)


def _stands_apart(aside: Tag) -> bool:
    """Whether an aside is a sidebar, and not a box within the article's text."""
    parent = aside.parent
    if parent is None or _is_linked(aside) or not _sentences(aside):
        return True
    return len(parent.find_all(["p", "h2", "h3"], recursive=False)) < 2


def _part_names(tag: Tag) -> frozenset[str]:
    """Return what an element's classes and its id call it, if that is a part of a page."""
    names = [*tag.get_attribute_list("class"), tag.get("id")]
    return frozenset(found for it in names if it and (found := _part_name(_words(str(it)))))


def _part_name(name: str) -> str:
    if name in WHOLE:
        return name
    found = NAMED.search(name)
    return found.group() if found and not LAYOUT.search(name) else ""


def _words(name: str) -> str:
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()
    return " ".join(re.findall(r"[a-z0-9]+", parted))


def _is_article(tag: Tag, whole: int, alike: _Alike) -> bool:
    """Whether an element, or all those like it, hold so much text that they may be the article.

    So do those that hold the texts below several of its headings.
    """
    if tag.find("article", recursive=False) or _sentences(tag) > MOST_OF_THE_PAGE * whole:
        return True
    is_text = alike.sentences > MOST_OF_THE_PAGE * whole or alike.below_headings >= SEVERAL
    return is_text and not _is_linked(tag)


def _drop_outside(soup: BeautifulSoup) -> Iterator[str]:
    """Remove what stands outside the elements with the article."""
    roots = _roots(soup)
    kept = {id(root) for root in roots}
    above = {id(parent) for root in roots for parent in root.parents}
    stack: list[Tag] = [] if id(soup) in kept else [soup]
    while stack:
        for child in [*stack.pop().children]:
            if id(child) in kept or isinstance(child, PreformattedString):
                continue
            if id(child) in above and isinstance(child, Tag):
                stack.append(child)
            else:
                yield _lines(child)
                child.extract()


def _roots(soup: BeautifulSoup) -> list[Tag]:
    """Return the elements with the article: `main`, `article`, or the block of the title."""
    title = next((tag for tag in soup.find_all("h1") if not _is_logo(tag)), None)
    roots = _filled(soup.find_all("main") or soup.find_all(role="main"))
    articles = [tag for tag in soup.find_all("article") if tag.find_parent("article") is None]
    # A list of other articles, each as an `article`, is no part of the one with the title.
    titled = [tag for tag in _filled(articles) if tag.find("h1")]
    if len(titled) == 1 and len(articles) > 1:
        roots = titled
    roots = roots or _filled(articles)
    if not roots:
        return [soup] if title is None else [_block_of(title, soup)]
    if title is not None and not any(root in title.parents for root in roots):
        has_own = any(root.find("h1") for root in roots)
        return roots if has_own else [title, *roots]
    return roots


def _filled(tags: list[Tag]) -> list[Tag]:
    return [tag for tag in tags if tag.get_text(strip=True)]


def _is_logo(title: Tag) -> bool:
    """Whether a title of the first level is the site's, as a link to its home."""
    link = title.find("a", href=True)
    path = re.sub(r"^https?://[^/]+", "", str(link["href"])) if link else "-"
    same = link is not None and link.get_text(strip=True) == title.get_text(strip=True)
    return not title.get_text(strip=True) or (same and path in ("", "/"))


def _block_of(title: Tag, soup: BeautifulSoup) -> Tag:
    """Return the smallest element around the title that holds most of the page's sentences."""
    needed = MOSTLY * _sentences(soup)
    for parent in title.parents:
        if parent is soup or (needed and _sentences(parent) >= needed):
            return parent
    return soup


def _sentences(tag: Tag) -> int:
    """Return the number of words in the texts that are sentences and no links."""
    return sum(len(text.split()) for text in _texts(tag.descendants) if is_sentence(text))


def _texts(nodes: Iterable[PageElement]) -> Iterator[NavigableString]:
    """Yield the texts among some nodes that stand in no link."""
    for node in nodes:
        is_text = isinstance(node, NavigableString) and not isinstance(node, PreformattedString)
        if is_text and isinstance(node, NavigableString) and node.find_parent("a") is None:
            yield node


def _drop_link_lists(soup: BeautifulSoup, language: str) -> Iterator[str]:
    """Remove tables of contents, and lists of links before or after all of the text."""
    for tag in soup.find_all(LINKED):
        if tag.decomposed or not _is_linked(tag) or tag.find(HEADINGS):
            continue
        before = _texts(tag.previous_elements)
        after = (text for text in _texts(tag.next_elements) if tag not in text.parents)
        within = any(map(is_sentence, before)) and any(map(is_sentence, after))
        heading = tag.find_previous_sibling()
        if heading is not None and heading.name not in HEADINGS[1:]:
            heading = None
        known = heading is not None and announced(heading.get_text(" "), language) is not None
        if not _leads_within(tag) and (within or known):
            continue
        text = _lines(tag)
        if heading is not None:
            text = f"{heading.get_text(' ')}\n{text}"
            heading.decompose()
        yield text
        tag.decompose()


def _is_linked(tag: Tag) -> bool:
    """Whether an element is a list of links: at least three, and little else."""
    links = tag.find_all("a", href=True)
    text = "".join(tag.get_text().split())
    linked = sum(len("".join(link.get_text().split())) for link in links)
    if tag.name == "p" and not SEPARATED.search(text):
        return False
    return len(links) >= FEWEST_LINKS and linked >= MOSTLY * len(text)


def _leads_within(tag: Tag) -> bool:
    return all(str(link["href"]).startswith("#") for link in tag.find_all("a", href=True))
