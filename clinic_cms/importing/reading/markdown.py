"""Reads Markdown, by way of HTML."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from clinic_cms.importing.document import Block, Document, Kind, cut
from clinic_cms.importing.reading.markup import read_html

FRONT_MATTER = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<lines>.*?)\n(?P=fence)[ \t]*(?:\n|\Z)", re.S
)
FRONT_KEY = re.compile(r"^[\w-]+[ \t]*[:=]", re.M)
FRONT_TITLE = re.compile(r"""^title[ \t]*[:=][ \t]*["']?(.*?)["']?[ \t]*$""", re.M)
TASK = re.compile(r"\[[ xX]\] ")
NOTE = re.compile(r"^\[\^(?P<name>[\w-]+)\]:[ \t]*(?P<text>.*(?:\n(?: {2,}|\t).*)*)$", re.M)
ATTRIBUTES = re.compile(r"^(#{1,6}[ \t].*?)[ \t]*\{:?[ \t]*(?:[#.][\w-]+[ \t]*)+\}[ \t]*$", re.M)
"""Ids and classes after a heading, in Kramdown, Pandoc and others: "## Causes {#causes}"."""


def read_markdown(text: str, language: str) -> Document:
    """Return the blocks of a Markdown text; of its front matter only the title is read."""
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n")
    body, title = _without_front_matter(text)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    document = read_html(parser.render(_with_notes(ATTRIBUTES.sub(r"\1", body))), language)
    warnings = list(document.warnings)
    if body != text:
        warnings.append(_("Of the front matter, only the title was kept."))
    blocks = tuple(_without_box(block) for block in document.blocks)
    return replace(document, blocks=blocks, title=title, warnings=tuple(warnings))


def _without_front_matter(text: str) -> tuple[str, str]:
    match = FRONT_MATTER.match(text)
    if match is None or not FRONT_KEY.search(match["lines"]):
        return text, ""
    title = FRONT_TITLE.search(match["lines"])
    return text[match.end() :], title[1] if title else ""


def _with_notes(text: str) -> str:
    """Write footnotes as HTML has them."""
    names = [match["name"] for match in NOTE.finditer(text)]
    text = NOTE.sub(r'<p id="fn-\g<name>">\g<text></p>\n', text)
    for number, name in enumerate(names, 1):
        mark = f'<sup><a href="#fn-{name}">[{number}]</a></sup>'
        text = text.replace(f"[^{name}]", mark)
    return text


def _without_box(block: Block) -> Block:
    """Remove the box of an item of a task list."""
    box = TASK.match(block.text) if block.kind is Kind.ITEM else None
    return replace(block, runs=cut(block.runs, box.end())) if box else block
