"""What a page declares for an element, in its style sheets and in style attributes.

As in CSS, the last declaration of the highest rank wins. Of style sheets only simple selectors are
read ("p", ".c1", "p.c1", "#top"): those that word processors write.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup
from bs4.element import Tag

BOLD = frozenset({"b", "strong", "th"})
ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})

READ = frozenset(
    [
        "display",
        "visibility",
        "font",
        "font-family",
        "font-style",
        "font-weight",
        "text-decoration",
        "text-decoration-line",
        "vertical-align",
        "mso-element",
        "mso-hide",
        "mso-list",
    ]
)
COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
AT_RULE = re.compile(r"@[^{};]+(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SIMPLE = re.compile(r"[a-z][a-z0-9]*(?:\.[\w-]+)?|\.[\w-]+|#[\w-]+")
WEIGHT = re.compile(r"bold|bolder|lighter|normal|[1-9]\d{1,2}0?")
SEMIBOLD = 600
INLINE = 1000
"""The rank of a style attribute, above those of selectors."""

Declaration = tuple[bool, int, str, str]
"""Important, rank, property, value."""


class Styles:
    """The declarations of one page."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._rules: dict[str, list[Declaration]] = defaultdict(list)
        for sheet in soup.find_all("style"):
            # What is only for print or for small screens is not read.
            text = AT_RULE.sub("", COMMENT.sub("", sheet.get_text()))
            for selectors, block in RULE.findall(text):
                for selector in selectors.split(","):
                    self._add(selector.strip(), block)

    def _add(self, selector: str, block: str) -> None:
        if SIMPLE.fullmatch(selector):
            rank = 100 * ("#" in selector) + 10 * ("." in selector) + selector[:1].isalpha()
            self._rules[selector] += _declarations(block, rank)

    def of(self, tag: Tag) -> Mapping[str, str]:
        """Return the properties that are declared for an element, in lower case."""
        found: list[Declaration] = []
        if self._rules:
            for selector in _selectors(tag):
                found += self._rules.get(selector, ())
        found += _declarations(str(tag.get("style", "")), INLINE)
        return {name: value for _important, _rank, name, value in sorted(found, key=_order)}

    def is_bold(self, tag: Tag, inherited: bool) -> bool:
        """Whether an element's text is bold; `inherited` is the answer for its parent."""
        weight = self.of(tag).get("font-weight", "inherit")
        if weight == "inherit" or not WEIGHT.fullmatch(weight):
            return inherited or tag.name in BOLD
        return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= SEMIBOLD)

    def is_italic(self, tag: Tag, inherited: bool) -> bool:
        """Whether an element's text is slanted; `inherited` is the answer for its parent."""
        slant = self.of(tag).get("font-style", "inherit")
        if slant == "inherit":
            return inherited or tag.name in ITALIC
        return slant.startswith(("italic", "oblique"))


def _order(declaration: Declaration) -> tuple[bool, int]:
    return declaration[:2]


def _selectors(tag: Tag) -> Iterator[str]:
    yield tag.name
    for name in tag.get_attribute_list("class"):
        yield f".{name}"
        yield f"{tag.name}.{name}"
    yield f"#{tag.get('id')}"


def _declarations(block: str, rank: int) -> Iterator[Declaration]:
    for declaration in block.split(";"):
        name, _colon, value = declaration.partition(":")
        name = name.strip().lower()
        if name not in READ:
            continue
        value = value.strip().lower()
        important = value.endswith("!important")
        value = value.removesuffix("!important").strip()
        if name == "font":
            yield from ((important, rank, *part) for part in _font(value))
        elif value:
            yield important, rank, name, value


def _font(value: str) -> Iterator[tuple[str, str]]:
    """Yield the slant and the weight that the shorthand sets: normal where it names none."""
    words = value.split()
    if words and words[0] not in ("inherit", "unset"):
        weights = [word for word in words if word in ("bold", "bolder") or word.isdigit()]
        yield "font-weight", weights[0] if weights else "normal"
        yield "font-style", next((w for w in words if w in ("italic", "oblique")), "normal")
