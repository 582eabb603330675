"""Which elements of a page are quotations, and which of them are reviews by their names."""

import re

from bs4.element import Tag

NONE = (0, False)
"""What stands in no quotation: its number, and whether it is a review."""
REVIEW = re.compile(
    r"(?<![a-z0-9])(?:testimonials?|(?:customer|client|patient|google|yelp) reviews?"
    r"|reviews? (?:cards?|items?|texts?|body|quotes?|content|slide|slider|carousel|list)|reviews)"
    r"(?![a-z0-9])(?! (?:enabled|on|off|page|template|disabled)(?![a-z]))"
)
"""Names of classes that builders of pages give to reviews: "elementor-testimonial-content"."""
OF_TEXTS = re.compile(r"(?<![a-z0-9])(?:medical|clinical|peer|literature|systematic|expert) review")
TYPE = re.compile(r"schema\.org/Review$")
PAGES = frozenset(("html", "body", "main", "article"))
MOST_WORDS = 400
"""Words of reviews; an element with more holds the article, whatever it is called."""


def is_quotation(tag: Tag) -> bool:
    """Whether an element is a quotation, or a figure with one and who said it."""
    return tag.name == "blockquote" or (tag.name == "figure" and tag.find("blockquote") is not None)


def is_review(tag: Tag) -> bool:
    """Whether an element holds reviews by its class, its id or its type of schema.org."""
    if tag.name in PAGES:
        return False
    names = [*tag.get_attribute_list("class"), tag.get("id")]
    is_named = any(_is_name(str(name)) for name in names if name)
    is_typed = (
        bool(TYPE.search(str(tag.get("itemtype", "")))) or tag.get("itemprop") == "reviewBody"
    )
    if not (is_named or is_typed) or tag.find(["h1", "main", "article"]):
        return False
    return len(tag.get_text(" ").split()) <= MOST_WORDS


def _is_name(name: str) -> bool:
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()
    words = " ".join(re.findall(r"[a-z0-9]+", parted))
    return bool(REVIEW.search(words)) and not OF_TEXTS.search(words)
