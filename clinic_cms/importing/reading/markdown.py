"""Reads Markdown: CommonMark with tables, task lists and front matter."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from clinic_cms.importing.document import Block, Document, Kind, cut
from clinic_cms.importing.reading.html import read_html

FRONT_MATTER = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<lines>.*?)\n(?P=fence)[ \t]*(?:\n|\Z)", re.S
)
FRONT_KEY = re.compile(r"^[\w-]+[ \t]*[:=]", re.M)
FRONT_TITLE = re.compile(r"""^title[ \t]*[:=][ \t]*["']?(.*?)["']?[ \t]*$""", re.M)
TASK = re.compile(r"\[[ xX]\] ")


def read_markdown(text: str) -> Document:
    """Return the blocks of a Markdown text; of its front matter only the title is read."""
    body, title = _without_front_matter(text.replace("\r\n", "\n"))
    document = read_html(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body))
    warnings = list(document.warnings)
    if body != text.replace("\r\n", "\n"):
        warnings.append(_("Of the front matter, only the title was kept."))
    blocks = tuple(_without_box(block) for block in document.blocks)
    return replace(document, blocks=blocks, title=title, warnings=tuple(warnings))


def _without_front_matter(text: str) -> tuple[str, str]:
    match = FRONT_MATTER.match(text)
    if match is None or not FRONT_KEY.search(match["lines"]):
        return text, ""
    title = FRONT_TITLE.search(match["lines"])
    return text[match.end() :], title[1] if title else ""


def _without_box(block: Block) -> Block:
    """Remove the box of an item of a task list."""
    box = TASK.match(block.text) if block.kind is Kind.ITEM else None
    return replace(block, runs=cut(block.runs, box.end())) if box else block
