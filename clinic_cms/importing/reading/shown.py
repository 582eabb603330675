"""Leaves out what a reader of the page does not see, or could not use on another site."""

import re
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.utils.translation import gettext_noop

from clinic_cms.importing.reading.left_out import left_out_warnings
from clinic_cms.importing.reading.styles import Styles

UNSEEN = frozenset(
    ["head", "title", "script", "style", "template", "noscript", "svg", "math", "canvas", "map"]
)
EMBEDDED = frozenset(["iframe", "object", "embed", "video", "audio", "applet"])
FIELDS = frozenset(
    ["input", "select", "textarea", "datalist", "optgroup", "option", "progress", "meter", "output"]
)
FILLED_IN = ("input", "select", "textarea")
STRUCK = frozenset({"s", "strike"})
HIDING_CLASSES = frozenset(
    ["hidden", "d-none", "sr-only", "visually-hidden", "screen-reader-text", "screen-reader-only"]
)
SHOWN_AGAIN = re.compile(r"d-(?:\w+-)?(?:block|inline|flex|grid|table)|\w+:(?:block|flex|inline)")
"""Classes that show an element on some widths of a screen."""
WORD_COMMENTS = frozenset(["msocomtxt", "msocomanchor", "msocomoff", "msocommentreference"])
WORD_COMMENT = re.compile(r"comment(?:-list)?")
DOCS_COMMENT = re.compile(r"#cmnt|#_msocom")
BUTTON_CLASS = re.compile(r"(?:^|[-_ ])(?:btn|button)(?:$|[-_ ])", re.I)

DELETED = gettext_noop("Deleted or struck-out text was left out: “%(text)s”.")
HIDDEN = gettext_noop("Hidden text was left out: “%(text)s”.")
COMMENT = gettext_noop("A reviewer's comment was left out: “%(text)s”.")
FORM = gettext_noop("A form was left out: “%(text)s”.")
INSERTED = gettext_noop("Embedded content was left out: “%(text)s”.")
BUTTON = gettext_noop(
    "The button “%(text)s” was left out: it does nothing on another site. Write a call to action."
)


def drop_unseen(soup: BeautifulSoup, styles: Styles) -> list[str]:
    """Remove the elements that are not shown; return warnings with their texts."""
    found: list[tuple[str, str]] = []
    opened = {*_opened_by_controls(soup)} - {""}
    for tag in soup.find_all(True):
        if tag.decomposed:
            continue
        message = next((message for message, check in CHECKS if check(tag, styles, opened)), None)
        if message is None:
            continue
        if message:
            found.append((message, _text_of(tag)))
        tag.decompose()
    return left_out_warnings(found)


def _text_of(tag: Tag) -> str:
    if tag.name in EMBEDDED:
        source = tag.find("source")
        address = tag.get("src") or tag.get("data") or (source and source.get("src")) or ""
        return f"{tag.get('title', '')} {address or tag.get_text(' ')}"
    return tag.get_text("\n")


def _opened_by_controls(soup: BeautifulSoup) -> Iterator[str]:
    """Yield the ids of the elements that a reader opens: panels of tabs and accordions."""
    for control in soup.find_all(True):
        yield from str(control.get("aria-controls", "")).split()
        for name in ("data-target", "data-bs-target"):
            yield str(control.get(name, "")).removeprefix("#")


def _is_unseen(tag: Tag, _styles: Styles, _opened: set[str]) -> bool:
    return tag.name in UNSEEN


def _is_embedded(tag: Tag, _styles: Styles, _opened: set[str]) -> bool:
    return tag.name in EMBEDDED


def _is_comment(tag: Tag, styles: Styles, _opened: set[str]) -> bool:
    """Whether an element is a comment of Word or Google Docs, or its mark in the text."""
    classes = {str(name).lower() for name in tag.get_attribute_list("class")}
    if classes & WORD_COMMENTS or WORD_COMMENT.fullmatch(styles.of(tag).get("mso-element", "")):
        return True
    link = tag if tag.name == "a" else tag.find("a")
    if link is None or not DOCS_COMMENT.match(str(link.get("href", ""))):
        return False
    # The mark in the text, or the paragraph of the comment, which begins with a link back.
    begins = tag.get_text(strip=True).startswith(link.get_text(strip=True))
    return tag.name in ("a", "sup") or (tag.name == "p" and begins)


def _is_deleted(tag: Tag, styles: Styles, _opened: set[str]) -> bool:
    if tag.name == "del" or tag.name in STRUCK or "msoDel" in tag.get_attribute_list("class"):
        return True
    declared = styles.of(tag)
    lines = f"{declared.get('text-decoration', '')} {declared.get('text-decoration-line', '')}"
    return "line-through" in lines


def _is_hidden(tag: Tag, styles: Styles, opened: set[str]) -> bool:
    if tag.get("id") in opened or tag.get("role") == "tabpanel":
        return False
    declared = styles.of(tag)
    return (
        tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or declared.get("display") == "none"
        or declared.get("visibility") in ("hidden", "collapse")
        or declared.get("mso-hide") == "all"
        or _has_hiding_class(tag)
    )


def _has_hiding_class(tag: Tag) -> bool:
    classes = {str(name) for name in tag.get_attribute_list("class")}
    return bool(classes & HIDING_CLASSES) and not any(map(SHOWN_AGAIN.fullmatch, classes))


def _is_form(tag: Tag, _styles: Styles, _opened: set[str]) -> bool:
    """Whether an element is a form or a field; some systems wrap a whole page in a form."""
    if tag.name == "form":
        return bool(tag.find(FILLED_IN)) and not tag.find(["h1", "h2", "main", "article"])
    return tag.name in FIELDS or (tag.name in ("label", "legend") and bool(tag.find_parent("form")))


def is_dead_button(tag: Tag) -> bool:
    """Whether an element is a button that does nothing without its site.

    The buttons that open a passage are its headings.
    """
    if tag.name not in ("button", "a") and tag.get("role") != "button":
        return False
    if tag.has_attr("aria-expanded") or tag.has_attr("aria-controls"):
        return False
    if tag.find_parent(["h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"]):
        return False
    return tag.name == "button" or (is_button_link(tag) and not tag.get("href"))


def is_button_link(tag: Tag) -> bool:
    """Whether a link is drawn as a button."""
    classes = " ".join(map(str, tag.get_attribute_list("class")))
    return tag.get("role") == "button" or bool(BUTTON_CLASS.search(classes))


CHECKS: tuple[tuple[str, Callable[[Tag, Styles, set[str]], bool]], ...] = (
    ("", _is_unseen),
    (INSERTED, _is_embedded),
    (COMMENT, _is_comment),
    (DELETED, _is_deleted),
    (HIDDEN, _is_hidden),
    (FORM, _is_form),
)
"""The message for each reason to leave an element out; none for what holds no text of the page."""
