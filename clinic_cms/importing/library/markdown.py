"""Markdown as masters use it: rich text for Wagtail, plain text, and attributes of headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from clinic_cms.merge import MERGE_TAG

BLOCK_TAGS = {"bullet_list": "ul", "ordered_list": "ol", "list_item": "li"}
HEADING_TAGS = {"h4": "h3", "h5": "h4"}
INLINE_TAGS = {"strong": "b", "em": "i"}
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
class Fault:
    """Markdown that is not allowed here."""

    line: int
    message: str


@dataclass
class Written:
    """A text, the line where it first uses each rich-text feature, and its faults."""

    text: str = ""
    features: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


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
        elif child.type in {"softbreak", "hardbreak"}:
            written.text += " "
            line += 1
        elif child.nesting >= 0:
            written.faults.append(
                Fault(line, _("Only plain text is allowed here, without formatting."))
            )
    written.text = " ".join(written.text.split())
    return written


@dataclass(frozen=True)
class Attributes:
    """The attributes of a heading; `unread` is the text that could not be read."""

    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    unread: str = ""


def split_heading(heading: str) -> tuple[str, Attributes]:
    """Return a heading's words and its attributes."""
    found = ATTRIBUTES.search(heading)
    if found is None:
        broken = LEFT_OVER.search(heading)
        return heading.strip(), Attributes(unread=broken.group() if broken else "")
    inner, position = found[1], 0
    ids: list[str] = []
    classes: list[str] = []
    values: list[tuple[str, str]] = []
    while part := ATTRIBUTE.match(inner, position):
        position = part.end()
        if part["id"]:
            ids.append(part["id"])
        elif part["class"]:
            classes.append(part["class"])
        else:
            values.append((part["key"], part["d"] if part["d"] is not None else part["s"]))
    unread = inner[position:].strip()
    words = heading[: found.start()].strip()
    return words, Attributes(tuple(ids), tuple(classes), tuple(values), unread)


class _RichWriter:
    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.line = first_line
        self.written = Written()

    def write(self, token: Token) -> None:
        if token.map:
            self.line = self.first_line + token.map[0]
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if token.type == "inline":
            self._write_inline(token)
        elif kind == "paragraph":
            self._write_paragraph(token)
        elif kind in BLOCK_TAGS:
            self._write_tag(BLOCK_TAGS[kind], token)
        elif kind == "heading" and token.tag in HEADING_TAGS:
            self._write_tag(HEADING_TAGS[token.tag], token)
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

    def _write_inline(self, token: Token) -> None:
        for child in token.children or ():
            kind = child.type.removesuffix("_open").removesuffix("_close")
            if child.type == "text":
                self.written.text += escape(child.content, quote=False)
            elif child.type == "softbreak":
                self.written.text += " "
                self.line += 1
            elif child.type == "hardbreak":
                self.written.text += "<br/>"
                self.line += 1
            elif kind in INLINE_TAGS:
                self._write_tag(INLINE_TAGS[kind], child)
            elif kind == "link":
                self._write_link(child)
            elif child.nesting >= 0:
                self._refuse(kind)

    def _write_link(self, token: Token) -> None:
        if token.nesting < 0:
            self.written.text += "</a>"
            return
        href = str(token.attrs["href"])
        if not href.startswith(LINKS) or "%7B" in href:
            message = _(
                "The link to “%(href)s” does not work: write a full URL, without merge tags."
            )
            self.written.faults.append(Fault(self.line, message % {"href": href}))
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
        self.written.faults.append(Fault(self.line, str(message)))
