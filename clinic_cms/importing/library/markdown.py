"""Markdown as masters use it: rich text for Wagtail, plain text, and attributes of headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from clinic_cms.merge import MERGE_TAG

TAGS = {"ul": "ul", "ol": "ol", "li": "li", "h4": "h3", "h5": "h4", "strong": "b", "em": "i"}
"""By a tag of CommonMark, the one that Wagtail's editor stores for it."""
BREAKS = {"softbreak": " ", "hardbreak": "<br/>"}
FEATURES = {"b": "bold", "i": "italic", "a": "link"}
LINKS = ("https://", "http://", "mailto:", "tel:")

ATTRIBUTES = re.compile(r"""\s*\{(?=\s*[.#])((?:"[^"]*"|'[^']*'|[^{}"'])*)\}\s*$""")
ATTRIBUTE = re.compile(
    r"""\s*(?:\#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)|(?P<key>[\w-]+)=(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'))"""
)
LEFT_OVER = re.compile(r"\{\s*[.#][^{}]*\}?\s*$")
"""The braces at a heading's end: `{#causes}`, `{.posture}`, `{.in-clinic when="At first"}`."""

FEATURE_NAMES: dict[str, str | Promise] = {
    "bold": gettext_lazy("bold text"),
    "italic": gettext_lazy("italic text"),
    "link": gettext_lazy("links"),
    "ul": gettext_lazy("plain lists"),
    "ol": gettext_lazy("numbered lists"),
    "h3": gettext_lazy("small headings"),
    "h4": gettext_lazy("small headings"),
}
UNKNOWN: dict[str, str | Promise] = {
    "html_inline": gettext_lazy("HTML: write **bold** and *italic*, and remove other tags."),
    "html_block": gettext_lazy("HTML: write paragraphs and lists as Markdown."),
    "image": gettext_lazy("A picture: add it in the admin."),
    "code_inline": gettext_lazy("Text between ` signs: remove the signs."),
    "code_block": gettext_lazy("Text that begins with four spaces: remove the spaces."),
    "fence": gettext_lazy("Text between ``` lines: remove those lines."),
    "hr": gettext_lazy("A rule: remove it."),
    "heading": gettext_lazy("A heading of this level: ### starts a block, ## a section."),
    "blockquote": gettext_lazy(
        "A quotation: only a treatment may have one, “> Evidence:”, at its end."
    ),
}


@dataclass
class Written:
    """A text, the line where it first uses each rich-text feature, and its faults.

    A fault is a line and a message about Markdown that is not allowed there.
    """

    text: str = ""
    features: dict[str, int] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)


def _merge_tag(state: StateInline, silent: bool) -> bool:
    """Read a merge tag unchanged: there is no Markdown in it."""
    found = MERGE_TAG.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("text", "", 0).content = " ".join(found.group().split())
    state.pos = found.end()
    return True


def make_parser() -> MarkdownIt:
    """Return a CommonMark parser that leaves merge tags alone."""
    parser = MarkdownIt("commonmark")
    parser.inline.ruler.before("escape", "merge_tag", _merge_tag)
    return parser


def write_rich(tokens: Sequence[Token], first_line: int) -> Written:
    """Return block tokens as the HTML that Wagtail's editor would store.

    `first_line` is the line of the file at which the tokens begin.
    """
    writer = _RichWriter(first_line)
    for token in tokens:
        writer.write(token)
    return writer.written


def write_plain(token: Token, line: int) -> Written:
    """Return an inline token as text without any format."""
    written = Written()
    for child in token.children or ():
        if child.type == "text":
            written.text += child.content
        elif child.type in BREAKS:
            written.text += " "
            line += 1
        elif child.nesting >= 0:
            message = _("Only plain text is allowed here, without formatting.")
            written.faults.append((line, message))
    written.text = " ".join(written.text.split())
    return written


@dataclass(frozen=True)
class Attributes:
    """The attributes of a heading; `unread` is the text that could not be read."""

    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    unread: str = ""


def split_heading(heading: str) -> tuple[str, Attributes]:
    """Return a heading's words and its attributes."""
    found = ATTRIBUTES.search(heading)
    if found is None:
        broken = LEFT_OVER.search(heading)
        return heading.strip(), Attributes(unread=broken.group() if broken else "")
    parts = list(ATTRIBUTE.finditer(found[1]))
    return heading[: found.start()].strip(), Attributes(
        ids=tuple(part["id"] for part in parts if part["id"]),
        classes=tuple(part["class"] for part in parts if part["class"]),
        values={part["key"]: part["d"] or part["s"] or "" for part in parts if part["key"]},
        unread=ATTRIBUTE.sub("", found[1]).strip(),
    )


class _RichWriter:
    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.line = first_line
        self.written = Written()

    def write(self, token: Token) -> None:
        if token.map:
            self.line = self.first_line + token.map[0]
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind == "inline":
            for child in token.children or ():
                self.write(child)
        elif kind == "text":
            self.written.text += escape(token.content, quote=False)
        elif kind in BREAKS:
            self.written.text += BREAKS[kind]
            self.line += 1
        elif kind == "paragraph":
            self._write_paragraph(token)
        elif kind == "link":
            self._write_link(token)
        elif token.tag in TAGS:
            self._write_tag(TAGS[token.tag], token)
        elif token.nesting >= 0:
            self._refuse(kind)

    def _write_paragraph(self, token: Token) -> None:
        """Write the paragraphs of a list item as its lines: the editor has no paragraphs there."""
        in_item = token.level > 0
        if not in_item:
            self.written.text += "<p>" if token.nesting > 0 else "</p>"
        elif token.nesting > 0 and not self.written.text.endswith("<li>"):
            self.written.text += "<br/>"

    def _write_tag(self, tag: str, token: Token) -> None:
        if token.nesting > 0 and tag != "li":
            self._use(tag)
        self.written.text += f"<{tag}>" if token.nesting > 0 else f"</{tag}>"

    def _write_link(self, token: Token) -> None:
        if token.nesting < 0:
            self.written.text += "</a>"
            return
        href = str(token.attrs["href"])
        if not href.startswith(LINKS) or "%7B" in href:
            message = _(
                "The link to “%(href)s” does not work: write a full URL, without merge tags."
            )
            self.written.faults.append((self.line, message % {"href": href}))
        if "title" in token.attrs:
            # Links in Wagtail's editor have no title.
            self._refuse("link title")
        self._use("a")
        self.written.text += f'<a href="{escape(href)}">'

    def _use(self, tag: str) -> None:
        self.written.features.setdefault(FEATURES.get(tag, tag), self.line)

    def _refuse(self, kind: str) -> None:
        message = UNKNOWN.get(
            kind, _("Markdown of the kind “%(kind)s”: remove it.") % {"kind": kind}
        )
        self.written.faults.append((self.line, str(message)))
